"""What the desk shows about the points of a package: judgements, proposals, notes, progress and waiting proposals."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from styringsdialog.core.acting import Acting
from styringsdialog.register.models import Role
from styringsdialog.register.roles import STAFF, reach_of
from styringsdialog.rulebook.finding import Outcome
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.submissions.models import DocumentationPackage

from .brief_effect import Matter
from .desk_queries import judgements_for, notes_for
from .judged_rows import said_in
from .matter_history import YearOfMatter, matter_history
from .models import Finding, Judgement, JudgementState, PointNote, Verdict
from .queries import current_run, findings_for

__all__ = [
    "JudgedMatter",
    "Progress",
    "Waiting",
    "YearOfMatter",
    "judgements_of",
    "matter_history",
    "notes_of",
    "overruled",
    "progress",
    "proposals_waiting",
]

GOALS = tuple(str(goal) for goal in GovernanceGoal)
# What a person has to look at: the rest says that all is well, or that the rule does not apply.
TO_JUDGE = (Outcome.POSSIBLE_BREACH, Outcome.ATTENTION, Outcome.CANNOT_JUDGE)


@dataclass(frozen=True)
class JudgedMatter:
    """What people say about a matter: the judgement that holds, and the proposals that wait, oldest first.

    `is_outdated`: the newest run says something else than what was judged, or nothing any more.
    """

    current: Judgement | None
    proposals: tuple[Judgement, ...] = ()
    is_outdated: bool = False


@dataclass(frozen=True)
class Progress:
    """How far the desk has come in one target area (`area` empty: in all): points to judge, and those judged."""

    area: str
    total: int
    judged: int

    @property
    def left(self) -> int:
        return self.total - self.judged


@dataclass(frozen=True)
class Waiting:
    """Proposals of advisers that wait in one package for a municipality's decision."""

    package: DocumentationPackage
    count: int


def judgements_of(acting: Acting, package: DocumentationPackage) -> dict[Matter, JudgedMatter]:
    """By matter (rule, subject kind, subject key), as far as the actor reads them; four queries at most."""
    rows = judgements_for(acting).filter(package=package, state__in=(JudgementState.CURRENT, JudgementState.PROPOSED))
    if acting.municipality is not None:
        rows = rows.filter(municipality=acting.municipality)
    rows = rows.select_related("created_by").order_by("pk")
    run = current_run(acting, package)
    current: dict[Matter, Judgement] = {}
    proposals: dict[Matter, list[Judgement]] = defaultdict(list)
    for row in rows:
        if row.state == JudgementState.CURRENT:
            current[row.matter] = row
        else:
            proposals[row.matter].append(row)
    outdated = _outdated(acting, None if run is None else run.pk, current.values())
    return {
        matter: JudgedMatter(
            current=current.get(matter),
            proposals=tuple(proposals.get(matter, ())),
            is_outdated=matter in outdated,
        )
        for matter in (*current, *(other for other in proposals if other not in current))
    }


def notes_of(acting: Acting, package: DocumentationPackage) -> dict[Matter, list[PointNote]]:
    """Notes by matter, newest first; one query."""
    found: dict[Matter, list[PointNote]] = defaultdict(list)
    rows = notes_for(acting).filter(package=package)
    if acting.municipality is not None:
        rows = rows.filter(municipality=acting.municipality)
    for note in rows.select_related("created_by"):
        found[note.matter].append(note)
    return dict(found)


def progress(acting: Acting, package: DocumentationPackage) -> list[Progress]:
    """Points to judge and those judged by target area, in the order of the law; three queries."""
    run = current_run(acting, package)
    if run is None:
        return []
    points = findings_for(acting).filter(run=run, outcome__in=[str(outcome) for outcome in TO_JUDGE])
    judged = set(
        judgements_for(acting)
        .filter(package=package, municipality=run.municipality_id, state=JudgementState.CURRENT)
        .values_list("rule", "subject_kind", "subject_key")
    )
    total: Counter[str] = Counter()
    done: Counter[str] = Counter()
    for area, *matter in points.values_list("area", "rule", "subject_kind", "subject_key"):
        total[area] += 1
        done[area] += tuple(matter) in judged
    return [Progress(area, total[area], done[area]) for area in GOALS if area in total]


def proposals_waiting(acting: Acting) -> list[Waiting]:
    """Packages with proposals that the actor may decide about, most first; two queries."""
    places = reach_of(acting).municipalities(*STAFF, Role.ADVISER)
    rows = judgements_for(acting).filter(state=JudgementState.PROPOSED, municipality__in=places)
    counts = dict(rows.order_by().values_list("package").annotate(count=Count("pk")))
    packages = DocumentationPackage.objects.filter(pk__in=counts).select_related("organisation")
    found = [Waiting(package, counts[package.pk]) for package in packages]
    return sorted(found, key=lambda one: (-one.count, one.package.pk))


def overruled(acting: Acting, package: DocumentationPackage) -> set[Matter]:
    """The matters that a person has overruled: they do not belong in the brief. One query."""
    rows = judgements_for(acting).filter(package=package, state=JudgementState.CURRENT, verdict=Verdict.OVERRULE)
    if acting.municipality is not None:
        rows = rows.filter(municipality=acting.municipality)
    return set(rows.values_list("rule", "subject_kind", "subject_key"))


def _outdated(acting: Acting, run: int | None, current: Iterable[Judgement]) -> set[Matter]:
    """The matters of which the newest run says something else than what was judged; no query where none is older."""
    by_finding = {row.finding_id: row.matter for row in current}
    older = Finding.objects.filter(pk__in=by_finding).exclude(run=run)
    judged = {matter: said_in(*words) for matter, words in _said(older)}
    if not judged:
        return set()
    # Where the outcome differs the judgement is outdated anyway: the other outcomes need not be read.
    newest = findings_for(acting).filter(run=run, outcome__in={words[0] for words in judged.values()})
    now = {matter: said_in(*words) for matter, words in _said(newest) if matter in judged}
    return {matter for matter, words in judged.items() if now.get(matter) != words}


def _said(rows: QuerySet[Finding]) -> Iterator[tuple[Matter, tuple[str, str, str, dict[str, Any]]]]:
    columns = ("rule", "subject_kind", "subject_key", "outcome", "severity", "message", "params")
    for rule, kind, key, outcome, severity, message, params in rows.order_by().values_list(*columns):
        yield (rule, kind, key), (outcome, severity, message, params)
