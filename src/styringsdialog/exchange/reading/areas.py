"""Reads and writes the tables of housing areas as CSV: figures by list, published lists, aliases of names."""

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from styringsdialog.rulebook.area_facts import AVERAGED, AreaFacts
from styringsdialog.rulebook.rules.area_classes.history import Alias, AreaName, ListHistory, ListKind, PublishedList

from .problem import UnreadableFile

MAX_BYTES = 20_000_000
SHARES = (
    "share_outside_work_education_pct",
    "share_nonwestern_pct",
    "convicted_pct",
    "share_basic_education_pct",
)
INCOME, NATIONAL = "income_pct_of_region", "convicted_national_pct"
NOT_STATED = {"", "-", "–", ".", "..", "…"}
FIRST_YEAR, LAST_YEAR = 2010, 2100
KINDS = {
    "ghettoliste": ListKind.GHETTO,
    "ghettoområder": ListKind.GHETTO,
    "parallelsamfund": ListKind.GHETTO,
    "hårde ghettoområder": ListKind.HARD,
    "omdannelsesområder": ListKind.HARD,
    "udsatte boligområder": ListKind.VULNERABLE,
    "udsatte": ListKind.VULNERABLE,
    "forebyggelsesområder": ListKind.PREVENTION,
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: its number in the file (the heading is 1) and its cells by column."""

    line: int
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        return (self.cells.get(column) or "").strip()

    def fault(self, message: str, column: str) -> UnreadableFile:
        return UnreadableFile(f"areas.{message}", line=self.line, column=column, value=self.text(column)[:80])


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV as read: its columns in order and its rows."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One row to classify: its figures, and the list date or the year that gives it (None: the caller's)."""

    row: Row
    year: int | None
    facts: AreaFacts


def read_table(content: bytes, required: Sequence[str], name: str) -> Table:
    """A CSV in UTF-8 or Windows' Danish encoding, separated by comma, semicolon or tab.

    UnreadableFile, with place and remedy, where it is no such table or a required column is missing.
    """
    if len(content) > MAX_BYTES or b"\x00" in content:
        raise UnreadableFile("areas.not_a_table", file=name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    heading = text.partition("\n")[0]
    delimiter = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = tuple(cell.strip() for cell in next(reader, []))
        lines = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as fault:
        raise UnreadableFile("areas.not_a_table", file=name) from fault
    for column in required:
        if column not in columns:
            raise UnreadableFile("areas.missing_column", file=name, column=column)
    if twice := [column for column in columns if column and columns.count(column) > 1]:
        raise UnreadableFile("areas.column_twice", file=name, column=twice[0])
    return Table(columns, tuple(_row(line, columns, cells) for line, cells in lines))


def _row(line: int, columns: tuple[str, ...], cells: list[str]) -> Row:
    extra = [cell for cell in cells[len(columns) :] if cell.strip()]
    if extra:
        raise UnreadableFile("areas.too_many_cells", line=line, value=extra[0][:80])
    return Row(line, dict(zip(columns, [*cells, *[""] * (len(columns) - len(cells))], strict=False)))


def _share(row: Row, column: str, highest: int = 100) -> Decimal | None:
    """`41.2`, `41,2` or `41,2 %`: a share has no thousands, so either sign is the decimal one."""
    text = row.text(column).removesuffix("%").strip()
    if text in NOT_STATED:
        return None
    if not re.fullmatch(r"\d{1,4}([.,]\d+)?", text):
        raise row.fault("bad_share", column)
    value = Decimal(text.replace(",", "."))
    if value > highest:
        raise row.fault("share_out_of_range", column)
    return value


def _residents(row: Row) -> int | None:
    """Whole persons: `1453`, `1.453` or `1,453` (groups of three are thousands)."""
    text = row.text("residents")
    if text in NOT_STATED:
        return None
    if not re.fullmatch(r"\d+|\d{1,3}([.,]\d{3})+", text):
        raise row.fault("bad_residents", "residents")
    return int(re.sub(r"[.,]", "", text))


def _year(row: Row, column: str = "year") -> int | None:
    text = row.text(column)
    if not text:
        return None
    if not re.fullmatch(r"\d{4}", text) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise row.fault("bad_year", column)
    return int(text)


def _day(row: Row, column: str, when_empty: date | None = None) -> date:
    text = row.text(column)
    if not text and when_empty is not None:
        return when_empty
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise row.fault("bad_day", column) from fault


def _by_year(row: Row) -> dict[str, dict[int, Decimal]]:
    """Yearly figures of the averaged shares: columns such as `convicted_pct_2018`."""
    found: dict[str, dict[int, Decimal]] = {}
    for column in row.cells:
        name, _, year = column.rpartition("_")
        if name in AVERAGED and re.fullmatch(r"\d{4}", year):
            value = _share(row, column)
            if value is not None:
                found.setdefault(name, {})[int(year)] = value
    return found


def area_row(row: Row) -> AreaRow:
    """One row's figures. UnreadableFile names line, column and remedy."""
    if not row.text("area"):
        raise row.fault("empty_cell", "area")
    shares: dict[str, Decimal | None] = {name: _share(row, name) for name in SHARES}
    facts = AreaFacts(
        name=row.text("area"),
        municipality=row.text("municipality"),
        residents=_residents(row),  # type: ignore[arg-type]
        income_pct_of_region=_share(row, INCOME, 1000),  # type: ignore[arg-type]
        convicted_national_pct=_share(row, NATIONAL),  # type: ignore[arg-type]
        by_year=_by_year(row),
        **shares,  # type: ignore[arg-type]
    )
    return AreaRow(row, _year(row), facts)


def read_areas(content: bytes, name: str) -> tuple[Table, tuple[AreaRow, ...]]:
    """The areas to classify, beside the table they stand in (other columns pass through)."""
    table = read_table(content, ("area", "municipality", "residents", *SHARES, INCOME), name)
    return table, tuple(area_row(row) for row in table.rows)


def _complete(basis: str, rows: list[Row]) -> bool:
    """Known whole where the basis says «(complete, N)» and N rows are here; a list cut short is not known whole."""
    said = re.search(r"\(\s*(?:complete|komplet)\s*,\s*(\d+)\s*\)", basis)
    return bool(said) and int(said[1]) == len(rows)  # type: ignore[index]


def read_history(content: bytes, name: str, aliases: Iterable[Alias] = ()) -> ListHistory:
    """Published lists: columns date, list, area, municipality, and basis, which says whether the list is complete."""
    table = read_table(content, ("date", "list", "area", "municipality"), name)
    lists: dict[tuple[date, str], list[Row]] = {}
    for row in table.rows:
        if not row.text("area"):
            raise row.fault("empty_cell", "area")
        lists.setdefault((_day(row, "date"), row.text("list")), []).append(row)
    return ListHistory((_published(day, title, rows) for (day, title), rows in lists.items()), aliases)


def _published(day: date, title: str, rows: list[Row]) -> PublishedList:
    plain = title.casefold()
    recalculated = "genberegnet" in plain
    kind = ListKind.GHETTO if recalculated and plain.startswith("ghetto") else KINDS.get(plain)
    if kind is None:
        raise rows[0].fault("unknown_list", "list")
    areas = frozenset(AreaName.of(row.text("municipality"), row.text("area")) for row in rows)
    complete = all(_complete(row.text("basis"), rows) for row in rows)
    return PublishedList(day, kind, complete, areas, yearly=not recalculated)


def read_aliases(content: bytes, name: str) -> tuple[Alias, ...]:
    """Names that mean one area: municipality, name, canonical, reason; valid_from and valid_until may be left out."""
    table = read_table(content, ("municipality", "name", "canonical", "reason"), name)
    found: list[Alias] = []
    for row in table.rows:
        for column in ("municipality", "name", "canonical", "reason"):
            if not row.text(column):
                raise row.fault("empty_cell", column)
        where = row.text("municipality")
        first, last = _day(row, "valid_from", date.min), _day(row, "valid_until", date.max)
        found.append(
            Alias(AreaName.of(where, row.text("name")), AreaName.of(where, row.text("canonical")), first, last)
        )
    return tuple(found)


NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*")


def safe_cell(text: str) -> str:
    """Text that a spreadsheet would take for a formula gets an apostrophe; a number, also a negative one, does not."""
    if text[:1] in ("=", "+", "-", "@", "\t", "\r") and not NUMBER.fullmatch(text):
        return "'" + text
    return text


def write_table(columns: Sequence[str], rows: Iterable[Mapping[str, str]], write: Callable[[str], object]) -> None:
    """Write a CSV with comma and point, as the tables are published."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([safe_cell(column) for column in columns])
    for row in rows:
        writer.writerow([safe_cell(row.get(column) or "") for column in columns])
    write(out.getvalue())
