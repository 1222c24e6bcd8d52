"""Reads an organisation's own accounts file (.csv or .xlsx, by account number or LBF ident) into statements."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from styringsdialog.rulebook.edition import Edition, newest_edition
from styringsdialog.rulebook.facts import COLUMNS, Line, Statement, UnknownAccount

from .accounts_mapping import (
    AccountProposal,
    AccountsMapping,
    Confidence,
    of_organisation,
    propose_account,
    propose_columns,
)
from .bounds import OLE_HEAD, examine
from .cells import Ambiguous, NotANumber, mark_shown, number_from_text
from .columns import LARGEST, text_of
from .cpr import holds_cpr, mask_cpr, may_be_amount
from .delimited import rows_of_text
from .grid import Problems, letters
from .problem import CPR, Problem, UnreadableFile, Weight
from .spreadsheet import rows_by_sheet

HEADING_ROWS = 20


@dataclass(frozen=True, slots=True)
class AccountsRow:
    """One row of the file as read: `division` is "" for the organisation; amounts in kroner."""

    number: int  # of the row in the file, from 1
    division: str
    written: str  # account as in the file
    text: str
    line: Line


@dataclass(frozen=True, slots=True)
class AccountsReading:
    """What a file says, and what a person must still settle before it can be used."""

    mapping: AccountsMapping  # as given, completed with proposals
    headings: tuple[str, ...]
    rows: tuple[AccountsRow, ...]
    proposals: tuple[AccountProposal, ...]  # one for each account of the file
    problems: tuple[Problem, ...]

    @property
    def to_confirm(self) -> tuple[AccountProposal, ...]:
        """Accounts that a person must look at: proposed by pattern, or not known."""
        return tuple(p for p in self.proposals if p.confidence in (Confidence.LIKELY, Confidence.NONE))

    @property
    def complete(self) -> bool:
        """Whether every column is found and no row was refused."""
        no_error = all(problem.severity is not Weight.ERROR for problem in self.problems)
        return bool(self.mapping.account and self.mapping.amounts) and no_error

    def statements(self) -> dict[str, Statement]:
        """Division number ("" for the organisation) -> statement; unknown accounts kept and named.

        Several idents of one account are added up. Only proposals that are certain or confirmed are used.
        """
        sure = {
            p.written: p.account for p in self.proposals if p.confidence in (Confidence.CERTAIN, Confidence.CONFIRMED)
        }
        lines: dict[str, dict[str, Line]] = defaultdict(dict)
        unknown: dict[str, dict[str, UnknownAccount]] = defaultdict(dict)
        for row in self.rows:
            account = sure.get(row.written, "")
            if account:
                lines[row.division][account] = _added(lines[row.division].get(account, Line()), row.line)
            else:
                before = unknown[row.division].get(row.written)
                line = _added(before.line, row.line) if before else row.line
                unknown[row.division][row.written] = UnknownAccount(row.written, row.text, line)
        units = {column: unit for column, unit in self.mapping.units.items() if unit != 1}
        return {
            number: Statement(lines.get(number, {}), tuple(unknown.get(number, {}).values()), units)
            for number in sorted(lines.keys() | unknown.keys())
        }


def _added(a: Line, b: Line) -> Line:
    def both(column: str) -> int | None:
        one, other = getattr(a, column), getattr(b, column)
        return one + other if one is not None and other is not None else one if other is None else other

    return Line(*(both(column) for column in COLUMNS))


def read_accounts_file(
    data: bytes, name: str, mapping: AccountsMapping | None = None, edition: Edition | None = None
) -> AccountsReading:
    """The rows of an accounts file by a confirmed mapping; without one, by a proposal that a person must confirm.

    `edition` tells the labels and idents that are known; the newest where none is given.
    UnreadableFile where it is no text file or workbook with a table.
    """
    title, rows = _table_of(data, name)
    at, headings = _headings(rows)
    used = mapping or propose_columns(headings)
    return _Reader(title, rows[at + 1 :], at + 2, headings, used, edition or newest_edition()).read()


def headings_of(data: bytes, name: str) -> tuple[str, ...]:
    """The headings alone, by which a file of the same form is known again. UnreadableFile as read_accounts_file."""
    return _headings(_table_of(data, name)[1])[1]


def _headings(rows: list[list[Any]]) -> tuple[int, tuple[str, ...]]:
    at = _heading_row(rows)
    return at, tuple(text_of(value) for value in rows[at])


def _table_of(data: bytes, name: str) -> tuple[str, list[list[Any]]]:
    """Name of the sheet (or the file) and its rows; the longest sheet of a workbook."""
    if not data:
        raise UnreadableFile("unreadable.empty")
    if not data.startswith((b"PK", OLE_HEAD, b"%PDF")):
        return name, list(rows_of_text(data))
    examine(data, name)
    sheets = rows_by_sheet(data)
    title = max(sheets, key=lambda sheet: len(sheets[sheet]))
    return title, sheets[title]


def _heading_row(rows: list[list[Any]]) -> int:
    """The first row with an account column; else the first with two texts."""
    for index, row in enumerate(rows[:HEADING_ROWS]):
        if propose_columns(text_of(value) for value in row).account:
            return index
    for index, row in enumerate(rows[:HEADING_ROWS]):
        texts = [value for value in row if type(value) is str and value and not value[0].isdigit()]
        if len(texts) > 1:
            return index
    raise UnreadableFile("unreadable.no_table")


class _Reader:
    def __init__(
        self,
        title: str,
        rows: list[list[Any]],
        first: int,
        headings: tuple[str, ...],
        mapping: AccountsMapping,
        edition: Edition,
    ) -> None:
        self.title, self.rows, self.first = title, rows, first
        self.headings, self.mapping, self.edition = headings, mapping, edition
        self.problems = Problems()
        self.rounded: list[str] = []

    def read(self) -> AccountsReading:
        places = self._places()
        self._refuse_cpr({place for meaning, place in places.items() if meaning in COLUMNS})
        if not self.mapping.decimal_mark and places:
            self.mapping = replace(self.mapping, decimal_mark=self._decimal_mark(places))
        read = tuple(self._read_rows(places)) if "account" in places else ()
        if self.rounded:
            self.problems.notice(
                self.title, self.rounded[0], "", "accounts.rounded", "accounts.rounded_remedy", count=len(self.rounded)
            )
        return AccountsReading(self.mapping, self.headings, read, self._proposals(read), tuple(self.problems.found))

    def _refuse_cpr(self, amounts: set[int]) -> None:
        for number, row in enumerate(self.rows, self.first):
            for index, value in enumerate(row):
                if type(value) is str and len(value) >= 10 and holds_cpr(value):
                    if index in amounts and may_be_amount(value):
                        continue
                    cell = f"{letters(index)}{number}"
                    self.problems.refuse(self.title, cell, mask_cpr(value), CPR, "remedy.cpr")

    def _places(self) -> dict[str, int]:
        """Meaning -> index of its column; a heading of the mapping that is not in the file is told."""
        wanted = {"account": self.mapping.account, "division": self.mapping.division, "text": self.mapping.text}
        wanted |= self.mapping.amounts
        places: dict[str, int] = {}
        for meaning, heading in wanted.items():
            if heading in self.headings and heading:
                places[meaning] = self.headings.index(heading)
            elif heading:
                self._tell("accounts.no_column", heading)
        if not self.mapping.account or not self.mapping.amounts:
            self._tell("accounts.no_columns", "")
        return places

    def _tell(self, message: str, heading: str) -> None:
        cell = f"A{self.first - 1}"
        self.problems.refuse(self.title, cell, heading, message, f"{message}_remedy", headings=list(self.headings))

    def _decimal_mark(self, places: dict[str, int]) -> str:
        """The mark that an unambiguous amount of the file shows; empty where none does."""
        shown = set()
        for column in COLUMNS:
            for row in self.rows if column in places else ():
                value = row[places[column]] if places[column] < len(row) else ""
                if type(value) is str and ("," in value or "." in value):
                    shown.add(mark_shown(value))
        shown.discard("")
        return shown.pop() if len(shown) == 1 else ""

    def _read_rows(self, places: dict[str, int]) -> Iterator[AccountsRow]:
        for number, row in enumerate(self.rows, self.first):
            written = text_of(row[places["account"]]) if places["account"] < len(row) else ""
            if not written:
                continue
            amounts = [self._amount(row, places, column, number) for column in COLUMNS]
            if all(amount is None for amount in amounts):
                continue
            text = text_of(row[places["text"]]) if places.get("text", len(row)) < len(row) else ""
            account = self.mapping.accounts.get(written) or propose_account(written, "", self.edition).account
            division = self._division(row, places, number, of_organisation(written, account))
            if division is not None:
                yield AccountsRow(number, division, written, text, Line(*amounts))

    def _division(self, row: list[Any], places: dict[str, int], number: int, organisation: bool) -> str | None:
        if organisation:
            return ""
        if self.mapping.only_division:
            return self.mapping.only_division
        place = places.get("division", len(row))
        text = text_of(row[place]) if place < len(row) else ""
        if text.isascii() and text.isdigit() and len(text) <= 5:
            return text.zfill(3 if len(text) <= 3 else 5)
        cell = f"{letters(min(place, 25))}{number}"
        self.problems.refuse(self.title, cell, text, "accounts.no_division", "accounts.no_division_remedy")
        return None

    def _amount(self, row: list[Any], places: dict[str, int], column: str, number: int) -> int | None:
        place = places.get(column, len(row))
        value = row[place] if place < len(row) else ""
        if value == "" or (type(value) is str and not value.strip()):
            return None
        cell, heading = f"{letters(place)}{number}", self.mapping.amounts[column]
        try:
            exact = _number(value, self.mapping.decimal_mark)
        except Ambiguous:
            plain = value.replace(".", "").replace(",", "")
            self.problems.refuse(
                self.title, cell, value, "problem.ambiguous", "accounts.say_mark", heading=heading, plain=plain
            )
            return None
        except NotANumber:
            self.problems.refuse(
                self.title, cell, value, "problem.not_a_number", "remedy.not_a_number", heading=heading
            )
            return None
        if abs(exact) >= LARGEST:
            self.problems.refuse(self.title, cell, value, "problem.too_large", "remedy.too_large", heading=heading)
            return None
        kroner = exact * self.mapping.units.get(column, 1)
        whole = kroner.quantize(Decimal(1), rounding=ROUND_HALF_UP)
        if whole != kroner:
            self.rounded.append(cell)
        return int(whole)

    def _proposals(self, rows: tuple[AccountsRow, ...]) -> tuple[AccountProposal, ...]:
        texts = {row.written: row.text for row in reversed(rows)}
        found = []
        for written in dict.fromkeys(row.written for row in rows):
            confirmed = self.mapping.accounts.get(written)
            if confirmed is not None:
                found.append(AccountProposal(written, texts[written], confirmed, Confidence.CONFIRMED))
            else:
                found.append(propose_account(written, texts[written], self.edition))
        return tuple(found)


def _number(value: Any, decimal_mark: str) -> Decimal:
    if type(value) is float or type(value) is int:
        return Decimal(repr(value))
    return number_from_text(text_of(value), decimal_mark)
