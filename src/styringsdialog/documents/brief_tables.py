"""The brief's tables over many findings: counts, what was not chosen, what cannot be judged, sources, reading."""

from collections import Counter
from collections.abc import Iterable, Sequence

from styringsdialog.documents.finding_text import (
    MARKS,
    SourceLine,
    capital,
    finding_title,
    goal_label,
    missing_text,
    outcome_label,
    rule_title,
    say,
    source_lines,
    subjects_text,
    weight,
)
from styringsdialog.documents.table import Table
from styringsdialog.rulebook.finding import Finding, Outcome
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.wording import numbers

SHOWN = (Outcome.POSSIBLE_BREACH, Outcome.ATTENTION, Outcome.CANNOT_JUDGE, Outcome.OK)


def count_phrase(what: str, count: int, language: str) -> str:
    """`ét muligt regelbrud`, `8 forhold at se på`."""
    return say(f"documents.count.{what}.{'one' if count == 1 else 'many'}", language, count=count)


def outcome_numbers(findings: Iterable[Finding]) -> Counter[Outcome]:
    return Counter(finding.outcome for finding in findings)


def counts(findings: Sequence[Finding], language: str) -> Table:
    """Outcomes by target area, with a total; areas without a finding are left out."""
    header = (say("brief.target_area", language), *(outcome_label(o, language) for o in SHOWN))
    rows = []
    for goal in GovernanceGoal:
        of_goal = [finding for finding in findings if finding.area is goal]
        if of_goal:
            number = outcome_numbers(of_goal)
            rows.append((goal_label(goal, language), *(str(number[outcome]) for outcome in SHOWN)))
    number = outcome_numbers(findings)
    rows.append((say("brief.total", language), *(str(number[outcome]) for outcome in SHOWN)))
    caption = say("brief.counts", language, "text")
    return Table(caption, header, tuple(rows), "lrrrr", (3.4, 2.8, 1.4, 2.9, 1.5))


def count_notes(findings: Sequence[Finding], language: str) -> tuple[str, ...]:
    """What stands under the counts: what cannot be judged, and what does not apply."""
    number = outcome_numbers(findings)
    told = (Outcome.CANNOT_JUDGE, Outcome.NOT_APPLICABLE)
    return tuple(count_phrase(outcome, number[outcome], language) for outcome in told if number[outcome])


def others(findings: Sequence[Finding], language: str) -> Table | None:
    """Breaches and attentions that are not points, one row a rule, outcome and title: what was found, not the rule."""
    groups: dict[tuple[Outcome, str, str], list[Finding]] = {}
    for finding in sorted(findings, key=weight):
        if finding.outcome in (Outcome.POSSIBLE_BREACH, Outcome.ATTENTION):
            title = finding_title(finding, language)
            groups.setdefault((finding.outcome, finding.rule, title), []).append(finding)
    if not groups:
        return None
    rows = tuple(
        (
            title,
            outcome_label(outcome, language),
            subjects_text((finding.subject for finding in alike), language),
        )
        for (outcome, _, title), alike in groups.items()
    )
    header = (say("brief.matter", language), say("brief.mark", language), say("brief.whom", language))
    return Table(say("brief.others", language), header, rows, "lll", (4, 2, 4))


def cannot_judge(findings: Sequence[Finding], language: str) -> Table | None:
    """What could not be judged and what is missing, one row a rule and gap; None when everything could.

    A rule's own message is told by its title. The messages of every rule say only what is missing, which has a column.
    """
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in sorted(findings, key=weight):
        if finding.outcome is Outcome.CANNOT_JUDGE:
            own = finding.message.startswith(f"{finding.rule}.")
            title = finding_title(finding, language) if own else rule_title(finding.rule, language)
            groups.setdefault((finding.rule, title, missing_text(finding, language)), []).append(finding)
    if not groups:
        return None
    rows = tuple(
        (
            title,
            subjects_text((finding.subject for finding in alike), language),
            capital(gap),
        )
        for (_, title, gap), alike in groups.items()
    )
    header = (say("brief.to_judge", language), say("brief.whom", language), say("brief.missing", language))
    return Table(say("brief.cannot_judge", language), header, rows, "lll", (4, 3, 4))


def sources(findings: Iterable[Finding], language: str) -> Table | None:
    """Each provision and rate used, once, with its status and the day it was last checked."""
    found: dict[tuple[str, str], SourceLine] = {}
    for finding in findings:
        for line in source_lines(finding, language):
            found.setdefault((line.kind, line.place), line)
    lines = sorted(found.values(), key=lambda line: (line.kind, line.place))
    if not lines:
        return None
    rows = tuple((line.place, _how_known(line), _day(line, language)) for line in lines)
    header = (say("brief.source", language), say("brief.status", language), say("brief.checked", language))
    return Table(say("brief.sources", language), header, rows, "lll", (5, 3.5, 2.5), tuple(line.link for line in lines))


def _day(line: SourceLine, language: str) -> str:
    return numbers.day(line.checked_on, language) if line.checked_on else "–"


def _how_known(line: SourceLine) -> str:
    parts = [line.status_label, line.read_in, line.formula.replace(" * ", " × ")]
    return capital("; ".join(part for part in parts if part))


def reading(language: str) -> tuple[tuple[Outcome, str, str], ...]:
    """Each mark, its name and what it means."""
    shown = (outcome for outcome in MARKS if outcome is not Outcome.NOT_APPLICABLE)
    return tuple(
        (outcome, outcome_label(outcome, language), say(f"brief.reading.{outcome}", language)) for outcome in shown
    )
