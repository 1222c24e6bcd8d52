"""Reads the workbook of a municipality's register: rows by sheet, with every problem named by its cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from styringsdialog.rulebook.edition import Column, Edition, Sheet

from .bounds import examine
from .columns import ColumnReader
from .cpr import holds_cpr, mask_cpr
from .grid import Grid, Problems, grid_of, letters, normalised
from .problem import CPR, Problem, UnreadableFile, Weight
from .register_sheets import GUIDE, MUNICIPALITY_LABEL, SCALES, SHEETS
from .spreadsheet import Rows, rows_by_sheet


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One row: where it stands, and its values by column name ("" or None where empty)."""

    sheet: str  # stable name of the sheet
    title: str  # as it stands in the workbook
    number: int  # of the row, from 1
    values: Mapping[str, Any]
    places: Mapping[str, str] = field(default_factory=dict)  # column name -> cell

    def cell(self, name: str) -> str:
        """The cell of a column; the first of the row where the column is not there."""
        return self.places.get(name, f"A{self.number}")


@dataclass(frozen=True, slots=True)
class RegisterReading:
    """The rows of a workbook by sheet, the municipality it says it is of, and what is wrong with it."""

    rows: Mapping[str, tuple[RegisterRow, ...]]
    municipality: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is Weight.ERROR)


def layout(scales: Mapping[str, Mapping[str, Mapping[str, str]]] = SCALES) -> Edition:
    """The sheets of the register as an edition, which is what readers of columns and checks of cells ask."""
    return Edition(0, 1, SHEETS, scales, (), {}, (), ())


def read_register(data: bytes, *, name: str = "") -> RegisterReading:
    """The rows of the workbook. UnreadableFile where it cannot be opened safely or is another file. Stores nothing.

    A sheet that is not there says nothing: its rows are left as they are.
    """
    examined = examine(data, name)
    sheets = rows_by_sheet(data)
    titles = {normalised(title): title for title in sheets}
    if not {normalised(sheet.title) for sheet in SHEETS.values() if sheet.name != "history"} & titles.keys():
        raise UnreadableFile("unreadable.foreign_register")
    problems = Problems()
    for title, cell in examined.unsaved_formulas:
        problems.refuse(title, cell, "", "problem.formula_without_value", "remedy.formula_without_value")
    for title, cell, value in examined.error_cells:
        problems.refuse(title, cell, value, "problem.formula_error", "remedy.formula_error")
    rows: dict[str, tuple[RegisterRow, ...]] = {}
    for sheet in SHEETS.values():
        found = titles.get(normalised(sheet.title))
        if sheet.name == "history" or found is None:
            continue
        grid = grid_of(sheet, found, sheets[found], problems)
        if grid is not None:
            rows[sheet.name] = tuple(_rows(sheet, grid))
    _refuse_persons(sheets, problems)
    return RegisterReading(rows, _municipality(sheets), tuple(problems.found))


def _rows(sheet: Sheet, grid: Grid) -> list[RegisterRow]:
    reader = ColumnReader(grid, layout())
    columns = {column.name: reader.read(column.name) for column in sheet.columns if column.name in grid.places}
    found = []
    for index in grid.filled():
        values = {column.name: _value(column, columns, index) for column in sheet.columns}
        places = {name: grid.cell(name, index) for name in grid.places}
        for column in sheet.columns:
            raw = grid.values(column.name)[index]
            if column.needed and values[column.name] in (None, "") and raw == "":
                grid.refuse(column.name, index, "", "problem.needed", "remedy.needed")
        found.append(RegisterRow(sheet.name, grid.title, grid.first + index, values, places))
    return found


def _value(column: Column, columns: Mapping[str, list[Any]], index: int) -> Any:
    value = columns[column.name][index] if column.name in columns else None
    if value is None and column.kind in ("text", "long_text", "organisation_number", "division_number", "choice"):
        return ""
    return value


def _refuse_persons(sheets: Mapping[str, Rows], problems: Problems) -> None:
    """Every cell that holds a CPR number, never the number itself."""
    for title, rows in sheets.items():
        for number, row in enumerate(rows, 1):
            for index, value in enumerate(row):
                if isinstance(value, str) and len(value) >= 10 and holds_cpr(value):
                    problems.refuse(title, f"{letters(index)}{number}", mask_cpr(value), CPR, "remedy.cpr")


def _municipality(sheets: Mapping[str, Rows]) -> str:
    """The code beside its label on the sheet of guidance; empty where there is none."""
    for title, rows in sheets.items():
        if normalised(title) != normalised(GUIDE):
            continue
        for row in rows:
            for index, value in enumerate(row[:-1]):
                if normalised(value) == normalised(MUNICIPALITY_LABEL):
                    code = row[index + 1]
                    return str(int(code)).zfill(4) if isinstance(code, float) else str(code).strip()
    return ""
