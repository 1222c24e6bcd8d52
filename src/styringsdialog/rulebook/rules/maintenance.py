"""Rules that look ahead: whether today's provisions carry the division's maintenance plan."""

from decimal import Decimal
from typing import Any

from styringsdialog.analysis.maintenance_path import MaintenancePath, maintenance_path, yearly
from styringsdialog.rulebook.facts import DWELLINGS, DivisionFacts, Missing, OwnerKind, known
from styringsdialog.rulebook.finding import (
    Answer,
    Figure,
    Severity,
    YearPoint,
    attention,
    cannot_judge,
    not_applicable,
    ok,
)
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.rulebook.parameter import Law
from styringsdialog.rulebook.registry import rule

HORIZON = "maintenance/plan_horizon_years"
RENT = ("201.1", "201.2", "201.3")  # rent of homes: family, youth, elderly
DRAWN_AT_LEAST, DRAWN_AFTER = 10, 3  # years drawn, and how many after the money has run out


def span(division: DivisionFacts) -> tuple[int, int]:
    """First and last year of the plan, as stated or else as its works tell. Missing where there is no plan."""
    years = [work.year for work in division.plan]
    if not years:
        raise Missing("plan")
    return known(division, "plan_first_year") or min(years), known(division, "plan_last_year") or max(years)


def coming_provision(division: DivisionFacts) -> tuple[str, int, int]:
    """What is set aside next year: name of the figure, kr., and how far it may be off by rounding."""
    statement = division.statement
    budgeted = statement.known("120", "next_budget")
    if budgeted is not None:
        rounding = statement.rounding("next_budget")
        return "120:next_budget", budgeted, rounding // 2 if rounding > 1 else 0
    return "provision_401_next_year_kr", division.provision_401_next_year_kr, 0


def saved_now(division: DivisionFacts) -> int:
    """Account 401 at the end of the year: the balance, else the movement's closing."""
    balance = division.statement.known("401")
    if balance is None:
        moved = next((each for each in division.provisions if each.account == "401"), None)
        balance = None if moved is None else moved.closing
    if balance is None:
        raise Missing("401")
    return balance


def weight(division: DivisionFacts, shortfall: int) -> tuple[list[dict[str, Any]], list[Figure]]:
    """What the shortfall comes to per m2, per home and of the rent, as far as those are stated."""
    rent = sum(division.statement.known(account) or 0 for account in RENT)
    homes = sum(row.count for row in division.tenancies if row.kind in DWELLINGS)
    said: list[dict[str, Any]] = []
    figures: list[Figure] = []
    for name, below, unit, factor in (
        ("per_m2", known(division, "dwelling_m2"), "kr_per_m2", 1),
        ("per_dwelling", homes, "kr", 1),
        ("of_rent", rent, "pct", 100),
    ):
        if below:
            each = Decimal(shortfall) * factor / Decimal(below)
            said.append({"message": f"plan.{name}", "each": each})
            figures.append(Figure(f"shortfall_{name}", each, unit))
    return said, figures


def drawn(start: int, opening: int, path: MaintenancePath) -> tuple[YearPoint, ...]:
    """The balance by year from today on, with zero as the limit; not much farther than where the money has run out."""
    until = DRAWN_AT_LEAST if path.short_year is None else max(DRAWN_AT_LEAST, path.short_year + 1 + DRAWN_AFTER)
    saved = (opening, *path.balances[:until])
    return tuple(YearPoint(start - 1 + index, Decimal(value), Decimal(0)) for index, value in enumerate(saved))


@rule(
    "V-01", area=GovernanceGoal.DIVISIONS, subject=DivisionFacts, day="accounting_year_end",
    title="Henlæggelserne rækker til vedligeholdelsesplanen", sources=[f"{HORIZON}#rule_text"],
    severity=Severity.HIGH, figures=[HORIZON],
)  # fmt: skip
def provisions_carry_the_plan(division: DivisionFacts, law: Law) -> Answer:
    """With next year's provision (120) in every year of the plan, account 401 never ends a year below zero. A plan that
    is too short can show that the money runs out, but not that it never does."""
    if division.owner_kind is OwnerKind.SELF_OWNING_YOUTH:
        return not_applicable("not_applicable.youth_chart")
    horizon, start = int(law[HORIZON]), division.period_end.year + 1
    first, last = span(division)
    if first > start or last < start:
        return cannot_judge("V-01.gap", missing=("plan",), first=str(first), last=str(last), start=str(start))
    opening, (name, provision, slack) = saved_now(division), coming_provision(division)
    spending = yearly(start, last, [(work.year, work.amount_kr) for work in division.plan])
    path = maintenance_path(opening, provision, spending, slack)
    shortfall = max(0, path.required - provision)
    common: dict[str, Any] = {
        "provision": provision, "required": path.required, "opening": opening, "last": str(last),
        "covered": len(spending), "horizon": horizon, "trend": drawn(start, opening, path),
    }  # fmt: skip
    figures = (
        Figure("401", opening), Figure(name, provision), Figure("required_provision", path.required),
        Figure("plan_years", len(spending), "count"),
    )  # fmt: skip
    if path.short_year is not None:
        said, more = weight(division, shortfall)
        year = start + path.short_year
        return attention(
            "V-01.runs_out", year=str(year), shortfall=shortfall, lacking=-path.balances[path.short_year], weight=said,
            figures=(*figures, Figure("yearly_shortfall", shortfall), *more), **common,
        )  # fmt: skip
    if len(spending) < horizon:
        return cannot_judge("V-01.short", missing=("plan_years",), figures=figures, **common)
    return ok("V-01.carries", figures=figures, **common)
