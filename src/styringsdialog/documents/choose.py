"""Which findings become points of the brief when nobody has chosen, and which sentences open it."""

from collections.abc import Collection, Sequence

from styringsdialog.documents.finding_text import weight
from styringsdialog.rulebook.finding import Finding, Outcome, Severity
from styringsdialog.rulebook.goals import GovernanceGoal

ISSUES = (Outcome.POSSIBLE_BREACH, Outcome.ATTENTION)
MOST_POINTS = 12
MOST_OF_ONE_RULE = 3  # the rest of a rule that hits many divisions is listed below the points
MOST_SENTENCES = 5
ERROR_POINTS = 4
ERROR_SENTENCES = 2


def by_weight(findings: Sequence[Finding]) -> list[int]:
    """Indexes of the breaches and attentions, weightiest first."""
    issues = [index for index, finding in enumerate(findings) if finding.outcome in ISSUES]
    return sorted(issues, key=lambda index: weight(findings[index]))


def with_room(ranked: list[int], findings: Sequence[Finding], most: int, errors: int) -> list[int]:
    """The first `most`, where figures that cannot be right take at most `errors` places unless others leave room.

    A meeting is about the organisation; faulty sums must be named but may not crowd it out.
    """
    faulty = [index for index in ranked if findings[index].severity is Severity.ERROR]
    sound = [index for index in ranked if findings[index].severity is not Severity.ERROR]
    kept = set(faulty[: max(errors, most - len(sound))] + sound)
    return [index for index in ranked if index in kept][:most]


def choose(findings: Sequence[Finding], most: int = MOST_POINTS) -> list[int]:
    """The weightiest `most` issues, at most three of one rule, in the order of the target areas."""
    ranked: list[int] = []
    per_rule: dict[str, int] = {}
    for index in by_weight(findings):
        rule = findings[index].rule
        per_rule[rule] = per_rule.get(rule, 0) + 1
        if per_rule[rule] <= MOST_OF_ONE_RULE:
            ranked.append(index)
    taken = with_room(ranked, findings, most, ERROR_POINTS)
    goals = list(GovernanceGoal)
    return sorted(taken, key=lambda index: (goals.index(findings[index].area), weight(findings[index])))


def most_important(
    findings: Sequence[Finding], most: int = MOST_SENTENCES, among: Collection[int] | None = None
) -> list[tuple[int, list[int]]]:
    """The first finding of each of the weightiest rules, with all its like (same rule, message and outcome).

    `among` are the indexes a person chose: nothing else is then brought up; None lets the rule choose.
    """
    groups: dict[tuple[str, str, Outcome], list[int]] = {}
    for index in by_weight(findings):
        if among is not None and index not in among:
            continue
        finding = findings[index]
        groups.setdefault((finding.rule, finding.message, finding.outcome), []).append(index)
    alike = {indexes[0]: indexes for indexes in groups.values()}
    return [(index, alike[index]) for index in with_room(list(alike), findings, most, ERROR_SENTENCES)]
