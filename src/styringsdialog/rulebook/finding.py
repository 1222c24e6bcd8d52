"""What a rule answers: the outcome, the figures, and a message id with parameters (sentences are made when read)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from .goals import GovernanceGoal
from .source import LegalSource, Status, ValueSource


class Outcome(StrEnum):
    OK = "ok"
    ATTENTION = "attention"
    POSSIBLE_BREACH = "possible_breach"
    NOT_APPLICABLE = "not_applicable"
    CANNOT_JUDGE = "cannot_judge"


class Severity(StrEnum):
    """How much a finding weighs when it is not `ok`. ERROR is a figure that cannot be right («fejl»)."""

    ERROR = "error"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure behind a finding. `name` is a stable figure name or account number; `value` as read; None = missing."""

    name: str
    value: int | Decimal | str | date | None
    unit: str = "kr"  # kr | kr_per_tenancy_unit | pct | units | count | m2 | date | text | year


@dataclass(frozen=True, slots=True)
class YearPoint:
    """One year of the subject's own figure, with the limit of that year where there was one."""

    year: int
    value: Decimal | None
    limit: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a finding is about: kind `organisation`, `division` or `area`; key is the LBF number (text) or area key."""

    kind: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One answer of one rule about one subject. Immutable; a correction is a new run."""

    rule: str
    area: GovernanceGoal
    subject: Subject
    outcome: Outcome
    severity: Severity
    message: str
    params: Mapping[str, Any] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    trend: tuple[YearPoint, ...] = ()
    missing: tuple[str, ...] = ()  # stable names of what would decide a `cannot_judge`
    lowered_because: Status | None = None  # why a possible breach was lowered to attention
    rule_sources: tuple[LegalSource, ...] = ()
    value_sources: tuple[ValueSource, ...] = ()
    day: date | None = None  # the day the rule referred to


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule function returns; the engine adds rule, subject, sources and lowers what is not verified."""

    outcome: Outcome
    message: str
    params: Mapping[str, Any] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    trend: tuple[YearPoint, ...] = ()
    missing: tuple[str, ...] = ()
    severity: Severity | None = None  # None: the rule's own


def _answer(
    outcome: Outcome,
    message: str,
    figures: tuple[Figure, ...],
    trend: tuple[YearPoint, ...],
    severity: Severity | None,
    params: Mapping[str, Any],
) -> Answer:
    return Answer(outcome, message, params, figures, trend, (), severity)


def ok(message: str, *, figures: tuple[Figure, ...] = (), trend: tuple[YearPoint, ...] = (), **params: Any) -> Answer:
    return _answer(Outcome.OK, message, figures, trend, None, params)


def attention(
    message: str,
    *,
    figures: tuple[Figure, ...] = (),
    trend: tuple[YearPoint, ...] = (),
    severity: Severity | None = None,
    **params: Any,
) -> Answer:
    return _answer(Outcome.ATTENTION, message, figures, trend, severity, params)


def possible_breach(
    message: str,
    *,
    figures: tuple[Figure, ...] = (),
    trend: tuple[YearPoint, ...] = (),
    severity: Severity | None = None,
    **params: Any,
) -> Answer:
    return _answer(Outcome.POSSIBLE_BREACH, message, figures, trend, severity, params)


def not_applicable(message: str, **params: Any) -> Answer:
    return _answer(Outcome.NOT_APPLICABLE, message, (), (), None, params)


def cannot_judge(
    message: str,
    *,
    missing: tuple[str, ...],
    figures: tuple[Figure, ...] = (),
    trend: tuple[YearPoint, ...] = (),
    **params: Any,
) -> Answer:
    return Answer(Outcome.CANNOT_JUDGE, message, params, figures, trend, missing)
