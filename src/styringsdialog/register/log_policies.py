"""May somebody see an entry of the logs below the register, or act on one: asked of the object."""

from __future__ import annotations

from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import views
from styringsdialog.notices.models import Notice, NoticeChoice, NoticeTemplate
from styringsdialog.notices.policies import answers
from styringsdialog.trail.models import AccessEntry

from .models import Role
from .roles import reach_of


def can_read_trail(acting: Acting) -> bool:
    """Whether the actor reads the trail of any municipality: the pages of the trail are for these."""
    reach = reach_of(acting)
    return reach.is_everything or bool(reach.codes_of(Role.COORDINATOR, Role.CASE_WORKER, Role.ADMINISTRATOR))


@views(AccessEntry)
def can_view_reading(acting: Acting, entry: AccessEntry) -> bool:
    reach = reach_of(acting)
    readers = (Role.COORDINATOR, Role.CASE_WORKER, Role.ADMINISTRATOR)
    return reach.is_everything or entry.municipality_code in reach.codes_of(*readers)


@answers("can_read_notices")
def can_read_notices(acting: Acting, municipality_code: str) -> bool:
    """Coordinator and administrator of the municipality."""
    reach = reach_of(acting)
    return reach.is_everything or municipality_code in reach.codes_of(Role.COORDINATOR, Role.ADMINISTRATOR)


@answers("can_edit_templates")
def can_edit_templates(acting: Acting, municipality_code: str) -> bool:
    """The administrator of the municipality."""
    reach = reach_of(acting)
    return reach.is_everything or municipality_code in reach.codes_of(Role.ADMINISTRATOR)


@views(Notice)
def can_view_notice(acting: Acting, notice: Notice) -> bool:
    person = acting.person
    if person is not None and person.is_active and notice.user_id == person.pk:
        return True
    return can_read_notices(acting, notice.municipality_code)


@views(NoticeTemplate)
def can_view_template(acting: Acting, template: NoticeTemplate) -> bool:
    return can_read_notices(acting, template.municipality_code)


@views(NoticeChoice)
def can_view_choice(acting: Acting, choice: NoticeChoice) -> bool:
    return reach_of(acting).is_everything or (acting.person is not None and choice.user_id == acting.person.pk)


def reads_what_is_gone(acting: Acting, municipality_code: str) -> bool:
    """What an entry kept of an object that is no longer there: read by those who handled it."""
    reach = reach_of(acting)
    return reach.is_everything or municipality_code in reach.codes_of(Role.COORDINATOR, Role.CASE_WORKER)
