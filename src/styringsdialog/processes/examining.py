"""What the worker does with a received file: read it, and say what is wrong with it or what it would change."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import UserError
from styringsdialog.core.jobs import job
from styringsdialog.core.stored_values import to_json
from styringsdialog.exchange.reading.package import read_package
from styringsdialog.exchange.reading.problem import Problem, Reading, UnreadableFile
from styringsdialog.files.models import StoredFile
from styringsdialog.files.services import lock_content, opened, remove_content, store_file
from styringsdialog.register.models import HousingOrganisation
from styringsdialog.register.queries import organisations_for
from styringsdialog.rulebook.facts import PackageFacts
from styringsdialog.submissions.models import Upload, UploadKind, UploadState
from styringsdialog.trail.services import record

from .accounts_files import mapping_to_confirm, read_accounts_upload
from .previewing import changes_of

logger = logging.getLogger(__name__)

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Examined:
    """What examining found: the state that follows, and the fields of the upload that go with it."""

    state: UploadState
    fields: dict[str, Any] = field(default_factory=dict)
    marked: bytes | None = None
    errors: int = 0
    is_personal: bool = False  # the original holds a CPR number


@job()
def examine(upload_id: int) -> str:
    """The job; bears being run twice, since only a `received` file is examined."""
    return examine_upload(upload_id)


def examine_upload(upload_id: int) -> str:
    """Examine a received file and move it on; its state afterwards. A file that was moved on already is left alone."""
    upload = Upload.objects.select_related("original", "municipality", "organisation", "created_by").get(pk=upload_id)
    if upload.state != UploadState.RECEIVED:
        return str(upload.state)
    acting = acting_for(upload)
    try:
        found = _examined(acting, upload)
    except Exception:
        logger.exception("Upload %s could not be examined", upload.pk)
        found = Examined(UploadState.UNREADABLE, {"error": {"message": "upload.failed", "params": {}}})
    return _keep(acting, upload, found)


def acting_for(upload: Upload) -> Acting:
    """Whoever handed the file in, on the day they did."""
    place = None if upload.is_from_organisation else upload.municipality
    return Acting(upload.created_by, upload.received_on, place)


def read_upload(upload: Upload) -> PackageFacts:
    """The facts in an upload's original. UserError where it holds none: it should not have been previewed."""
    reading = _reading(upload)
    if reading.package is None:
        raise UserError.of("upload.not_previewed", file=str(upload))
    return reading.package


def organisation_of(upload: Upload, facts: PackageFacts) -> HousingOrganisation:
    """The organisation the file is from, as far as whoever handed it in may see it. UserError otherwise.

    The same sentence for an unknown and for somebody else's organisation: whether it exists is not told.
    """
    number = facts.organisation.lbf_number
    if upload.organisation is not None and upload.organisation.lbf_number != number:
        raise UserError.of("upload.other_organisation", number=number, chosen=upload.organisation.name)
    seen = organisations_for(acting_for(upload)).select_related("seat_municipality")
    organisation = seen.filter(lbf_number=number).first()
    if organisation is None:
        raise UserError.of("upload.organisation_unknown", number=number)
    return organisation


def _reading(upload: Upload) -> Reading:
    data = _content(upload)
    if upload.kind == UploadKind.ACCOUNTS:
        return read_accounts_upload(upload, data)
    return read_package(data, name=upload.original.name)


def _content(upload: Upload) -> bytes:
    with opened(upload.original) as content:
        return content.read()


def _examined(acting: Acting, upload: Upload) -> Examined:
    try:
        if upload.kind == UploadKind.ACCOUNTS:
            proposed = mapping_to_confirm(upload, _content(upload))
            if proposed is not None:
                return Examined(UploadState.TO_MAP, {"mapping": proposed})
        reading = _reading(upload)
        problems = [_problem(problem) for problem in reading.problems]
        if reading.package is None:
            fields: dict[str, Any] = {"problems": problems, "dialogue_year": reading.edition}
            personal = any(problem.is_personal for problem in reading.errors)
            return Examined(UploadState.SENT_BACK, fields, _marked(upload, reading), len(reading.errors), personal)
        organisation = organisation_of(upload, reading.package)
    except (UnreadableFile, UserError) as refusal:
        params = to_json(dict(refusal.params))
        return Examined(UploadState.UNREADABLE, {"error": {"message": refusal.message, "params": params}})
    fields = {
        "problems": problems,
        "changes": changes_of(reading.package, organisation),
        "organisation": organisation,
        "dialogue_year": reading.package.organisation.dialogue_year,
    }
    return Examined(UploadState.PREVIEWED, fields)


def _keep(acting: Acting, upload: Upload, found: Examined) -> str:
    """Write the result if the upload is still `received`; else throw away what was made for nothing."""
    marked: StoredFile | None = None
    if found.marked is not None:
        marked = store_file(
            acting,
            content=ContentFile(found.marked),
            name=f"{upload.original.name.rpartition('.')[0] or upload.original.name}-rettes.xlsx",
            content_type=XLSX,
            access_class=AccessClass.PARTIES,
            municipality=upload.municipality,
        )
    with transaction.atomic():
        mine = Upload.objects.filter(pk=upload.pk, state=UploadState.RECEIVED)
        if mine.update(state=found.state, marked=marked, **found.fields):
            record(acting, f"upload.{found.state.value}", upload, count=found.errors)
            if found.is_personal:
                lock_content(acting, stored=upload.original)
            return str(found.state)
    if marked is not None:
        remove_content(marked)
    upload.refresh_from_db()
    return str(upload.state)


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "sheet": problem.sheet,
        "cell": problem.cell,
        "value": problem.value,
        "message": problem.message,
        "params": to_json(dict(problem.params)),
        "remedy": problem.remedy,
        "severity": problem.severity.value,
    }


def _marked(upload: Upload, reading: Reading) -> bytes | None:
    """The same workbook with the bad cells marked; None for an accounts file as text, whose problems are listed."""
    from styringsdialog.exchange.marking import marked_workbook  # the worker's: web processes stay small

    data = _content(upload)
    if not data.startswith(b"PK"):
        return None
    language = upload.created_by.language if upload.created_by is not None else "da"
    return marked_workbook(data, reading.problems, language)
