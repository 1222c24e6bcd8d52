"""Stores a rule run as it was, and what people chose for the brief."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.core.fitting import ensure_fits
from styringsdialog.core.stored_values import to_json
from styringsdialog.register.models import Division, Municipality
from styringsdialog.rulebook.facts import PackageFacts
from styringsdialog.rulebook.finding import Finding as RuleFinding
from styringsdialog.rulebook.finding import Outcome, Severity
from styringsdialog.submissions.models import DocumentationPackage
from styringsdialog.trail.services import record

from .models import BriefPoint, Finding, RuleRun
from .policies import acting_municipality, can_choose_brief_points
from .queries import current_run, findings_for
from .stored import Sources, detail_of, dump_facts

WORST_FIRST = (
    Outcome.POSSIBLE_BREACH,
    Outcome.ATTENTION,
    Outcome.CANNOT_JUDGE,
    Outcome.OK,
    Outcome.NOT_APPLICABLE,
)


def rank_of(finding: RuleFinding) -> int:
    """Outcome and severity as one number: the worst is 0."""
    return WORST_FIRST.index(finding.outcome) * 10 + list(Severity).index(finding.severity)


@transaction.atomic
def store_run(
    acting: Acting,
    *,
    package: DocumentationPackage,
    municipality: Municipality,
    facts: PackageFacts,
    findings: Sequence[RuleFinding],
    rulebook_version: str,
    day: date,
) -> RuleRun:
    """A run with its findings. Never changed afterwards: a correction is another run."""
    sources = Sources()
    details = [detail_of(finding, sources) for finding in findings]
    run = RuleRun.objects.create(
        package=package,
        package_version=package.version,
        municipality=municipality,
        rulebook_version=rulebook_version,
        day=day,
        facts=dump_facts(facts),
        sources=sources.rows,
        counts=dict(Counter(str(finding.outcome) for finding in findings)),
        created_by=acting.person,
    )
    divisions = {row.lbf_number: row for row in Division.objects.filter(organisation=package.organisation)}
    rows = [
        _row(run, finding, detail, divisions.get(finding.subject.key) if finding.subject.kind == "division" else None)
        for finding, detail in zip(findings, details, strict=True)
    ]
    ensure_fits(rows)
    Finding.objects.bulk_create(rows, batch_size=500)
    record(acting, "rules.run", package, findings=len(rows), counts=run.counts)
    return run


@transaction.atomic
def choose_brief_points(acting: Acting, *, package: DocumentationPackage, chosen: Iterable[int]) -> int:
    """Say which points of the newest run go into the brief, by their keys; all others stay out. How many were chosen.

    UserError where a key is not of that run, so that nobody chooses from a page that is out of date.
    """
    if not can_choose_brief_points(acting, package):
        raise NotAllowed.of("not_allowed")
    run = current_run(acting, package)
    if run is None:
        raise UserError.of("brief.no_run", package=str(package))
    keys = set(chosen)
    subjects = ("rule", "subject_kind", "subject_key")
    rows = findings_for(acting).filter(run=run).values_list("pk", *subjects)
    if keys - {pk for pk, *_ in rows}:
        raise UserError.of("brief.other_points")
    municipality = acting_municipality(acting, package)
    BriefPoint.objects.filter(package=package, municipality=municipality).delete()
    BriefPoint.objects.bulk_create(
        BriefPoint(
            package=package,
            municipality=municipality,
            rule=rule,
            subject_kind=kind,
            subject_key=key,
            is_chosen=pk in keys,
        )
        for pk, rule, kind, key in rows
    )
    record(acting, "brief.points_chosen", package, count=len(keys))
    return len(keys)


def _row(run: RuleRun, finding: RuleFinding, detail: dict[str, object], division: Division | None) -> Finding:
    return Finding(
        run=run,
        rule=finding.rule,
        area=str(finding.area),
        subject_kind=finding.subject.kind,
        subject_key=finding.subject.key,
        subject_name=finding.subject.name,
        division=division,
        outcome=str(finding.outcome),
        severity=str(finding.severity),
        rank=rank_of(finding),
        message=finding.message,
        params={name: to_json(value) for name, value in finding.params.items()},
        detail=detail,
    )
