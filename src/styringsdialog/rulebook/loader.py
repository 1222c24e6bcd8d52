"""Reads law/<topic>/<figure>.yaml into parameters; refuses a figure without source or status."""

import hashlib
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from .parameter import LawBook, Parameter
from .source import LegalSource, Status, ValueSource

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class FaultyLaw(ValueError):
    """A law file that does not say what it must. Raised at load, so that it fails the build."""


def _need(data: dict[str, Any], key: str, field: str) -> Any:
    if data.get(field) in (None, ""):
        raise FaultyLaw(f"{key}: «{field}» mangler")
    return data[field]


def _rule_text(key: str, data: dict[str, Any]) -> LegalSource:
    return LegalSource(
        act=_need(data, key, "act"),
        section=str(data.get("section", "")),
        status=Status(_need(data, key, "status")),
        number=str(data.get("number", "")),
        source=data.get("source", ""),
        link=data.get("link", ""),
        checked_on=data.get("checked_on"),
        note=data.get("note", ""),
        key=f"{key}#rule_text",
    )


def _value(key: str, label: str, unit: str, day: date, data: dict[str, Any]) -> ValueSource:
    place = f"{key} {day}"
    status = Status(_need(data, place, "status"))
    if status is Status.DERIVED:
        _need(data, place, "formula")
    return ValueSource(
        key=key,
        label=label,
        value=_need(data, place, "value"),
        unit=unit,
        valid_from=day,
        status=status,
        source=_need(data, place, "source"),
        link=data.get("link", ""),
        formula=data.get("formula", ""),
        checked_on=_need(data, place, "checked_on"),
    )


def parameter_from(key: str, data: dict[str, Any]) -> Parameter:
    """One YAML document as a Parameter. FaultyLaw names the figure and what it lacks."""
    label, unit = _need(data, key, "label"), _need(data, key, "unit")
    values = _need(data, key, "values")
    days = tuple(sorted(values))
    return Parameter(
        key=key,
        label=label,
        unit=unit,
        rule_text=_rule_text(key, _need(data, key, "rule_text")),
        days=days,
        values=tuple(_value(key, label, unit, day, values[day]) for day in days),
        expires=data.get("expires"),
        unknown_from=tuple(sorted(data.get("unknown_from", ()))),
    )


def _yaml_files(folder: Traversable, prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            found += _yaml_files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".yaml"):
            found.append((prefix + entry.name.removesuffix(".yaml"), entry.read_text(encoding="utf-8")))
    return found


@cache
def law_book() -> LawBook:
    """Every figure shipped with this version, read once in a process."""
    texts = _yaml_files(files("styringsdialog.rulebook") / "law")
    # A float would turn 2.27 into something near it: YAML numbers with a point are quoted or read as text.
    parameters = {key: parameter_from(key, yaml.load(text, Loader)) for key, text in texts}  # noqa: S506
    version = hashlib.sha256("".join(key + text for key, text in texts).encode()).hexdigest()[:12]
    return LawBook(parameters, version)
