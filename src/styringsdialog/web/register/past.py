"""What every page of one thing tells of its past: its periods, its events as lines, and the drawing of both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from styringsdialog.register.as_of import events_about
from styringsdialog.register.models import BEGINNING, Period
from styringsdialog.register.periods import kind_of

from .axis import axis
from .events_told import told
from .then import AsOf


def period_on(periods: Sequence[Any], day: date) -> Any:
    """The period that holds on the day; after the last or before the first, the one nearest. None without any."""
    if not periods:
        return None
    began = [one for one in periods if one.valid_from <= day]
    return began[-1] if began else periods[0]


def other_names(periods: Sequence[Period], day: date) -> list[Period]:
    """Earlier periods with another name than the day's, each name once, the newest first."""
    now = period_on(periods, day)
    found: dict[str, Period] = {}
    for one in reversed(periods):
        if one.valid_from <= day and now is not None and one.name != now.name:
            found.setdefault(one.name, one)
    return list(found.values())


def is_there(thing: Any, day: date) -> bool:
    """Whether the thing exists on the day, as far as is known."""
    began, ended = first_day(thing), end_day(thing)
    return (began is None or began <= day) and (ended is None or day < ended)


def first_day(thing: Any) -> date | None:
    """The day it began."""
    found: date | None = thing.began_on if hasattr(thing, "began_on") else thing.valid_from
    return found


def end_day(thing: Any) -> date | None:
    """The first day it is no more."""
    found: date | None = thing.ended_on if hasattr(thing, "ended_on") else thing.valid_until
    return found


def _beside(key: str) -> tuple[str, ...]:
    """The kinds that take part in events of a kind of thing."""
    return {
        "organisation": ("organisation", "division"),
        "division": ("organisation", "division", "area"),
        "area": ("division", "area"),
    }.get(key, (key,))


def history_context(page: AsOf, thing: Any, known: Sequence[Period] | None = None) -> dict[str, Any]:
    """Context of `register/history.html` and `register/ended.html`; the periods are read unless known."""
    read: dict[tuple[str, int], list[Any]] = {}
    lines = told(page.request, events_about(page.acting, thing), page.acting.day, read, _beside(kind_of(thing).key))
    periods = known
    if periods is None:
        periods = read.get((kind_of(thing).key, thing.pk)) or list(thing.periods.order_by("valid_from"))
    spans = [(one.name, one.valid_from, one.valid_until) for one in periods]
    days = [line.event.day for line in lines if not line.is_withdrawn]
    return {
        "lines": lines,
        "coming": [line for line in reversed(lines) if line.is_future and not line.is_withdrawn],
        "axis": axis(spans, days, page.acting.day, BEGINNING),
        "past_names": other_names(periods, page.then),
        "there": is_there(thing, page.then),
        "began": first_day(thing),
        "ended": end_day(thing),
    }
