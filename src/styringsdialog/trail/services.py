"""Writes the trail: one entry for each call of a service. Entries are added, never changed."""

from __future__ import annotations

from typing import Any

from django.db import models

from styringsdialog.core.acting import Acting
from styringsdialog.core.stored_values import to_json
from styringsdialog.wording.messages import catalogue

from .models import TrailEntry

SYSTEM_NAME = "Systemet"
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
    return TrailEntry.objects.create(
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
    )


def place_code(acting: Acting, obj: models.Model | None) -> str:
    """The code of `place_of`: it decides who reads the entry. An object may carry the code alone."""
    place = place_of(acting, obj)
    if place is not None:
        return str(place.code)
    return str(getattr(obj, "municipality_code", ""))


def place_of(acting: Acting, obj: models.Model | None) -> Any:
    """The municipality the actor works for, else the one the object belongs to, else None."""
    if acting.municipality is not None or obj is None or getattr(obj, "municipality_code", ""):
        return acting.municipality
    if obj._meta.model_name == "municipality":
        return obj
    return next((place for name in PLACES if (place := getattr(obj, name, None)) is not None), None)
