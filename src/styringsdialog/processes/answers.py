"""Answers to a letter: by the link, by the page, or entered on somebody's behalf; and what comes of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.core.jobs import enqueue
from styringsdialog.exchange.reading.cpr import holds_cpr
from styringsdialog.files.models import StoredFile
from styringsdialog.files.services import contents_follow_rows
from styringsdialog.notices.services import Recipient, notify
from styringsdialog.register.models import Membership
from styringsdialog.register.roles import STAFF
from styringsdialog.reviews.letter_policies import can_answer_letter, can_edit_letter
from styringsdialog.reviews.models import (
    Addressee,
    Answer,
    AnswerWay,
    Finding,
    LetterState,
    Question,
    QuestionLetter,
)
from styringsdialog.submissions.explanations import keep_explanation
from styringsdialog.submissions.models import ExplanationWay
from styringsdialog.trail.services import record
from styringsdialog.users.models import User

from .answer_links import letter_by_token
from .attachments import take_in
from .quarantine import search_file

__all__ = [
    "answer_by_link",
    "answer_on_behalf",
    "answer_on_page",
    "letter_by_token",
    "save_by_link",
    "save_on_page",
]

LONGEST = 20_000  # characters of one answer
OPEN = (LetterState.SENT, LetterState.ANSWERED)
EXPLAINS = {AnswerWay.ON_BEHALF: ExplanationWay.ON_BEHALF}  # every other way came from themselves


@dataclass(frozen=True)
class Given:
    """What somebody answered: texts and files by the key of the question, who gave them, and how they came."""

    texts: Mapping[int, str]
    given_by: str
    way: AnswerWay
    received_on: date
    files: Mapping[int, File[Any]] = field(default_factory=dict)
    source: str = ""


def answer_by_link(
    token: str,
    *,
    day: date,
    answers: Mapping[int, str],
    given_by: str,
    files: Mapping[int, File[Any]] | None = None,
) -> QuestionLetter:
    """Hand in answers by the link, by the key of the question; empty ones are passed over, a later one stands beside.

    The letter is answered once each question has an answer. UserError names the question where a text holds a CPR
    number; nothing is stored then. Files are searched by the worker, and locked where they hold one.
    """
    letter = letter_by_token(token, day)
    given = Given(answers, given_by, AnswerWay.LINK, day, files or {})
    return _hand_in(Acting(None, day, letter.municipality), letter, given)


def save_by_link(token: str, *, day: date, answers: Mapping[int, str], given_by: str = "") -> QuestionLetter:
    """Keep answers as a draft to go on with later; the municipality does not read it. An empty text clears it."""
    letter = letter_by_token(token, day)
    given = Given(answers, given_by, AnswerWay.LINK, day)
    return _save(Acting(None, day, letter.municipality), letter, given)


def answer_on_page(
    acting: Acting,
    *,
    letter: QuestionLetter,
    answers: Mapping[int, str],
    given_by: str = "",
    files: Mapping[int, File[Any]] | None = None,
) -> QuestionLetter:
    """Hand in answers signed in, as an editor of the organisation or as its auditor."""
    _allow(can_answer_letter(acting, letter))
    given = Given(answers, given_by or str(acting.person), AnswerWay.PAGE, acting.day, files or {})
    return _hand_in(acting, letter, given)


def save_on_page(acting: Acting, *, letter: QuestionLetter, answers: Mapping[int, str]) -> QuestionLetter:
    """Keep answers as a draft, signed in."""
    _allow(can_answer_letter(acting, letter))
    return _save(acting, letter, Given(answers, str(acting.person), AnswerWay.PAGE, acting.day))


def answer_on_behalf(
    acting: Acting,
    *,
    question: Question,
    text: str,
    given_by: str,
    source: str,
    received_on: date | None = None,
    file: File[Any] | None = None,
) -> QuestionLetter:
    """Enter an answer that came outside the system: who gave it, taken from what (`source`), received on which day."""
    letter = question.letter
    _allow(can_edit_letter(acting, letter))
    if not source.strip():
        raise UserError.of("answer.no_source", place="source")
    _refuse_cpr(given_by, "given_by")
    _refuse_cpr(source, "source")
    files = {} if file is None else {question.pk: file}
    given = Given(
        {question.pk: text}, given_by, AnswerWay.ON_BEHALF, received_on or acting.day, files, source.strip()[:200]
    )
    return _hand_in(acting, letter, given)


def _hand_in(acting: Acting, letter: QuestionLetter, given: Given) -> QuestionLetter:
    """Everything in one transaction; the contents of files go where it fails."""
    questions = _checked(letter, given)
    wanted = {key: text.strip() for key, text in given.texts.items() if text.strip()}
    answered = [key for key in questions if key in wanted or key in given.files]
    if not answered:
        raise UserError.of("answer.nothing")
    if not given.given_by.strip():
        raise UserError.of("answer.who", place="given_by")
    with contents_follow_rows() as kept, transaction.atomic():
        _hold(letter)
        Answer.objects.filter(question__in=answered, is_draft=True).delete()
        for key in answered:
            stored = _taken_in(acting, letter, given.files.get(key))
            if stored is not None:
                kept.append(stored)
            _create(acting, questions[key], given, wanted.get(key, ""), stored)
        _note_state(letter)
        _tell(acting, letter, given, answered=len(answered), question=questions[answered[0]].text)
    return letter


def _save(acting: Acting, letter: QuestionLetter, given: Given) -> QuestionLetter:
    questions = _checked(letter, given)
    with transaction.atomic():
        _hold(letter)
        for key, text in given.texts.items():
            drafts = Answer.objects.filter(question=questions[key], is_draft=True)
            if not text.strip():
                drafts.delete()
            elif not drafts.update(text=text.strip(), given_by=given.given_by[:150], received_on=given.received_on):
                _create(acting, questions[key], given, text.strip(), None, is_draft=True)
        record(acting, "letter.answer_saved", letter)
    return letter


def _create(
    acting: Acting, question: Question, given: Given, text: str, stored: StoredFile | None, *, is_draft: bool = False
) -> None:
    by_file_alone = stored is not None and not text and given.way in (AnswerWay.PAGE, AnswerWay.LINK)
    Answer.objects.create(
        question=question,
        text=text,
        file=stored,
        way=AnswerWay.UPLOAD if by_file_alone else given.way,
        given_by=given.given_by.strip()[:150],
        source=given.source,
        received_on=given.received_on,
        is_draft=is_draft,
        access_class=question.letter.access_class,
        created_by=acting.person,
    )
    is_explanation = question.rule and question.letter.addressee == Addressee.ORGANISATION
    if is_explanation and text and not is_draft:
        _explain(acting, question, given, text)


def _explain(acting: Acting, question: Question, given: Given, text: str) -> None:
    """What the organisation answers about a point is its explanation, remembered with the figures of today."""
    package = question.letter.package
    matter = (question.rule, question.subject_kind, question.subject_key)
    newest = Finding.objects.filter(
        run__package=package,
        run__municipality=question.letter.municipality_id,
        rule=question.rule,
        subject_kind=question.subject_kind,
        subject_key=question.subject_key,
    ).order_by("-run_id")
    finding = newest.select_related("division").first()
    keep_explanation(
        acting,
        organisation=package.organisation,
        dialogue_year=package.dialogue_year,
        matter=matter,
        text=text,
        way=EXPLAINS.get(given.way, ExplanationWay.ANSWER),
        given_by=given.given_by,
        figures={} if finding is None else {name: value for name, value, _ in finding.detail.get("figures", ())},
        division=None if finding is None else finding.division,
        access_class=question.letter.access_class,
        received_on=given.received_on,
    )


def _note_state(letter: QuestionLetter) -> None:
    """Answered once each question has an answer."""
    with_answer = Question.objects.filter(letter=letter, answers__is_draft=False).distinct().count()
    if with_answer == letter.questions.count():
        QuestionLetter.objects.filter(pk=letter.pk, state=LetterState.SENT).update(state=LetterState.ANSWERED)
    letter.refresh_from_db(fields=["state"])


def _tell(acting: Acting, letter: QuestionLetter, given: Given, *, answered: int, question: str) -> None:
    """The trail; and a message to those who handle it, unless they entered the answer themselves."""
    who = given.given_by.strip()
    if given.way == AnswerWay.ON_BEHALF:
        record(acting, "letter.answered_on_behalf", letter, given_by=who, source=given.source)
        return
    record(acting, "letter.answered", letter, given_by=who, count=answered)
    notify(
        acting,
        kind="answer_received",
        to=[Recipient.of(user) for user in handlers_of(letter, acting.day)],
        about=letter,
        link=f"/breve/{letter.pk}/",
        municipality_code=letter.municipality.code,
        organisation=str(letter.package.organisation),
        question=question,
    )


def handlers_of(letter: QuestionLetter, day: date) -> list[User]:
    """Who is told of an answer: coordinators and case workers of the municipality on the day."""
    roles = Membership.objects.as_of(day).filter(municipality=letter.municipality, role__in=STAFF)
    return list(User.objects.filter(pk__in=roles.values("user"), is_active=True).order_by("pk"))


def _checked(letter: QuestionLetter, given: Given) -> dict[int, Question]:
    """The questions by key, in order. UserError with the place for what cannot be taken."""
    if letter.state not in OPEN:
        raise UserError.of("letter.not_sent")
    questions = {row.pk: row for row in letter.questions.select_related("letter__package__organisation")}
    if (given.texts.keys() | given.files.keys()) - questions.keys():
        raise UserError.of("answer.other_question")
    for number, key in enumerate(questions, 1):
        text = given.texts.get(key, "")
        if holds_cpr(text):
            raise UserError.of("answer.cpr", place=f"answer-{key}", number=number)
        if len(text) > LONGEST:
            raise UserError.of("answer.too_long", place=f"answer-{key}", number=number, most=LONGEST)
    _refuse_cpr(given.given_by, "given_by")
    return questions


def _hold(letter: QuestionLetter) -> None:
    """Of two who answer at once the second waits; of a withdrawal and an answer one comes first."""
    state = QuestionLetter.objects.select_for_update().only("state").get(pk=letter.pk).state
    if state not in OPEN:
        raise UserError.of("letter.not_sent")


def _taken_in(acting: Acting, letter: QuestionLetter, file: File[Any] | None) -> StoredFile | None:
    if file is None:
        return None
    name = str(file.name or "svar")
    stored = take_in(acting, file=file, name=name, code=letter.municipality.code, access_class=letter.access_class)
    enqueue(search_file, file_id=stored.pk)
    return stored


def _refuse_cpr(text: str, place: str) -> None:
    if holds_cpr(text):
        raise UserError.of("text.cpr", place=place)


def _allow(answer: bool) -> None:
    if not answer:
        raise NotAllowed.of("not_allowed")
