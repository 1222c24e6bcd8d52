"""Each deed: asked of its own policy for every role, on what is one's own and on what is somebody else's."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.register import world as made_world
from tests.rights.oracle import EXPECTED, ROLES

from styringsdialog.areas.policies import can_store_indicators
from styringsdialog.core.acting import Acting
from styringsdialog.files.models import Attachment
from styringsdialog.processes.brief_drafts import can_edit_brief
from styringsdialog.register.file_policies import (
    can_attach,
    can_delete_content,
    can_number_case,
    can_open_access_request,
)
from styringsdialog.register.log_policies import can_edit_templates, can_read_notices
from styringsdialog.register.models import CollaborationSurface, HousingArea, Membership, Role
from styringsdialog.register.people_policies import can_invite, can_record_processor_agreement
from styringsdialog.register.policies import can_maintain_memberships, can_maintain_register, can_maintain_surface
from styringsdialog.reviews.desk_policies import can_choose_peers, can_judge, can_note, can_propose
from styringsdialog.reviews.letter_policies import can_answer_letter, can_draft_in, can_edit_letter
from styringsdialog.reviews.models import DialogueBrief, QuestionLetter
from styringsdialog.reviews.policies import can_order_brief, can_run_rules
from styringsdialog.reviews.queries import arrivals
from styringsdialog.submissions.policies import can_explain, can_upload

pytestmark = pytest.mark.django_db


class Things:
    """What is done to: of municipality `key`, and an organisation seated there."""

    def __init__(self, world: Any, key: str, owner: str) -> None:
        self.place, self.owner, self.package = world.places[key], world.owners[owner], world.packages[owner]
        self.area = HousingArea.objects.get(municipality=self.place)
        self.surface = CollaborationSurface.objects.filter(municipality=self.place).first()
        self.attachment = Attachment(municipality_code=self.place.code)
        about = {"package": self.package, "municipality": self.place}
        self.draft = QuestionLetter(**about, state="draft", addressee="organisation")
        self.sent = QuestionLetter(**about, state="sent", addressee="organisation")
        self.to_auditor = QuestionLetter(**about, state="sent", addressee="auditor")
        self.brief = DialogueBrief(municipality=self.place)


DEEDS: dict[str, Callable[[Acting, Things], bool]] = {
    "maintain_register": lambda acting, on: can_maintain_register(acting, on.place),
    "maintain_surface": lambda acting, on: can_maintain_surface(acting, on.surface),
    "store_indicators": lambda acting, on: can_store_indicators(acting, on.area),
    "give_roles": lambda acting, on: can_maintain_memberships(acting, on.place),
    "invite_inside": lambda acting, on: can_invite(acting, on.place, Role.MANAGER),
    "invite_other_side": lambda acting, on: can_invite(acting, on.place, Role.AUDITOR),
    "record_agreement": lambda acting, on: can_record_processor_agreement(acting, on.place),
    "hand_in": lambda acting, on: can_upload(acting, on.owner),
    "explain": lambda acting, on: can_explain(acting, on.owner),
    "run_rules": lambda acting, on: can_run_rules(acting, on.package),
    "judge": lambda acting, on: can_judge(acting, on.package),
    "propose": lambda acting, on: can_propose(acting, on.package),
    "note": lambda acting, on: can_note(acting, on.package),
    "choose_peers": lambda acting, on: can_choose_peers(acting, on.package),
    "order_brief": lambda acting, on: can_order_brief(acting, on.package) and can_edit_brief(acting, on.brief),
    "draft_letter": lambda acting, on: can_draft_in(acting, on.draft),
    "send_letter": lambda acting, on: can_edit_letter(acting, on.draft),
    "answer": lambda acting, on: can_answer_letter(acting, on.sent) or can_answer_letter(acting, on.to_auditor),
    "attach": lambda acting, on: can_attach(acting, on.owner),
    "number_case": lambda acting, on: can_number_case(acting, on.owner),
    "delete_content": lambda acting, on: can_delete_content(acting, on.attachment),
    "give_access": lambda acting, on: can_open_access_request(acting, on.owner),
    "read_arrivals": lambda acting, on: any(row.organisation == on.owner.pk for row in arrivals(acting)),
    "retry_notice": lambda acting, on: can_read_notices(acting, on.place.code),
    "edit_templates": lambda acting, on: can_edit_templates(acting, on.place.code),
}


@pytest.fixture
def world(db):
    made = made_world.build()
    for key in ("a", "b"):
        unit = CollaborationSurface.objects.filter(municipality=made.places[key]).first().unit
        Membership.objects.filter(user=made.users[f"unit_contact-{key}"]).update(unit=unit)
    return made


def test_each_deed_is_allowed_to_the_roles_named_and_to_nobody_from_elsewhere(world):
    assert set(DEEDS) == set(EXPECTED["deeds"])
    # Administrationen (a2) sits in Ålev and has no division in Østborg: nobody from there may do anything to it.
    own, foreign, after = Things(world, "a", "a1"), Things(world, "a", "a2"), date(2026, 9, 2)
    for deed, may in DEEDS.items():
        allowed = ["+" if may(world.acting(f"{role}-a"), own) else "-" for role in ROLES]
        assert allowed == EXPECTED["deeds"][deed], deed
        assert [role for role in ROLES if may(world.acting(f"{role}-b"), foreign)] == [], deed
        assert not may(world.acting("former"), own), deed
        assert not may(world.acting("current", day=after), own), deed
        assert not may(world.acting("left"), own), deed
        assert not may(world.acting("nobody"), own), deed
