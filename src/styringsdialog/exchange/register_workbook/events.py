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
Given = Callable[[], dict[str, Any]]


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
    sheet, kind = row.sheet, row.values["event"]
    if sheet == "organisations":
        service, given = _of_organisations(row, finder)[kind]
        return service, "organisation", given()
    name = row.values.get("new_name") or row.values["name"]
    others: dict[tuple[str, str], tuple[Service, Given]] = {
        ("areas", "renamed"): (history.rename_area, lambda: {"name": name}),
        ("areas", "closed"): (history.close_area, dict),
        ("units", "renamed"): (history.rename_unit, lambda: {"name": name, "topic": row.values["topic"]}),
        ("units", "closed"): (history.close_unit, dict),
    }
    service, given = _of_divisions(row, finder)[kind] if sheet == "divisions" else others[sheet, kind]
    return service, sheet.removesuffix("s"), given()


def _of_organisations(row: RegisterRow, finder: Finder) -> dict[str, tuple[Service, Given]]:
    """By kind of event; what the service is given is looked up only when it is called."""
    values = row.values
    return {
        "renamed": (history.rename_organisation, lambda: {"name": values.get("new_name") or values["name"]}),
        "closed": (history.close_organisation, dict),
        "seat_moved": (history.move_seat, lambda: {"municipality": finder.place(values["seat"])}),
        "kind_changed": (history.change_owner_kind, lambda: {"owner_kind": values["owner_kind"]}),
        "fiscal_year_changed": (history.change_fiscal_year, lambda: {"end_month": int(values["month"])}),
    }


def _of_divisions(row: RegisterRow, finder: Finder) -> dict[str, tuple[Service, Given]]:
    """By kind of event, as `_of_organisations`."""
    values = row.values
    number, area = values.get("event_into", "").zfill(4), values["area"]
    return {
        "renamed": (history.rename_division, lambda: {"name": values.get("new_name") or values["name"]}),
        "closed": (history.close_division, dict),
        "moved": (
            history.move_division,
            lambda: {"organisation": finder.organisation(number), "lbf_number": values["event_number"]},
        ),
        "area_moved": (history.move_division_to_area, lambda: {"area": finder.area(area) if area else None}),
    }


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
