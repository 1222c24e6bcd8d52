"""Rule runs, their points and the briefs made of them: internal to the municipality until shared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import shows
from styringsdialog.files.cases import case
from styringsdialog.files.queries import holds_files
from styringsdialog.register.rights import doers, own_readers, personal_readers, readers
from styringsdialog.register.roles import reach_of
from styringsdialog.rulebook.facts import PackageFacts
from styringsdialog.rulebook.finding import Finding as RuleFinding
from styringsdialog.submissions.models import DocumentationPackage, ReportKind

from .models import BriefPoint, BriefState, DialogueBrief, Finding, RuleRun
from .stored import Sources, finding_from, listed_finding, load_facts

RUN_READERS = readers("finding")
SHARED = (AccessClass.PARTIES, AccessClass.PUBLIC)

holds_files(DialogueBrief, "pdf", "docx")
case(
    DialogueBrief,
    municipality=lambda brief: brief.municipality.code,
    organisation=lambda brief: brief.run.package.organisation_id,
    own="run__package__organisation",
)


@shows(RuleRun)
def runs_for(acting: Acting) -> QuerySet[RuleRun]:
    """Runs of one's own municipality."""
    reach = reach_of(acting)
    if reach.is_everything:
        return RuleRun.objects.all()
    return RuleRun.objects.filter(municipality__in=reach.municipalities(*RUN_READERS))


@shows(Finding)
def findings_for(acting: Acting) -> QuerySet[Finding]:
    """Points of the runs one sees."""
    reach = reach_of(acting)
    if reach.is_everything:
        return Finding.objects.all()
    return Finding.objects.filter(run__municipality__in=reach.municipalities(*RUN_READERS))


@shows(BriefPoint)
def brief_points_for(acting: Acting) -> QuerySet[BriefPoint]:
    """Choices made in one's own municipality."""
    reach = reach_of(acting)
    if reach.is_everything:
        return BriefPoint.objects.all()
    return BriefPoint.objects.filter(municipality__in=reach.municipalities(*RUN_READERS))


@shows(DialogueBrief)
def briefs_for(acting: Acting) -> QuerySet[DialogueBrief]:
    """Briefs of one's own municipality; for people of the organisation those that were shared with them."""
    reach = reach_of(acting)
    if reach.is_everything:
        return DialogueBrief.objects.all()
    staff, others = reach.municipalities(*personal_readers("brief")), reach.municipalities(*readers("brief"))
    own = Q(run__package__organisation__in=reach.organisations(*own_readers("brief")), access_class__in=SHARED)
    own &= ~Q(state=BriefState.DRAFT)
    # A draft is the municipality's work in progress: the manager reads what was fixed.
    writers = reach.municipalities(*readers("brief_draft"))
    is_fixed = ~Q(state=BriefState.DRAFT) | Q(municipality__in=writers)
    impersonal = Q(municipality__in=others) & ~Q(access_class=AccessClass.PERSONAL) & is_fixed
    return DialogueBrief.objects.filter(Q(municipality__in=staff) | impersonal | own)


@dataclass(frozen=True, slots=True)
class Point:
    """A stored finding: its primary key, and the rulebook's finding made anew. `run` is the key of the run."""

    pk: int
    run: int
    finding: RuleFinding


def current_run(acting: Acting, package: DocumentationPackage) -> RuleRun | None:
    """The newest run on the package that the actor sees; without its facts, which are long (`run_facts`)."""
    runs = runs_for(acting).filter(package=package).select_related("package__organisation", "municipality")
    return runs.defer("facts").order_by("-pk").first()


def run_facts(run: RuleRun) -> PackageFacts:
    """What the run was made from."""
    return load_facts(run.facts)


def points(
    acting: Acting,
    source: DocumentationPackage | RuleRun,
    *,
    area: str | None = None,
    outcome: str | Sequence[str] | None = None,
    text: str | None = None,
) -> list[Point]:
    """Points of a run, or of the newest run on a package: worst first; one query (two for a package).

    `area`: a target area; `outcome`: one outcome or several; `text`: part of the subject's name, LBF number or
    rule, whatever the case of the letters. Empty list where the actor sees no run.
    """
    run = source if isinstance(source, RuleRun) else current_run(acting, source)
    if run is None:
        return []
    rows = findings_for(acting).filter(run=run).order_by("rank", "rule", "subject_key", "pk")
    if area:
        rows = rows.filter(area=area)
    if outcome:
        rows = rows.filter(outcome__in=[outcome] if isinstance(outcome, str) else list(outcome))
    sources = Sources(run.sources)
    found = [Point(row.pk, run.pk, finding_from(row, sources)) for row in rows]
    return [point for point in found if _speaks_of(point, text.casefold())] if text else found


LISTED = "pk rule area subject_kind subject_key subject_name outcome severity message params".split()


def listed_points(acting: Acting, run: RuleRun) -> list[Point]:
    """Points of a run as a list needs them: without figures, trend and sources. Worst first; one query.

    `point` has the whole of one.
    """
    rows = findings_for(acting).filter(run=run).order_by("rank", "rule", "subject_key", "pk")
    return [Point(pk, run.pk, listed_finding(*columns)) for pk, *columns in rows.values_list(*LISTED)]


def point(acting: Acting, pk: int) -> Point | None:
    """One point, if the actor sees it; one query."""
    row = findings_for(acting).select_related("run").defer("run__facts").filter(pk=pk).first()
    return Point(row.pk, row.run_id, finding_from(row, Sources(row.run.sources))) if row is not None else None


@dataclass(frozen=True, slots=True)
class Arrival:
    """That a package came and whether the rules were run on it: nothing of what it holds."""

    organisation: int  # key
    period_end: date
    received_on: date
    is_whole: bool  # more than the accounts
    is_reviewed: bool


def arrivals(acting: Acting) -> list[Arrival]:
    """What a manager, who reads neither packages nor points, may know of them; one query."""
    places = reach_of(acting).municipalities(*doers("read_arrivals"))
    rows = DocumentationPackage.objects.filter(municipality__in=places).exclude(access_class=AccessClass.PERSONAL)
    reviewed = Exists(RuleRun.objects.filter(package=OuterRef("pk"), municipality__in=places))
    fields = ("organisation_id", "period_end", "received_on", "report_kind")
    return [
        Arrival(owner, end, received, kind != ReportKind.ACCOUNTS_ONLY, is_reviewed)
        for owner, end, received, kind, is_reviewed in rows.values_list(*fields, reviewed)
    ]


def brief_choices(acting: Acting, package: DocumentationPackage) -> dict[tuple[str, str, str], bool]:
    """What people chose so far: (rule, subject kind, subject key) -> in the brief or not. One query."""
    rows = brief_points_for(acting).filter(package=package)
    if acting.municipality is not None:
        rows = rows.filter(municipality=acting.municipality)
    return {(row.rule, row.subject_kind, row.subject_key): row.is_chosen for row in rows}


def _speaks_of(point: Point, wanted: str) -> bool:
    # In Python, since SQLite's own comparison does not know that Å and å are one letter.
    subject = point.finding.subject
    return any(wanted in word.casefold() for word in (subject.name, subject.key, point.finding.rule))
