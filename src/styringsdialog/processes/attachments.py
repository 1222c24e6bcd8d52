"""Hangs a document on a case: its content tells its kind, and it is searched for CPR numbers before anybody gets it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import models, transaction

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.core.jobs import enqueue
from styringsdialog.exchange.reading.cpr import mask_cpr
from styringsdialog.exchange.reading.file_kind import FileKind, kind_of, name_for
from styringsdialog.exchange.reading.file_text import holds_person
from styringsdialog.exchange.reading.problem import UnreadableFile
from styringsdialog.files.models import Attachment, Search, StoredFile
from styringsdialog.files.services import contents_follow_rows, lock_content, safe_name, store_file
from styringsdialog.register.file_policies import (
    can_attach,
    can_change_attachment,
    writes_for_organisation,
    writing_code,
)
from styringsdialog.trail.services import record

from .quarantine import search_file

MEGABYTE = 1024 * 1024
CHANGEABLE = ("title", "from_whom", "description", "access_class", "received_on")


def attach_file(
    acting: Acting,
    *,
    thing: models.Model,
    file: File[Any],
    name: str,
    title: str = "",
    access_class: str = AccessClass.INTERNAL,
    received_on: date | None = None,
    from_whom: str = "",
    description: str = "",
) -> Attachment:
    """Hang a document on the case `thing`. The people of an organisation share theirs with the municipality.

    UserError for a file that is too large, empty, a program, holds macros, or is of a kind that nobody can search.
    """
    if not can_attach(acting, thing):
        raise NotAllowed.of("not_allowed")
    _refuse_persons(title=title, from_whom=from_whom, description=description)
    own = not acting.is_system and writes_for_organisation(acting, thing)
    access = AccessClass.PARTIES if own else AccessClass(access_class)
    code = writing_code(acting, thing)
    with contents_follow_rows() as kept, transaction.atomic():
        stored = take_in(acting, file=file, name=name, code=code, access_class=access)
        kept.append(stored)
        attachment = Attachment.objects.create(
            object_type=thing._meta.label_lower,
            object_pk=thing.pk,
            municipality_code=code,
            file=stored,
            title=(title.strip() or stored.name)[:200],
            received_on=received_on or acting.day,
            from_whom=from_whom.strip(),
            description=description.strip(),
            access_class=access,
            created_by=acting.person,
        )
        record(acting, "attachment.added", attachment, case=str(thing), file=stored.name)
        enqueue(search_file, file_id=stored.pk)
    stored.refresh_from_db()
    attachment.refresh_from_db()
    return attachment


@transaction.atomic
def change_attachment(acting: Acting, *, attachment: Attachment, **changes: Any) -> Attachment:
    """Change title, from whom, remark, access class or day; the file itself is never changed."""
    if not can_change_attachment(acting, attachment):
        raise NotAllowed.of("not_allowed")
    if unknown := changes.keys() - set(CHANGEABLE):
        raise TypeError(f"{sorted(unknown)} cannot be changed here")
    _refuse_persons(**{name: str(value) for name, value in changes.items() if isinstance(value, str)})
    before = {name: getattr(attachment, name) for name in changes}
    for name, value in changes.items():
        setattr(attachment, name, value)
    attachment.save(update_fields=list(changes))
    if "access_class" in changes:
        StoredFile.objects.filter(pk=attachment.file_id).update(access_class=changes["access_class"])
    record(acting, "attachment.changed", attachment, before=before, after=dict(changes))
    return attachment


def take_in(acting: Acting, *, file: File[Any], name: str, code: str, access_class: str) -> StoredFile:
    """Keep a received file that waits to be searched. A CPR number in its name is masked, and locks it at once."""
    kind = _kind(file, name)
    shown = safe_name(name)
    file.seek(0)
    stored = store_file(
        acting,
        content=ContentFile(file.read()),
        name=name_for(mask_cpr(shown), kind),
        content_type=kind.content_type,
        access_class=access_class,
        code=code,
        search=Search.WAITING,
    )
    if holds_person(shown):
        lock_content(acting, stored=stored)
    return stored


def _kind(file: File[Any], name: str) -> FileKind:
    limit = settings.STYRINGSDIALOG_MAX_UPLOAD_BYTES
    if file.size > limit:
        raise UserError.of("upload.too_large", megabytes=-(-file.size // MEGABYTE), limit=limit // MEGABYTE)
    try:
        return kind_of(file.read(), name)
    except UnreadableFile as refusal:
        raise UserError.of(refusal.message, **dict(refusal.params)) from refusal


def _refuse_persons(**texts: str) -> None:
    """CPR numbers are refused in what people type; only a received document may hold one, and is then locked."""
    if any(holds_person(text) for text in texts.values()):
        raise UserError.of("attachment.cpr_typed")
