"""Limits, and what can be said of a figure against them when the figure or the limit is known, bounded or unknown."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

OUTSIDE_WORK = "share_outside_work_education_pct"
NONWESTERN = "share_nonwestern_pct"
CONVICTED = "convicted_pct"
BASIC_EDUCATION = "share_basic_education_pct"
INCOME = "income_pct_of_region"
CRITERIA = (OUTSIDE_WORK, NONWESTERN, CONVICTED, BASIC_EDUCATION, INCOME)
RESIDENTS = "residents"

HIGHEST = {INCOME: Decimal(1000)}  # shares end at 100; an income of ten times the region's does not occur


class Operator(StrEnum):
    """How a figure is compared. Employment, education and origin «overstiger», convictions «udgør mindst»."""

    ABOVE = ">"
    AT_LEAST = ">="
    BELOW = "<"

    def holds(self, value: Decimal, limit: Decimal) -> bool:
        if self is Operator.ABOVE:
            return value > limit
        return value >= limit if self is Operator.AT_LEAST else value < limit


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit on the list day. `value` is None where it was not found; it may be off by `margin` to either side."""

    key: str  # of the figure in law/, named when it is missing
    operator: Operator
    value: Decimal | None
    margin: Decimal = Decimal(0)

    @property
    def exact(self) -> bool:
        return self.value is not None and not self.margin

    def outcomes(self, value: Decimal) -> frozenset[bool]:
        """What the comparison can come out as for a known figure: one outcome, or both."""
        if self.value is None:
            # A multiple of the national average is above nought, so nobody convicted never reaches it.
            return frozenset({True, False}) if value else frozenset({False})
        edges = (self.value - self.margin, self.value, self.value + self.margin)
        return frozenset(self.operator.holds(value, edge) for edge in edges)

    def edges(self) -> tuple[Decimal, ...]:
        return () if self.value is None else (self.value - self.margin, self.value, self.value + self.margin)


@dataclass(frozen=True, slots=True)
class Span:
    """Where a figure lies: from `low` to `high`, both included; the same twice when it is known."""

    low: Decimal
    high: Decimal

    @property
    def known(self) -> bool:
        return self.low == self.high


State = tuple[bool, bool]  # (meets the list's own limit, meets the looser limit of prevention areas)


def whole_span(name: str) -> Span:
    return Span(Decimal(0), HIGHEST.get(name, Decimal(100)))


def mean_span(values: Iterable[Decimal | None], name: str) -> Span:
    """The mean of yearly figures, where an unstated year can be anything: [all unstated at 0, all at the highest]."""
    years = list(values)
    whole = whole_span(name)
    low = sum((whole.low if value is None else value for value in years), Decimal(0))
    high = sum((whole.high if value is None else value for value in years), Decimal(0))
    return Span(low / len(years), high / len(years))


def _points(span: Span, limits: list[Limit]) -> list[Decimal]:
    """Figures that stand for all of the span: its ends, every edge of a limit, and one between each two of them."""
    cuts = {span.low, span.high} | {edge for limit in limits for edge in limit.edges() if span.low <= edge <= span.high}
    ordered = sorted(cuts)
    return ordered + [(first + second) / 2 for first, second in pairwise(ordered)]


def states(span: Span, own: Limit | None, prevention: Limit | None) -> frozenset[State]:
    """Every (own, prevention) pair that some figure in the span gives; a criterion not in use counts as not met.

    The two are judged together, since one figure meets both: who meets the list's own limit also meets the looser.
    """
    found: set[State] = set()
    for value in _points(span, [limit for limit in (own, prevention) if limit]):
        meets_own = own.outcomes(value) if own else frozenset({False})
        meets_prevention = prevention.outcomes(value) if prevention else frozenset({False})
        found |= {
            (first, second)
            for first in meets_own
            for second in meets_prevention
            if second or not first or prevention is None
        }
    return frozenset(found)
