"""Reads a workbook of ours into PackageFacts, by the edition that the workbook says it follows."""

from pathlib import Path
from typing import Any

from styringsdialog.rulebook.edition import Edition, Sheet, edition, edition_years, report_kind
from styringsdialog.rulebook.facts import OrganisationFacts, PackageFacts

from .bounds import LARGEST_FILE, Examined, examine
from .columns import ColumnReader
from .cpr import holds_cpr, mask_cpr, may_be_amount
from .divisions import read_divisions
from .grid import Grid, Problems, fields_of, grid_of, letters, normalised
from .organisation import read_organisation
from .problem import CPR, Problem, Reading, UnreadableFile
from .spreadsheet import Rows, rows_by_sheet

GUIDE = "Vejledning"
EDITION_LABEL, REPORT_KIND_LABEL, VERSION_LABEL = "Styringsår", "Indberetning", "Skabelonversion"

Place = tuple[str, int]  # sheet, index of a column


def read_package(source: bytes | str | Path, *, name: str = "") -> Reading:
    """The package in a workbook, with every problem named by sheet and cell.

    Raises UnreadableFile where the file is no workbook that can be opened safely. Nothing is stored.
    """
    data = load(source)
    name = name or (Path(source).name if isinstance(source, str | Path) else "")
    examined = examine(data, name)
    sheets = rows_by_sheet(data)
    problems = Problems()
    _refuse_broken_cells(sheets, examined, problems)
    year, found = _edition_of(sheets, problems)
    package, amounts = None, frozenset[Place]()
    if found is not None:
        reader = _Package(sheets, examined, found, problems)
        package, amounts = reader.read(), frozenset(reader.amounts)
    first = _cpr_numbers(sheets, amounts) if examined.may_hold_cpr else []
    reading = Reading(package, (*first, *problems.found), year, name)
    return Reading(None, reading.problems, year, name) if reading.errors else reading


def load(source: bytes | str | Path) -> bytes:
    """The bytes of a file; refuses by size before anything is read into memory."""
    if isinstance(source, bytes):
        return source
    size = Path(source).stat().st_size
    if size > LARGEST_FILE:
        raise UnreadableFile("unreadable.too_large", megabytes=size // 1_000_000, limit=LARGEST_FILE // 1_000_000)
    return Path(source).read_bytes()


def _cpr_numbers(sheets: dict[str, Rows], amounts: frozenset[Place]) -> list[Problem]:
    """Names every cell that holds a CPR number, never the number itself. `amounts` are columns of amounts."""
    problems = Problems()
    for title, rows in sheets.items():
        texts = {value for row in rows for value in row if type(value) is str and len(value) >= 10}
        bad = {text for text in texts if holds_cpr(text)}
        if not bad:
            continue
        for number, row in enumerate(rows, 1):
            for index, value in enumerate(row):
                if type(value) is not str or value not in bad or ((title, index) in amounts and may_be_amount(value)):
                    continue
                problems.refuse(title, f"{letters(index)}{number}", mask_cpr(value), CPR, "remedy.cpr")
    return problems.found


def _refuse_broken_cells(sheets: dict[str, Rows], examined: Examined, problems: Problems) -> None:
    for title, cell in examined.unsaved_formulas:
        problems.refuse(title, cell, "", "problem.formula_without_value", "remedy.formula_without_value")
    for title, cell, value in examined.error_cells:
        problems.refuse(title, cell, value, "problem.formula_error", "remedy.formula_error")


def _edition_of(sheets: dict[str, Rows], problems: Problems) -> tuple[int | None, Edition | None]:
    """The edition that the guide sheet names: label in one column, year to the right of it."""
    guide = next((title for title in sheets if normalised(title) == normalised(GUIDE)), None)
    if guide is None:
        _refuse_foreign(sheets)
        problems.refuse(GUIDE, "", "", "problem.no_guide", "remedy.no_guide", years=edition_years())
        return None, None
    for number, row in enumerate(sheets[guide], 1):
        for index, value in enumerate(row[:-1]):
            if normalised(value) == normalised(EDITION_LABEL):
                return _known_edition(guide, f"{letters(index + 1)}{number}", row[index + 1], problems)
    problems.refuse(guide, "", "", "problem.no_edition", "remedy.no_guide", years=edition_years())
    return None, None


def _refuse_foreign(sheets: dict[str, Rows]) -> None:
    """A workbook that has none of our sheets is another file, not a faulty one of ours."""
    ours = {normalised(sheet.title) for year in edition_years() for sheet in edition(year).sheets.values()}
    if not ours & {normalised(title) for title in sheets}:
        raise UnreadableFile("unreadable.foreign")


def _known_edition(title: str, cell: str, value: Any, problems: Problems) -> tuple[int | None, Edition | None]:
    try:
        year = int(value)
    except (TypeError, ValueError):
        year = 0
    if year in edition_years():
        return year, edition(year)
    problems.refuse(title, cell, value, "problem.wrong_edition", "remedy.wrong_edition", years=edition_years())
    return year or None, None


class _Package:
    """One reading: the sheets found by title, then the organisation, then its divisions."""

    def __init__(self, sheets: dict[str, Rows], examined: Examined, found: Edition, problems: Problems) -> None:
        self.sheets = sheets
        self.titles = {normalised(title): title for title in sheets}
        self.examined = examined
        self.edition = found
        self.problems = problems
        self.amounts: set[Place] = set()

    def read(self) -> PackageFacts | None:
        sheet = self.edition.sheets["organisation"]
        title = self.titles.get(normalised(sheet.title))
        if title is None:
            self.problems.refuse(
                sheet.title, "", "", "problem.sheet_missing", "remedy.sheet_missing", title=sheet.title
            )
            return None
        fields = fields_of(sheet, title, self.sheets[title], self.problems)
        start = len(self.problems.found)
        facts = read_organisation(fields, self.edition)
        if facts is None or any(p.message == "problem.needed" for p in self.problems.found[start:]):
            return None
        self._check_year(fields.title, fields.cell("period_end", 0), facts)
        kind = report_kind(facts.owner_kind)
        grids = {n: g for n, s in self.edition.sheets.items() if n != "organisation" and (g := self._grid(s, kind))}
        readers = {name: ColumnReader(grid, self.edition) for name, grid in grids.items()}
        organisation, divisions = read_divisions(facts, readers, self.edition)
        return PackageFacts(self.edition.dialogue_year, organisation, divisions)

    def _grid(self, sheet: Sheet, kind: str) -> Grid | None:
        title = self.titles.get(normalised(sheet.title))
        if title is None:
            if sheet.asked_of(kind) and not sheet.optional:
                self.problems.refuse(
                    sheet.title, "", "", "problem.sheet_missing", "remedy.sheet_missing", title=sheet.title
                )
            return None
        grid = grid_of(sheet, title, self.sheets[title], self.problems)
        if grid is not None:
            grid.percent = self.examined.percent_cells.get(title, frozenset())
            kroner = [column.name for column in sheet.columns if column.kind == "kr"]
            self.amounts |= {(title, grid.places[name]) for name in kroner if name in grid.places}
        return grid

    def _check_year(self, title: str, cell: str, facts: OrganisationFacts) -> None:
        """Dialogue year = year in which the fiscal year ends + 1 (../field/law.md 2.3)."""
        if facts.dialogue_year != self.edition.dialogue_year:
            self.problems.refuse(
                title, cell, facts.period_end.strftime("%d-%m-%Y"), "problem.other_year", "remedy.other_year",
                belongs=facts.dialogue_year, edition=self.edition.dialogue_year,
            )  # fmt: skip
