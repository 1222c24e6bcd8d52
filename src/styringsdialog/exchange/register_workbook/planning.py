"""What a filled workbook would change in the register: a plan of deeds, and the problems that stand in their way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from styringsdialog.core.acting import Acting
from styringsdialog.exchange.reading.problem import Problem
from styringsdialog.exchange.reading.register import RegisterReading, RegisterRow
from styringsdialog.exchange.reading.register_sheets import GUIDE, SHEETS
from styringsdialog.register.models import Municipality

from .corrections import KINDS, Kind
from .deeds import CHANGED, EVENT_COLUMNS, NEW, Deed, Detail, Plan, details, differing
from .events import TOLD_BY, event_deeds
from .finding import Finder
from .rows import register_things

Known = dict[tuple[Any, ...], tuple[Any, dict[str, Any]]]


def plan_of(acting: Acting, municipality: Municipality, reading: RegisterReading) -> Plan:
    """New rows and corrections in the order others name them, then the events by day."""
    plan = Plan(problems=list(reading.problems))
    finder = Finder(acting, municipality)
    if reading.municipality and reading.municipality != municipality.code:
        _refuse_other(plan, reading, municipality)
        return plan
    things = register_things(acting, municipality)
    with_events: list[RegisterRow] = []
    for sheet, kind in KINDS.items():
        known: Known = {_key(kind, values): (thing, values) for thing, values in things[sheet]}
        seen: dict[tuple[Any, ...], int] = {}
        for row in reading.rows.get(sheet, ()):
            key = _key(kind, dict(row.values))
            if key in seen:
                first, remedy = kind.key[0], "register_workbook.twice.remedy"
                plan.refuse(row, first, "register_workbook.twice", remedy, other=seen[key])
                continue
            seen[key] = row.number
            _plan_row(plan, finder, kind, row, known.get(key))
            if row.values.get("event"):
                with_events.append(row)
            elif row.values.get("event_day") or row.values.get("event_into"):
                plan.refuse(row, "event", "register_workbook.no_event", "register_workbook.no_event.remedy")
    plan.deeds += event_deeds(plan, with_events, finder)
    return plan


def _plan_row(
    plan: Plan, finder: Finder, kind: Kind, row: RegisterRow, there: tuple[Any, dict[str, Any]] | None
) -> None:
    values = row.values
    if there is None:
        told = tuple(one for one in details(row, {}, _columns(row)) if one.new)
        plan.deeds.append(Deed(row, NEW, _subject(row), _making(kind, finder, row), told, kind.key[0]))
        return
    thing, old = there
    event = values.get("event", "")
    changes = differing(row, old, but=TOLD_BY.get((row.sheet, event), ()))
    for name in [name for name in changes if name in kind.fixed]:
        heading = SHEETS[row.sheet].column(name).heading
        told_by, remedy = "register_workbook.by_event", "register_workbook.by_event.remedy"
        plan.refuse(row, name, told_by, remedy, heading=heading)
        changes.pop(name)
    lines = details(row, old, changes)
    if values.get("new_name") and not event:
        changes["name"] = values["new_name"]
        lines = (*lines, Detail(SHEETS[row.sheet].column("name").heading, old["name"], values["new_name"]))
    if changes:
        do = _changing(kind, finder, thing, changes)
        plan.deeds.append(Deed(row, CHANGED, _subject(row), do, lines, next(iter(changes))))
    elif not event:
        plan.unchanged += 1


def _making(kind: Kind, finder: Finder, row: RegisterRow) -> Callable[[Acting], object]:
    return lambda acting: kind.make(acting, finder, row.values)


def _changing(kind: Kind, finder: Finder, thing: Any, changes: dict[str, Any]) -> Callable[[Acting], object]:
    return lambda acting: kind.change(acting, finder, thing, changes)


def _columns(row: RegisterRow) -> list[str]:
    return [column.name for column in SHEETS[row.sheet].columns if column.name not in EVENT_COLUMNS]


def _subject(row: RegisterRow) -> str:
    names = ("lbf_number", "name") if "name" in row.values else KINDS[row.sheet].key[:2]
    return " ".join(str(row.values[name]) for name in names if row.values.get(name)).strip()


def _key(kind: Kind, values: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(values.get(name) or "" for name in kind.key)


def _refuse_other(plan: Plan, reading: RegisterReading, municipality: Municipality) -> None:
    params = {"sheet": GUIDE, "cell": "", "value": reading.municipality, "code": municipality.code}
    message = "register_workbook.other_municipality"
    plan.problems.append(Problem(GUIDE, "", reading.municipality, message, params, f"{message}.remedy"))
