"""Where each organisation stands in its own calendar: the last accounting year that has ended, and the next step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import QuerySet

from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import visible_to
from styringsdialog.register.models import HousingOrganisation, OwnerKind
from styringsdialog.reviews.models import BriefState, DialogueBrief, RuleRun
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

    @property
    def dialogue_year(self) -> int:
        return self.period_end.year + 1

    @property
    def to_look_at(self) -> int:
        """Points that are not in order."""
        return sum(self.counts.get(outcome, 0) for outcome in OPEN_OUTCOMES)

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
    """Every organisation the user sees, in five queries however many there are."""
    if organisations is None:
        organisations = visible_to(acting, HousingOrganisation)
    found = {owner.pk: (owner, *last_period(owner.fiscal_year_end_month, acting.day)) for owner in organisations}
    packages = {
        (package.organisation_id, package.period_end.year): package
        for package in visible_to(acting, DocumentationPackage).filter(organisation__in=found)
    }
    current = [packages[key, end.year] for key, (_, _, end) in found.items() if (key, end.year) in packages]
    runs = _first(visible_to(acting, RuleRun).filter(package__in=current).defer("facts").order_by("-pk"), "package_id")
    made = visible_to(acting, DialogueBrief).filter(run__package__organisation__in=found).select_related("run__package")
    briefs: dict[tuple[int, int], DialogueBrief] = {}
    for brief in made.defer("run__facts", "run__sources").order_by("-pk"):
        of = brief.run.package
        briefs.setdefault((of.organisation_id, of.period_end.year), brief)
    uploads = _first(
        visible_to(acting, Upload).filter(organisation__in=found, state__in=UNDERWAY).order_by("-pk"), "organisation_id"
    )
    came = {} if sees_packages(acting) else {(one.organisation, one.period_end.year): one for one in arrivals(acting)}
    result = []
    for key, (owner, start, end) in found.items():
        package, brief, upload = packages.get((key, end.year)), briefs.get((key, end.year)), uploads.get(key)
        arrived = came.get((key, end.year)) or _arrival(package, runs)
        due = accounts_due(end)
        past = due is not None and acting.day > due.day
        stage = _stage(owner, arrived, brief, upload, past=past)
        run = runs.get(package.pk) if package else None
        on = arrived.received_on if arrived else None
        result.append(Round(owner, start, end, stage, due, package, upload, run, on, brief, run.counts if run else {}))
    return result


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
