"""Reads the organisation's own sheet, one figure a line."""

from datetime import date
from decimal import Decimal
from typing import Any

from styringsdialog.rulebook.edition import Edition
from styringsdialog.rulebook.facts import OrganisationFacts, OwnerKind, Statement

from .columns import ColumnReader
from .grid import Fields

LONGEST_MONTHS = 24
TEXT_KINDS = ("text", "long_text", "municipality")  # an empty cell is an empty text, not an unstated figure


def read_organisation(fields: Fields, edition: Edition) -> OrganisationFacts | None:
    """The organisation without its tables. None where a needed figure is missing or cannot be read."""
    reader = ColumnReader(fields, edition)
    values: dict[str, Any] = {}
    units: dict[str, int] = {}
    for column in fields.sheet.columns:
        raw = fields.value(column.name)
        value = reader.read_cell(column, raw, 0)
        if column.name.startswith("unit_"):
            if value == "1000":
                units[column.name.removeprefix("unit_")] = 1000
            continue
        if column.needed and value is None:
            if raw == "" and column.name in fields.places:
                fields.refuse(column.name, 0, "", "problem.needed", "remedy.needed")
            continue
        values[column.name] = "" if value is None and column.kind in TEXT_KINDS else value
    if any(column.needed and column.name not in values for column in fields.sheet.columns):
        return None
    if values["period_end"] <= values["period_start"]:
        fields.refuse("period_end", 0, fields.value("period_end"), "problem.period", "remedy.period")
        return None
    if is_too_long(values["period_start"], values["period_end"]):
        fields.refuse("period_end", 0, fields.value("period_end"), "problem.period_long", "remedy.period_long")
        return None
    values["owner_kind"] = OwnerKind(values["owner_kind"])
    return OrganisationFacts(**values, statement=Statement(unit_kr=units))


def is_too_long(start: date, end: date) -> bool:
    """Whether an accounting year is a slip of the pen. A first or changed one may be long, but not of three years."""
    return (end.year - start.year) * 12 + end.month - start.month >= LONGEST_MONTHS


def exact(value: Any) -> Decimal | None:
    """A figure as Decimal where it is stated."""
    return None if value is None else Decimal(value)
