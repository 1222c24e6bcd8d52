"""Makes the bundle of a request for access: an index, the documents given, and their hashes, in one ZIP file."""

from __future__ import annotations

import hashlib
import logging
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import IO, Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import UserError
from styringsdialog.core.jobs import job
from styringsdialog.core.stored_values import to_json
from styringsdialog.files.models import AccessRequest, AccessRequestItem, Decision, RequestState, StoredFile
from styringsdialog.files.services import opened, remove_content, safe_name, store_file
from styringsdialog.register.models import Municipality
from styringsdialog.trail.services import record

logger = logging.getLogger(__name__)
ZIP = "application/zip"
PIECE = 1 << 20
HASHES = "kontrolsummer.txt"
INDEX = "00 Oversigt.pdf"


@dataclass(frozen=True)
class Given:
    """A document as it lies in the bundle: its item, its name there, and its hash."""

    item: AccessRequestItem
    name: str
    sha256: str


@job()
def make_bundle(request_id: int) -> str:
    """The job; bears being run twice, since only an ordered bundle is made, and what was made for nothing goes."""
    request = AccessRequest.objects.select_related("ordered_by").get(pk=request_id)
    if request.state != RequestState.ORDERED:
        return str(request.state)
    place = Municipality.objects.get(code=request.municipality_code)
    acting = Acting(request.ordered_by, request.ordered_on or request.received_on, place)
    try:
        with tempfile.TemporaryFile() as target:
            write_bundle(request, place, acting.day, target)
            stored = store_file(
                acting,
                content=File(target),
                name=f"Aktindsigt {safe_name(request.object_title)} {acting.day}.zip",
                content_type=ZIP,
                access_class=AccessClass.INTERNAL,
                municipality=place,
            )
    except Exception as fault:
        logger.exception("Bundle of request %s could not be made", request.pk)
        return _failed(acting, request, str(fault) or type(fault).__name__)
    return _keep(acting, request, stored)


def write_bundle(request: AccessRequest, place: Municipality, day: date, target: IO[bytes]) -> list[Given]:
    """The ZIP: documents, texts as PDF, hashes and the index. UserError for a locked file without a copy."""
    items = list(request.items.select_related("file__redacted_copy", "redacted").order_by("position"))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        given_items = [item for item in items if item.decision in (Decision.GIVE, Decision.REDACT)]
        made = [_add(archive, item, place, day) for item in given_items]
        index = _index(request, items, made, place, day)
        _write(archive, INDEX, day, iter((index,)))
        lines = [f"{given.sha256}  {given.name}" for given in made]
        lines.append(f"{hashlib.sha256(index).hexdigest()}  {INDEX}")
        _write(archive, HASHES, day, iter(("\n".join(lines).encode() + b"\n",)))
    return made


def _add(archive: zipfile.ZipFile, item: AccessRequestItem, place: Municipality, day: date) -> Given:
    file = _file_to_give(item)
    if file is None:
        name = f"{item.position:02} {safe_name(item.title)}.pdf"
        return Given(item, name, _write(archive, name, day, iter((_text(item, place, day),))))
    name = f"{item.position:02} {file.name}"
    with opened(file) as content:
        return Given(item, name, _write(archive, name, day, iter(lambda: content.read(PIECE), b"")))


def _file_to_give(item: AccessRequestItem) -> StoredFile | None:
    """The copy with parts left out, the file, or the redacted copy of a locked one; None for a text."""
    if item.decision == Decision.REDACT:
        wanted = item.redacted
    elif item.file is None:
        return None
    else:
        wanted = item.file
    given = wanted.given if wanted is not None else None
    if given is None:
        raise UserError.of("access.locked", document=item.title)
    return given


def _write(archive: zipfile.ZipFile, name: str, day: date, pieces: Iterator[bytes]) -> str:
    """One entry, dated by the order and not by the clock, so that the same order makes the same file; its sha256."""
    entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    digest = hashlib.sha256()
    with archive.open(entry, "w") as target:
        for piece in pieces:
            digest.update(piece)
            target.write(piece)
    return digest.hexdigest()


def _index(
    request: AccessRequest, items: list[AccessRequestItem], made: list[Given], place: Municipality, day: date
) -> bytes:
    from styringsdialog.documents.access_papers import IndexLine, index_pdf

    hashes = {given.item.pk: given for given in made}
    lines = []
    for item in items:
        given = hashes.get(item.pk)
        # Even the title of a document about a person may tell too much.
        is_hidden = given is None and item.access_class == AccessClass.PERSONAL
        lines.append(
            IndexLine(
                item.position,
                item.kind,
                "" if is_hidden else item.title,
                item.dated_on,
                str(item.decision),
                item.reason,
                given.name if given else "",
                given.sha256 if given else "",
            )
        )
    about: dict[str, Any] = {
        "title": request.object_title,
        "municipality": place.name,
        "received_on": request.received_on,
        "requester": request.requester_kind,
        "reference": request.reference,
    }
    return index_pdf(lines, day=day, fonts=settings.PDF_FONT_DIR, fictional=place.is_fictional, **about)


def _text(item: AccessRequestItem, place: Municipality, day: date) -> bytes:
    from styringsdialog.documents.access_papers import text_pdf

    lines = [(str(head), str(words)) for head, words in item.text or []]
    return text_pdf(
        item.kind,
        item.title,
        lines,
        municipality=place.name,
        day=day,
        fonts=settings.PDF_FONT_DIR,
        fictional=place.is_fictional,
    )


def _keep(acting: Acting, request: AccessRequest, stored: StoredFile) -> str:
    with transaction.atomic():
        waiting = AccessRequest.objects.filter(pk=request.pk, state=RequestState.ORDERED)
        if waiting.update(
            state=RequestState.MADE, bundle=stored, made_for_version=request.version, made_on=acting.day, error=None
        ):
            record(acting, "access.made", request, file=stored.name, sha256=stored.sha256)
            return str(RequestState.MADE)
    remove_content(stored)  # another worker was quicker
    request.refresh_from_db()
    return str(request.state)


@transaction.atomic
def _failed(acting: Acting, request: AccessRequest, reason: str) -> str:
    error = {"message": "access.bundle_failed", "params": {"reason": to_json(reason[:200])}}
    waiting = AccessRequest.objects.filter(pk=request.pk, state=RequestState.ORDERED)
    if waiting.update(state=RequestState.FAILED, error=error):
        record(acting, "access.failed", request, reason=reason[:200])
    return str(RequestState.FAILED)
