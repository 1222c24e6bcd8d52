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

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import UserError
from styringsdialog.trail.services import record

from .models import StoredFile

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
) -> StoredFile:
    """Keep a file. The content goes to storage first and the row follows, so that no row points at nothing;
    where the row fails the content is removed again. The caller's transaction decides over the row."""
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
                municipality_code=municipality.code if municipality is not None else "",
                created_by=acting.person,
            )
            record(acting, "file.stored", stored, size=size)
    except BaseException:
        default_storage.delete(path)
        raise
    return stored


@transaction.atomic
def lock_content(acting: Acting, *, stored: StoredFile) -> None:
    """Lock a file that holds a CPR number: name, date and hash stay, the content is shown to nobody."""
    StoredFile.objects.filter(pk=stored.pk).update(access_class=AccessClass.PERSONAL)
    record(acting, "file.locked", stored)


@contextmanager
def opened(stored: StoredFile) -> Iterator[File[Any]]:
    """The content, checked against the hash it had when it was received. UserError where it differs or is gone."""
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
