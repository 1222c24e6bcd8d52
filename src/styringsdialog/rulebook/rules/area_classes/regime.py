"""The rules of one list day, read from law/areas: which criteria count, how many, against which limits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from styringsdialog.rulebook.area_facts import AreaFacts
from styringsdialog.rulebook.facts import known
from styringsdialog.rulebook.parameter import Law, LawBook, NoValueForDay
from styringsdialog.rulebook.source import Status

from .criteria import BASIC_EDUCATION, CONVICTED, INCOME, NONWESTERN, OUTSIDE_WORK, Limit, Operator

FIRST_YEAR = 2010
SHARES = {
    OUTSIDE_WORK: ("outside_work_pct", Operator.ABOVE),
    NONWESTERN: ("nonwestern_pct", Operator.ABOVE),
    BASIC_EDUCATION: ("basic_education_pct", Operator.ABOVE),
    INCOME: ("income_pct", Operator.BELOW),
}


@dataclass(frozen=True, slots=True)
class Regime:
    """What holds on one list day. `prevention` is empty before there were prevention areas."""

    classes: bool  # False: one list that an area is on or not (before May 2018)
    residents_minimum: Decimal
    limits: Mapping[str, Limit]
    counted: tuple[str, ...]
    required: int
    averaging_years: int
    lists_running: int | None  # None: no class asks for lists running
    prevention: Mapping[str, Limit]
    prevention_counted: tuple[str, ...]
    prevention_required: int


def list_date_of(year: int, book: LawBook) -> date:
    """The day of that year's ordinary list (1 October until 2013, then 1 December). NoValueForDay before 2010."""
    return date.fromisoformat(f"{year}-{book['areas/list_day'].at(date(year, 1, 1)).value}")


def _figure(law: Law, name: str) -> Decimal | None:
    try:
        return law[f"areas/{name}"]
    except NoValueForDay:
        return None


def _whole(law: Law, name: str) -> int | None:
    found = _figure(law, name)
    return None if found is None else int(found)


def _words(law: Law, name: str) -> tuple[str, ...]:
    try:
        return tuple(law.text(f"areas/{name}").split())
    except NoValueForDay:
        return ()


def _convicted(law: Law, facts: AreaFacts, prefix: str) -> Limit | None:
    """The limit for convictions: a fixed share until 2018 (above), then a multiple of the average (at least)."""
    if not prefix and (fixed := _figure(law, "convicted_fixed_pct")) is not None:
        return Limit("areas/convicted_fixed_pct", Operator.ABOVE, fixed)
    multiple = _figure(law, f"{prefix}convicted_multiple")
    if multiple is None:
        return None
    key = f"areas/{prefix}convicted_limit_pct"
    value = _figure(law, f"{prefix}convicted_limit_pct")
    if value is None:
        national = known(facts, "convicted_national_pct")
        return Limit(key, Operator.AT_LEAST, None if national is None else multiple * national)
    margin = law["areas/convicted_limit_margin_pct"] if law.used[key].status is Status.DERIVED else Decimal(0)
    return Limit(key, Operator.AT_LEAST, value, margin)


def _limits(law: Law, facts: AreaFacts, prefix: str = "") -> dict[str, Limit]:
    found: dict[str, Limit] = {}
    for name, (figure, operator) in SHARES.items():
        value = _figure(law, prefix + figure)
        if value is not None:
            found[name] = Limit(f"areas/{prefix}{figure}", operator, value)
    convicted = _convicted(law, facts, prefix)
    return found if convicted is None else {**found, CONVICTED: convicted}


def regime_of(law: Law, facts: AreaFacts) -> Regime:
    """The rules of the law's day. NoValueForDay before the first list of October 2010."""
    kind = law.text("areas/list_kind")
    prevention_counted = _words(law, "prevention_criteria_counted")
    return Regime(
        classes=kind == "area_classes",
        residents_minimum=law["areas/residents_minimum"],
        limits=_limits(law, facts),
        counted=tuple(law.text("areas/criteria_counted").split()),
        required=int(law["areas/criteria_required"]),
        averaging_years=int(law["areas/averaging_years"]),
        lists_running=_whole(law, "lists_running"),
        prevention=_limits(law, facts, "prevention_") if prevention_counted else {},
        prevention_counted=prevention_counted,
        prevention_required=_whole(law, "prevention_criteria_required") or 0,
    )
