"""Who may see, add and change what hangs on a case; written from the side of the object."""

from __future__ import annotations

from django.db import models

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import can_view, exists_for, views
from styringsdialog.files.cases import case_of, cases, found_case
from styringsdialog.files.models import AccessRequest, AccessRequestItem, Attachment, CaseReference

from .models import Role
from .rights import doers
from .roles import STAFF, Reach, reach_of

WRITERS = doers("attach")


def writing_code(acting: Acting, thing: models.Model) -> str:
    """For which municipality the actor writes on the case: the chosen one, else the competent one or their only one."""
    if acting.municipality is not None:
        return str(acting.municipality.code)
    competent, codes = case_of(thing).municipality(thing), reach_of(acting).codes_of(*WRITERS)
    return competent if competent in codes or len(codes) != 1 else next(iter(codes))


def writes_on(acting: Acting, thing: models.Model) -> bool:
    """Coordinator, case worker or unit contact of the municipality for which the actor works on a case they see."""
    return acting.is_system or writing_code(acting, thing) in reach_of(acting).codes_of(*WRITERS)


def writes_for_organisation(acting: Acting, thing: models.Model) -> bool:
    """Is the actor an editor of the organisation whose case it is, and of no municipality that writes on it?"""
    organisation = case_of(thing).organisation(thing)
    return organisation in reach_of(acting).organisations(Role.ORGANISATION_EDITOR) and not writes_on(acting, thing)


def staffs(acting: Acting, thing: models.Model) -> bool:
    """Coordinator or case worker of the municipality for which the actor works on a case they see."""
    return acting.is_system or writing_code(acting, thing) in reach_of(acting).codes_of(*STAFF)


def can_attach(acting: Acting, thing: models.Model) -> bool:
    """Coordinator, case worker and unit contact of the municipality; the organisation's editor on its own cases."""
    return exists_for(acting, thing) and (writes_on(acting, thing) or writes_for_organisation(acting, thing))


def can_quarantine(acting: Acting, attachment: Attachment) -> bool:
    """Put a redacted copy in place of a locked original: whoever may write on the case and sees the attachment."""
    thing = found_case(attachment.object_type, attachment.object_pk)
    return thing is not None and can_attach(acting, thing) and can_view_attachment(acting, attachment)


def can_delete_content(acting: Acting, attachment: Attachment) -> bool:
    """Delete the content of a locked original: a coordinator only."""
    reach = reach_of(acting)
    return reach.is_everything or attachment.municipality_code in reach.codes_of(Role.COORDINATOR)


def can_change_attachment(acting: Acting, attachment: Attachment) -> bool:
    """Title, class and remark: coordinator and case worker of its municipality, and whoever put it there."""
    reach = reach_of(acting)
    if reach.is_everything or attachment.municipality_code in reach.codes_of(*STAFF):
        return True
    return acting.person is not None and attachment.created_by_id == acting.person.pk


def can_number_case(acting: Acting, thing: models.Model) -> bool:
    """Write the number of the records system: those who write on the case for a municipality."""
    return exists_for(acting, thing) and writes_on(acting, thing)


def can_open_access_request(acting: Acting, thing: models.Model) -> bool:
    """Coordinator and case worker who see the case."""
    return exists_for(acting, thing) and staffs(acting, thing)


def can_decide_access(acting: Acting, request: AccessRequest) -> bool:
    """Decide on documents and have the bundle made: whoever sees the request."""
    return can_view_access_request(acting, request)


@views(Attachment)
def can_view_attachment(acting: Acting, attachment: Attachment) -> bool:
    reach = reach_of(acting)
    if reach.is_everything:
        return True
    thing = found_case(attachment.object_type, attachment.object_pk)
    if thing is None or not can_view(acting, thing):
        return False
    if attachment.access_class == AccessClass.PUBLIC:
        return True
    if attachment.access_class == AccessClass.PERSONAL:
        return attachment.municipality_code in reach.codes_of(Role.COORDINATOR, Role.CASE_WORKER)
    if _reads_internal(reach, attachment.municipality_code):
        return True
    own = reach.organisations(Role.ORGANISATION_EDITOR, Role.ORGANISATION_SIGNATORY)
    return attachment.access_class == AccessClass.PARTIES and case_of(thing).organisation(thing) in own


@views(CaseReference)
def can_view_reference(acting: Acting, reference: CaseReference) -> bool:
    reach = reach_of(acting)
    if reach.is_everything:
        return True
    thing = found_case(reference.object_type, reference.object_pk)
    return thing is not None and can_view(acting, thing) and _reads_internal(reach, reference.municipality_code)


@views(AccessRequest)
def can_view_access_request(acting: Acting, request: AccessRequest) -> bool:
    reach = reach_of(acting)
    return reach.is_everything or request.municipality_code in reach.codes_of(Role.COORDINATOR, Role.CASE_WORKER)


@views(AccessRequestItem)
def can_view_access_request_item(acting: Acting, item: AccessRequestItem) -> bool:
    return can_view_access_request(acting, item.request)


def _reads_internal(reach: Reach, code: str) -> bool:
    return code in reach.codes_of(Role.COORDINATOR, Role.CASE_WORKER, Role.UNIT_CONTACT, Role.ADVISER)


def known_case(object_type: str) -> type[models.Model] | None:
    """The model of a kind of case; None for a name that is none."""
    kind = cases().get(object_type)
    return kind.model if kind is not None else None
