"""A letter with questions as PDF, for those who get it by post or by the portal; made by the worker."""

from __future__ import annotations

import logging
from datetime import date

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import F

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.core.jobs import enqueue, job
from styringsdialog.files.services import contents_follow_rows, remove_content, store_file
from styringsdialog.reviews.letter_policies import can_draft_in
from styringsdialog.reviews.models import Addressee, Question, QuestionLetter
from styringsdialog.rulebook.finding import Subject
from styringsdialog.trail.services import record
from styringsdialog.users.models import User
from styringsdialog.wording.messages import sentence

logger = logging.getLogger(__name__)
PDF = "application/pdf"


@transaction.atomic
def make_pdf(acting: Acting, *, letter: QuestionLetter) -> QuestionLetter:
    """Order the letter as PDF, as it stands now. `pdf_version` reaches `pdf_ordered` when it is there, and where it
    cannot be made `pdf_error` says why."""
    if not can_draft_in(acting, letter):
        raise NotAllowed.of("not_allowed")
    if not letter.questions.exists():
        raise UserError.of("letter.no_questions")
    QuestionLetter.objects.filter(pk=letter.pk).update(pdf_ordered=F("version"), pdf_error="")
    record(acting, "letter.pdf_ordered", letter)
    enqueue(
        make_letter_pdf, letter_id=letter.pk, user_id=acting.person.pk if acting.person else None, day=f"{acting.day}"
    )
    letter.refresh_from_db()
    return letter


@job()
def make_letter_pdf(letter_id: int, user_id: int | None, day: str) -> str:
    """The job; bears being run twice: the newer PDF takes the older's place."""
    rows = QuestionLetter.objects.select_related("package__organisation", "municipality")
    letter = rows.get(pk=letter_id)
    if letter.pdf_version >= letter.pdf_ordered:
        return "there"
    user = User.objects.filter(pk=user_id).first() if user_id is not None else None
    acting = Acting(user, date.fromisoformat(day), letter.municipality)
    try:
        content = render_letter(letter, acting.day)
    except Exception as fault:
        logger.exception("Letter %s could not be made", letter.pk)
        return _failed(acting, letter, str(fault) or type(fault).__name__)
    return _keep(acting, letter, content)


def render_letter(letter: QuestionLetter, day: date) -> bytes:
    """The PDF of a letter as it stands."""
    # The worker's alone: web processes stay small.
    from styringsdialog.documents.letter import letter_content
    from styringsdialog.documents.letter_pdf import letter_pdf

    package = letter.package
    content = letter_content(
        municipality=_full_name(letter),
        organisation=str(package.organisation),
        dialogue_year=package.dialogue_year,
        recipient=letter.recipient_name,
        to_auditor=letter.addressee == Addressee.AUDITOR,
        introduction=letter.introduction,
        due_on=letter.due_on,
        questions=[(_heading(question, letter.language), question.text) for question in letter.questions.all()],
        day=day,
        language=letter.language,
        fictional=letter.municipality.is_fictional,
    )
    return letter_pdf(content, settings.PDF_FONT_DIR)


def _full_name(letter: QuestionLetter) -> str:
    return sentence("letter.municipality", {"name": letter.municipality.name}, "text", letter.language)


def _heading(question: Question, language: str) -> str:
    """What the question is about: the division or organisation, by name."""
    if not question.rule:
        return ""
    from styringsdialog.documents.finding_text import subject_label

    return subject_label(Subject(question.subject_kind, question.subject_key, question.subject_name), language)


def _keep(acting: Acting, letter: QuestionLetter, content: bytes) -> str:
    name = {"owner": str(letter.package.organisation), "year": str(letter.package.dialogue_year)}
    with contents_follow_rows() as kept, transaction.atomic():
        stored = store_file(
            acting,
            content=ContentFile(content),
            name=f"{sentence('letter.pdf_name', name, 'text', letter.language)}.pdf",
            content_type=PDF,
            access_class=letter.access_class,
            municipality=letter.municipality,
        )
        kept.append(stored)
        older = QuestionLetter.objects.filter(pk=letter.pk, pdf_version__lt=letter.version)
        if older.update(pdf=stored, pdf_version=letter.version, pdf_error=""):
            record(acting, "letter.pdf_made", letter)
            return "made"
    remove_content(stored)  # another worker was quicker
    return "there"


@transaction.atomic
def _failed(acting: Acting, letter: QuestionLetter, reason: str) -> str:
    QuestionLetter.objects.filter(pk=letter.pk).update(pdf_error=reason[:200])
    record(acting, "letter.pdf_failed", letter)
    return "failed"
