"""The daily step that brings today's columns up to what was recorded ahead."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Prefetch

from .periods import KINDS, shown_on


def bring_up_to(day: date) -> int:
    """Columns of every thing as its period of the day says; how many things changed. A second run changes nothing.

    Two things that swap names or numbers on one day would collide: what cannot be saved yet is tried again last.
    """
    changed = 0
    for model in KINDS:
        late = _late(model, day)
        while late:
            left = [thing for thing in late if not _saved(thing, day)]
            changed += len(late) - len(left)
            if len(left) == len(late):
                changed += _swap(left, day)
                break
            late = left
    return changed


def _late(model: type[models.Model], day: date) -> list[Any]:
    kind = KINDS[model]
    rows = model._default_manager.prefetch_related(Prefetch("periods", kind.model._default_manager.all()))
    return [thing for thing in rows if _wanted(thing, day)]


def _wanted(thing: Any, day: date) -> dict[str, Any]:
    """Columns that differ from the period of the day."""
    periods = list(thing.periods.all())
    if not periods:
        return {}
    row = shown_on(periods, day)
    columns = KINDS[type(thing)].columns
    return {name: getattr(row, name) for name in columns if getattr(row, name) != getattr(thing, name)}


def _saved(thing: Any, day: date) -> bool:
    values = _wanted(thing, day)
    try:
        with transaction.atomic():
            type(thing)._default_manager.filter(pk=thing.pk).update(**values)
    except IntegrityError:
        return False
    return True


@transaction.atomic
def _swap(things: list[Any], day: date) -> int:
    """Things that wait for each other: first out of the way, then in place."""
    for thing in things:
        column = "lbf_number" if hasattr(thing, "location_municipality_id") else "name"
        type(thing)._default_manager.filter(pk=thing.pk).update(**{column: f"~{thing.pk}"})
    for thing in things:
        type(thing)._default_manager.filter(pk=thing.pk).update(**_wanted(thing, day))
    return len(things)
