"""Reads the sheets with many rows: rows go to the organisation or to a division by its number."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from styringsdialog.rulebook.chart import chart_of_accounts
from styringsdialog.rulebook.edition import Edition, Question
from styringsdialog.rulebook.facts import (
    COLUMNS,
    Line,
    PlannedWork,
    ProvisionMovement,
    ReportAnswer,
    SelfMonitoringEntry,
    Statement,
    TenancyCount,
    TenancyKind,
    UnknownAccount,
    Wish,
    YearFigures,
)

from .amounts import whole_kroner
from .columns import ColumnReader

ORGANISATION_PARTS = ("organisation_result", "organisation_balance")
DIVISION_PARTS = ("division_result", "division_balance")
MOVEMENTS = ("opening", "added", "used", "transferred", "closing")

ByDivision = dict[str, list[Any]]


class Table:
    """The rows of one sheet with its columns read; rows for divisions that do not exist are refused once each."""

    def __init__(self, reader: ColumnReader | None, divisions: Mapping[str, Any], divisions_known: bool = True) -> None:
        self.reader = reader
        self.divisions_known = divisions_known  # False: their own sheet could not be read, so no number can be judged
        self.divisions = divisions
        self.filled = list(reader.grid.filled()) if reader else []

    @property
    def readable(self) -> bool:
        """Whether every needed column is there; one that is not was told with the headings."""
        if self.reader is None:
            return False
        grid = self.reader.grid
        return all(column.name in grid.places for column in grid.sheet.columns if column.needed)

    def rows(self, *names: str) -> Iterator[tuple[Any, ...]]:
        """(row index, value of each column named) of rows that hold anything; one that lacks a needed value is told."""
        if self.reader is None or not self.filled or not self.readable:
            return iter(())
        columns = [self.reader.read(name) for name in names]
        lacking: set[int] = set()
        for name, column in zip(names, columns, strict=True):
            lacking |= self._lacking(name, column)
        if len(self.filled) == len(columns[0]) and not lacking:
            return zip(self.filled, *columns, strict=True)
        kept = [row for row in self.filled if row not in lacking]
        return zip(kept, *[[column[row] for row in kept] for column in columns], strict=True)

    def _lacking(self, name: str, values: list[Any]) -> set[int]:
        """Rows without a needed value. What could not be read is told already; here only empty cells are."""
        grid = self.reader.grid  # type: ignore[union-attr]
        column = grid.sheet.column(name)
        if not column.needed:
            return set()
        if None not in values and (column.kind not in ("text", "long_text") or "" not in values):
            return set()
        empty = (None, "") if column.kind in ("text", "long_text") else (None,)
        rows = {row for row in self.filled if values[row] in empty}
        raw = grid.values(name)
        for row in sorted(rows):
            if raw[row] == "":
                grid.refuse(name, row, "", "problem.needed", "remedy.needed")
        return rows

    def of_division(self, first: str, *names: str, organisation: bool = False) -> Iterator[tuple[Any, ...]]:
        """As `rows`, where the first column is a division's number; with `organisation`, "" is the organisation."""
        rows = list(self.rows(first, *names))
        known = self.divisions.keys() | ({""} if organisation else set())
        strangers = {row[1] for row in rows} - known
        if not strangers or self.reader is None:
            return iter(rows)
        for number in sorted(strangers - {None}) if self.divisions_known else ():
            row = next(row[0] for row in rows if row[1] == number)
            self.reader.grid.refuse(first, row, number, "problem.unknown_division", "remedy.unknown_division")
        return iter([row for row in rows if row[1] in known])


def tenancies(table: Table) -> ByDivision:
    found: ByDivision = defaultdict(list)
    for _, number, kind, count, m2 in table.of_division("subject", "kind", "count", "m2", organisation=True):
        found[number].append(TenancyCount(TenancyKind(kind), count, Decimal(m2)))
    return found


def plan(table: Table) -> ByDivision:
    found: ByDivision = defaultdict(list)
    grid = table.reader.grid if table.reader else None
    for row, number, year, part, activity, amount in table.of_division(
        "division", "year", "part", "activity", "amount_kr"
    ):
        kroner = amount if type(amount) is int or grid is None else whole_kroner(grid, "amount_kr", row, amount)
        if kroner is not None:
            found[number].append(PlannedWork(year, part, activity, kroner))
    return found


def provisions(table: Table, edition: Edition) -> ByDivision:
    found: ByDivision = defaultdict(list)
    grid = table.reader.grid if table.reader else None
    for row, number, account, *amounts in table.of_division("division", "account", *MOVEMENTS):
        if grid is None or not any(amount is not None for amount in amounts):
            continue
        if account not in edition.provision_accounts:
            accounts = edition.provision_accounts
            grid.refuse("account", row, account, "problem.no_provision", "remedy.no_provision", accounts=accounts)
        elif any(movement.account == account for movement in found[number]):
            grid.refuse("account", row, account, "problem.account_twice", "remedy.account_twice")
        else:
            whole = [whole_kroner(grid, name, row, a) for name, a in zip(MOVEMENTS, amounts, strict=True)]
            found[number].append(ProvisionMovement(account, *whole))
    return found


def history(table: Table) -> dict[str, tuple[YearFigures, ...]]:
    years: dict[str, dict[int, dict[str, int | Decimal]]] = defaultdict(dict)
    for _, number, year, figure, value in table.of_division(
        "subject", "accounting_year", "figure", "value", organisation=True
    ):
        years[number].setdefault(year, {})[figure] = int(value) if value == int(value) else value
    return {n: tuple(YearFigures(year, figures) for year, figures in found.items()) for n, found in years.items()}


def answers(rows: Iterator[tuple[Any, ...]], reader: ColumnReader, questions: Mapping[str, Question]) -> ByDivision:
    """Answers by division number; rows are (row, division, question id, answer, comment)."""
    found: ByDivision = defaultdict(list)
    for row, number, shown_id, answer, comment in rows:
        question = questions.get(shown_id)
        if question is None:
            reader.grid.refuse("question", row, shown_id, "problem.unknown_question", "remedy.unknown_question")
            continue
        if not answer and not comment:
            continue
        if any(known.question == question.name for known in found[number]):
            reader.grid.refuse("question", row, shown_id, "problem.question_twice", "remedy.question_twice")
            continue
        free = not answer or question.scale == "text"
        chosen = answer if free else reader.choice(question.scale, "answer", answer, row) or ""
        found[number].append(ReportAnswer(question.name, chosen, comment))
    return found


def self_monitoring(table: Table, edition: Edition) -> tuple[SelfMonitoringEntry, ...]:
    found: dict[str, SelfMonitoringEntry] = {}
    for row, theme, described, carried_out, followed_up, note in table.rows(
        "theme", "described", "carried_out", "followed_up", "note"
    ):
        entry = SelfMonitoringEntry(theme, described or "", carried_out or "", followed_up or "", note)
        if table.reader is not None and (theme not in edition.self_monitoring or theme in found):
            table.reader.grid.refuse("theme", row, theme, "problem.unknown_theme", "remedy.unknown_theme")
        elif entry != SelfMonitoringEntry(theme):
            found[theme] = entry
    return tuple(found.values())


def wishes(table: Table) -> tuple[Wish, ...]:
    found = []
    for row, kind, theme, text, number in table.rows("kind", "theme", "text", "division"):
        if number and number not in table.divisions and table.divisions_known and table.reader is not None:
            grid = table.reader.grid
            grid.refuse("division", row, number, "problem.unknown_division", "remedy.unknown_division")
        found.append(Wish(kind, theme, text, number or ""))
    return tuple(found)


@cache
def account_numbers(parts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(account.number for account in chart_of_accounts().part(*parts))


class Accounts:
    """Gathers account rows into statements: known accounts as lines, unknown ones kept and named."""

    def __init__(self, reader: ColumnReader, parts: tuple[str, ...], units: Mapping[str, Mapping[str, int]]) -> None:
        self.grid = reader.grid
        self.chart = account_numbers(parts)
        self.units = units
        self.lines: dict[str, dict[str, Line]] = defaultdict(dict)
        self.unknown: dict[str, list[UnknownAccount]] = defaultdict(list)

    def gather(self, rows: Iterator[tuple[Any, ...]]) -> None:
        """Rows are (row, division or "", account, label, four amounts)."""
        lines, chart, units = self.lines, self.chart, self.units
        for row, number, account, label, a, b, c, d in rows:
            if a is None and b is None and c is None and d is None:
                continue
            whole = type(a) in _WHOLE and type(b) in _WHOLE and type(c) in _WHOLE and type(d) in _WHOLE
            line = Line(a, b, c, d) if whole and not units.get(number) else self._line(row, number, (a, b, c, d))
            if account not in chart:
                self._keep_unknown(row, number, account, label, line)
            elif account in lines[number]:
                self.grid.refuse("account", row, account, "problem.account_twice", "remedy.account_twice")
            else:
                lines[number][account] = line

    def _line(self, row: int, number: str, amounts: tuple[int | Decimal | None, ...]) -> Line:
        units = self.units.get(number, {})
        return Line(
            *[
                whole_kroner(self.grid, name, row, amount, units.get(name, 1))
                for name, amount in zip(COLUMNS, amounts, strict=True)
            ]
        )

    def _keep_unknown(self, row: int, number: str, account: str, label: str, line: Line) -> None:
        if any(known.number == account for known in self.unknown[number]):
            self.grid.refuse("account", row, account, "problem.account_twice", "remedy.account_twice")
            return
        self.unknown[number].append(UnknownAccount(account, label, line))
        self.grid.notice("account", row, account, "problem.unknown_account", "remedy.unknown_account", label=label)

    def statement(self, number: str) -> Statement:
        return Statement(self.lines.get(number, {}), tuple(self.unknown.get(number, ())), self.units.get(number, {}))


_WHOLE = (int, type(None))
