"""Judging from the desk: what `reviews.judging` does, with the point's own question put in words for a letter."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import UserError
from styringsdialog.documents.finding_text import finding_ask, finding_title, say
from styringsdialog.exchange.reading.cpr import holds_cpr
from styringsdialog.reviews import judging
from styringsdialog.reviews.judged_rows import newest_finding
from styringsdialog.reviews.models import Finding, Judgement, Verdict
from styringsdialog.reviews.stored import listed_finding


def judge_point(
    acting: Acting, *, finding: Finding, verdict: Verdict | str, reason: str = "", question: str = ""
) -> Judgement:
    """Judge a point. Verdict ASK puts `question`, else the finding's own, in the draft letter to the organisation;
    MEETING puts the point in the brief, OVERRULE (with a reason) takes it out, AGREE leaves it."""
    _refuse_cpr(reason, question)
    ask = (question.strip() or question_of(finding)) if verdict == Verdict.ASK else ""
    return judging.judge(acting, finding=finding, verdict=verdict, reason=reason, ask=ask)


def judge_points(acting: Acting, *, findings: Sequence[Finding], verdict: Verdict | str, reason: str = "") -> uuid.UUID:
    """The same judgement of several points in one go; each is asked about in its own words. The key for `undo`."""
    _refuse_cpr(reason)
    asks = {finding.pk: question_of(finding) for finding in findings} if verdict == Verdict.ASK else {}
    return judging.judge_many(acting, findings=findings, verdict=verdict, reason=reason, asks=asks)


def adopt_proposal(
    acting: Acting, *, proposal: Judgement, verdict: Verdict | str | None = None, reason: str | None = None
) -> Judgement:
    """Make an adviser's proposal the judgement, as it is or changed, with everything that follows from it."""
    _refuse_cpr(reason or "")
    chosen = proposal.verdict if verdict is None else verdict
    finding = newest_finding(proposal) if chosen == Verdict.ASK else None
    ask = question_of(finding) if finding is not None else ""
    return judging.adopt(acting, proposal=proposal, verdict=verdict, reason=reason, ask=ask)


def question_of(finding: Finding, language: str = "da") -> str:
    """What to ask about a point: its rule's own question, else to explain what its title says."""
    found = listed_finding(
        finding.rule,
        finding.area,
        finding.subject_kind,
        finding.subject_key,
        finding.subject_name,
        finding.outcome,
        finding.severity,
        finding.message,
        finding.params,
    )
    own = finding_ask(found, language)
    return own or say("letter.explain", language, "text", title=finding_title(found, language))


def _refuse_cpr(*texts: str) -> None:
    if any(holds_cpr(text) for text in texts):
        raise UserError.of("text.cpr", place="reason")
