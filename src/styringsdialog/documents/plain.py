"""Findings as text for a terminal and as JSON for other programs."""

import textwrap
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from styringsdialog.documents.brief_tables import outcome_numbers
from styringsdialog.documents.finding_text import (
    MARKS,
    OUTCOMES,
    SourceLine,
    capital,
    figure_rows,
    finding_ask,
    finding_sentence,
    finding_title,
    goal_label,
    lowered_reason,
    missing_text,
    outcome_label,
    rule_title,
    say,
    source_lines,
    subject_label,
    subjects_text,
    value_text,
    weight,
)
from styringsdialog.rulebook.facts import PackageFacts
from styringsdialog.rulebook.finding import Figure, Finding, Outcome
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.rulebook.source import ValueSource
from styringsdialog.wording.messages import figure_name

WIDTH = 100


def review_text(package: PackageFacts, findings: Sequence[Finding], language: str = "da") -> str:
    """The findings grouped by target area, weightiest first; what is in order only as a count a rule."""
    lines = _header(package, findings, language)
    for goal in GovernanceGoal:
        of_goal = sorted((finding for finding in findings if finding.area is goal), key=weight)
        if of_goal:
            heading = goal_label(goal, language)
            lines += ["", heading.upper(), "─" * len(heading)]
            lines += _of_goal(of_goal, language)
    return "\n".join(lines) + "\n"


def _header(package: PackageFacts, findings: Sequence[Finding], language: str) -> list[str]:
    organisation = package.organisation
    title = say(
        "plain.header",
        language,
        organisation=_one_line(organisation.name),
        accounting_year=organisation.accounting_year,
        dialogue_year=organisation.dialogue_year,
    )
    number = outcome_numbers(findings)
    counted = [f"{MARKS[o]} {number[o]} {outcome_label(o, language).lower()}" for o in OUTCOMES if number[o]]
    total = say("plain.total", language, count=len(findings))
    return [*_wrapped(title, ""), *_wrapped(f"{total}: " + ", ".join(counted), "")]


def _of_goal(findings: Sequence[Finding], language: str) -> list[str]:
    lines: list[str] = []
    issues = [finding for finding in findings if finding.outcome in (Outcome.POSSIBLE_BREACH, Outcome.ATTENTION)]
    for _, of_rule in groupby(issues, key=lambda finding: (finding.outcome, finding.rule)):
        lines += _issues(list(of_rule), language)
    gaps = _grouped(findings, Outcome.CANNOT_JUDGE, language)
    if gaps:
        lines.append("")
    for (rule, gap), alike in gaps.items():
        mark = f"{MARKS[Outcome.CANNOT_JUDGE]} {outcome_label(Outcome.CANNOT_JUDGE, language)}: "
        lines += _wrapped(f"{mark}{rule_title(rule, language)} ({rule})", "  ", first="")
        lines += _wrapped(subjects_text((finding.subject for finding in alike), language), "    ")
        lines += _wrapped(f"{say('plain.missing', language)} {capital(gap)}", "    ")
    quiet = [
        f"{MARKS[outcome]} {rule_title(rule, language)} ({rule}): {outcome_label(outcome, language).lower()}, {count}"
        for outcome in (Outcome.OK, Outcome.NOT_APPLICABLE)
        for rule, count in _per_rule(findings, outcome).items()
    ]
    if quiet:
        lines.append("")
    return [*lines, *(line for text in quiet for line in _wrapped(text, "  ", first=""))]


def _issues(alike: list[Finding], language: str) -> list[str]:
    """The findings of one rule; what to ask and the sources stand once for all of them, or with each if they differ."""
    lines: list[str] = []
    asked = [finding_ask(finding, language) for finding in alike]
    read = [tuple(line.text for line in source_lines(finding, language)) for finding in alike]
    one_ask, one_read = len(set(asked)) == 1, len(set(read)) == 1
    for finding, ask, sources in zip(alike, asked, read, strict=True):
        lines += ["", *_issue(finding, language)]
        lines += [] if one_ask else _ask(ask, 1, language)
        lines += [] if one_read else _sources_of(sources, 1, language)
    together = _ask(asked[0], len(alike), language) if one_ask else []
    together += _sources_of(read[0], len(alike), language) if one_read else []
    apart = [""] if together and len(alike) > 1 else []  # so that it is not read as the last one's alone
    return [*lines, *apart, *together]


def _ask(ask: str, count: int, language: str) -> list[str]:
    label = say("plain.ask", language) if count == 1 else say("plain.ask_all", language, count=count)
    return _wrapped(f"{label} {ask}", "    ") if ask else []


def _sources_of(sources: Sequence[str], count: int, language: str) -> list[str]:
    label = say("plain.sources", language) if count == 1 else say("plain.sources_all", language, count=count)
    return _wrapped(f"{label} {'; '.join(sources)}.", "    ") if sources else []


def _issue(finding: Finding, language: str) -> list[str]:
    mark = f"{MARKS[finding.outcome]} {outcome_label(finding.outcome, language)}: "
    lines = _wrapped(f"{mark}{finding_title(finding, language)} ({finding.rule})", "  ", first="")
    lines += _wrapped(subject_label(finding.subject, language), "  ")
    lines += _wrapped(full_text(finding, language), "    ")
    for label, value in figure_rows(finding, language):
        lines += _wrapped(f"{label}: {value}", "      ", first="    ")
    return lines


def full_text(finding: Finding, language: str = "da") -> str:
    """The sentences and, where a possible breach was lowered, why."""
    parts = (finding_sentence(finding, language), lowered_reason(finding, language))
    return " ".join(part for part in parts if part)


def _grouped(findings: Iterable[Finding], outcome: Outcome, language: str) -> dict[tuple[str, str], list[Finding]]:
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.outcome is outcome:
            groups.setdefault((finding.rule, missing_text(finding, language)), []).append(finding)
    return groups


def _per_rule(findings: Iterable[Finding], outcome: Outcome) -> dict[str, int]:
    counts: dict[str, int] = {}
    for finding in findings:
        if finding.outcome is outcome:
            counts[finding.rule] = counts.get(finding.rule, 0) + 1
    return counts


def _one_line(text: str) -> str:
    """Without control characters: a name from a file must not steer a terminal."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def _wrapped(text: str, indent: str, first: str | None = None) -> list[str]:
    start = indent if first is None else first
    return textwrap.wrap(_one_line(text), WIDTH, initial_indent=start, subsequent_indent=indent) or [""]


def review_json(findings: Iterable[Finding], language: str = "da") -> list[dict[str, Any]]:
    """Each finding as an object of rule, target_area, subject, outcome, severity, text, figures, sources.

    Numbers are JSON numbers, days ISO texts, a figure that is not stated null.
    """
    return [
        {
            "rule": finding.rule,
            "target_area": str(finding.area),
            "subject": {
                "kind": finding.subject.kind,
                "key": finding.subject.key,
                "name": finding.subject.name,
            },
            "outcome": str(finding.outcome),
            "severity": str(finding.severity),
            "text": f"{finding_title(finding, language)}. {full_text(finding, language)}",
            "figures": [_figure(figure, language) for figure in finding.figures],
            "sources": _sources(finding, language),
        }
        for finding in findings
    ]


def _figure(figure: Figure, language: str) -> dict[str, Any]:
    return {
        "name": figure.name,
        "label": figure_name(figure.name, language),
        "value": _plain_value(figure.value),
        "unit": figure.unit,
    }


def _plain_value(value: int | Decimal | str | date | None) -> int | float | str | None:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date) else value


def _sources(finding: Finding, language: str) -> list[dict[str, Any]]:
    used: dict[str, ValueSource] = {source.key: source for source in finding.value_sources}
    return [_source(line, used.get(line.key), language) for line in source_lines(finding, language)]


def _source(line: SourceLine, used: ValueSource | None, language: str) -> dict[str, Any]:
    told: dict[str, Any] = {
        "kind": line.kind,
        "key": line.key,
        "text": line.place,
        "status": str(line.status),
        "read_in": line.read_in,
        "link": line.link,
        "checked_on": line.checked_on.isoformat() if line.checked_on else None,
    }
    if line.kind == "value" and used is not None:
        told |= {
            "value": _json_number(used.value),
            "unit": used.unit,
            "valid_from": used.valid_from.isoformat(),
            "formula": used.formula,
            "value_text": value_text(used, language),
        }
    return told


def _json_number(value: object) -> int | float | str:
    """A law figure as a number where it is one: the YAML keeps decimals as text."""
    try:
        number = Decimal(str(value))
    except ArithmeticError:
        return str(value)
    return int(number) if number == number.to_integral_value() else float(number)
