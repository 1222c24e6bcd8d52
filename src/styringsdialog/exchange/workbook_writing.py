"""Writes a package, or a template of one, as the workbook that people fill in and that reads back equal."""

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from styringsdialog.rulebook.edition import Column, Edition, Sheet, report_kind
from styringsdialog.rulebook.edition import edition as edition_of
from styringsdialog.rulebook.facts import PackageFacts
from styringsdialog.wording.messages import sentence

from .reading.package import EDITION_LABEL, GUIDE, REPORT_KIND_LABEL, VERSION_LABEL
from .template import without_results
from .workbook_checks import Checks
from .workbook_look import NUMBER_FORMATS, Look
from .workbook_rows import LOCKED, ROWS, Row, organisation_values

HEADING_ROW = 2  # from 0: title, lead, headings
FIRST_ROW = 3
SPARE_ROWS = 500  # below the filled rows, with the same checks
WHAT_STAYS_OPEN = {
    "autofilter": True,
    "sort": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
}


def write_workbook(
    package: PackageFacts, edition: Edition | int, path: str | Path | BinaryIO, *, results: bool
) -> None:
    """Write the package to `path` (or an open binary file). `results=False` leaves the year's results open to fill in.

    `edition` is an Edition or its dialogue year (UnknownEdition if there is none). Every text is written as text, so
    that one which starts with = + - @ is never run as a formula.
    """
    if isinstance(edition, int):
        edition = edition_of(edition)
    if not results:
        package = without_results(package, edition)
    target = path if not isinstance(path, str | Path) else str(path)
    with Workbook(target, {"in_memory": True}) as workbook:
        made_on = datetime(edition.dialogue_year, 1, 1)  # noqa: DTZ001  the same package gives the same file
        workbook.set_properties({"title": "Dokumentationspakke", "created": made_on})
        _Writer(workbook, package, edition).write()


class _Writer:
    def __init__(self, workbook: Workbook, package: PackageFacts, edition: Edition) -> None:
        self.workbook, self.package, self.edition = workbook, package, edition
        self.look = Look(workbook)
        self.kind = report_kind(package.organisation.owner_kind)

    def write(self) -> None:
        guide = self.workbook.add_worksheet(GUIDE)
        sheets = [sheet for sheet in self.edition.sheets.values() if self._wanted(sheet)]
        pages = {sheet.name: self.workbook.add_worksheet(sheet.title) for sheet in sheets}
        self.checks = Checks(self.workbook, self.edition)
        self._write_guide(guide, sheets)
        for sheet in sheets:
            if sheet.name == "organisation":
                self._write_fields(sheet, pages[sheet.name])
            else:
                self._write_table(sheet, pages[sheet.name])
        guide.activate()

    def _wanted(self, sheet: Sheet) -> bool:
        return sheet.asked_of(self.kind) or bool(self.package.divisions)

    def _write_guide(self, page: Worksheet, sheets: Iterable[Sheet]) -> None:
        organisation = self.package.organisation
        page.set_column(0, 0, 26)
        page.set_column(1, 1, 96)
        page.hide_gridlines(2)
        page.write_string(0, 0, sentence("workbook.guide", part="title"), self.look.title)
        page.write_string(1, 0, f"{organisation.lbf_number} {organisation.name}", self.look.lead)
        kind = sentence(f"owner_kind.{self.kind}", part="title")
        markers: list[tuple[str, int | str]] = [
            (EDITION_LABEL, self.edition.dialogue_year),
            (REPORT_KIND_LABEL, kind),
            (VERSION_LABEL, self.edition.template_version),
        ]
        for row, (label, value) in enumerate(markers, 3):
            page.write_string(row, 0, label, self.look.label)
            page.write(row, 1, value, self.look.marker)
        row = 7
        for paragraph in sentence("workbook.guide").split("\n"):
            page.merge_range(row, 0, row, 1, paragraph, self.look.paragraph)
            page.set_row(row, 34)
            row += 1
        for sheet in sheets:
            row += 1
            page.write_url(row, 0, f"internal:'{sheet.title}'!A1", string=sheet.title)
            page.write_string(row, 1, sheet.lead, self.look.note)
        page.protect("", WHAT_STAYS_OPEN)

    def _start(self, sheet: Sheet, page: Worksheet) -> None:
        page.hide_gridlines(2)
        page.write_string(0, 0, sheet.title, self.look.title)
        page.write_string(1, 0, sheet.lead, self.look.lead)
        page.set_row(HEADING_ROW, 34)
        page.protect("", WHAT_STAYS_OPEN)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(HEADING_ROW)

    def _write_fields(self, sheet: Sheet, page: Worksheet) -> None:
        self._start(sheet, page)
        page.set_column(0, 0, 58)
        page.set_column(1, 1, 44)
        page.set_column(2, 2, 40)
        for index, heading in enumerate(("Oplysning", "Værdi", "Vejledning")):
            page.write_string(HEADING_ROW, index, heading, self.look.heading)
        values = organisation_values(self.package, self.edition)
        for row, column in enumerate(sheet.columns, FIRST_ROW):
            page.write_string(row, 0, column.heading, self.look.label)
            style = self.look.cell(column.kind, locked=False)
            page.write_blank(row, 1, None, style)
            self._write_value(page, row, 1, column, values[column.name], style)
            page.write_string(row, 2, column.help, self.look.note)
            self.checks.add(page, column, (row, 1, row, 1))
        page.freeze_panes(FIRST_ROW, 1)

    def _write_table(self, sheet: Sheet, page: Worksheet) -> None:
        self._start(sheet, page)
        for place, column in enumerate(sheet.columns):
            style = self.look.cell(column.kind, locked=False)
            page.set_column(place, place, column.width, style, {"hidden": column.hidden})
            page.write_string(HEADING_ROW, place, column.heading, self.look.heading)
            if column.help:
                page.write_comment(HEADING_ROW, place, column.help)
        row = FIRST_ROW - 1
        for row, values in enumerate(ROWS[sheet.name](self.package, self.edition), FIRST_ROW):
            self._write_row(sheet, page, row, values)
        self._add_checks(sheet, page, row + SPARE_ROWS)
        page.autofilter(HEADING_ROW, 0, max(row, FIRST_ROW), len(sheet.columns) - 1)
        page.freeze_panes(FIRST_ROW, _key_columns(sheet))
        page.ignore_errors({"number_stored_as_text": f"A1:{chr(64 + min(len(sheet.columns), 26))}{row + SPARE_ROWS}"})

    def _write_row(self, sheet: Sheet, page: Worksheet, row: int, values: Row) -> None:
        locked = () if values.get("own") else LOCKED.get(sheet.name, ())
        for place, column in enumerate(sheet.columns):
            value = values.get(column.name)
            if value is None and column.name not in locked:
                continue
            style = self.look.cell(column.kind, locked=column.name in locked)
            if value in (None, ""):
                page.write_blank(row, place, None, style)
            else:
                self._write_value(page, row, place, column, value, style)
            if column.name == "answer" and values.get("scale") != "text":
                self.checks.add_scale(page, values["scale"], (row, place, row, place))

    def _add_checks(self, sheet: Sheet, page: Worksheet, last: int) -> None:
        for place, column in enumerate(sheet.columns):
            if not column.known:
                self.checks.add(page, column, (FIRST_ROW, place, last, place))

    def _write_value(self, page: Worksheet, row: int, place: int, column: Column, value: Any, style: Any) -> None:
        """Numbers as numbers, days as days, all else as text (never as a formula)."""
        if value is None or value == "":
            return
        if column.kind == "choice":
            page.write_string(row, place, self.edition.label(column.scale, str(value)), style)
        elif column.kind == "yes_no":
            page.write_string(row, place, self.edition.label("yes_no", "yes" if value else "no"), style)
        elif isinstance(value, date):
            page.write_datetime(row, place, value, style)
        elif column.kind in NUMBER_FORMATS:
            page.write_number(row, place, float(value) if not isinstance(value, int) else value, style)
        else:
            page.write_string(row, place, str(value), style)


def _key_columns(sheet: Sheet) -> int:
    """How many columns stay in view: those that say what the row is about."""
    locked = LOCKED.get(sheet.name)
    if not locked:
        return 1
    return next((i for i, c in enumerate(sheet.columns) if c.name not in locked or c.kind == "long_text"), 1)
