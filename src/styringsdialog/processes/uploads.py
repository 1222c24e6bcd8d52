"""The way of a file: received, examined by the worker, then taken in by a person in one transaction, or given up."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models.functions import Now

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, StaleVersion, UserError
from styringsdialog.core.jobs import enqueue
from styringsdialog.core.stored_values import from_json
from styringsdialog.exchange.reading.problem import Problem, Weight
from styringsdialog.files.services import contents_follow_rows, store_file
from styringsdialog.register.facts import newest_dialogue_year
from styringsdialog.register.models import HousingOrganisation, Municipality, Role
from styringsdialog.register.policies import edits_for, is_staff_of
from styringsdialog.register.roles import reach_of
from styringsdialog.submissions.models import AccountsMapping, DocumentationPackage, Upload, UploadKind, UploadState
from styringsdialog.submissions.policies import can_apply_upload, can_upload
from styringsdialog.submissions.services import store_package
from styringsdialog.trail.services import record
from styringsdialog.wording.messages import has, sentence

from .accounts_files import checked_mapping
from .examining import examine, examine_upload, organisation_of, read_upload
from .reviewing import carry_out_run

__all__ = [
    "apply_upload",
    "confirm_mapping",
    "discard_upload",
    "error_of",
    "examine",
    "examine_upload",
    "problems_of",
    "receive_file",
]

CONTENT_TYPE = "application/octet-stream"
MEGABYTE = 1024 * 1024
OPEN_STATES = (
    UploadState.RECEIVED,
    UploadState.UNREADABLE,
    UploadState.SENT_BACK,
    UploadState.TO_MAP,
    UploadState.PREVIEWED,
)


def receive_file(
    acting: Acting,
    *,
    file: File[Any],
    name: str,
    kind: UploadKind | str = UploadKind.PACKAGE,
    organisation: HousingOrganisation | None = None,
    dialogue_year: int | None = None,
    content_type: str = CONTENT_TYPE,
) -> Upload:
    """Keep the original and have it examined. Refused before anything is stored: too large, empty, not allowed.

    An accounts file says neither whose nor which year's it is: it needs `organisation`, and is of `dialogue_year`,
    or else of the fiscal year that ended last.
    """
    if not can_upload(acting, organisation):
        raise NotAllowed.of("not_allowed")
    _refuse_size(file)
    organisation = organisation or _only_own_organisation(acting)
    if kind == UploadKind.ACCOUNTS:
        if organisation is None:
            raise UserError.of("upload.which_organisation")
        dialogue_year = dialogue_year or newest_dialogue_year(organisation, acting.day)
    municipality = _place(acting, organisation)
    access = AccessClass.PARTIES
    with contents_follow_rows() as kept, transaction.atomic():
        stored = store_file(
            acting, content=file, name=name, content_type=content_type, access_class=access, municipality=municipality
        )
        kept.append(stored)
        upload = Upload.objects.create(
            kind=kind,
            original=stored,
            municipality=municipality,
            organisation=organisation,
            dialogue_year=dialogue_year,
            received_on=acting.day,
            access_class=access,
            created_by=acting.person,
            is_from_organisation=_is_from_organisation(acting, municipality, organisation),
        )
        record(acting, "upload.received", upload)
        enqueue(examine, upload_id=upload.pk)
    upload.refresh_from_db()
    return upload


def apply_upload(acting: Acting, *, upload: Upload) -> DocumentationPackage:
    """Take a previewed file in: package, divisions, rule run and trail in one transaction, or nothing of it.

    Of two people at once the second is told so. StaleVersion where the package has changed since the preview;
    the file is then examined again.
    """
    if not can_apply_upload(acting, upload):
        raise NotAllowed.of("not_allowed")
    facts = read_upload(upload)
    organisation = organisation_of(upload, facts)
    try:
        with transaction.atomic():
            _claim(upload, UploadState.PREVIEWED, UploadState.APPLIED, "upload.not_previewed")
            _refuse_stale(upload, organisation, facts.organisation.dialogue_year)
            package = store_package(
                acting, facts=facts, organisation=organisation, upload=upload, received_on=upload.received_on
            )
            carry_out_run(acting, package=package, municipality=upload.municipality)
            Upload.objects.filter(pk=upload.pk).update(package=package, applied_at=Now())
            record(acting, "upload.applied", upload, package=str(package))
    except StaleVersion:
        _examine_again(upload)
        raise
    upload.refresh_from_db()
    return package


@transaction.atomic
def discard_upload(acting: Acting, *, upload: Upload) -> Upload:
    """Give a file up; the original is kept."""
    if not can_apply_upload(acting, upload):
        raise NotAllowed.of("not_allowed")
    changed = Upload.objects.filter(pk=upload.pk, state__in=OPEN_STATES).update(state=UploadState.DISCARDED)
    if not changed:
        raise UserError.of("upload.not_previewed", file=str(upload))
    record(acting, "upload.discarded", upload)
    upload.refresh_from_db()
    return upload


@transaction.atomic
def confirm_mapping(acting: Acting, *, upload: Upload, mapping: dict[str, Any]) -> Upload:
    """Say how the columns and accounts of an accounts file are read; kept for the organisation's next file."""
    if not can_apply_upload(acting, upload):
        raise NotAllowed.of("not_allowed")
    mapping = checked_mapping(upload, mapping)
    _claim(upload, UploadState.TO_MAP, UploadState.RECEIVED, "upload.not_to_map")
    fingerprint = (upload.mapping or {}).get("fingerprint", "")
    if upload.organisation is not None:
        AccountsMapping.objects.update_or_create(
            organisation=upload.organisation,
            fingerprint=fingerprint,
            defaults={"mapping": mapping, "confirmed_by": acting.person},
        )
    confirmed = {"fingerprint": fingerprint, "confirmed": mapping}
    Upload.objects.filter(pk=upload.pk).update(mapping=confirmed)
    record(acting, "upload.mapped", upload)
    enqueue(examine, upload_id=upload.pk)
    upload.refresh_from_db()
    return upload


def problems_of(upload: Upload) -> tuple[Problem, ...]:
    """The problems found in the file, as the reader named them."""
    return tuple(
        Problem(
            sheet=row["sheet"],
            cell=row["cell"],
            value=row["value"],
            message=row["message"],
            params=from_json(row["params"]),
            remedy=row["remedy"],
            severity=Weight(row["severity"]),
        )
        for row in upload.problems
    )


def error_of(upload: Upload, language: str = "da") -> tuple[str, str]:
    """Why the file could not be read, and what to do; two empty texts where it could."""
    if not upload.error:
        return "", ""
    message, params = upload.error["message"], from_json(upload.error["params"])
    remedy = sentence(message, params, "ask", language) if has(message, "ask") else ""
    return sentence(message, params, "text", language), remedy


def _refuse_size(file: File[Any]) -> None:
    limit = settings.STYRINGSDIALOG_MAX_UPLOAD_BYTES
    if not file.size:
        raise UserError.of("upload.empty")
    if file.size > limit:
        raise UserError.of("upload.too_large", megabytes=-(-file.size // MEGABYTE), limit=limit // MEGABYTE)


def _claim(upload: Upload, before: UploadState, after: UploadState, refusal: str) -> None:
    """Move the upload on if nobody else did: the guard of two people who press at once, on both databases."""
    if not Upload.objects.filter(pk=upload.pk, state=before).update(state=after):
        raise UserError.of(refusal, file=str(upload))


def _refuse_stale(upload: Upload, organisation: HousingOrganisation, dialogue_year: int) -> None:
    package = DocumentationPackage.objects.filter(organisation=organisation, dialogue_year=dialogue_year).first()
    if (package.version if package is not None else 0) != upload.changes.get("package_version", 0):
        raise StaleVersion.of("package_changed", package=str(package))


@transaction.atomic
def _examine_again(upload: Upload) -> None:
    if Upload.objects.filter(pk=upload.pk, state=UploadState.PREVIEWED).update(state=UploadState.RECEIVED):
        enqueue(examine, upload_id=upload.pk)


def _place(acting: Acting, organisation: HousingOrganisation | None) -> Municipality:
    """The municipality the file is handed in to: the chosen one, the seat, or the only one the actor works in."""
    if acting.municipality is not None:
        chosen: Municipality = acting.municipality
        return chosen
    keys = reach_of(acting).municipalities(Role.COORDINATOR, Role.CASE_WORKER)
    if organisation is not None and (not keys or organisation.seat_municipality_id in keys):
        return organisation.seat_municipality
    only = Municipality.objects.filter(pk__in=keys) if not acting.is_system else Municipality.objects.all()
    if len(only) != 1:
        raise UserError.of("upload.no_municipality")
    return only[0]


def _only_own_organisation(acting: Acting) -> HousingOrganisation | None:
    """The organisation of an editor who edits for one only and has no role in a municipality."""
    reach = reach_of(acting)
    keys = reach.organisations(Role.ORGANISATION_EDITOR)
    if len(keys) != 1 or reach.municipalities():
        return None
    return HousingOrganisation.objects.select_related("seat_municipality").get(pk__in=keys)


def _is_from_organisation(acting: Acting, municipality: Municipality, organisation: HousingOrganisation | None) -> bool:
    return not is_staff_of.test(acting, municipality) and bool(edits_for.test(acting, organisation))
