"""The same matter over the years, across new numbers and mergers: divisions by their row, organisations by events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from styringsdialog.core.acting import Acting
from styringsdialog.core.stored_values import from_json
from styringsdialog.register.as_of import organisation_line
from styringsdialog.submissions.models import DocumentationPackage, Explanation
from styringsdialog.submissions.queries import explanations_visible

from .desk_queries import judgements_for
from .letter_queries import answers_for
from .models import Answer, Finding, Judgement, JudgementState
from .queries import findings_for

Figures = Mapping[str, tuple[Any, str]]  # figure name -> (value, unit)


@dataclass(frozen=True)
class YearOfMatter:
    """What was found and said about a matter in one dialogue year. `finding` is of the newest run on that package.

    `known_as`: what the organisation was called then, where that was something else or another one that it came from.
    """

    dialogue_year: int
    package: DocumentationPackage
    finding: Finding
    outcome: str
    figures: Figures
    judgement: Judgement | None = None
    explanation: Explanation | None = None
    answers: tuple[Answer, ...] = ()
    known_as: str = ""


def matter_history(acting: Acting, finding: Finding) -> list[YearOfMatter]:
    """The matter of a point in each year that the actor sees a run of, newest first; four queries, and two more for
    an organisation, however many years and mergers.

    A division is known by its row, not by its number: after a merger or under a new owner the years before are still
    there. An organisation's matter goes on to those it came from through mergers and splits, under their own numbers.
    """
    run = finding.run
    newest: dict[int, Finding] = {}
    for row in _findings(acting, finding):
        newest.setdefault(row.run.package_id, row)
    packages = list(newest)
    judged = _judgements(acting, packages, run.municipality_id, newest)
    answers = _answers(acting, packages, newest)
    explained = _explanations(acting, finding, newest)
    years = [
        YearOfMatter(
            dialogue_year=row.run.package.dialogue_year,
            package=row.run.package,
            finding=row,
            outcome=row.outcome,
            figures={name: (from_json(value), unit) for name, value, unit in row.detail.get("figures", ())},
            judgement=judged.get(key),
            explanation=explained.get(key),
            answers=tuple(answers.get(key, ())),
            known_as=_known_as(row, finding),
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
        rows = rows.filter(_of_line(finding))
    rows = rows.select_related("run__package__organisation").defer("run__facts", "run__sources")
    return rows.order_by("-run_id")


def _of_line(finding: Finding) -> Q:
    """The subject in the packages of its organisation, and that of those it came from, until the year they did."""
    owner = finding.run.package.organisation
    kind = finding.subject_kind
    mine = Q(subject_kind=kind, subject_key=finding.subject_key, run__package__organisation=owner)
    if kind != "organisation":
        return mine
    for earlier, day in organisation_line(owner).predecessors:
        mine |= Q(
            subject_kind=kind,
            subject_key=earlier.lbf_number,
            run__package__organisation=earlier,
            run__package__dialogue_year__lte=day.year,
        )
    return mine


def _known_as(row: Finding, finding: Finding) -> str:
    is_other = row.subject_kind == "organisation" and row.subject_name != finding.subject_name
    return row.subject_name if is_other else ""


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


def _explanations(acting: Acting, finding: Finding, newest: Mapping[int, Finding]) -> dict[int, Explanation]:
    """The newest of each year, by package."""
    rows = explanations_visible(acting).filter(rule=finding.rule)
    if finding.division_id is not None:
        by_year = {row.dialogue_year: row for row in rows.filter(division=finding.division_id).order_by("pk")}
        return {key: by_year[year] for key, one in newest.items() if (year := one.run.package.dialogue_year) in by_year}
    owners = {one.run.package.organisation_id for one in newest.values()}
    rows = rows.filter(subject_kind=finding.subject_kind, organisation__in=owners)
    said = {(row.organisation_id, row.subject_key, row.dialogue_year): row for row in rows.order_by("pk")}
    found = {}
    for key, one in newest.items():
        package = one.run.package
        explanation = said.get((package.organisation_id, one.subject_key, package.dialogue_year))
        if explanation is not None:
            found[key] = explanation
    return found


def _rule(newest: Mapping[int, Finding]) -> str:
    return next((row.rule for row in newest.values()), "")


def _matter(finding: Finding) -> tuple[str, str, str]:
    return (finding.rule, finding.subject_kind, finding.subject_key)
