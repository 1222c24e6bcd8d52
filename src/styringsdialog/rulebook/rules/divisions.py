"""Rules on how a division does among its like."""

from decimal import Decimal
from typing import Any

from styringsdialog.rulebook.facts import DivisionFacts, Missing, OwnerKind, known
from styringsdialog.rulebook.finding import Answer, Figure, Severity, YearPoint, attention, not_applicable, ok
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.rulebook.parameter import Law
from styringsdialog.rulebook.registry import rule
from styringsdialog.rulebook.trend import Figures, five_years, limit_by_year

RED_BELOW = "accounts/efficiency_red_below_pct"
RED_YEARS = "agreements/efficiency_plan_red_years"
PLAN = "division.efficiency_plan"  # the question of the division's sheet


def efficiency_trend(division: DivisionFacts, law: Law, score: int) -> tuple[YearPoint, ...]:
    def earlier(figures: Figures) -> Decimal | None:
        value = figures.get("efficiency_score")
        return None if value is None else Decimal(value)

    return five_years(division, Decimal(score), earlier, limit_by_year(division, law, RED_BELOW))


@rule(
    "B-01", area=GovernanceGoal.DIVISIONS, subject=DivisionFacts, day="accounting_year_end",
    title="Afdelingens effektivitetstal", sources=[f"{RED_BELOW}#rule_text"], figures=[RED_BELOW],
)  # fmt: skip
def efficiency(division: DivisionFacts, law: Law) -> Answer:
    """Below 70 a division is red in the published figures; that is a reason to ask, never a breach."""
    if division.owner_kind is not OwnerKind.OWN_DIVISIONS and known(division, "efficiency_score") is None:
        return not_applicable("B-01.not_measured", kind=f"owner_kind.{division.owner_kind}")
    score, limit = division.efficiency_score, law[RED_BELOW]
    figures = (Figure("efficiency_score", score, "pct"),)
    trend = efficiency_trend(division, law, score)
    if score < limit:
        return attention("B-01.red", score=score, limit=limit, figures=figures, trend=trend)
    return ok("B-01.fine", score=score, limit=limit, figures=figures, trend=trend)


def plan_state(division: DivisionFacts) -> str:
    """The division's answer on its action plan: yes, under_way, no, not_relevant, or empty where it is not answered."""
    return next((answer.answer for answer in division.report if answer.question == PLAN), "")


def earlier_red(division: DivisionFacts, law: Law, years: int) -> bool | None:
    """Whether the accounts of the years before were red too; None where that is not known of all of them."""
    scores = {past.accounting_year: past.figures.get("efficiency_score") for past in division.history}
    this, limit = division.period_end.year, law[RED_BELOW]
    before = [scores.get(year) for year in range(this - years + 1, this)]
    if any(score is not None and score >= limit for score in before):
        return False
    return None if None in before else True


@rule(
    "B-02", area=GovernanceGoal.DIVISIONS, subject=DivisionFacts, day="accounting_year_end",
    title="Effektiviseringshandleplan for en afdeling, der har været rød i tre år", sources=[f"{RED_YEARS}#rule_text"],
    figures=[RED_BELOW, RED_YEARS],
)  # fmt: skip
def efficiency_plan(division: DivisionFacts, law: Law) -> Answer:
    """By an agreement of the sector, not by law, a division that was red in three accounts running has an action plan.
    The agreement has a last day; for accounts that end after it nothing is judged."""
    agreement = law.book[RED_YEARS]
    if agreement.expires is not None and law.day >= agreement.expires:
        return not_applicable("B-02.expired", expires=agreement.expires)
    if law.day < agreement.days[0]:
        return not_applicable("B-02.before", since=agreement.days[0])
    if division.owner_kind is not OwnerKind.OWN_DIVISIONS and known(division, "efficiency_score") is None:
        return not_applicable("B-01.not_measured", kind=f"owner_kind.{division.owner_kind}")
    score, limit, years = division.efficiency_score, law[RED_BELOW], int(law[RED_YEARS])
    state = plan_state(division)
    common: dict[str, Any] = {
        "score": score, "limit": limit, "years": years,
        "figures": (Figure("efficiency_score", score, "pct"),), "trend": efficiency_trend(division, law, score),
    }  # fmt: skip
    if score >= limit:
        return ok("B-02.not_red", **common)
    red = earlier_red(division, law, years)
    if red is False:
        return ok("B-02.not_long", **common)
    if state == "yes":
        return ok("B-02.plan", **common)
    if red is None:
        raise Missing("efficiency_score_earlier")
    if not state:
        raise Missing(PLAN)
    if state == "under_way":
        return attention("B-02.under_way", severity=Severity.LOW, **common)
    return attention("B-02.no_plan", **common)
