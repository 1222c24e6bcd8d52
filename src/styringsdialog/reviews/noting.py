"""Notes on points: the municipality's own words. Whoever wrote one changes it or takes it back."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.db.models.functions import Now

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.register.models import Municipality
from styringsdialog.register.roles import STAFF, reach_of
from styringsdialog.trail.services import record

from .desk_policies import can_change_note, can_note_on
from .models import Finding, PointNote

CLASSES = (AccessClass.INTERNAL, AccessClass.PERSONAL)


@transaction.atomic
def add_note(acting: Acting, *, finding: Finding, text: str, access_class: str = AccessClass.INTERNAL) -> PointNote:
    """A note on the matter of a point. `access_class`: internal, or personal, which staff alone write and read."""
    run = finding.run
    _allow(can_note_on(acting, finding))
    _allow(access_class in CLASSES and (access_class == AccessClass.INTERNAL or _is_staff(acting, run.municipality)))
    note = PointNote.objects.create(
        package=run.package,
        municipality=run.municipality,
        rule=finding.rule,
        subject_kind=finding.subject_kind,
        subject_key=finding.subject_key,
        access_class=access_class,
        text=_needed(text),
        day=acting.day,
        created_by=acting.person,
    )
    _record(acting, "note.added", note)
    return note


@transaction.atomic
def change_note(acting: Acting, *, note: PointNote, text: str) -> PointNote:
    """Other words in one's own note; the earlier ones stand in the trail, except of a personal note."""
    _allow(can_change_note(acting, note))
    before, note.text = note.text, _needed(text)
    note.save(update_fields=["text"])
    is_kept = note.access_class != AccessClass.PERSONAL
    _record(acting, "note.changed", note, before if is_kept else None, note.text if is_kept else None)
    return note


@transaction.atomic
def withdraw_note(acting: Acting, *, note: PointNote) -> None:
    """Take one's own note back: nobody reads it any more, and that it was there stands in the trail."""
    _allow(can_change_note(acting, note))
    PointNote.objects.filter(pk=note.pk).update(withdrawn_at=Now())
    note.refresh_from_db()
    _record(acting, "note.withdrawn", note)


def _needed(text: str) -> str:
    if not text.strip():
        raise UserError.of("notes.empty", place="text")
    return text.strip()


def _is_staff(acting: Acting, municipality: Municipality) -> bool:
    return municipality.pk in reach_of(acting).municipalities(*STAFF)


def _record(acting: Acting, action: str, note: PointNote, before: str | None = None, after: str | None = None) -> None:
    here = replace(acting, municipality=note.municipality)
    told = {"rule": note.rule, "number": note.subject_key}
    record(here, action, note.package, before=before, after=after, **told)


def _allow(answer: bool) -> None:
    if not answer:
        raise NotAllowed.of("not_allowed")
