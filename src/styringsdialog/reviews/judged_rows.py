"""The rows behind a judgement: what it takes the place of, what it does to brief and letter, and all of that undone."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.submissions.models import DocumentationPackage

from .asking import ask_about, take_questions_out
from .brief_effect import Matter, move_brief_points, take_brief_points_back
from .desk_policies import can_judge_finding
from .models import Finding, Judgement, JudgementState, RuleRun, Verdict

Said = tuple[str, str, str, str]
LIVE = (JudgementState.CURRENT, JudgementState.PROPOSED)


def judge_rows(
    acting: Acting,
    findings: Sequence[Finding],
    verdict: Verdict,
    reason: str,
    asks: Mapping[int, str],
    *,
    adopted_from: Judgement | None = None,
) -> list[Judgement]:
    """Judge findings of one package's newest run: checked, stored, with everything that follows. No trail entry."""
    found = loaded(findings)
    if not all(can_judge_finding(acting, finding) for finding in found):
        raise NotAllowed.of("not_allowed")
    need_reason(verdict, reason)
    lock(found[0].run.package_id)
    ensure_newest(found)
    if adopted_from is not None:
        _take_over(adopted_from)
    batch = uuid.uuid4()
    rows = [new_row(acting, finding, verdict, reason, batch) for finding in found]
    for row in rows:
        row.adopted_from = adopted_from
        row.asked = asks.get(row.finding_id, "") if verdict == Verdict.ASK else ""
    replaced = _retire(rows)
    take_questions_out(replaced.values(), refuse_sent=False)
    move_brief_points(rows, replaced)
    Judgement.objects.bulk_create(rows)
    _note_successors(rows, replaced, adopted_from)
    ask_about(acting, rows)
    return rows


def take_back(acting: Acting, rows: Sequence[Judgement]) -> None:
    """Undo judgements or proposals of one deed, and what followed. UserError where one no longer holds."""
    lock(rows[0].package_id)
    live = Judgement.objects.filter(pk__in=[row.pk for row in rows], state__in=LIVE)
    if live.count() != len(rows):
        raise UserError.of("points.changed_since")
    take_questions_out(rows, refuse_sent=True)
    take_brief_points_back([row for row in rows if row.state == JudgementState.CURRENT])
    live.update(state=JudgementState.WITHDRAWN)
    _put_back(acting, rows)


def loaded(findings: Sequence[Finding]) -> list[Finding]:
    """The findings with run, package and municipality, in the order given; one query. UserError for none."""
    if not findings:
        raise UserError.of("points.none_chosen")
    rows = Finding.objects.filter(pk__in=[finding.pk for finding in findings])
    rows = rows.select_related("run__package__organisation", "run__municipality").defer("run__facts", "run__sources")
    by_key = {row.pk: row for row in rows}
    return [by_key[key] for key in dict.fromkeys(finding.pk for finding in findings)]


def new_row(acting: Acting, finding: Finding, verdict: Verdict, reason: str, batch: uuid.UUID) -> Judgement:
    """A judgement of a finding, not saved."""
    return Judgement(
        package=finding.run.package,
        municipality=finding.run.municipality,
        rule=finding.rule,
        subject_kind=finding.subject_kind,
        subject_key=finding.subject_key,
        finding=finding,
        verdict=verdict,
        reason=reason,
        batch=batch,
        day=acting.day,
        created_by=acting.person,
    )


def of_matter(row: Judgement) -> QuerySet[Judgement]:
    """Everything that was said in the municipality about the matter of the row."""
    return Judgement.objects.filter(
        package=row.package_id,
        municipality=row.municipality_id,
        rule=row.rule,
        subject_kind=row.subject_kind,
        subject_key=row.subject_key,
    )


def newest_finding(row: Judgement) -> Finding | None:
    """What the newest run says about the matter; None where it says nothing."""
    run = _newest_run(row.package_id, row.municipality_id)
    found = Finding.objects.filter(run=run).select_related("run").defer("run__facts", "run__sources")
    return found.filter(rule=row.rule, subject_kind=row.subject_kind, subject_key=row.subject_key).first()


def said(finding: Finding) -> Said:
    """What the machine said: two findings of a matter that say the same need not be judged twice."""
    return said_in(finding.outcome, finding.severity, finding.message, finding.params)


def said_in(outcome: str, severity: str, message: str, params: Mapping[str, Any]) -> Said:
    """`said` of the columns alone."""
    return (outcome, severity, message, repr(sorted(params.items())))


def ensure_newest(findings: Sequence[Finding]) -> None:
    """UserError where they are not of the newest run on one package: a person would judge what no longer stands."""
    run = findings[0].run
    if {finding.run_id for finding in findings} != {run.pk}:
        raise UserError.of("points.one_package")
    if _newest_run(run.package_id, run.municipality_id) != run.pk:
        raise UserError.of("points.older_run")


def need_reason(verdict: Verdict, reason: str) -> None:
    """UserError to overrule without a reason."""
    if verdict == Verdict.OVERRULE and not reason:
        raise UserError.of("points.reason_needed", place="reason")


def lock(package: int) -> None:
    """Of two people at once the second waits here, and then sees what the first did."""
    DocumentationPackage.objects.select_for_update().only("pk").get(pk=package)


def _newest_run(package: int, municipality: int) -> int | None:
    runs = RuleRun.objects.filter(package=package, municipality=municipality).order_by("-pk")
    return runs.values_list("pk", flat=True).first()


def _take_over(proposal: Judgement) -> None:
    waiting = Judgement.objects.filter(pk=proposal.pk, state=JudgementState.PROPOSED)
    if not waiting.update(state=JudgementState.REPLACED):
        raise UserError.of("points.no_proposal")


def _retire(rows: Sequence[Judgement]) -> dict[Matter, Judgement]:
    """The current judgements that the new ones take the place of; they are current no longer."""
    matters = {row.matter for row in rows}
    current = Judgement.objects.filter(
        package=rows[0].package_id, municipality=rows[0].municipality_id, state=JudgementState.CURRENT
    )
    found = {row.matter: row for row in current if row.matter in matters}
    Judgement.objects.filter(pk__in=[row.pk for row in found.values()]).update(state=JudgementState.REPLACED)
    return found


def _note_successors(
    rows: Sequence[Judgement], replaced: Mapping[Matter, Judgement], adopted_from: Judgement | None
) -> None:
    for row in rows:
        if (former := replaced.get(row.matter)) is not None:
            former.replaced_by = row
    Judgement.objects.bulk_update(replaced.values(), ["replaced_by"], batch_size=200)
    if adopted_from is not None:
        Judgement.objects.filter(pk=adopted_from.pk).update(replaced_by=rows[0])


def _put_back(acting: Acting, rows: Sequence[Judgement]) -> None:
    """What the rows replaced holds again: judgements as current, proposals as waiting."""
    former = list(
        Judgement.objects.filter(replaced_by__in=rows, state=JudgementState.REPLACED).select_related(
            "package", "municipality", "finding"
        )
    )
    by_key = {row.pk: row for row in rows}
    current = []
    for row in former:
        successor = by_key[row.replaced_by_id or 0]
        was_proposal = successor.adopted_from_id == row.pk or successor.state == JudgementState.PROPOSED
        if was_proposal and _newer_proposal(row):
            continue
        row.state = JudgementState.PROPOSED if was_proposal else JudgementState.CURRENT
        row.replaced_by = None
        if not was_proposal:
            current.append(row)
    Judgement.objects.bulk_update(former, ["state", "replaced_by"], batch_size=200)
    ask_about(acting, current)


def _newer_proposal(row: Judgement) -> bool:
    """Has the adviser proposed something else in the meantime? Then that one stands."""
    mine = of_matter(row).filter(state=JudgementState.PROPOSED, created_by=row.created_by_id, pk__gt=row.pk)
    return mine.exists()
