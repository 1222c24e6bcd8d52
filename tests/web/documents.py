"""What hangs on the small municipality: attachments of each class, a locked one, a request for access, a draft."""

from dataclasses import dataclass

from django.core.files.base import ContentFile

from styringsdialog.core.access import AccessClass
from styringsdialog.files.models import AccessRequest, Attachment
from styringsdialog.processes.access_requests import open_access_request
from styringsdialog.processes.attachments import attach_file
from styringsdialog.processes.brief_drafts import draft_brief
from styringsdialog.register.models import Role
from styringsdialog.reviews.models import DialogueBrief
from tests.files import kinds
from tests.web.world import DAY, World

CASE = "register.housingorganisation"


@dataclass
class Documents:
    """Everything by name."""

    attachments: dict[str, Attachment]
    locked: Attachment
    request: AccessRequest
    draft: DialogueBrief


def hang_documents(world: World) -> Documents:
    """By the case worker, on the organisation; the locked one is shared with its people."""
    worker = world.acting(Role.CASE_WORKER)

    def attach(text: str, access: str) -> Attachment:
        file = ContentFile(kinds.docx_file(text))
        return attach_file(worker, thing=world.owner, file=file, name="brev.docx", title=access, access_class=access)

    attachments = {access.value: attach("Et brev.", access) for access in AccessClass}
    locked = attach(f"Lejer {kinds.CPR}", AccessClass.PARTIES)
    request = open_access_request(worker, thing=world.owner, received_on=DAY, requester_kind="press")
    return Documents(attachments, locked, request, draft_brief(worker, package=world.package))


def document_arguments(world: World, made: Documents) -> dict[str, list]:
    """What each address is tried with."""
    owner = [CASE, world.owner.pk]
    deeds = "access_request access_collect access_order access_sent"
    return {
        **dict.fromkeys(("case_documents", "case_reference", "access_request_new"), owner),
        "case_documents~foreign": [CASE, world.foreign.pk],
        "attachment": [made.attachments["internal"].pk],
        "attachment~shared": [made.attachments["parties"].pk],
        "attachment~personal": [made.attachments["personal"].pk],
        "attachment_redact": [made.locked.pk],
        "attachment_delete": [made.locked.pk],
        "stored_file~locked": [made.locked.file.pk],
        **{name: [made.request.pk] for name in deeds.split()},
        "access_redact": [made.request.items.first().pk],
        "brief_edit": [made.draft.pk],
        **{name: [world.brief.pk] for name in ("brief_share", "brief_redraft", "brief_retry")},
    }


def documents_sent(made: Documents) -> dict[str, dict]:
    """What is sent to them."""
    said = {"title": "Nyt", "access_class": "internal", "received_on": "2026-09-01"}
    return {
        "case_reference": {"case_number": "26/1"},
        "attachment": said,
        "attachment_delete": {"reason": "Ikke nødvendig"},
        "access_request_new": {"received_on": "2026-09-01", "requester_kind": "press"},
        "access_request": {"version": made.request.version},
        "brief_edit": {"version": made.draft.version},
    }
