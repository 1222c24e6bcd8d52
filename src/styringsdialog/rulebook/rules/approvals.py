"""Rules on who approved the accounts, in which order: the board, the top body, and then the municipality gets them."""

from datetime import date, timedelta
from typing import Any

from styringsdialog.rulebook.deadlines import KINDS, months_after
from styringsdialog.rulebook.facts import Missing, OrganisationFacts, OwnerKind, known, require
from styringsdialog.rulebook.finding import Answer, Figure, Severity, attention, not_applicable, ok, possible_breach
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.rulebook.parameter import Law
from styringsdialog.rulebook.registry import rule

from .deadlines import SELF_OWNING

ACCOUNTS, APPROVAL = KINDS["accounts"], KINDS["top_body_approval"]
RESERVATION = "deadlines/reservation_days"


def dates(org: OrganisationFacts) -> tuple[date | None, date | None, date | None]:
    """Board, top body and submission. A self-owning institution's top body is its board."""
    board, top, sent = (known(org, name) for name in ("board_approved_on", "top_body_approved_on", "submitted_on"))
    if org.owner_kind in SELF_OWNING:
        top = top or board
        board = board or top
    return board, top, sent


def shown(board: date | None, top: date | None, sent: date | None) -> tuple[Figure, ...]:
    named = (("board_approved_on", board), ("top_body_approved_on", top), ("submitted_on", sent))
    return tuple(Figure(name, day, "date") for name, day in named)


@rule(
    "D-12", area=GovernanceGoal.LEADERSHIP, subject=OrganisationFacts, day="submission",
    title="Bestyrelsen har godkendt regnskabet, før det går videre",
    sources=[f"{APPROVAL}#rule_text", f"{ACCOUNTS}#rule_text"], figures=[ACCOUNTS],
)  # fmt: skip
def board_first(org: OrganisationFacts, law: Law) -> Answer:
    """The board approves after the year has ended, and before the top body and the municipality get the accounts."""
    if org.owner_kind is OwnerKind.MUNICIPAL_ELDERLY:
        return not_applicable("not_applicable.municipal_homes")
    due = months_after(org.period_end, int(law.on(org.period_end)[ACCOUNTS]))
    board, top, sent = dates(org)
    figures = shown(board, top, sent)
    if board is None:
        if law.day <= due and top is None and sent is None:
            return ok("D-12.not_due", due=due, figures=figures)
        raise Missing("board_approved_on")
    if board <= org.period_end:
        return attention("D-12.before_end", board=board, end=org.period_end, severity=Severity.ERROR, figures=figures)
    if top is not None and board > top:
        return possible_breach("D-12.after_top_body", board=board, top=top, days=(board - top).days, figures=figures)
    if sent is not None and board > sent:
        return possible_breach("D-12.after_sent", board=board, sent=sent, days=(board - sent).days, figures=figures)
    return ok("D-12.in_order", board=board, figures=figures)


@rule(
    "D-13", area=GovernanceGoal.LEADERSHIP, subject=OrganisationFacts, day="submission",
    title="Øverste myndighed har godkendt regnskabet, før det er afleveret, eller inden forbeholdet bortfalder",
    sources=[f"{RESERVATION}#rule_text"], figures=[ACCOUNTS, RESERVATION],
)  # fmt: skip
def top_body_before_submission(org: OrganisationFacts, law: Law) -> Answer:
    """Accounts may be handed in with a reservation for the top body's approval, which lapses 30 days after the
    deadline. Whether the approval itself is in time is D-11."""
    if org.owner_kind is OwnerKind.MUNICIPAL_ELDERLY:
        return not_applicable("not_applicable.municipal_homes")
    at_end = law.on(org.period_end)
    due = months_after(org.period_end, int(at_end[ACCOUNTS]))
    lapses = due + timedelta(days=int(at_end[RESERVATION]))
    board, top, sent = dates(org)
    figures = (*shown(board, top, sent)[1:], Figure("reservation_lapses_on", lapses, "date"))
    if top is None or sent is None:
        if law.day <= (due if sent is None else lapses):
            return ok("D-13.not_due", due=due, lapses=lapses, figures=figures)
        require(org, *(name for name, day in (("top_body_approved_on", top), ("submitted_on", sent)) if day is None))
    assert top is not None  # noqa: S101 -- `require` has named what is missing
    assert sent is not None  # noqa: S101
    if top <= sent:
        return ok("D-13.before", top=top, sent=sent, figures=figures)
    params: dict[str, Any] = {"top": top, "sent": sent, "lapses": lapses, "days": (top - lapses).days}
    if top <= lapses:
        return attention("D-13.reserved", severity=Severity.LOW, figures=figures, **params)
    return possible_breach("D-13.lapsed", figures=figures, **params)
