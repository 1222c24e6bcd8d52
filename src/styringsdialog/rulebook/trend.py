"""Five years of a subject's own figure, each with the limit that held in that year."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from .facts import DivisionFacts, OrganisationFacts
from .finding import YearPoint
from .parameter import Law, NoValueForDay

YEARS = 5
Figures = Mapping[str, int | Decimal]


def five_years(
    facts: OrganisationFacts | DivisionFacts,
    now: Decimal | None,
    earlier: Callable[[Figures], Decimal | None],
    limit: Callable[[int], Decimal | None] = lambda year: None,
) -> tuple[YearPoint, ...]:
    """This accounting year and up to four before it, oldest first; a year that is not known is left out."""
    this = facts.period_end.year
    points = [
        YearPoint(past.accounting_year, value, limit(past.accounting_year))
        for past in sorted(facts.history, key=lambda past: past.accounting_year)
        if this - YEARS < past.accounting_year < this and (value := earlier(past.figures)) is not None
    ]
    return (*points, YearPoint(this, now, limit(this)))


def limit_by_year(facts: OrganisationFacts | DivisionFacts, law: Law, key: str) -> Callable[[int], Decimal | None]:
    """The figure's value on this rule's day in each accounting year; None where not known. Not noted as used."""

    def at(year: int) -> Decimal | None:
        day = date(law.day.year + year - facts.period_end.year, law.day.month, min(law.day.day, 28))
        try:
            return Decimal(str(law.book[key].at(day).value))
        except NoValueForDay:
            return None

    return at


def per_unit(amount: str, figures: Figures) -> Decimal | None:
    """An amount per tenancy unit in an earlier year, or None where either is unknown."""
    kroner, units = figures.get(amount), figures.get("tenancy_units")
    return None if kroner is None or not units else Decimal(kroner) / Decimal(units)
