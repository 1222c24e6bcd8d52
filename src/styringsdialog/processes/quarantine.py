"""Looks for CPR numbers in what was handed in, locks what holds one, and lets a redacted copy take its place."""

from __future__ import annotations

import logging
from typing import Any

from django.core.files.base import File
from django.db import transaction

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.core.jobs import enqueue, job
from styringsdialog.exchange.reading.file_kind import kind_of
from styringsdialog.exchange.reading.file_text import search
from styringsdialog.exchange.reading.problem import UnreadableFile
from styringsdialog.files.models import Attachment, Search, StoredFile
from styringsdialog.files.services import (
    contents_follow_rows,
    delete_locked_content,
    lock_content,
    note_search,
    opened,
    put_redacted_copy,
)
from styringsdialog.register.file_policies import can_delete_content, can_quarantine

logger = logging.getLogger(__name__)
UNSAFE = ("attachment.bomb", "attachment.macros", "attachment.program")


@job()
def search_file(file_id: int) -> str:
    """The job; bears being run twice, since only a waiting file is searched. What became of the file."""
    stored = StoredFile.objects.select_related("created_by").get(pk=file_id)
    if stored.search != Search.WAITING or stored.is_locked:
        return str(stored.search)
    acting = Acting(stored.created_by, stored.created_at.date())
    result, lock = _searched(stored)
    if lock:
        lock_content(acting, stored=stored, reason=lock)
    else:
        note_search(acting, stored=stored, result=result)
    return str(stored.search)


def _searched(stored: StoredFile) -> tuple[Search, str]:
    """What the search came to, and why the file must be locked («» where it need not)."""
    try:
        with opened(stored) as content:
            data = content.read()
        found = search(data, kind_of(data, stored.name), stored.name)
    except UnreadableFile as fault:
        # Damaged or behind a password: nobody can search it, and that is said; what may do harm is locked.
        return Search.NOT_POSSIBLE, "unsafe" if fault.message in UNSAFE else ""
    except UserError:
        raise  # gone or changed: not a matter of its text
    except Exception:
        logger.exception("File %s could not be searched", stored.pk)
        return Search.NOT_POSSIBLE, ""
    if found.has_cpr:
        return Search.FOUND, "cpr"
    return (Search.CLEAR if found.is_whole else Search.NOT_POSSIBLE), ""


def redact_attachment(acting: Acting, *, attachment: Attachment, file: File[Any], name: str) -> StoredFile:
    """Hand in a copy without personal data for a locked attachment. The copy is searched like any other file."""
    from .attachments import take_in

    if not can_quarantine(acting, attachment):
        raise NotAllowed.of("not_allowed")
    original = attachment.file
    if not original.is_locked:
        raise UserError.of("files.not_locked", name=original.name)
    with contents_follow_rows() as kept, transaction.atomic():
        copy = take_in(
            acting,
            file=file,
            name=name,
            code=attachment.municipality_code,
            access_class=attachment.access_class,
        )
        kept.append(copy)
        put_redacted_copy(acting, stored=original, copy=copy)
        enqueue(search_file, file_id=copy.pk)
    copy.refresh_from_db()
    return copy


def delete_original(acting: Acting, *, attachment: Attachment, reason: str) -> StoredFile:
    """Delete the content of a locked attachment for good, with a reason; its receipt stays. A coordinator's deed."""
    if not can_delete_content(acting, attachment):
        raise NotAllowed.of("not_allowed")
    if not reason.strip():
        raise UserError.of("files.delete_reason")
    delete_locked_content(acting, stored=attachment.file, reason=reason.strip()[:200])
    return attachment.file
