"""Letters with questions to an organisation or its auditor: written as a draft, sent by mail or as PDF, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F, Max

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, StaleVersion, UserError
from styringsdialog.exchange.reading.cpr import holds_cpr
from styringsdialog.notices.services import Recipient, notify
from styringsdialog.reviews.asking import open_draft
from styringsdialog.reviews.judged_rows import lock
from styringsdialog.reviews.letter_policies import can_draft_in, can_draft_letter, can_edit_letter
from styringsdialog.reviews.models import Addressee, Finding, LetterState, LetterWay, Question, QuestionLetter
from styringsdialog.reviews.policies import acting_municipality
from styringsdialog.submissions.models import DocumentationPackage
from styringsdialog.trail.services import record

from .answer_links import digest_of, link_path, token_of
from .letter_files import make_pdf

__all__ = [
    "add_question",
    "change_question",
    "draft_letter",
    "make_pdf",
    "mark_sent_outside",
    "order_questions",
    "remove_question",
    "save_letter",
    "send_by_mail",
    "tell_recipient",
    "withdraw_letter",
]

LINK_DAYS = 60
CHANGEABLE = ("introduction", "due_on", "recipient_name", "recipient_email", "language")


@transaction.atomic
def draft_letter(
    acting: Acting, *, package: DocumentationPackage, addressee: str = Addressee.ORGANISATION
) -> QuestionLetter:
    """The draft about the package to the addressee: the one that is open, else a new one."""
    _allow(can_draft_letter(acting, package))
    lock(package.pk)
    municipality = acting_municipality(acting, package)
    letter, is_new = open_draft(acting, package, municipality, Addressee(addressee))
    if is_new:
        record(acting, "letter.drafted", letter)
    return letter


@transaction.atomic
def save_letter(acting: Acting, *, letter: QuestionLetter, version: int, **changes: Any) -> QuestionLetter:
    """Save what a draft says beside its questions: introduction, due_on, recipient_name, recipient_email, language.

    `version` is the one the user saw; StaleVersion where somebody else has saved since.
    """
    _allow(can_draft_in(acting, letter))
    if unknown := changes.keys() - set(CHANGEABLE):
        raise TypeError(f"{sorted(unknown)} cannot be changed here")
    _refuse_cpr(introduction=changes.get("introduction", ""), recipient_name=changes.get("recipient_name", ""))
    if changes.get("recipient_email"):
        _check_email(changes["recipient_email"])
    before = {name: getattr(letter, name) for name in changes}
    same = QuestionLetter.objects.filter(pk=letter.pk, state=LetterState.DRAFT, version=version)
    if not same.update(version=F("version") + 1, **changes):
        _ensure_draft(letter)
        raise StaleVersion.of("letter.changed")
    letter.refresh_from_db()
    record(acting, "letter.changed", letter, before=before, after=changes)
    return letter


@transaction.atomic
def add_question(acting: Acting, *, letter: QuestionLetter, text: str, finding: Finding | None = None) -> Question:
    """A question at the end of a draft; about a point where `finding` is given, else about the package as a whole."""
    _allow(can_draft_in(acting, letter))
    _open(letter)
    if finding is not None and finding.run.package_id != letter.package_id:
        raise UserError.of("points.one_package")
    last = letter.questions.aggregate(last=Max("position"))["last"] or 0
    about = {} if finding is None else _matter_of(finding)
    question = Question.objects.create(letter=letter, position=last + 1, text=_worded(text), **about)
    _changed(letter)
    record(acting, "letter.question_added", letter, after=question.text)
    return question


@transaction.atomic
def change_question(acting: Acting, *, question: Question, text: str) -> Question:
    """Other words for a question of a draft."""
    letter = question.letter
    _allow(can_draft_in(acting, letter))
    _open(letter)
    before, question.text = question.text, _worded(text)
    question.save(update_fields=["text"])
    _changed(letter)
    record(acting, "letter.question_changed", letter, before=before, after=question.text)
    return question


@transaction.atomic
def remove_question(acting: Acting, *, question: Question) -> None:
    """Take a question out of a draft; a judgement that asked it stands."""
    letter = question.letter
    _allow(can_draft_in(acting, letter))
    _open(letter)
    record(acting, "letter.question_removed", letter, before=question.text)
    question.delete()
    _changed(letter)


@transaction.atomic
def order_questions(acting: Acting, *, letter: QuestionLetter, questions: Sequence[int]) -> None:
    """Put the questions of a draft in the order of these keys: all of them, each once."""
    _allow(can_draft_in(acting, letter))
    _open(letter)
    rows = {row.pk: row for row in letter.questions.all()}
    if sorted(questions) != sorted(rows):
        raise UserError.of("letter.other_questions")
    for place, key in enumerate(questions, 1):
        rows[key].position = place
    Question.objects.bulk_update(rows.values(), ["position"])
    _changed(letter)
    record(acting, "letter.ordered", letter)


@transaction.atomic
def send_by_mail(
    acting: Acting,
    *,
    letter: QuestionLetter,
    recipient_name: str,
    recipient_email: str,
    due_on: date,
    link_days: int = LINK_DAYS,
) -> tuple[QuestionLetter, str]:
    """Send a draft with a link by which whoever has it answers without a sign-in; (letter, token of the link).

    Only the token's digest is stored with the letter; the token itself stands in the mail.
    """
    _allow(can_edit_letter(acting, letter))
    if not recipient_name.strip() or not recipient_email.strip():
        raise UserError.of("letter.no_recipient", place="recipient_email")
    _check_email(recipient_email)
    _refuse_cpr(recipient_name=recipient_name)
    expires_on = acting.day + timedelta(days=link_days)
    _check_due(acting, due_on, expires_on)
    _send(letter, acting.day, LetterWay.MAIL, recipient_name=recipient_name.strip(), due_on=due_on)
    token = token_of(letter)
    letter.recipient_email = recipient_email.strip()
    letter.token_digest, letter.link_expires_on = digest_of(token), expires_on
    letter.save(update_fields=["recipient_email", "token_digest", "link_expires_on"])
    tell_recipient(acting, letter, f"question_to_{letter.addressee}", key=f"{letter.pk}")
    record(acting, "letter.sent", letter, count=letter.questions.count(), recipient=letter.recipient_name)
    return letter, token


@transaction.atomic
def mark_sent_outside(
    acting: Acting, *, letter: QuestionLetter, recipient_name: str, due_on: date | None, sent_on: date | None = None
) -> QuestionLetter:
    """Note that the PDF was sent outside the system, by post or by the portal, on `sent_on` (else today)."""
    _allow(can_edit_letter(acting, letter))
    day = sent_on or acting.day
    if day > acting.day:
        raise UserError.of("letter.sent_in_future", place="sent_on", day=day)
    if not recipient_name.strip():
        raise UserError.of("letter.no_recipient", place="recipient_name")
    _refuse_cpr(recipient_name=recipient_name)
    _send(letter, day, LetterWay.PDF, recipient_name=recipient_name.strip(), due_on=due_on)
    record(acting, "letter.sent_outside", letter, recipient=letter.recipient_name)
    return letter


@transaction.atomic
def withdraw_letter(acting: Acting, *, letter: QuestionLetter) -> QuestionLetter:
    """Take a draft or an unanswered letter back; its link then says so. UserError where it has been answered."""
    _allow(can_edit_letter(acting, letter))
    open_still = QuestionLetter.objects.filter(pk=letter.pk, state__in=(LetterState.DRAFT, LetterState.SENT))
    if not open_still.update(state=LetterState.WITHDRAWN):
        raise UserError.of("letter.withdraw_answered")
    letter.refresh_from_db()
    record(acting, "letter.withdrawn", letter)
    return letter


def tell_recipient(acting: Acting, letter: QuestionLetter, kind: str, *, key: str) -> None:
    """The mail with the link to whoever was asked, in the language of the letter."""
    texts = list(letter.questions.values_list("text", flat=True))
    numbered = [f"{number}. {text}" for number, text in enumerate(texts, 1)] if len(texts) > 1 else texts
    notify(
        acting,
        kind=kind,
        to=[Recipient(letter.recipient_name, letter.recipient_email, letter.language)],
        about=letter,
        link=link_path(token_of(letter)),
        key=key,
        municipality_code=letter.municipality.code,
        organisation=str(letter.package.organisation),
        question="\n".join(numbered),
        deadline=letter.due_on,
    )


def _send(letter: QuestionLetter, day: date, way: LetterWay, **told: Any) -> None:
    """From draft to sent, once: of two people the second is told. UserError for a letter without questions."""
    if not letter.questions.exists():
        raise UserError.of("letter.no_questions")
    draft = QuestionLetter.objects.filter(pk=letter.pk, state=LetterState.DRAFT)
    if not draft.update(state=LetterState.SENT, sent_on=day, way=way, **told):
        raise UserError.of("letter.not_draft")
    letter.refresh_from_db()


def _matter_of(finding: Finding) -> dict[str, str]:
    return {
        "rule": finding.rule,
        "subject_kind": finding.subject_kind,
        "subject_key": finding.subject_key,
        "subject_name": finding.subject_name,
    }


def _changed(letter: QuestionLetter) -> None:
    QuestionLetter.objects.filter(pk=letter.pk).update(version=F("version") + 1)
    letter.refresh_from_db(fields=["version"])


def _open(letter: QuestionLetter) -> None:
    """Hold the letter until the transaction ends, and see that it is still a draft."""
    letter.state = QuestionLetter.objects.select_for_update().only("state").get(pk=letter.pk).state
    if letter.state != LetterState.DRAFT:
        raise UserError.of("letter.not_draft")


def _ensure_draft(letter: QuestionLetter) -> None:
    letter.refresh_from_db()
    if letter.state != LetterState.DRAFT:
        raise UserError.of("letter.not_draft")


def _worded(text: str) -> str:
    if not text.strip():
        raise UserError.of("letter.empty_question", place="text")
    _refuse_cpr(text=text)
    return text.strip()


def _check_due(acting: Acting, due_on: date, expires_on: date) -> None:
    if due_on <= acting.day:
        raise UserError.of("letter.due_passed", place="due_on", day=due_on)
    if due_on > expires_on:
        raise UserError.of("letter.due_after_link", place="due_on", day=expires_on)


def _check_email(address: str) -> None:
    try:
        validate_email(address.strip())
    except ValidationError as refusal:
        raise UserError.of("letter.bad_email", place="recipient_email", email=address[:60]) from refusal


def _refuse_cpr(**texts: str) -> None:
    for place, text in texts.items():
        if holds_cpr(text):
            raise UserError.of("text.cpr", place=place)


def _allow(answer: bool) -> None:
    if not answer:
        raise NotAllowed.of("not_allowed")
