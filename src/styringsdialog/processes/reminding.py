"""Reminders of unanswered letters: by themselves a week before the day answers are due and after it, or by hand."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.reviews.letter_policies import can_edit_letter
from styringsdialog.reviews.models import LetterState, LetterWay, QuestionLetter
from styringsdialog.trail.services import record

from .letters import tell_recipient

BEFORE = timedelta(days=7)


def remind(day: date) -> int:
    """Mail those who were asked by mail and have not answered everything; how many.

    Once from the seventh day before the day that answers are due (unless the letter itself is not older than that),
    and once from the day after it, while the link holds. A second run on the same day does nothing.
    """
    waiting = QuestionLetter.objects.filter(state=LetterState.SENT, way=LetterWay.MAIL, due_on__isnull=False)
    waiting = waiting.filter(link_expires_on__gte=day, due_on__lte=day + BEFORE)
    count = 0
    for letter in waiting.select_related("package__organisation", "municipality"):
        if (stage := _stage(letter, day)) and _remind(letter, day, stage):
            count += 1
    return count


@transaction.atomic
def remind_letter(acting: Acting, *, letter: QuestionLetter) -> QuestionLetter:
    """Remind now, beside what goes by itself; at most once a day. UserError where there is nobody to remind by mail."""
    if not can_edit_letter(acting, letter):
        raise NotAllowed.of("not_allowed")
    expires_on = letter.link_expires_on
    if letter.way != LetterWay.MAIL or expires_on is None or expires_on < acting.day:
        raise UserError.of("letter.no_link")
    waiting = QuestionLetter.objects.filter(pk=letter.pk, state=LetterState.SENT)
    if not waiting.exists():
        raise UserError.of("letter.nothing_to_remind")
    if not waiting.exclude(reminded_on=acting.day).filter(sent_on__lt=acting.day).update(reminded_on=acting.day):
        raise UserError.of("letter.reminded_today")
    letter.refresh_from_db()
    tell_recipient(acting, letter, "question_reminder", key=f"{letter.pk}-{acting.day}")
    record(acting, "letter.reminded", letter, recipient=letter.recipient_name)
    return letter


def _stage(letter: QuestionLetter, day: date) -> str:
    """Which reminder the letter is due for: `before`, `after`, or none."""
    due, sent, reminded = letter.due_on, letter.sent_on, letter.reminded_on
    if due is None or sent is None:
        return ""
    if day > due:
        return "after" if reminded is None or reminded <= due else ""
    return "before" if reminded is None and sent < due - BEFORE else ""


@transaction.atomic
def _remind(letter: QuestionLetter, day: date, stage: str) -> bool:
    same = QuestionLetter.objects.filter(pk=letter.pk, state=LetterState.SENT, reminded_on=letter.reminded_on)
    if not same.update(reminded_on=day):  # another worker was quicker, or the answer has come
        return False
    acting = Acting(None, day, letter.municipality)
    tell_recipient(acting, letter, "question_reminder", key=f"{letter.pk}-{stage}")
    record(acting, "letter.reminded", letter, recipient=letter.recipient_name)
    return True
