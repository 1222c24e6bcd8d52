"""Takes files in and gives them back: streamed, hashed, named safely, and checked again when read."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.functions import Now

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import UserError
from styringsdialog.trail.services import record

from .models import Search, StoredFile

LONGEST_NAME = 120
YOUNG = timedelta(days=2)


def safe_name(name: str) -> str:
    """The last part of a path, without signs that a file system or a header could take for something else."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    clean = re.sub(r"[^\w.,()+ -]", "_", last).strip(" .")
    stem, dot, ending = clean.rpartition(".")
    if dot and len(ending) <= 10:
        return f"{(stem or 'fil')[: LONGEST_NAME - len(ending) - 1]}.{ending}"
    return clean[:LONGEST_NAME] or "fil"


def store_file(
    acting: Acting,
    *,
    content: File[Any],
    name: str,
    content_type: str,
    access_class: str = AccessClass.INTERNAL,
    municipality: Any = None,
    code: str = "",
    search: Search = Search.NOT_NEEDED,
) -> StoredFile:
    """Keep a file. The content goes to storage first and the row follows, so that no row points at nothing;
    where the row fails the content is removed again. The caller's transaction decides over the row.

    `search` WAITING keeps the content from everybody until somebody has looked for CPR numbers in it.
    """
    digest, size = _digest(content)
    shown = safe_name(name)
    # The storage gets a plain name: its own alphabet is narrower than what people call their files.
    ending = shown.rpartition(".")[2] if "." in shown else "bin"
    path = default_storage.save(f"{acting.day:%Y/%m}/{digest[:16]}.{_ascii(ending)}", content)
    try:
        with transaction.atomic():
            stored = StoredFile.objects.create(
                file=path,
                name=shown,
                content_type=content_type[:120],
                size=size,
                sha256=digest,
                access_class=access_class,
                municipality_code=municipality.code if municipality is not None else code,
                search=search,
                created_by=acting.person,
            )
            record(acting, "file.stored", stored, size=size)
    except BaseException:
        default_storage.delete(path)
        raise
    return stored


@transaction.atomic
def lock_content(acting: Acting, *, stored: StoredFile, reason: str = "cpr") -> None:
    """Lock a file that holds a CPR number (or is `unsafe`): name, date, size and hash stay, nobody gets the content."""
    free = StoredFile.objects.filter(pk=stored.pk, is_locked=False)
    found = Search.FOUND if reason == "cpr" else Search.NOT_POSSIBLE
    if free.update(is_locked=True, lock_reason=reason, locked_at=Now(), search=found):
        record(acting, "file.locked" if reason == "cpr" else "file.locked_unsafe", stored)
    stored.refresh_from_db()


@transaction.atomic
def note_search(acting: Acting, *, stored: StoredFile, result: Search) -> None:
    """What the search for CPR numbers came to, where it found none: the content is given out from now on."""
    if StoredFile.objects.filter(pk=stored.pk, search=Search.WAITING).update(search=result):
        record(acting, "file.searched" if result == Search.CLEAR else "file.not_searchable", stored)
    stored.refresh_from_db()


@transaction.atomic
def put_redacted_copy(acting: Acting, *, stored: StoredFile, copy: StoredFile) -> None:
    """Let everybody who would see the locked file get `copy` instead. UserError where the file is not locked."""
    if not StoredFile.objects.filter(pk=stored.pk, is_locked=True).update(redacted_copy=copy):
        raise UserError.of("files.not_locked", name=stored.name)
    record(acting, "file.redacted", stored, copy=copy.name)
    stored.refresh_from_db()


@transaction.atomic
def delete_locked_content(acting: Acting, *, stored: StoredFile, reason: str) -> None:
    """Delete the content of a locked file for good; its row stays as the receipt. UserError where it is not locked."""
    there = StoredFile.objects.filter(pk=stored.pk, is_locked=True, deleted_at__isnull=True)
    if not there.update(deleted_at=Now(), delete_reason=reason):
        raise UserError.of("files.not_locked", name=stored.name)
    record(acting, "file.content_deleted", stored, reason=reason, sha256=stored.sha256)
    path = str(stored.file.name)
    transaction.on_commit(lambda: default_storage.delete(path))
    stored.refresh_from_db()


@contextmanager
def opened(stored: StoredFile) -> Iterator[File[Any]]:
    """The content, checked against the hash it had when it was received. UserError where it differs or is gone."""
    if stored.deleted_at is not None:
        raise UserError.of("files.deleted", name=stored.name)
    try:
        content = default_storage.open(str(stored.file.name), "rb")
    except FileNotFoundError as gone:
        raise UserError.of("files.gone", name=stored.name) from gone
    try:
        if _digest(content)[0] != stored.sha256:
            raise UserError.of("files.changed", name=stored.name)
        yield content
    finally:
        content.close()


@contextmanager
def contents_follow_rows() -> Iterator[list[StoredFile]]:
    """Around a transaction that stores files: append each to the list; where it fails their contents go, too."""
    kept: list[StoredFile] = []
    try:
        yield kept
    except BaseException:
        for stored in kept:
            default_storage.delete(str(stored.file.name))
        raise


def remove_leftovers(day: date) -> int:
    """Delete contents that no row points at: what a process left that died while it received a file. How many.

    Younger ones than two days stay: their row may be on its way.
    """
    known = set(StoredFile.objects.values_list("file", flat=True))
    removed = 0
    for path in _contents():
        is_old = default_storage.get_modified_time(path).date() < day - YOUNG
        if path not in known and is_old:
            default_storage.delete(path)
            removed += 1
    return removed


def _contents() -> Iterator[str]:
    """Every content in the store: <year>/<month>/<name>."""
    for year in _folders(""):
        for month in _folders(year):
            _, names = default_storage.listdir(f"{year}/{month}")
            yield from (f"{year}/{month}/{name}" for name in names)


def _folders(path: str) -> list[str]:
    try:
        return [name for name in default_storage.listdir(path)[0] if name.isdigit()]
    except FileNotFoundError:
        return []


def remove_content(stored: StoredFile) -> None:
    """Delete row and content of a file that hangs on nothing: one that was made twice."""
    path = stored.file.name
    stored.delete()
    if path:
        default_storage.delete(path)


def _digest(content: Any) -> tuple[str, int]:
    """sha256 and size in bytes, read in pieces; the position is back at the start afterwards."""
    digest, size = hashlib.sha256(), 0
    content.seek(0)
    while piece := content.read(1 << 20):
        digest.update(piece)
        size += len(piece)
    content.seek(0)
    return digest.hexdigest(), size


def _ascii(ending: str) -> str:
    return re.sub(r"[^a-z0-9]", "", ending.lower()) or "bin"
