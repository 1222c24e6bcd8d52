"""What verdict ASK does: puts the point's question in the package's draft letter, and takes it out again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import F, Max

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import UserError
from styringsdialog.register.models import Municipality
from styringsdialog.submissions.models import DocumentationPackage

from .models import Addressee, Judgement, LetterState, Question, QuestionLetter, Verdict


def open_draft(
    acting: Acting, package: DocumentationPackage, municipality: Municipality, addressee: str
) -> tuple[QuestionLetter, bool]:
    """The draft letter to the addressee about the package, and whether it was made now. Without a trail entry."""
    drafts = QuestionLetter.objects.filter(
        package=package, municipality=municipality, addressee=addressee, state=LetterState.DRAFT
    )
    draft = drafts.order_by("pk").first()
    if draft is not None:
        return draft, False
    made = QuestionLetter.objects.create(
        package=package, municipality=municipality, addressee=addressee, created_by=acting.person
    )
    return made, True


def ask_about(acting: Acting, rows: Sequence[Judgement]) -> None:
    """Put the question of each judgement (`asked`) in the draft letter to the organisation; once for each matter."""
    asking = [row for row in rows if row.verdict == Verdict.ASK and row.asked]
    if not asking:
        return
    letter, _ = open_draft(acting, asking[0].package, asking[0].municipality, Addressee.ORGANISATION)
    there = {(one.rule, one.subject_kind, one.subject_key) for one in letter.questions.all()}
    last = letter.questions.aggregate(last=Max("position"))["last"] or 0
    fresh = [row for row in asking if row.matter not in there]
    Question.objects.bulk_create(
        Question(
            letter=letter,
            judgement=row,
            position=last + place,
            rule=row.rule,
            subject_kind=row.subject_kind,
            subject_key=row.subject_key,
            subject_name=row.finding.subject_name,
            text=row.asked,
        )
        for place, row in enumerate(fresh, 1)
    )
    _changed([letter.pk])


def take_questions_out(rows: Iterable[Judgement], *, refuse_sent: bool) -> None:
    """Take the questions of judgements out of letters not yet sent; each judgement keeps the text for another time.

    With `refuse_sent` UserError where one has been sent; else those stay. A draft with nothing left in it goes, too.
    """
    by_key = {row.pk: row for row in rows if row.verdict == Verdict.ASK}
    if not by_key:
        return
    questions = list(Question.objects.filter(judgement__in=by_key).select_related("letter"))
    if refuse_sent and any(one.letter.state in (LetterState.SENT, LetterState.ANSWERED) for one in questions):
        raise UserError.of("points.question_sent")
    drafts = [one for one in questions if one.letter.state == LetterState.DRAFT]
    for one in drafts:
        by_key[one.judgement_id or 0].asked = one.text
    Judgement.objects.bulk_update([by_key[one.judgement_id or 0] for one in drafts], ["asked"], batch_size=200)
    Question.objects.filter(pk__in=[one.pk for one in drafts]).delete()
    letters = {one.letter_id for one in drafts}
    _changed(letters)
    QuestionLetter.objects.filter(
        pk__in=letters, questions__isnull=True, introduction="", recipient_email="", pdf__isnull=True
    ).delete()


def _changed(letters: Iterable[int]) -> None:
    QuestionLetter.objects.filter(pk__in=letters).update(version=F("version") + 1)
