"""The same matter over the years: in earlier packages, where a division is followed by its row in the register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from styringsdialog.core.acting import Acting
from styringsdialog.core.stored_values import from_json
from styringsdialog.submissions.models import DocumentationPackage, Explanation
from styringsdialog.submissions.queries import explanations_visible

from .desk_queries import judgements_for
from .letter_queries import answers_for
from .models import Answer, Finding, Judgement, JudgementState
from .queries import findings_for

Figures = Mapping[str, tuple[Any, str]]  # figure name -> (value, unit)


@dataclass(frozen=True)
class YearOfMatter:
    """What was found and said about a matter in one dialogue year. `finding` is of the newest run on that package."""

    dialogue_year: int
    package: DocumentationPackage
    finding: Finding
    outcome: str
    figures: Figures
    judgement: Judgement | None = None
    explanation: Explanation | None = None
    answers: tuple[Answer, ...] = ()


def matter_history(acting: Acting, finding: Finding) -> list[YearOfMatter]:
    """The matter of a point in each year that the actor sees a run of, newest first; four queries.

    A division is known by its row, not by its number: after a merger or under a new owner the years before are still
    there. An organisation's matter is followed under its own number.
    """
    run = finding.run
    newest: dict[int, Finding] = {}
    for row in _findings(acting, finding):
        newest.setdefault(row.run.package_id, row)
    packages = list(newest)
    judged = _judgements(acting, packages, run.municipality_id, newest)
    answers = _answers(acting, packages, newest)
    explained = _explanations(acting, finding)
    years = [
        YearOfMatter(
            dialogue_year=row.run.package.dialogue_year,
            package=row.run.package,
            finding=row,
            outcome=row.outcome,
            figures={name: (from_json(value), unit) for name, value, unit in row.detail.get("figures", ())},
            judgement=judged.get(key),
            explanation=explained.get(row.run.package.dialogue_year),
            answers=tuple(answers.get(key, ())),
        )
        for key, row in newest.items()
    ]
    return sorted(years, key=lambda year: (-year.dialogue_year, year.package.pk))


def _findings(acting: Acting, finding: Finding) -> QuerySet[Finding]:
    """Findings on the matter, those of the newest runs first."""
    run = finding.run
    rows = findings_for(acting).filter(rule=finding.rule, run__municipality=run.municipality_id)
    if finding.division_id is not None:
        rows = rows.filter(division=finding.division_id)
    else:
        same = Q(subject_kind=finding.subject_kind, subject_key=finding.subject_key)
        rows = rows.filter(same, run__package__organisation=run.package.organisation_id)
    rows = rows.select_related("run__package__organisation").defer("run__facts", "run__sources")
    return rows.order_by("-run_id")


def _judgements(
    acting: Acting, packages: list[int], municipality: int, newest: Mapping[int, Finding]
) -> dict[int, Judgement]:
    rows = judgements_for(acting).filter(
        package__in=packages, municipality=municipality, state=JudgementState.CURRENT, rule=_rule(newest)
    )
    rows = rows.select_related("created_by")
    return {row.package_id: row for row in rows if row.matter == _matter(newest[row.package_id])}


def _answers(acting: Acting, packages: list[int], newest: Mapping[int, Finding]) -> dict[int, list[Answer]]:
    rows = answers_for(acting).filter(
        question__letter__package__in=packages, question__rule=_rule(newest), is_draft=False
    )
    found: dict[int, list[Answer]] = {}
    for row in rows.select_related("question__letter", "file").order_by("pk"):
        package, asked = row.question.letter.package_id, row.question
        if (asked.rule, asked.subject_kind, asked.subject_key) == _matter(newest[package]):
            found.setdefault(package, []).append(row)
    return found


def _explanations(acting: Acting, finding: Finding) -> dict[int, Explanation]:
    """The newest of each year."""
    rows = explanations_visible(acting).filter(rule=finding.rule)
    if finding.division_id is not None:
        rows = rows.filter(division=finding.division_id)
    else:
        same = Q(subject_kind=finding.subject_kind, subject_key=finding.subject_key)
        rows = rows.filter(same, organisation=finding.run.package.organisation_id)
    return {row.dialogue_year: row for row in rows.order_by("dialogue_year", "pk")}


def _rule(newest: Mapping[int, Finding]) -> str:
    return next((row.rule for row in newest.values()), "")


def _matter(finding: Finding) -> tuple[str, str, str]:
    return (finding.rule, finding.subject_kind, finding.subject_key)
