"""Finds organisations, divisions, areas and units under the names they have, had and will have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import spoken
from styringsdialog.wording.messages import sentence
from styringsdialog.wording.searching import folded, words_of

from .models import Division, HousingArea, HousingOrganisation, MunicipalUnit
from .periods import KINDS, Thing
from .queries import areas_for, divisions_for, organisations_for, units_for

MOST = 50


@dataclass(frozen=True)
class NameHit:
    """A thing found by a name. `until` is the day the name was given up, `since` the day it is taken; None: now."""

    thing: Thing
    name: str
    until: date | None = None
    since: date | None = None

    @property
    def text(self) -> str:
        """`Nybo (hed indtil 1. januar 2024 Gammelbo)`; a name of today stands alone."""
        if self.until is not None:
            said = sentence("register.called_until", {"day": self.until, "name": self.name}, language=spoken())
        elif self.since is not None:
            said = sentence("register.called_from", {"day": self.since, "name": self.name}, language=spoken())
        else:
            return str(self.thing)
        return f"{self.thing} ({said})"


def search_names(acting: Acting, text: str, *, most: int = MOST) -> list[NameHit]:
    """Things one sees of which every word of `text` stands in a name or number; each once, names of today first.

    Letters are compared without case, Danish ones too, and Aa is Å. Eight queries, whatever is found.
    """
    words = words_of(text)
    if not words:
        return []
    found: list[NameHit] = []
    for model, rows in _seen(acting).items():
        found += _found(acting, model, rows, words)
    found.sort(key=lambda hit: (hit.until is not None or hit.since is not None, str(hit.thing).casefold()))
    return found[:most]


def _seen(acting: Acting) -> dict[type[Any], QuerySet[Any]]:
    return {
        HousingOrganisation: organisations_for(acting),
        Division: divisions_for(acting).select_related("organisation"),
        HousingArea: areas_for(acting),
        MunicipalUnit: units_for(acting),
    }


def _found(acting: Acting, model: type[Any], rows: QuerySet[Any], words: list[str]) -> Iterable[NameHit]:
    things = {row.pk: row for row in rows}
    now = [row for row in things.values() if _fits(f"{getattr(row, 'lbf_number', '')} {row.name}", words)]
    yield from (NameHit(row, row.name) for row in now)
    told = {row.pk for row in now}
    kind = KINDS[model]
    periods = kind.model._default_manager.filter(**{f"{kind.key}__in": rows.order_by().values("pk")})
    # The latest of the names that fit is told; a name that is only to come, after those that were.
    for period in sorted(periods, key=lambda one: (one.valid_from > acting.day, -one.valid_from.toordinal())):
        key = getattr(period, f"{kind.key}_id")
        if key in told or not _fits(period.name, words):
            continue
        told.add(key)
        coming = period.valid_from > acting.day
        yield NameHit(
            things[key], period.name, None if coming else period.valid_until, period.valid_from if coming else None
        )


def _fits(name: str, words: list[str]) -> bool:
    plain = folded(name)
    return all(word in plain for word in words)
