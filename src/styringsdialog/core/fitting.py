"""Tries values against the columns they go to, before a bulk write: SQLite would take what PostgreSQL refuses."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations

from .errors import UserError


def ensure_fits(rows: Iterable[models.Model]) -> None:
    """UserError `does_not_fit`, naming field and value, for the first text too long or number too large."""
    for row in rows:
        for name, label, kind, low, high in _bounds(type(row)):
            value = getattr(row, name)
            if value is None:
                continue
            size = len(value) if kind == "text" else value
            if not low <= size <= high or (kind == "decimal" and _decimals(value) > _places(type(row), name)):
                raise UserError.of("does_not_fit", field=label, value=str(value)[:60])


@cache
def _bounds(model: type[models.Model]) -> tuple[tuple[str, str, str, Any, Any], ...]:
    """(attribute, Danish label, kind, lowest, highest) of each column that has bounds."""
    found: list[tuple[str, str, str, Any, Any]] = []
    for field in model._meta.concrete_fields:
        label = str(field.verbose_name)
        if isinstance(field, models.DecimalField):
            limit = Decimal(10) ** (field.max_digits - field.decimal_places) - Decimal(10) ** -field.decimal_places
            found.append((field.attname, label, "decimal", -limit, limit))
        elif isinstance(field, models.IntegerField) and not field.primary_key:
            # Those of the standard, not of the database in use: SQLite itself has no bounds.
            low, high = BaseDatabaseOperations.integer_field_ranges[field.get_internal_type()]
            found.append((field.attname, label, "number", low, high))
        elif isinstance(field, models.CharField) and field.max_length:
            found.append((field.attname, label, "text", 0, field.max_length))
    return tuple(found)


@cache
def _places(model: type[models.Model], name: str) -> int:
    """How many decimals the column keeps."""
    field = model._meta.get_field(name)
    return field.decimal_places if isinstance(field, models.DecimalField) else 0


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
