"""Rules on how a division does among its like."""

from decimal import Decimal

from styringsdialog.rulebook.facts import DivisionFacts, OwnerKind, known
from styringsdialog.rulebook.finding import Answer, Figure, YearPoint, attention, not_applicable, ok
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.rulebook.parameter import Law
from styringsdialog.rulebook.registry import rule
from styringsdialog.rulebook.trend import Figures, five_years, limit_by_year

RED_BELOW = "accounts/efficiency_red_below_pct"


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
