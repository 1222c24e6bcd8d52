"""Rules on the organisation's funds per tenancy unit, and on the result that a division must budget away."""

from decimal import Decimal
from typing import Any

from styringsdialog.rulebook.facts import DivisionFacts, Missing, OrganisationFacts, OwnerKind, known, require
from styringsdialog.rulebook.finding import (
    Answer,
    Figure,
    Severity,
    YearPoint,
    attention,
    not_applicable,
    ok,
    possible_breach,
)
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.rulebook.parameter import Law
from styringsdialog.rulebook.registry import rule
from styringsdialog.rulebook.trend import Figures, five_years, limit_by_year, per_unit

FUND_TARGET = "funds/dispositionsfond_target_kr"
FUND_YEARLY = "funds/dispositionsfond_yearly_kr"
CAPITAL_TARGET = "funds/arbejdskapital_target_kr"
CAPITAL_MAX = "funds/arbejdskapital_yearly_max_kr"
SPREAD_YEARS = "accounts/result_spread_years"
SPREAD_ELDERLY = "accounts/result_spread_years_self_owning_elderly"
# Units may change in the year and rates are rounded to whole kroner: one krone a unit is no excess.
SLACK_PER_UNIT = 1


def units_of(org: OrganisationFacts) -> Decimal:
    """The stated units; a number of zero cannot be divided by, so it counts as unstated."""
    if not org.tenancy_units:
        raise Missing("tenancy_units")
    return Decimal(org.tenancy_units)


def fund_figures(org: OrganisationFacts, liquid: str, paid: str, have: Decimal, target: Decimal) -> tuple[Figure, ...]:
    return (
        Figure(liquid, known(org, liquid)),
        Figure(paid, known(org, paid)),
        Figure("tenancy_units", org.tenancy_units, "units"),
        Figure("have_per_unit", have, "kr_per_tenancy_unit"),
        Figure("target_per_unit", target, "kr_per_tenancy_unit"),
    )


def fund_trend(org: OrganisationFacts, law: Law, amount: str, key: str, have: Decimal) -> tuple[YearPoint, ...]:
    def earlier(figures: Figures) -> Decimal | None:
        return per_unit(amount, figures)

    return five_years(org, have, earlier, limit_by_year(org, law, key))


@rule(
    "K-01", area=GovernanceGoal.ECONOMY, subject=OrganisationFacts, day="accounting_year_start",
    title="Bidrag til dispositionsfonden, mens den er under målet", sources=[f"{FUND_TARGET}#rule_text"],
    severity=Severity.HIGH, figures=[FUND_TARGET, FUND_YEARLY],
)  # fmt: skip
def contribution_while_below_target(org: OrganisationFacts, law: Law) -> Answer:
    """Divisions pay until the disposable fund reaches the year's amount per tenancy unit.

    `dispositionsfond_liquid_kr` is account 803, disposable part. The contribution decides only while below.
    """
    if org.owner_kind is not OwnerKind.OWN_DIVISIONS:
        return not_applicable("not_applicable.no_fund", kind=f"owner_kind.{org.owner_kind}")
    liquid, paid_name = "dispositionsfond_liquid_kr", "dispositionsfond_contribution_kr"
    require(org, liquid, "tenancy_units")
    target, units = law[FUND_TARGET], units_of(org)
    have = org.dispositionsfond_liquid_kr / units
    figures = fund_figures(org, liquid, paid_name, have, target)
    trend = fund_trend(org, law, liquid, FUND_TARGET, have)
    if have >= target:
        return ok("K-01.reached", have=have, target=target, figures=figures, trend=trend)
    paid, yearly = org.dispositionsfond_contribution_kr, law[FUND_YEARLY] * units
    if paid > 0:
        return ok("K-01.paying", have=have, target=target, paid=paid, yearly=yearly, figures=figures, trend=trend)
    return possible_breach("K-01.not_paying", have=have, target=target, yearly=yearly, figures=figures, trend=trend)


@rule(
    "K-02", area=GovernanceGoal.ECONOMY, subject=OrganisationFacts, day="accounting_year_start",
    title="Bidrag til arbejdskapitalen: grænsen og det højeste årlige beløb", sources=[f"{CAPITAL_TARGET}#rule_text"],
    figures=[CAPITAL_TARGET, CAPITAL_MAX],
)  # fmt: skip
def working_capital(org: OrganisationFacts, law: Law) -> Answer:
    """At most the year's amount per unit may be charged, and nothing once the capital has reached the limit.

    `arbejdskapital_liquid_kr` is account 805, disposable part. Paying nothing while below is allowed, but worth asking.
    """
    if org.owner_kind is not OwnerKind.OWN_DIVISIONS:
        return not_applicable("not_applicable.no_fund", kind=f"owner_kind.{org.owner_kind}")
    liquid, paid_name = "arbejdskapital_liquid_kr", "arbejdskapital_contribution_kr"
    require(org, liquid, paid_name, "tenancy_units")
    target, highest, units = law[CAPITAL_TARGET], law[CAPITAL_MAX], units_of(org)
    paid, have = org.arbejdskapital_contribution_kr, org.arbejdskapital_liquid_kr / units
    common: dict[str, Any] = {
        "have": have, "target": target, "paid": paid, "paid_each": paid / units, "highest": highest,
        "figures": fund_figures(org, liquid, paid_name, have, target),
        "trend": fund_trend(org, law, liquid, CAPITAL_TARGET, have),
    }  # fmt: skip
    if paid > (highest + SLACK_PER_UNIT) * units:
        return possible_breach("K-02.over_max", **common)
    if paid > 0 and (org.arbejdskapital_liquid_kr - paid) / units >= target:
        return possible_breach("K-02.above_target", **common)
    if have < 0:
        return attention("K-02.negative", severity=Severity.HIGH, **common)
    if have < target and paid <= 0:
        return attention("K-02.not_paying", severity=Severity.LOW, **common)
    return ok("K-02.reached" if have >= target else "K-02.paying", **common)


@rule(
    "K-03", area=GovernanceGoal.ECONOMY, subject=OrganisationFacts, day="accounting_year_start",
    title="Bidrag til dispositionsfonden, selv om den har nået målet", sources=[f"{FUND_TARGET}#rule_text"],
    figures=[FUND_TARGET],
)  # fmt: skip
def contribution_above_target(org: OrganisationFacts, law: Law) -> Answer:
    """Nothing is charged once the fund has reached the target: «hverken mere eller mindre» (BL Informerer 2805, 2005).

    A fund that was below before the year's contribution reached the target in the year, and that is in order.
    """
    if org.owner_kind is not OwnerKind.OWN_DIVISIONS:
        return not_applicable("not_applicable.no_fund", kind=f"owner_kind.{org.owner_kind}")
    liquid, paid_name = "dispositionsfond_liquid_kr", "dispositionsfond_contribution_kr"
    if known(org, paid_name) == 0:
        return ok("K-03.none", figures=(Figure(paid_name, 0),))
    require(org, liquid, "tenancy_units")
    target, units = law[FUND_TARGET], units_of(org)
    have = org.dispositionsfond_liquid_kr / units
    figures = fund_figures(org, liquid, paid_name, have, target)
    trend = fund_trend(org, law, liquid, FUND_TARGET, have)
    if have < target:
        return ok("K-03.below", have=have, target=target, figures=figures, trend=trend)
    paid = org.dispositionsfond_contribution_kr
    if (org.dispositionsfond_liquid_kr - paid) / units < target:
        return ok("K-03.reached_now", have=have, target=target, paid=paid, figures=figures, trend=trend)
    return possible_breach("K-03.above", have=have, target=target, paid=paid, figures=figures, trend=trend)


def spread(division: DivisionFacts, law: Law, balance: int) -> int:
    """Years over which the balance must be budgeted away: a deficit of a self-owning elderly institution next year."""
    if division.owner_kind is OwnerKind.SELF_OWNING_ELDERLY and balance < 0:
        return int(law[SPREAD_ELDERLY])
    return int(law[SPREAD_YEARS])


def years_left(division: DivisionFacts, years: int) -> tuple[int, bool]:
    """Years left for a deficit, and whether that is certain. 0 or less: the time has run out."""
    since = known(division, "deficit_since_year")
    if since is not None:
        return years - (division.period_end.year - since), True
    before = division.statement.known("407", "last_year")
    # A deficit that was not there last year arose this year.
    return years, years == 1 or (before is not None and before >= 0)


def result_trend(division: DivisionFacts, balance: int) -> tuple[YearPoint, ...]:
    def earlier(figures: Figures) -> Decimal | None:
        value = figures.get("407")
        return None if value is None else Decimal(value)

    return five_years(division, Decimal(balance), earlier)


@rule(
    "R-01", area=GovernanceGoal.ECONOMY, subject=DivisionFacts, day="accounting_year_end",
    title="Opsamlet resultat budgetteres afviklet", sources=[f"{SPREAD_YEARS}#rule_text"],
    severity=Severity.HIGH, figures=[SPREAD_YEARS, SPREAD_ELDERLY],
)  # fmt: skip
def result_budgeted_away(division: DivisionFacts, law: Law) -> Answer:
    """The balance of the result account (407) is budgeted away over at most three years: a deficit through account 133,
    a surplus through 203.6. Tried on next year's budget: at least the balance over the years left.
    """
    if division.owner_kind is OwnerKind.SELF_OWNING_YOUTH:
        return not_applicable("not_applicable.youth_chart")
    balance = division.statement.amount("407")
    if balance == 0:
        return ok("R-01.nothing", figures=(Figure("407", 0),))
    account = "133" if balance < 0 else "203.6"
    years = spread(division, law, balance)
    left, certain = years_left(division, years) if balance < 0 else (years, True)
    budgeted = None if left <= 0 else division.statement.amount(account, "next_budget")
    needed = Decimal(abs(balance)) / max(left, 1)
    slack = max(division.statement.rounding("next_budget") // 2, 1)
    common: dict[str, Any] = {
        "balance": abs(balance), "account": account, "budgeted": budgeted, "needed": needed, "years": years,
        "figures": (
            Figure("407", balance), Figure(f"{account}:next_budget", budgeted), Figure("years_left", left, "count"),
        ),
        "trend": result_trend(division, balance),
    }  # fmt: skip
    if budgeted is None:
        return possible_breach("R-01.overdue", since=division.deficit_since_year, **common)
    if budgeted < needed - slack:
        return possible_breach("R-01.deficit_short" if balance < 0 else "R-01.surplus_short", **common)
    if not certain and budgeted < abs(balance) - slack:
        raise Missing("deficit_since_year")
    return ok("R-01.deficit_planned" if balance < 0 else "R-01.surplus_planned", **common)
