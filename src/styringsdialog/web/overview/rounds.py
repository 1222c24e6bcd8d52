"""Where each organisation stands in its own calendar: the last accounting year that has ended, and the next step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import visible_to
from styringsdialog.register.as_of import organisations_at_work, was_there
from styringsdialog.register.models import HousingOrganisation, OwnerKind
from styringsdialog.reviews.models import BriefState, DialogueBrief, Judgement, JudgementState, RuleRun
from styringsdialog.reviews.queries import Arrival, arrivals
from styringsdialog.rulebook.deadlines import Due, due_on, months_after
from styringsdialog.rulebook.loader import law_book
from styringsdialog.rulebook.parameter import NoValueForDay
from styringsdialog.submissions.models import DocumentationPackage, ReportKind, Upload, UploadState
from styringsdialog.web.menu import sees_packages

UNDERWAY = (
    UploadState.RECEIVED,
    UploadState.UNREADABLE,
    UploadState.SENT_BACK,
    UploadState.TO_MAP,
    UploadState.PREVIEWED,
)
OPEN_OUTCOMES = ("possible_breach", "attention", "cannot_judge")


class Stage(StrEnum):
    """How far the package of the accounting year has come."""

    OWN_HOMES = "own_homes"  # the municipality's own: no package and no dialogue
    AWAITED = "awaited"
    PAST_DUE = "past_due"
    UNDERWAY = "underway"  # a file is in, and waits for something
    ACCOUNTS = "accounts"  # nothing but the accounts came; the rest of the package is awaited
    RECEIVED = "received"  # in, but not yet tried against the rules
    REVIEWED = "reviewed"
    BRIEFED = "briefed"


STILL_OPEN = (Stage.AWAITED, Stage.OWN_HOMES, Stage.ACCOUNTS)


@dataclass(frozen=True)
class Earlier:
    """The last package received before a year whose package has not come yet; `package` only for those who read it."""

    dialogue_year: int
    package: DocumentationPackage | None = None
    run: RuleRun | None = None
    brief: DialogueBrief | None = None
    judged: int = 0

    @property
    def to_look_at(self) -> int:
        """Points that are not in order, and that nobody has judged."""
        return max(0, _open(self.run.counts) - self.judged) if self.run else 0


def _open(counts: Mapping[str, int]) -> int:
    return sum(counts.get(outcome, 0) for outcome in OPEN_OUTCOMES)


@dataclass(frozen=True)
class Round:
    """One organisation, its last ended accounting year, and what there is of it."""

    organisation: HousingOrganisation
    period_start: date
    period_end: date
    stage: Stage
    due: Due | None = None
    package: DocumentationPackage | None = None
    upload: Upload | None = None
    run: RuleRun | None = None
    received_on: date | None = None
    brief: DialogueBrief | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    other_uploads: tuple[Upload, ...] = ()  # files of other years, newest first
    earlier: Earlier | None = None
    judged: int = 0  # points to judge that have a judgement

    @property
    def dialogue_year(self) -> int:
        return self.period_end.year + 1

    @property
    def to_judge(self) -> int:
        """Points that are not in order."""
        return _open(self.counts)

    @property
    def to_look_at(self) -> int:
        """Those of them that nobody has judged."""
        return max(0, self.to_judge - self.judged)

    @property
    def mark(self) -> str:
        """A due date that is not verified is never red, and points that the user does not see give no green."""
        if self.stage in (Stage.PAST_DUE, Stage.UNDERWAY) or (self.stage is Stage.REVIEWED and self.to_look_at):
            return "attention"
        if self.stage is Stage.REVIEWED and self.run is None:
            return ""
        return "cannot_judge" if self.stage in STILL_OPEN else "ok"


def last_period(fiscal_year_end_month: int, day: date) -> tuple[date, date]:
    """First and last day of the last accounting year that ended before `day`."""
    end = _month_end(day.year, fiscal_year_end_month)
    if end >= day:
        end = _month_end(day.year - 1, fiscal_year_end_month)
    return months_after(end, -12) + timedelta(days=1), end


def _month_end(year: int, month: int) -> date:
    first_of_next = date(year + month // 12, month % 12 + 1, 1)
    return first_of_next - timedelta(days=1)


def rounds(acting: Acting, organisations: Iterable[HousingOrganisation] | None = None) -> list[Round]:
    """Every organisation that the user has to do with today, in six queries however many there are."""
    if organisations is None:
        organisations = organisations_at_work(acting).filter(was_there(acting.day))
    found = {owner.pk: (owner, *last_period(owner.fiscal_year_end_month, acting.day)) for owner in organisations}
    known = _Known(acting, {key: end.year for key, (_, _, end) in found.items()})
    return [known.round(acting, *one) for one in found.values()]


class _Known:
    """What is stored of the organisations of `years` (key -> year in which the last accounting year ended)."""

    def __init__(self, acting: Acting, years: Mapping[int, int]) -> None:
        rows = visible_to(acting, DocumentationPackage).filter(organisation__in=years)
        self.packages = {(row.organisation_id, row.period_end.year): row for row in rows}
        wanted = [self._last(self.packages, key, year + 1) for key, year in years.items()]
        wanted += [self._last(self.packages, key, year) for key, year in years.items()]
        keys = {self.packages[key, year].pk for key, year in filter(None, wanted)}
        runs = visible_to(acting, RuleRun).filter(package__in=keys).defer("facts")
        self.runs = _first(runs.order_by("-pk"), "package_id")
        self.judged = _judged(acting, keys)
        made = visible_to(acting, DialogueBrief).filter(run__package__organisation__in=years)
        self.briefs: dict[tuple[int, int], DialogueBrief] = {}
        for brief in made.select_related("run__package").defer("run__facts", "run__sources").order_by("-pk"):
            of = brief.run.package
            self.briefs.setdefault((of.organisation_id, of.period_end.year), brief)
        self.uploads: dict[int | None, list[Upload]] = {}
        for upload in _waiting(acting).filter(organisation__in=years):
            self.uploads.setdefault(upload.organisation_id, []).append(upload)
        came = [] if sees_packages(acting) else arrivals(acting)
        self.came = {(one.organisation, one.period_end.year): one for one in came}

    @staticmethod
    def _last(rows: Mapping[tuple[int, int], object], organisation: int, before: int) -> tuple[int, int] | None:
        """The key of the newest of `rows` whose accounting year ended before the year `before`."""
        years = [year for key, year in rows if key == organisation and year < before]
        return (organisation, max(years)) if years else None

    def round(self, acting: Acting, owner: HousingOrganisation, start: date, end: date) -> Round:
        """A file whose year is not known yet counts as one of this year."""
        key = (owner.pk, end.year)
        package, brief = self.packages.get(key), self.briefs.get(key)
        uploads = self.uploads.get(owner.pk, [])
        here = [one for one in uploads if one.dialogue_year in (None, end.year + 1)]
        upload = here[0] if here else None
        arrived = self.came.get(key) or _arrival(package, self.runs)
        due = accounts_due(end)
        past = due is not None and acting.day > due.day
        stage = _stage(owner, arrived, brief, upload, past=past)
        run = self.runs.get(package.pk) if package else None
        on = arrived.received_on if arrived else None
        counts = run.counts if run else {}
        others = tuple(one for one in uploads if one not in here)
        earlier = self._earlier(owner.pk, end.year) if arrived is None or not arrived.is_whole else None
        judged = self.judged.get(package.pk, 0) if package else 0
        return Round(owner, start, end, stage, due, package, upload, run, on, brief, counts, others, earlier, judged)

    def _earlier(self, organisation: int, before: int) -> Earlier | None:
        """Those who do not read packages have the last brief."""
        key = self._last(self.packages, organisation, before) or self._last(self.briefs, organisation, before)
        if key is None:
            return None
        package, brief = self.packages.get(key), self.briefs.get(key)
        run = self.runs.get(package.pk) if package else None
        ready = brief if brief is not None and brief.state == BriefState.READY else None
        judged = self.judged.get(package.pk, 0) if package else 0
        return Earlier(key[1] + 1, package, run, ready, judged) if package or ready else None


def _judged(acting: Acting, packages: Iterable[int]) -> dict[int, int]:
    """How many points to judge have a judgement, by package."""
    rows = visible_to(acting, Judgement).filter(package__in=packages, state=JudgementState.CURRENT)
    if acting.municipality is not None:
        rows = rows.filter(municipality=acting.municipality)
    rows = rows.filter(finding__outcome__in=OPEN_OUTCOMES)
    return dict(rows.order_by().values_list("package").annotate(count=Count("pk")))


def _waiting(acting: Acting) -> QuerySet[Upload]:
    """Files underway, newest first, but none that a newer file of the same year has come in place of.

    Of a file whose year could not be read, any newer one that was taken in is that file.
    """
    newer = Upload.objects.filter(organisation=OuterRef("organisation"), pk__gt=OuterRef("pk"))
    newer = newer.filter(state=UploadState.APPLIED)
    of_the_year = Q(Exists(newer.filter(dialogue_year=OuterRef("dialogue_year"))))
    of_no_year = Q(Exists(newer), dialogue_year=None)
    return visible_to(acting, Upload).filter(~of_the_year & ~of_no_year, state__in=UNDERWAY).order_by("-pk")


def _arrival(package: DocumentationPackage | None, runs: Mapping[int, RuleRun]) -> Arrival | None:
    if package is None:
        return None
    is_whole = package.report_kind != ReportKind.ACCOUNTS_ONLY
    return Arrival(package.organisation_id, package.period_end, package.received_on, is_whole, package.pk in runs)


def _first(rows: QuerySet, key: str) -> dict:
    found: dict = {}
    for row in rows:
        found.setdefault(getattr(row, key), row)
    return found


def accounts_due(period_end: date) -> Due | None:
    """When the accounts are due, or None where the deadline of that year is not known."""
    try:
        return due_on(period_end, law_book(), "accounts")
    except NoValueForDay:
        return None


def _stage(
    owner: HousingOrganisation,
    arrived: Arrival | None,
    brief: DialogueBrief | None,
    upload: Upload | None,
    *,
    past: bool,
) -> Stage:
    if upload is not None:
        return Stage.UNDERWAY
    if owner.owner_kind == OwnerKind.MUNICIPAL_ELDERLY:
        return Stage.OWN_HOMES
    if brief is not None and brief.state == BriefState.READY:
        return Stage.BRIEFED
    if arrived is None:
        return Stage.PAST_DUE if past else Stage.AWAITED
    if not arrived.is_whole:
        return Stage.ACCOUNTS
    return Stage.REVIEWED if arrived.is_reviewed else Stage.RECEIVED
