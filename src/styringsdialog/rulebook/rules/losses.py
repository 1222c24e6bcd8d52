"""Rules on losses from move-outs and vacant homes, and what the dispositionsfond must cover (checks C8 and C9)."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from styringsdialog.rulebook.facts import DivisionFacts, Missing, OwnerKind
from styringsdialog.rulebook.finding import Answer, Figure, YearPoint, not_applicable, ok, possible_breach
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.rulebook.parameter import Law
from styringsdialog.rulebook.registry import rule
from styringsdialog.rulebook.trend import Figures, five_years

OWN_PART = "losses/move_out_own_part_kr"
WHOLE = Decimal(1)


def gross_loss(division: DivisionFacts, account: str) -> int:
    """What was lost before cover (130.1, 129.1). An empty line is nothing lost, but not where a net is stated."""
    statement = division.statement
    gross, net = statement.known(f"{account}.1"), statement.known(account)
    if gross is not None:
        return gross
    if net:
        raise Missing(f"{account}.1")
    if net is None and statement.known("139") is None:
        raise Missing("statement_result")  # the whole column is missing, not only the loss
    return 0


def loss_trend(division: DivisionFacts, now: int, gross: str, cover: str) -> tuple[YearPoint, ...]:
    """What the division bore itself in each year: the loss less the fund's cover."""

    def earlier(figures: Figures) -> Decimal | None:
        lost, covered = figures.get(gross), figures.get(cover)
        return None if lost is None or covered is None else Decimal(lost) + Decimal(covered)

    return five_years(division, Decimal(now), earlier)


@rule(
    "T-01", area=GovernanceGoal.ECONOMY, subject=DivisionFacts, day="accounting_year_start",
    title="Tab ved fraflytning: afdelingens egen del", sources=[f"{OWN_PART}#rule_text"], figures=[OWN_PART],
)  # fmt: skip
def move_out_losses(division: DivisionFacts, law: Law) -> Answer:
    """A division bears at most the year's rate x its tenancy units of the losses on account 130; the dispositionsfond
    covers the rest (C8). The fund may cover more. Provisions on 405 are the division's own money."""
    if division.owner_kind is not OwnerKind.OWN_DIVISIONS:
        return not_applicable("not_applicable.no_fund", kind=f"owner_kind.{division.owner_kind}")
    lost = gross_loss(division, "130")
    if lost <= 0:
        return ok("T-01.none", figures=(Figure("130.1", lost),))
    covered = -(division.statement.known("130.3") or 0)
    own, rate = lost - covered, law[OWN_PART]
    limit = (rate * division.tenancy_units).quantize(WHOLE, rounding=ROUND_HALF_UP)
    figures = (
        Figure("130.1", lost), Figure("130.3", -covered), Figure("own_loss", own),
        Figure("tenancy_units", division.tenancy_units, "units"), Figure("own_loss_limit", limit),
    )  # fmt: skip
    trend = loss_trend(division, own, "130.1", "130.3")
    common: dict[str, Any] = {"lost": lost, "own": own, "covered": covered, "rate": rate, "limit": limit}
    if own > limit:
        return possible_breach("T-01.over", missing_cover=own - limit, figures=figures, trend=trend, **common)
    return ok("T-01.within", figures=figures, trend=trend, **common)


@rule(
    "T-02", area=GovernanceGoal.LETTING, subject=DivisionFacts, day="accounting_year_start", on_accounts_alone=True,
    title="Tab ved lejeledighed er dækket af dispositionsfonden", sources=[f"{OWN_PART}#rule_text"],
)  # fmt: skip
def vacancy_losses(division: DivisionFacts, law: Law) -> Answer:
    """The dispositionsfond covers what is lost by vacancy: account 129 less cover is nothing (C9). Where the
    municipality pays the rent or has guaranteed, the loss is not the division's; not stated, so it is asked."""
    if division.owner_kind is not OwnerKind.OWN_DIVISIONS:
        return not_applicable("not_applicable.no_fund", kind=f"owner_kind.{division.owner_kind}")
    lost = gross_loss(division, "129")
    if lost <= 0:
        return ok("T-02.none", figures=(Figure("129.1", lost),))
    covered = -(division.statement.known("129.2") or 0)
    own = lost - covered
    slack = division.statement.rounding("result") // 2
    figures = (Figure("129.1", lost), Figure("129.2", -covered), Figure("own_loss", own))
    trend = loss_trend(division, own, "129.1", "129.2")
    if own > slack:
        return possible_breach("T-02.uncovered", lost=lost, covered=covered, own=own, figures=figures, trend=trend)
    return ok("T-02.covered", lost=lost, covered=covered, figures=figures, trend=trend)
