"""What the spreadsheet itself checks while people type: lists to choose from, numbers and days."""

from datetime import date
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from styringsdialog.rulebook.edition import Column, Edition
from styringsdialog.wording.messages import sentence

LISTS = "Lister"
Range = tuple[int, int, int, int]  # first row, first column, last row, last column, from 0

_AMOUNT = {"validate": "decimal", "criteria": "between", "minimum": -(10**15), "maximum": 10**15}
_RULES: dict[str, dict[str, Any]] = {
    "kr": _AMOUNT,
    "decimal": _AMOUNT,
    "pct": _AMOUNT,
    "count": {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 10**9},
    "year": {"validate": "integer", "criteria": "between", "minimum": 1800, "maximum": 2200},
    "day": {"validate": "date", "criteria": ">=", "value": date(1900, 1, 1)},
}


class Checks:
    """Adds checks to cells. The lists stand on a hidden sheet, since a list in the rule itself is held to 255 signs."""

    def __init__(self, workbook: Workbook, edition: Edition) -> None:
        self.sources: dict[str, str] = {}
        page = workbook.add_worksheet(LISTS)
        page.hide()
        for place, (scale, values) in enumerate(edition.scales.items()):
            page.write_string(0, place, scale)
            for row, label in enumerate(values.values(), 1):
                page.write_string(row, place, label["da"])
            column = _letters(place)
            self.sources[scale] = f"={LISTS}!${column}$2:${column}${len(values) + 1}"

    def add(self, page: Worksheet, column: Column, cells: Range) -> None:
        """The check that goes with a column's kind, where it has one."""
        if column.kind in ("choice", "yes_no"):
            self.add_scale(page, column.scale or "yes_no", cells)
        elif rule := _RULES.get(column.kind):
            self._add(page, rule, f"check.{column.kind}", cells)

    def add_scale(self, page: Worksheet, scale: str, cells: Range) -> None:
        self._add(page, {"validate": "list", "source": self.sources[scale]}, "check.choice", cells)

    def _add(self, page: Worksheet, rule: dict[str, Any], message: str, cells: Range) -> None:
        told = {"error_title": sentence(message, part="title"), "error_message": sentence(message)}
        page.data_validation(*cells, {**rule, **told})


def _letters(place: int) -> str:
    return chr(65 + place)
