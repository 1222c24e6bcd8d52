"""What a page of a case needs to show its attachments and its number: `attachments_on`, `reference_on`."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import visible_to
from styringsdialog.files.models import Attachment, CaseReference, StoredFile
from styringsdialog.register.file_policies import staffs, writes_for_organisation, writes_on, writing_code

from .forms import AttachmentForm


@dataclass(frozen=True)
class AttachmentLine:
    """One attachment as shown: what may be fetched (`given`), or why nothing may."""

    attachment: Attachment
    given: StoredFile | None

    @property
    def original(self) -> StoredFile:
        """What was received: its receipt stays, whatever becomes of the content."""
        return self.attachment.file


@dataclass(frozen=True)
class CaseDocuments:
    """Context of `cases/attachments.html` and `cases/reference.html`; give it as `documents`."""

    object_type: str
    object_pk: int
    lines: list[AttachmentLine]
    reference: CaseReference | None
    form: AttachmentForm | None
    may_number: bool
    may_open_request: bool

    @property
    def is_waiting(self) -> bool:
        """Whether a file is still being searched: then the list asks again by itself."""
        return any(not line.original.is_locked and line.original.search == "waiting" for line in self.lines)


def attachments_on(acting: Acting, thing: models.Model) -> CaseDocuments:
    """The attachments and the case number of `thing`, which the actor sees: two queries."""
    label = thing._meta.label_lower
    about = {"object_type": label, "object_pk": thing.pk}
    rows = visible_to(acting, Attachment).filter(**about).select_related("file__redacted_copy")
    references = visible_to(acting, CaseReference).filter(**about)
    writes = writes_on(acting, thing)
    own = not writes and writes_for_organisation(acting, thing)
    code = writing_code(acting, thing)
    numbers = sorted(references, key=lambda row: row.municipality_code != code)
    return CaseDocuments(
        object_type=label,
        object_pk=thing.pk,
        lines=[AttachmentLine(row, row.file.given) for row in rows],
        reference=numbers[0] if numbers else None,
        form=AttachmentForm(is_own=own, initial={"access_class": AccessClass.INTERNAL}) if writes or own else None,
        may_number=writes,
        may_open_request=staffs(acting, thing),
    )
