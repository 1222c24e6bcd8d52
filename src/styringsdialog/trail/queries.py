"""Reads the trail: entries about an object, and each entry as a sentence. Who sees entries stands in `register`."""

from __future__ import annotations

from django.db import models
from django.db.models import QuerySet

from styringsdialog.core.acting import Acting
from styringsdialog.core.stored_values import from_json
from styringsdialog.core.visibility import visible_to
from styringsdialog.wording.messages import sentence as spoken_sentence

from .models import TrailEntry


def entries_about(acting: Acting, thing: models.Model) -> QuerySet[TrailEntry]:
    """What was done to the object, newest first, as far as the actor may read it."""
    rows: QuerySet[TrailEntry] = visible_to(acting, TrailEntry)
    return rows.filter(object_type=thing._meta.label_lower, object_id=str(thing.pk))


def sentence(entry: TrailEntry, language: str = "da") -> str:
    """«Anne Beck tog dokumentationspakken … ind»: the entry in the reader's language."""
    params = {key: from_json(value) for key, value in entry.params.items()}
    known = {"actor": entry.actor_name, "object": entry.object_text, **params}
    return spoken_sentence(entry.action, known, "text", language)
