"""A person's word on points: judge one or several, take it back, propose, adopt a proposal or decline it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.trail.services import record

from .announcing import announce_proposals
from .desk_policies import can_judge_finding, can_propose_on, can_undo
from .desk_queries import judgements_for
from .judged_rows import (
    ensure_newest,
    judge_rows,
    loaded,
    lock,
    need_reason,
    new_row,
    newest_finding,
    of_matter,
    said,
    take_back,
)
from .models import Finding, Judgement, JudgementState, Verdict


@transaction.atomic
def judge(acting: Acting, *, finding: Finding, verdict: Verdict | str, reason: str = "", ask: str = "") -> Judgement:
    """A judgement of one point, in place of the current one. `ask` is the question that verdict ASK puts in the
    draft letter (`processes.judging` words it). UserError to overrule without a reason, or on an earlier run."""
    asks = {finding.pk: ask}
    row = judge_rows(acting, [finding], Verdict(verdict), reason.strip(), asks)[0]
    _record(acting, "point.judged", row, before=_replaced_verdict(row), after=row.verdict)
    return row


@transaction.atomic
def judge_many(
    acting: Acting,
    *,
    findings: Sequence[Finding],
    verdict: Verdict | str,
    reason: str = "",
    asks: Mapping[int, str] | None = None,
) -> uuid.UUID:
    """The same judgement of several points of one package, all or nothing; `asks` by the key of the finding.

    The key that `undo` takes.
    """
    rows = judge_rows(acting, findings, Verdict(verdict), reason.strip(), asks or {})
    _record(acting, "points.judged", rows[0], count=len(rows))
    return rows[0].batch


@transaction.atomic
def propose(acting: Acting, *, finding: Finding, verdict: Verdict | str, reason: str = "") -> Judgement:
    """An adviser's proposal, in place of their own earlier one; those of other advisers stand beside it."""
    (found,) = loaded([finding])
    if not can_propose_on(acting, found):
        raise NotAllowed.of("not_allowed")
    verdict, reason = Verdict(verdict), reason.strip()
    need_reason(verdict, reason)
    lock(found.run.package_id)
    ensure_newest([found])
    row = new_row(acting, found, verdict, reason, uuid.uuid4())
    row.state = JudgementState.PROPOSED
    row.save(force_insert=True)
    own = of_matter(row).filter(state=JudgementState.PROPOSED, created_by=acting.person).exclude(pk=row.pk)
    own.update(state=JudgementState.REPLACED, replaced_by=row)
    _record(acting, "point.proposed", row)
    announce_proposals(acting, row)
    return row


@transaction.atomic
def adopt(
    acting: Acting,
    *,
    proposal: Judgement,
    verdict: Verdict | str | None = None,
    reason: str | None = None,
    ask: str = "",
) -> Judgement:
    """Make a proposal the judgement, as it is or changed. UserError where it is no longer one, or where the newest
    run says something else about the matter than what the proposal was about."""
    finding = newest_finding(proposal)
    if not can_judge_finding(acting, finding or proposal.finding):
        raise NotAllowed.of("not_allowed")
    if finding is None or said(finding) != said(proposal.finding):
        raise UserError.of("points.proposal_outdated")
    chosen = Verdict(proposal.verdict if verdict is None else verdict)
    why = (proposal.reason if reason is None else reason).strip()
    row = judge_rows(acting, [finding], chosen, why, {finding.pk: ask}, adopted_from=proposal)[0]
    is_changed = (row.verdict, row.reason) != (proposal.verdict, proposal.reason)
    action = "point.proposal_changed" if is_changed else "point.proposal_adopted"
    _record(acting, action, row, before=proposal.verdict, after=row.verdict)
    return row


@transaction.atomic
def decline(acting: Acting, *, proposal: Judgement, reason: str = "") -> Judgement:
    """Do not follow a proposal; it stays readable, with the reason in the trail. UserError where it is none now."""
    if not can_judge_finding(acting, proposal.finding):
        raise NotAllowed.of("not_allowed")
    waiting = Judgement.objects.filter(pk=proposal.pk, state=JudgementState.PROPOSED)
    if not waiting.update(state=JudgementState.DECLINED):
        raise UserError.of("points.no_proposal")
    proposal.refresh_from_db()
    _record(acting, "point.proposal_declined", proposal, reason=reason.strip())
    return proposal


@transaction.atomic
def undo(acting: Acting, *, batch: uuid.UUID) -> int:
    """Take a whole deed back: what it replaced holds again, and brief and draft letter are as before. How many.

    UserError where somebody has judged one of the points since, or where a question of it has been sent.
    """
    rows = list(judgements_for(acting).filter(batch=batch).select_related("package", "municipality", "finding"))
    if not rows:
        raise UserError.of("points.nothing_to_undo")
    if not all(can_undo(acting, row) for row in rows):
        raise NotAllowed.of("not_allowed")
    take_back(acting, rows)
    _record(acting, "points.undone", rows[0], count=len(rows))
    return len(rows)


def _replaced_verdict(row: Judgement) -> str | None:
    former = row.replaces.first()
    return former.verdict if former is not None else None


def _record(acting: Acting, action: str, row: Judgement, **told: Any) -> None:
    """An entry about the package, in the municipality that judged: the seat does not read what another one said."""
    if "count" not in told:
        told |= {"rule": row.rule, "subject": row.finding.subject_name}
    here = replace(acting, municipality=row.municipality)
    record(here, action, row.package, verdict=f"verdict.{row.verdict}", **told)
