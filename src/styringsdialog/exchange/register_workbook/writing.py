"""Writes a municipality's register as the workbook that reads back equal."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from styringsdialog.core.acting import Acting
from styringsdialog.exchange.reading.register import layout
from styringsdialog.exchange.reading.register_sheets import GUIDE, MUNICIPALITY_LABEL, SHEETS
from styringsdialog.exchange.workbook_checks import Checks
from styringsdialog.exchange.workbook_look import Look
from styringsdialog.register.models import Municipality
from styringsdialog.rulebook.edition import Column, Sheet
from styringsdialog.wording.messages import sentence
from styringsdialog.wording.numbers import short_day

from .rows import Row, register_rows

HEADING_ROW, FIRST_ROW, SPARE_ROWS = 2, 3, 200
AS_NUMBER = ("count", "year")


def write_register(acting: Acting, municipality: Municipality, target: str | Path | BinaryIO) -> None:
    """Write the register as the actor sees it today. Every text is written as text, so that none is a formula."""
    rows = register_rows(acting, municipality)
    out = target if not isinstance(target, str | Path) else str(target)
    with Workbook(out, {"in_memory": True}) as workbook:
        made_on = datetime(acting.day.year, acting.day.month, acting.day.day)  # noqa: DTZ001  the same day, the same file
        workbook.set_properties({"title": f"Register, {municipality.name}", "created": made_on})
        _Writer(workbook, acting, municipality, rows).write()


class _Writer:
    def __init__(
        self, workbook: Workbook, acting: Acting, municipality: Municipality, rows: dict[str, list[Row]]
    ) -> None:
        self.workbook, self.acting, self.municipality, self.rows = workbook, acting, municipality, rows
        self.look = Look(workbook)
        self.layout = layout()
        base = {"font_name": "Calibri", "font_size": 11, "valign": "top", "bottom": 1, "bottom_color": "#C9D1D9"}
        # Text cells, so that a number that begins with a zero keeps it.
        self.text = workbook.add_format({**base, "num_format": "@"})
        self.long_text = workbook.add_format({**base, "num_format": "@", "text_wrap": True})

    def write(self) -> None:
        guide = self.workbook.add_worksheet(GUIDE)
        pages = {sheet.name: self.workbook.add_worksheet(sheet.title) for sheet in SHEETS.values()}
        self.checks = Checks(self.workbook, self.layout)
        self._guide(guide)
        for sheet in SHEETS.values():
            self._table(sheet, pages[sheet.name])
        guide.activate()

    def _guide(self, page: Worksheet) -> None:
        page.set_column(0, 0, 26)
        page.set_column(1, 1, 96)
        page.hide_gridlines(2)
        page.write_string(0, 0, sentence("register_workbook.guide", part="title"), self.look.title)
        page.write_string(1, 0, self.municipality.name, self.look.lead)
        page.write_string(3, 0, MUNICIPALITY_LABEL, self.look.label)
        page.write_string(3, 1, self.municipality.code, self.look.marker)
        page.write_string(4, 0, "Pr.", self.look.label)
        page.write_string(4, 1, short_day(self.acting.day), self.look.marker)
        row = 6
        for paragraph in sentence("register_workbook.guide").split("\n"):
            page.merge_range(row, 0, row, 1, paragraph, self.look.paragraph)
            page.set_row(row, 34)
            row += 1
        for sheet in SHEETS.values():
            row += 1
            page.write_url(row, 0, f"internal:'{sheet.title}'!A1", string=sheet.title)
            page.write_string(row, 1, sheet.lead, self.look.note)

    def _table(self, sheet: Sheet, page: Worksheet) -> None:
        page.hide_gridlines(2)
        page.write_string(0, 0, sheet.title, self.look.title)
        page.write_string(1, 0, sheet.lead, self.look.lead)
        page.set_row(HEADING_ROW, 34)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(HEADING_ROW)
        for place, column in enumerate(sheet.columns):
            page.set_column(place, place, column.width, self._style(column))
            page.write_string(HEADING_ROW, place, column.heading, self.look.heading)
        last = FIRST_ROW + len(self.rows[sheet.name]) + SPARE_ROWS
        for number, values in enumerate(self.rows[sheet.name], FIRST_ROW):
            for place, column in enumerate(sheet.columns):
                self._cell(page, number, place, column, values.get(column.name))
        for place, column in enumerate(sheet.columns):
            if not column.known:
                self.checks.add(page, column, (FIRST_ROW, place, last, place))
        page.autofilter(HEADING_ROW, 0, max(last - SPARE_ROWS - 1, FIRST_ROW), len(sheet.columns) - 1)
        page.freeze_panes(FIRST_ROW, 2)
        page.ignore_errors({"number_stored_as_text": f"A1:Z{last + 1}"})
        if sheet.name == "history":
            page.protect("", {"autofilter": True, "sort": True, "format_columns": True})

    def _style(self, column: Column) -> Any:
        if column.kind in ("day", *AS_NUMBER):
            return self.look.cell(column.kind, locked=False)
        return self.long_text if column.kind == "long_text" else self.text

    def _cell(self, page: Worksheet, row: int, place: int, column: Column, value: Any) -> None:
        style = self._style(column)
        if value is None or value == "":
            page.write_blank(row, place, None, style)
        elif column.kind == "choice":
            page.write_string(row, place, self.layout.label(column.scale, str(value)), style)
        elif column.kind == "yes_no":
            page.write_string(row, place, self.layout.label("yes_no", "yes" if value else "no"), style)
        elif isinstance(value, date):
            page.write_datetime(row, place, value, style)
        elif column.kind in AS_NUMBER:
            page.write_number(row, place, value, style)
        else:
            page.write_string(row, place, str(value), style)
