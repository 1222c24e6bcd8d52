"""Facts and findings as JSON and back: a run keeps what it was made from, so that it can be read and repeated.

The form follows the dataclasses of the rulebook: fields that hold their default are left out.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from styringsdialog.core.stored_values import from_json, to_json
from styringsdialog.rulebook.facts import PackageFacts
from styringsdialog.rulebook.finding import Figure, Finding, Outcome, Severity, Subject, YearPoint
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.rulebook.source import LegalSource, Status, ValueSource

Made = TypeVar("Made")
Decode = Callable[[Any], Any]


def dump(thing: Any) -> dict[str, Any]:
    """A dataclass of the rulebook as JSON. Facts are read past their guard: an unstated figure is simply absent."""
    found = {}
    defaults = _defaults(type(thing))  # type: ignore[arg-type]
    for name, default in defaults:
        value = object.__getattribute__(thing, name)
        if value is default or (default is not MISSING and type(value) is type(default) and value == default):
            continue
        found[name] = _dumped(value)
    return found


def load(kind: type[Made], data: Mapping[str, Any]) -> Made:
    """What `dump` was given. TypeError where the data has fields that the class does not know."""
    plan = _plan(kind)  # type: ignore[arg-type]
    return kind(**{name: plan[name](value) if name in plan else value for name, value in data.items()})


def dump_facts(facts: PackageFacts) -> dict[str, Any]:
    """A package's facts with last year's and the history."""
    return dump(facts)


def load_facts(data: Mapping[str, Any]) -> PackageFacts:
    return load(PackageFacts, data)


class Sources:
    """Sources of a run, each kept once; findings name them by their position."""

    def __init__(self, rows: list[dict[str, Any]] | None = None) -> None:
        self.rows: list[dict[str, Any]] = rows if rows is not None else []
        self._places: dict[Any, int] = {}
        self._read: dict[int, Any] = {}

    def place_of(self, source: LegalSource | ValueSource) -> int:
        if source not in self._places:
            kind = "rule" if isinstance(source, LegalSource) else "value"
            self._places[source] = len(self.rows)
            self.rows.append({kind: dump(source)})
        return self._places[source]

    def at(self, place: int) -> Any:
        if place not in self._read:
            ((kind, data),) = self.rows[place].items()
            self._read[place] = load(LegalSource if kind == "rule" else ValueSource, data)
        return self._read[place]


def detail_of(finding: Finding, sources: Sources) -> dict[str, Any]:
    """What a finding has beside the columns of its row."""
    return {
        "figures": [[figure.name, to_json(figure.value), figure.unit] for figure in finding.figures],
        "trend": [[point.year, to_json(point.value), to_json(point.limit)] for point in finding.trend],
        "missing": list(finding.missing),
        "lowered_because": finding.lowered_because,
        "rule_sources": [sources.place_of(source) for source in finding.rule_sources],
        "value_sources": [sources.place_of(source) for source in finding.value_sources],
        "day": to_json(finding.day),
    }


def finding_from(row: Any, sources: Sources) -> Finding:
    """The rulebook's finding of a stored row (models.Finding), made anew."""
    detail = row.detail
    lowered = detail["lowered_because"]
    return Finding(
        rule=row.rule,
        area=GovernanceGoal(row.area),
        subject=Subject(row.subject_kind, row.subject_key, row.subject_name),
        outcome=Outcome(row.outcome),
        severity=Severity(row.severity),
        message=row.message,
        params={name: from_json(value) for name, value in row.params.items()},
        figures=tuple(Figure(name, from_json(value), unit) for name, value, unit in detail["figures"]),
        trend=tuple(YearPoint(year, from_json(value), from_json(limit)) for year, value, limit in detail["trend"]),
        missing=tuple(detail["missing"]),
        lowered_because=Status(lowered) if lowered else None,
        rule_sources=tuple(sources.at(place) for place in detail["rule_sources"]),
        value_sources=tuple(sources.at(place) for place in detail["value_sources"]),
        day=from_json(detail["day"]),
    )


def listed_finding(
    rule: str,
    area: str,
    kind: str,
    key: str,
    name: str,
    outcome: str,
    severity: str,
    message: str,
    params: Mapping[str, Any],
) -> Finding:
    """The finding without its detail: enough for title and order, and made by hundreds."""
    return Finding(
        rule=rule,
        area=GovernanceGoal(area),
        subject=Subject(kind, key, name),
        outcome=Outcome(outcome),
        severity=Severity(severity),
        message=message,
        params={name: from_json(value) for name, value in params.items()},
    )


@cache
def _defaults(kind: Any) -> tuple[tuple[str, Any], ...]:
    return tuple(
        (field.name, field.default_factory() if field.default_factory is not MISSING else field.default)
        for field in fields(kind)
    )


def _dumped(value: Any) -> Any:
    if is_dataclass(value):
        return dump(value)
    if isinstance(value, tuple):
        return [_dumped(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): _dumped(item) for key, item in value.items()}
    return to_json(value)


@cache
def _plan(kind: Any) -> dict[str, Decode]:
    """How each field is read back, from its annotation; plain values (numbers, texts) need nothing."""
    hints = typing.get_type_hints(kind)
    decoders = {field.name: _decoder(hints[field.name]) for field in fields(kind)}
    return {name: decode for name, decode in decoders.items() if decode is not None}


def _decoder(hint: Any) -> Decode | None:
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        found = next((decode for part in inside if (decode := _decoder(part)) is not None), None)
        return None if found is None else lambda value: None if value is None else found(value)
    if origin is tuple:
        item = _decoder(inside[0]) or (lambda value: value)
        return lambda value: tuple(item(part) for part in value)
    if origin is not None and issubclass(origin, Mapping):
        each = _decoder(inside[1]) or (lambda value: value)
        return lambda value: {key: each(part) for key, part in value.items()}
    if isinstance(hint, type) and is_dataclass(hint):
        return lambda value: load(hint, value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if hint in (int, str, bool):
        return None
    return from_json
