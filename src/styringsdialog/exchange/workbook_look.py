"""The calm look of the workbook: formats by kind of cell, locked or open."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

INK, QUIET, LINE, HEAD, SHEET_HEAD = "#1A1A1A", "#5C6670", "#C9D1D9", "#DCE6EE", "#20445F"
NUMBER_FORMATS = {
    "kr": "#,##0",
    "count": "#,##0",
    "decimal": "#,##0.##",
    "pct": "0.00",
    "year": "0",
    "day": "dd-mm-yyyy",
}
WRAPPED = ("long_text",)


class Look:
    """Formats are made once a workbook and found by kind."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.made: dict[tuple[str, bool], Format] = {}
        self.title = self._format(bold=True, font_size=16, font_color=SHEET_HEAD)
        self.lead = self._format(font_color=QUIET)
        self.heading = self._format(
            bold=True, bg_color=HEAD, bottom=1, bottom_color=SHEET_HEAD, text_wrap=True, valign="vcenter"
        )
        self.note = self._format(font_color=QUIET, text_wrap=True, valign="top")
        self.paragraph = self._format(text_wrap=True, valign="top")
        self.label = self._format(bold=True, bg_color=HEAD, bottom=1, bottom_color=LINE)
        self.marker = self._format(bg_color=HEAD, bottom=1, bottom_color=LINE, align="left")

    def _format(self, **values: Any) -> Format:
        return self.workbook.add_format({"font_name": "Calibri", "font_size": 11, "font_color": INK, **values})

    def cell(self, kind: str, locked: bool) -> Format:
        """The format of a data cell: open cells are white, locked ones quietly tinted."""
        if (kind, locked) not in self.made:
            values: dict[str, Any] = {"locked": locked, "bottom": 1, "bottom_color": LINE, "valign": "top"}
            if kind in NUMBER_FORMATS:
                values["num_format"] = NUMBER_FORMATS[kind]
            if kind == "day":
                values["align"] = "left"
            if kind in WRAPPED:
                values["text_wrap"] = True
            if locked:
                values |= {"bg_color": "#F4F6F8", "font_color": QUIET}
            self.made[(kind, locked)] = self._format(**values)
        return self.made[(kind, locked)]
