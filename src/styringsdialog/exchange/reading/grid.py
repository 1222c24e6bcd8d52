"""One sheet as rows of values, its columns found by their headings, and the problems noted on the way."""

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from styringsdialog.rulebook.edition import Sheet

from .cpr import mask_cpr
from .problem import Problem, Weight

HEADING_ROWS = 20  # headings are looked for in the first rows only
_NOISE = re.compile(r"[\s  *:.,;()«»\"'-]+")


def normalised(text: object) -> str:
    """A heading or title without case, spaces and punctuation, so that small differences do not matter."""
    return _NOISE.sub("", str(text)).casefold()


def letters(index: int) -> str:
    """The letters of a column; 0 is A."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def shown(value: object) -> str:
    """A cell's value as the user knows it, cut to a readable length, a CPR number in it masked."""
    if isinstance(value, bool):
        value = "SAND" if value else "FALSK"  # as a Danish spreadsheet shows it
    elif isinstance(value, float) and abs(value) < 1e18 and value.is_integer():
        value = int(value)
    text = mask_cpr(str(value))
    return text if len(text) <= 80 else text[:79] + "…"


def _safe(params: dict[str, Any]) -> dict[str, Any]:
    """Parameters of a sentence, without any CPR number."""
    return {name: mask_cpr(value) if isinstance(value, str) else value for name, value in params.items()}


@dataclass(slots=True)
class Problems:
    """Collects problems; `refuse` is an error, `notice` is not."""

    found: list[Problem] = field(default_factory=list)

    def refuse(self, sheet: str, cell: str, value: object, message: str, remedy: str, **params: Any) -> None:
        text = shown(value)
        params = _safe({"sheet": sheet, "cell": cell, "value": text, **params})
        self.found.append(Problem(sheet, cell, text, message, params, remedy))

    def notice(self, sheet: str, cell: str, value: object, message: str, remedy: str, **params: Any) -> None:
        text = shown(value)
        params = _safe({"sheet": sheet, "cell": cell, "value": text, **params})
        self.found.append(Problem(sheet, cell, text, message, params, remedy, Weight.NOTICE))


@dataclass(slots=True)
class Grid:
    """A sheet with known columns. `rows` are the rows below the headings that hold anything we read."""

    sheet: Sheet
    title: str  # as it stands in the workbook
    places: dict[str, int]  # column name -> index
    first: int  # number of the first row below the headings, from 1
    rows: list[list[Any]]
    problems: Problems
    percent: frozenset[str] = frozenset()  # cells shown as per cent: 0.025 is read as 2.5
    three_decimals: bool | None = None  # whether an amount is written with three; None until it is asked
    thousands: int = 0  # amounts in which a lone mark was read as one of thousands
    _told: int = 0  # where the notice of them stands among the problems

    def cell(self, name: str, row: int) -> str:
        return f"{letters(self.places[name])}{self.first + row}"

    def values(self, name: str) -> list[Any]:
        """A column's values, row by row; empty texts where the column is missing."""
        place = self.places.get(name)
        if place is None:
            return [""] * len(self.rows)
        return [row[place] for row in self.rows]

    def amounts(self) -> Iterator[Any]:
        """What stands in the columns of amounts."""
        for column in self.sheet.columns:
            if column.kind == "kr":
                yield from self.values(column.name)

    def filled(self) -> Iterator[int]:
        """Indexes of rows in which at least one column that we read holds something."""
        read = [self.places[c.name] for c in self.sheet.columns if not c.known and c.name in self.places]
        for index, row in enumerate(self.rows):
            for place in read:
                if row[place] != "":
                    yield index
                    break

    def refuse(self, name: str, row: int, value: object, message: str, remedy: str, **params: Any) -> None:
        heading = self.sheet.column(name).heading
        cell = self.cell(name, row) if name in self.places else f"A{self.first + row}"
        self.problems.refuse(self.title, cell, value, message, remedy, heading=heading, **params)

    def notice(self, name: str, row: int, value: object, message: str, remedy: str, **params: Any) -> None:
        heading = self.sheet.column(name).heading
        self.problems.notice(self.title, self.cell(name, row), value, message, remedy, heading=heading, **params)

    def notice_thousands(self, name: str, row: int, value: str, kroner: int) -> None:
        """One notice for the sheet, at the first amount whose mark was read as one of thousands; it counts them all."""
        self.thousands += 1
        found = self.problems.found
        if self.thousands == 1:
            self._told = len(found)
            self.notice(name, row, value, "problem.thousands", "remedy.thousands", kroner=kroner, count=1)
        else:
            first = found[self._told]
            found[self._told] = replace(first, params={**first.params, "count": self.thousands})


def find_heading_row(sheet: Sheet, rows: list[list[Any]]) -> int | None:
    """Index of the row that holds most of the sheet's headings; None where no row holds any."""
    wanted = {normalised(column.heading) for column in sheet.columns}
    best, found = None, 0
    for index, row in enumerate(rows[:HEADING_ROWS]):
        hits = len({normalised(v) for v in row if isinstance(v, str) and v} & wanted)
        if hits > found:
            best, found = index, hits
    return best


def grid_of(sheet: Sheet, title: str, rows: list[list[Any]], problems: Problems) -> Grid | None:
    """The sheet with its columns found by heading, wherever they stand. None where the headings are not there."""
    at = find_heading_row(sheet, rows)
    if at is None:
        problems.refuse(title, "A1", "", "problem.no_headings", "remedy.no_headings", title=sheet.title)
        return None
    headings = dict(enumerate(rows[at]))
    places = match_headings(sheet, title, headings, lambda index: f"{letters(index)}{at + 1}", problems)
    return Grid(sheet, title, places, at + 2, rows[at + 1 :], problems)


@dataclass(slots=True)
class Fields(Grid):
    """A sheet with one figure a line: the label in one column, the value to the right of it."""

    value_place: int = 1

    def cell(self, name: str, row: int) -> str:
        return f"{letters(self.value_place)}{self.places[name] + 1}"

    def value(self, name: str) -> Any:
        place = self.places.get(name)
        if place is None:
            return ""
        row = self.rows[place]
        return row[self.value_place] if self.value_place < len(row) else ""

    def values(self, name: str) -> list[Any]:
        return [self.value(name)]


def fields_of(sheet: Sheet, title: str, rows: list[list[Any]], problems: Problems) -> Fields:
    """The lines of a sheet with one figure a line, found by their labels in whichever column most labels stand."""
    wanted = {normalised(column.heading) for column in sheet.columns}
    width = max((len(row) for row in rows), default=0)
    hits = [sum(normalised(row[i]) in wanted for row in rows if row[i] != "") for i in range(width)] or [0]
    place = hits.index(max(hits))
    filled = {i: row[place] for i, row in enumerate(rows) if len(row) > place + 1 and row[place + 1] != ""}
    known = [i for i, row in enumerate(rows) if place < len(row) and normalised(row[place]) in wanted]
    labels = {i: rows[i][place] for i in sorted({*known, *filled}) if i >= min(known, default=0)}
    places = match_headings(sheet, title, labels, lambda index: f"{letters(place)}{index + 1}", problems)
    return Fields(sheet, title, places, 1, rows, problems, value_place=place + 1)


def match_headings(
    sheet: Sheet, title: str, headings: Mapping[int, Any], cell: Callable[[int], str], problems: Problems
) -> dict[str, int]:
    """Column name -> index. A missing heading is told at the unknown heading most like it; the rest is a notice."""
    names = {normalised(column.heading): column for column in sheet.columns}
    places: dict[str, int] = {}
    strangers: dict[int, str] = {}
    for index, value in headings.items():
        if value == "":
            continue
        column = names.get(normalised(value))
        if column is None:
            strangers[index] = shown(value)
        elif column.name in places:
            problems.refuse(title, cell(index), value, "problem.heading_twice", "remedy.heading_twice")
        else:
            places[column.name] = index
    _tell_missing(sheet, title, places, strangers, cell, problems)
    return places


def _tell_missing(
    sheet: Sheet, title: str, places: dict[str, int], left: dict[int, str], cell: Callable[[int], str],
    problems: Problems,
) -> None:  # fmt: skip
    missing = [column for column in sheet.columns if not column.known and column.name not in places]
    alike = 0.0 if len(missing) == len(left) == 1 else 0.5  # one is gone and one is strange: it is that one
    for column in missing:
        close = difflib.get_close_matches(column.heading, left.values(), 1, alike)
        index = next((i for i, v in left.items() if v in close), None)
        where, value = (cell(0), "") if index is None else (cell(index), left.pop(index))
        kind = "missing" if index is None else "renamed"
        problems.refuse(
            title, where, value, f"problem.heading_{kind}", f"remedy.heading_{kind}", heading=column.heading
        )
    for index, value in left.items():
        problems.notice(title, cell(index), value, "problem.heading_unknown", "remedy.heading_unknown")
