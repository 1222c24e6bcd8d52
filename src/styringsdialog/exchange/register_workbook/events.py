"""Rows that carry an event: which service records it, with what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from styringsdialog.core.acting import Acting
from styringsdialog.exchange.reading.register import RegisterRow
from styringsdialog.register import history

from .deeds import EVENT, Deed, Plan, event_details
from .finding import Finder

Service = Callable[..., object]


def event_deeds(plan: Plan, rows: Sequence[RegisterRow], finder: Finder) -> list[Deed]:
    """A deed an event, oldest first; rows that merge into the same on one day are one event."""
    found: list[tuple[date, Deed]] = []
    mergers: dict[tuple[str, date, str, str], list[RegisterRow]] = defaultdict(list)
    for row in rows:
        day, kind = row.values.get("event_day"), row.values.get("event")
        if day is None:
            plan.refuse(row, "event_day", "register_workbook.no_day", "register_workbook.no_day.remedy")
        elif kind == "merged":
            owner = row.values["organisation"] if row.sheet == "divisions" else ""
            mergers[row.sheet, day, owner, row.values.get("event_into", "")].append(row)
        else:
            do = _single(row, day, finder)
            found.append((day, Deed(row, EVENT, subject(row), do, event_details(row), "event")))
    for (_, day, _, _), members in mergers.items():
        told = ", ".join(subject(row) for row in members)
        deed = Deed(members[0], EVENT, told, _merger(members, day, finder), event_details(members[0]), "event_into")
        found.append((day, deed))
    return [deed for _, deed in sorted(found, key=lambda one: one[0])]


def subject(row: RegisterRow) -> str:
    """Number and name of what the row is about."""
    return f"{row.values.get('lbf_number', '')} {row.values['name']}".strip()


def named(row: RegisterRow, finder: Finder, sheet: str = "") -> Any:
    """The thing that the row is about."""
    values = row.values
    if row.sheet == "organisations":
        return finder.organisation(values["lbf_number"])
    if row.sheet == "divisions":
        return finder.division(values["organisation"], values["lbf_number"])
    return finder.area(values["name"]) if row.sheet == "areas" else finder.unit(values["name"])


def _merger(rows: list[RegisterRow], day: date, finder: Finder) -> Callable[[Acting], object]:
    first = rows[0]
    into = first.values.get("event_into", "")

    def do(acting: Acting) -> object:
        services: dict[str, tuple[Service, Callable[[], Any]]] = {
            "organisations": (history.merge_organisations, lambda: finder.organisation(into)),
            "divisions": (
                history.merge_divisions,
                lambda: finder.division(first.values["organisation"], into.zfill(3)),
            ),
            "areas": (history.merge_areas, lambda: finder.area(into)),
            "units": (history.merge_units, lambda: finder.unit(into)),
        }
        service, target = services[first.sheet]
        ceasing = [named(row, finder) for row in rows]
        return service(acting, ceasing=ceasing, into=target(), day=day, note=first.values.get("event_note", ""))

    return do


def _single(row: RegisterRow, day: date, finder: Finder) -> Callable[[Acting], object]:
    def do(acting: Acting) -> object:
        service, key, given = _service(row, finder)
        note = row.values.get("event_note", "")
        return service(acting, **{key: named(row, finder)}, **given, day=day, note=note)

    return do


def _service(row: RegisterRow, finder: Finder) -> tuple[Service, str, dict[str, Any]]:
    """The service, the name of its argument for the thing, and what else it is given."""
    values = row.values
    into, kind = values.get("event_into", ""), values["event"]
    name = values.get("new_name") or values["name"]
    table: dict[tuple[str, str], tuple[Service, str, Callable[[], dict[str, Any]]]] = {
        ("organisations", "renamed"): (history.rename_organisation, "organisation", lambda: {"name": name}),
        ("organisations", "closed"): (history.close_organisation, "organisation", dict),
        ("organisations", "seat_moved"): (
            history.move_seat,
            "organisation",
            lambda: {"municipality": finder.place(values["seat"])},
        ),
        ("organisations", "kind_changed"): (
            history.change_owner_kind,
            "organisation",
            lambda: {"owner_kind": values["owner_kind"]},
        ),
        ("organisations", "fiscal_year_changed"): (
            history.change_fiscal_year,
            "organisation",
            lambda: {"end_month": int(values["month"])},
        ),
        ("divisions", "renamed"): (history.rename_division, "division", lambda: {"name": name}),
        ("divisions", "closed"): (history.close_division, "division", dict),
        ("divisions", "moved"): (
            history.move_division,
            "division",
            lambda: {"organisation": finder.organisation(into.zfill(4)), "lbf_number": values["event_number"]},
        ),
        ("divisions", "area_moved"): (
            history.move_division_to_area,
            "division",
            lambda: {"area": finder.area(values["area"]) if values["area"] else None},
        ),
        ("areas", "renamed"): (history.rename_area, "area", lambda: {"name": name}),
        ("areas", "closed"): (history.close_area, "area", dict),
        ("units", "renamed"): (history.rename_unit, "unit", lambda: {"name": name, "topic": values["topic"]}),
        ("units", "closed"): (history.close_unit, "unit", dict),
    }
    service, key, given = table[row.sheet, kind]
    return service, key, given()


# Columns that the event itself tells: no correction of them beside it.
TOLD_BY = {
    ("organisations", "renamed"): ("name",),
    ("organisations", "seat_moved"): ("seat",),
    ("organisations", "kind_changed"): ("owner_kind",),
    ("organisations", "fiscal_year_changed"): ("month",),
    ("divisions", "renamed"): ("name",),
    ("divisions", "area_moved"): ("area",),
    ("units", "renamed"): ("topic",),
}
