"""Rules register here with everything a reader must be told about them; a faulty registration fails at import."""

from collections.abc import Callable
from dataclasses import dataclass

from .finding import Answer, Severity
from .goals import GovernanceGoal

REFERENCE_DAYS = ("accounting_year_start", "accounting_year_end", "submission", "meeting", "list_date")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: `judge(facts, law)` answers about one subject. `sources` name law files, as "topic/name#rule_text"."""

    id: str
    title: str  # Danish; English in wording under "<id>.title"
    area: GovernanceGoal
    subject: type  # OrganisationFacts or DivisionFacts (or AreaFacts)
    day: str
    sources: tuple[str, ...]
    severity: Severity
    judge: Callable[..., Answer]
    needs_package: bool = False  # judge(facts, law, package) for checks across divisions or against last year
    figures: tuple[str, ...] = ()  # keys of the law figures it may read; a test holds it to them
    on_accounts_alone: bool = False  # also run where only the accounts were received, not the whole package


RULES: dict[str, Rule] = {}


def rule(
    id: str,
    *,
    area: GovernanceGoal,
    subject: type,
    day: str,
    title: str,
    sources: tuple[str, ...] | list[str],
    severity: Severity = Severity.NORMAL,
    needs_package: bool = False,
    figures: tuple[str, ...] | list[str] = (),
    on_accounts_alone: bool = False,
) -> Callable[..., Callable[..., Answer]]:
    """Register the decorated function as a rule. ValueError on a second use of the id or an unknown reference day."""
    if day not in REFERENCE_DAYS:
        raise ValueError(f"{id}: unknown reference day {day!r}")
    if not sources:
        raise ValueError(f"{id}: a rule names its source")

    def register(judge: Callable[..., Answer]) -> Callable[..., Answer]:
        if id in RULES:
            raise ValueError(f"{id} is registered twice")
        RULES[id] = Rule(
            id, title, area, subject, day, tuple(sources), severity, judge, needs_package, tuple(figures),
            on_accounts_alone,
        )  # fmt: skip
        return judge

    return register
