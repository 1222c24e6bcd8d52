"""Values that JSON has no word for, kept in JSON fields so that they come back as they were: Decimal, date, tuple."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

DECIMAL, DAY, TUPLE = "$decimal", "$day", "$tuple"


def to_json(value: Any) -> Any:
    """A value as JSON. TypeError for a kind nobody has thought of, rather than a text that cannot be read back."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Enum):
        return to_json(value.value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Decimal):
        return {DECIMAL: str(value)}
    if isinstance(value, date):
        return {DAY: value.isoformat()}
    if isinstance(value, tuple):
        return {TUPLE: [to_json(item) for item in value]}
    if isinstance(value, list):
        return [to_json(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def from_json(value: Any) -> Any:
    """What `to_json` was given; enumerations come back as their values."""
    if isinstance(value, list):
        return [from_json(item) for item in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        ((key, inner),) = value.items()
        if key == DECIMAL:
            return Decimal(inner)
        if key == DAY:
            return date.fromisoformat(inner)
        if key == TUPLE:
            return tuple(from_json(item) for item in inner)
    return {key: from_json(item) for key, item in value.items()}
