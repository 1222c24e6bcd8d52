"""What a row of the workbook asks for: a deed that can be told before it is done, and problems where it cannot be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import UserError
from styringsdialog.exchange.reading.problem import Problem
from styringsdialog.exchange.reading.register import RegisterRow
from styringsdialog.exchange.reading.register_sheets import SCALES, SHEETS
from styringsdialog.rulebook.edition import Column
from styringsdialog.wording.numbers import short_day

NEW, CHANGED, EVENT = "new", "changed", "event"
EVENT_COLUMNS = ("event", "event_day", "event_into", "event_note", "event_number", "new_name")
Do = Callable[[Acting], object]


@dataclass(frozen=True)
class Detail:
    """One value that differs, as people read it."""

    heading: str
    old: str
    new: str


@dataclass(frozen=True)
class Deed:
    """One change, not done yet. `what`: new, changed or event; `column`: where a refusal is told."""

    row: RegisterRow
    what: str
    subject: str
    do: Do = field(repr=False, compare=False)
    details: tuple[Detail, ...] = ()
    column: str = ""


@dataclass
class Plan:
    """What the workbook would change, how many rows say what is there already, and what is wrong."""

    deeds: list[Deed] = field(default_factory=list)
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, row: RegisterRow, column: str, message: str, remedy: str = "", **params: Any) -> None:
        """A problem at the row's cell of the column."""
        value = shown(SHEETS[row.sheet].column(column), row.values.get(column)) if column else ""
        given = {"sheet": row.title, "cell": row.cell(column), "value": value, **params}
        self.problems.append(Problem(row.title, row.cell(column), value, message, given, remedy))

    def refused(self, deed: Deed, refusal: UserError) -> None:
        """What a service said no to, at the row that asked for it."""
        remedy = "register_workbook.refused.remedy" if refusal.remedy else ""
        told = {"said": refusal.text, "advice": refusal.remedy}
        self.refuse(deed.row, deed.column, "register_workbook.refused", remedy, **told)


def differing(row: RegisterRow, old: dict[str, Any], but: Iterable[str] = ()) -> dict[str, Any]:
    """Columns that the workbook has and in which it says something else than the register, with the new value."""
    left_out = {*EVENT_COLUMNS, *but}
    return {
        name: row.values[name]
        for name in old
        if name in row.places and name not in left_out and _same(row.values[name]) != _same(old[name])
    }


def details(row: RegisterRow, old: dict[str, Any], names: Iterable[str]) -> tuple[Detail, ...]:
    """Old and new value of the columns named, as people read them."""
    sheet = SHEETS[row.sheet]
    return tuple(
        Detail(sheet.column(n).heading, shown(sheet.column(n), old.get(n)), shown(sheet.column(n), row.values.get(n)))
        for n in names
    )


def event_details(row: RegisterRow) -> tuple[Detail, ...]:
    """What the event columns of the row say."""
    sheet = SHEETS[row.sheet]
    names = [column.name for column in sheet.columns if column.name in EVENT_COLUMNS]
    found = ((sheet.column(name), row.values.get(name)) for name in names)
    return tuple(Detail(column.heading, "", shown(column, value)) for column, value in found if value not in ("", None))


def shown(column: Column, value: Any) -> str:
    """A value as it stands in the workbook."""
    if value in (None, ""):
        return ""
    if column.kind == "choice":
        return SCALES[column.scale][str(value)]["da"]
    if column.kind == "yes_no":
        return SCALES["yes_no"]["yes" if value else "no"]["da"]
    return short_day(value) if column.kind == "day" else str(value)


def _same(value: Any) -> Any:
    """Empty is empty; ends of lines and blanks around do not matter."""
    if value is None:
        return ""
    return value.strip().replace("\r\n", "\n") if isinstance(value, str) else value
