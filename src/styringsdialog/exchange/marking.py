"""Sends a faulty workbook back: the same workbook with its bad cells marked, and a sheet that lists them."""

import re
import warnings
import zipfile
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from styringsdialog.wording.messages import sentence

from .reading.bounds import examine
from .reading.cpr import holds_cpr, mask_cpr, may_be_amount
from .reading.problem import Problem, Weight

FILLS = {
    Weight.ERROR: PatternFill("solid", start_color="F8CFCB"),
    Weight.NOTICE: PatternFill("solid", start_color="FCEBB6"),
}
HEADINGS = ("sheet", "cell", "value", "problem", "remedy", "severity")
WIDTHS = (24, 9, 28, 60, 70, 16)
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f￾￿]")
_UNLOADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, zipfile.BadZipFile, SyntaxError)


def marked_workbook(original: bytes, problems: Iterable[Problem], language: str = "da") -> bytes:
    """The workbook with each named cell filled and commented, CPR numbers masked, and the sheet «Fejl» first.

    UnreadableFile where the original cannot be opened safely. Formulas stay formulas, texts stay texts.
    """
    found = tuple(problems)
    examine(original)
    book = _loaded(original)
    title = sentence("workbook.faults", part="title", language=language)
    if title in book.sheetnames:
        del book[title]
    persons = {(problem.sheet, problem.cell) for problem in found if problem.is_personal}
    for page in book.worksheets:
        _mask(page, persons)
    for problem in found:
        _mark(book, problem, language)
    _list(book.create_sheet(title, 0), found, book.sheetnames, language)
    book.active = 0
    for page in book.worksheets[1:]:
        page.sheet_view.tabSelected = False
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _loaded(original: bytes) -> Workbook:
    """The workbook; an empty one where only its figures, not its looks, can be read."""
    try:
        with warnings.catch_warnings():
            # A number that is no day, in a cell formatted as one: the copy shows an error there, the list its value.
            warnings.filterwarnings("ignore", message="Cell .* is marked as a date")
            return load_workbook(BytesIO(original))
    except _UNLOADABLE:
        empty = Workbook()
        empty.remove(empty.worksheets[0])
        return empty


def _mask(page: Worksheet, persons: set[tuple[str, str]]) -> None:
    """No copy of ours carries a CPR number on. An amount of ten digits is left unless the reading took it for one."""
    for row in page.iter_rows():
        for cell in row:
            if not isinstance(cell.value, str) or len(cell.value) < 10:
                pass
            elif holds_cpr(cell.value) and ((page.title, cell.coordinate) in persons or not may_be_amount(cell.value)):
                _write(cell, mask_cpr(cell.value))
            if cell.comment is not None and holds_cpr(cell.comment.text):
                cell.comment = None


def _mark(book: Workbook, problem: Problem, language: str) -> None:
    if not problem.cell or problem.sheet not in book.sheetnames:
        return
    cell = _open_cell(book[problem.sheet], problem.cell)
    if problem.is_personal and not isinstance(cell.value, str):
        _write(cell, problem.value)  # typed as a number, so that it was not masked as a text
    cell.fill = FILLS[problem.severity]
    said = cell.comment.text + "\n\n" if cell.comment is not None and cell.comment.author == "styringsdialog" else ""
    text = f"{said}{problem.text(language)}\n{problem.remedy_text(language)}"
    cell.comment = Comment(_UNWRITABLE.sub("", text), "styringsdialog", height=140, width=320)


def _open_cell(page: Worksheet, place: str) -> Cell:
    """The cell, or the first of the merged cells it is part of."""
    cell = page[place]
    if isinstance(cell, MergedCell):
        for area in page.merged_cells.ranges:
            if place in area:
                return page.cell(area.min_row, area.min_col)  # type: ignore[return-value]
    return cell


def _write(cell: Any, text: str) -> None:
    """A text as text, whatever it starts with."""
    cell.value = _UNWRITABLE.sub("", text)
    cell.data_type = "s"


def _list(page: Worksheet, problems: tuple[Problem, ...], titles: list[str], language: str) -> None:
    _write(page["A1"], sentence("workbook.faults", part="title", language=language))
    page["A1"].font = Font(bold=True, size=16, color="20445F")
    _write(page["A2"], sentence("workbook.faults", {"count": len(problems)}, language=language))
    for place, (name, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True), 1):
        cell = page.cell(4, place)
        _write(cell, sentence(f"workbook.faults.{name}", part="title", language=language))
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", start_color="DCE6EE")
        page.column_dimensions[get_column_letter(place)].width = width
    for row, problem in enumerate(problems, 5):
        severity = sentence(f"workbook.weight.{problem.severity}", part="title", language=language)
        texts = (problem.text(language), problem.remedy_text(language), severity)
        for place, text in enumerate((problem.sheet, problem.cell, problem.value, *texts), 1):
            _write(page.cell(row, place), mask_cpr(text))
            page.cell(row, place).alignment = Alignment(wrap_text=True, vertical="top")
        if problem.cell and problem.sheet in titles:
            sheet = problem.sheet.replace("'", "''")
            page.cell(row, 2).hyperlink = f"#'{sheet}'!{problem.cell}"
            page.cell(row, 2).font = Font(underline="single", color="20445F")
    page.freeze_panes = "A5"
