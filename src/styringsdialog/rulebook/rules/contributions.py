"""Rules on the size of what divisions pay to the organisation's funds: the year's rate, neither more nor less (C13)."""

from decimal import Decimal
from typing import Any

from styringsdialog.rulebook.facts import (
    DivisionFacts,
    Missing,
    OrganisationFacts,
    OwnerKind,
    PackageFacts,
    known,
    require,
)
from styringsdialog.rulebook.finding import Answer, Figure, not_applicable, ok, possible_breach
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.rulebook.parameter import Law
from styringsdialog.rulebook.registry import rule

from .economy import CAPITAL_MAX, CAPITAL_TARGET, FUND_TARGET, FUND_YEARLY, SLACK_PER_UNIT, units_of

FUND_LIQUID, FUND_PAID = "dispositionsfond_liquid_kr", "dispositionsfond_contribution_kr"


def paid_by(division: DivisionFacts, account: str) -> int:
    """What a division paid (112.2, 112.3). An empty line counts as nothing paid, where account 112 is stated."""
    paid = division.statement.known(account)
    if paid is None and division.statement.known("112") is None:
        raise Missing(account)
    return paid or 0


def division_units(division: DivisionFacts) -> Decimal:
    if not division.tenancy_units:
        raise Missing("tenancy_units")
    return Decimal(division.tenancy_units)


def sized(code: str, paid: int, units: Decimal, rate: Decimal, *, below: bool, figures: tuple[Figure, ...]) -> Answer:
    """Over the rate is too much whatever the fund; under it is too little only while the fund is below its target."""
    common: dict[str, Any] = {
        "paid": paid, "paid_each": paid / units, "rate": rate, "due": rate * units,
        "figures": (*figures, Figure("tenancy_units", units, "units"), Figure("contribution_due", rate * units)),
    }  # fmt: skip
    if paid > (rate + SLACK_PER_UNIT) * units:
        return possible_breach(f"{code}.over", **common)
    if below and paid < (rate - SLACK_PER_UNIT) * units:
        return possible_breach(f"{code}.short", **common)
    return ok(f"{code}.paying" if below else f"{code}.reached", **common)


@rule(
    "K-04", area=GovernanceGoal.ECONOMY, subject=OrganisationFacts, day="accounting_year_start",
    title="Bidraget til dispositionsfonden er årets sats", sources=[f"{FUND_YEARLY}#rule_text"],
    figures=[FUND_TARGET, FUND_YEARLY],
)  # fmt: skip
def fund_contribution_is_the_rate(org: OrganisationFacts, law: Law) -> Answer:
    """While the fund is below its target at the end of the year, the divisions paid the year's rate per tenancy unit.
    Whether they pay at all is K-01, and whether they pay for too long K-03."""
    if org.owner_kind is not OwnerKind.OWN_DIVISIONS:
        return not_applicable("not_applicable.no_fund", kind=f"owner_kind.{org.owner_kind}")
    if known(org, FUND_PAID) == 0:
        return ok("K-04.none", figures=(Figure(FUND_PAID, 0),))
    require(org, FUND_PAID, FUND_LIQUID, "tenancy_units")
    target, rate, units = law[FUND_TARGET], law[FUND_YEARLY], units_of(org)
    below = org.dispositionsfond_liquid_kr / units < target
    paid = org.dispositionsfond_contribution_kr
    return sized("K-04", paid, units, rate, below=below, figures=(Figure(FUND_PAID, paid),))


@rule(
    "K-05", area=GovernanceGoal.ECONOMY, subject=DivisionFacts, day="accounting_year_start", needs_package=True,
    title="Afdelingens bidrag til dispositionsfonden er årets sats", sources=[f"{FUND_YEARLY}#rule_text"],
    figures=[FUND_TARGET, FUND_YEARLY],
)  # fmt: skip
def division_pays_the_rate(division: DivisionFacts, law: Law, package: PackageFacts | None) -> Answer:
    """Account 112.2 is the year's rate x the division's own tenancy units while the organisation's fund is below its
    target, and never more."""
    if division.owner_kind is not OwnerKind.OWN_DIVISIONS:
        return not_applicable("not_applicable.no_fund", kind=f"owner_kind.{division.owner_kind}")
    paid = paid_by(division, "112.2")
    if package is None:
        raise Missing(FUND_LIQUID)
    org = package.organisation
    if paid == 0 and known(org, FUND_PAID) == 0:
        return ok("K-05.none", figures=(Figure("112.2", 0),))
    require(org, FUND_LIQUID, "tenancy_units", *(() if paid else (FUND_PAID,)))
    target, rate, units = law[FUND_TARGET], law[FUND_YEARLY], division_units(division)
    below = org.dispositionsfond_liquid_kr / units_of(org) < target
    return sized("K-05", paid, units, rate, below=below, figures=(Figure("112.2", paid),))


@rule(
    "K-06", area=GovernanceGoal.ECONOMY, subject=DivisionFacts, day="accounting_year_start",
    title="Afdelingens bidrag til arbejdskapitalen er højst årets sats", sources=[f"{CAPITAL_TARGET}#rule_text"],
    figures=[CAPITAL_MAX],
)  # fmt: skip
def division_pays_at_most(division: DivisionFacts, law: Law) -> Answer:
    """Account 112.3 is at most the year's highest amount x the division's own tenancy units. Whether anything may be
    charged at all is the organisation's matter (K-02)."""
    if division.owner_kind is not OwnerKind.OWN_DIVISIONS:
        return not_applicable("not_applicable.no_fund", kind=f"owner_kind.{division.owner_kind}")
    paid = paid_by(division, "112.3")
    if paid <= 0:
        return ok("K-06.none", figures=(Figure("112.3", paid),))
    highest, units = law[CAPITAL_MAX], division_units(division)
    return sized("K-06", paid, units, highest, below=False, figures=(Figure("112.3", paid),))
