"""Writes the trail: one entry for each call of a service. Entries are added, never changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.stored_values import to_json
from styringsdialog.wording.messages import catalogue

from .context import current
from .models import AccessEntry, TrailEntry
from .queries import sentence

SYSTEM_NAME = "Systemet"
# Somebody who steps to and fro between a list and its parts, or whose page fetches a piece of itself anew, is reading
# once. Without this the log would be so full of the same that the one reading that matters is not found.
SAME_READING = timedelta(minutes=10)
READ_CLASSES = (AccessClass.INTERNAL, AccessClass.PERSONAL)
PLACES = ("municipality", "seat_municipality", "location_municipality")


def record(
    acting: Acting,
    action: str,
    obj: models.Model | None = None,
    *,
    before: Any = None,
    after: Any = None,
    **params: Any,
) -> TrailEntry:
    """Add an entry: `action` without "trail.", as in wording/messages/trail.yaml. KeyError for an unknown action.

    Called inside the transaction of the service, so that the deed and its entry stand or fall together.
    """
    message = f"trail.{action}"
    catalogue()[message]
    entry = TrailEntry(
        actor=acting.person,
        actor_name=acting.person.get_full_name() if acting.person else SYSTEM_NAME,
        action=message,
        params={key: to_json(value) for key, value in params.items()},
        municipality_code=place_code(acting, obj),
        object_type=obj._meta.label_lower if obj is not None else "",
        object_id=str(obj.pk) if obj is not None else "",
        object_text=str(obj)[:250] if obj is not None else "",
        before=to_json(before),
        after=to_json(after),
        deed=_deed(),
    )
    entry.words = searched(entry)
    entry.save(force_insert=True)
    return entry


def record_reading(acting: Acting, obj: models.Model, access_class: str) -> AccessEntry | None:
    """Note that a person reads something internal or personal; None where they read it less than ten minutes ago,
    where the class needs no note, and for the system."""
    if acting.person is None or access_class not in READ_CLASSES:
        return None
    thing = {"object_type": obj._meta.label_lower, "object_id": str(obj.pk)}
    since = timezone.now() - SAME_READING
    if AccessEntry.objects.filter(actor=acting.person, at__gt=since, **thing).exists():
        return None
    entry = AccessEntry(
        actor=acting.person,
        actor_name=acting.person.get_full_name(),
        municipality_code=place_code(acting, obj),
        access_class=access_class,
        object_text=str(obj)[:250],
        deed=_deed(),
        **thing,
    )
    entry.words = f"{entry.actor_name} {entry.object_text}".casefold()
    entry.save(force_insert=True)
    return entry


def searched(entry: TrailEntry) -> str:
    """What a search looks in: the sentence in both languages, which holds the names."""
    told = {entry.actor_name, entry.object_text, sentence(entry), sentence(entry, "en")}
    return " ".join(sorted(told)).casefold()


def _deed() -> UUID | None:
    now = current()
    return now.id if now is not None else None


def place_code(acting: Acting, obj: models.Model | None) -> str:
    """The code of `place_of`: it decides who reads the entry. An object may carry the code alone."""
    place = place_of(acting, obj)
    if place is not None:
        return str(place.code)
    code: Any = getattr(obj, "municipality_code", None)
    return str(code or "")


def place_of(acting: Acting, obj: models.Model | None) -> Any:
    """The municipality the actor works for, else the one the object belongs to, else None."""
    if acting.municipality is not None or obj is None:
        return acting.municipality
    if getattr(obj, "municipality_code", None):
        return None
    if obj._meta.model_name == "municipality":
        return obj
    places = (getattr(obj, name, None) for name in PLACES)
    return next((place for place in places if place is not None), None)
