"""What may be seen of question letters, their questions and the answers: by role, state and access class."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import shows
from styringsdialog.files.queries import holds_files
from styringsdialog.register.models import Role
from styringsdialog.register.rights import personal_readers, readers
from styringsdialog.register.roles import OWN_PEOPLE, reach_of

from .models import Addressee, Answer, LetterState, Question, QuestionLetter
from .queries import SHARED

OUT = (LetterState.SENT, LetterState.ANSWERED)

holds_files(QuestionLetter, "pdf")
holds_files(Answer, "file")


@shows(QuestionLetter)
def letters_for(acting: Acting) -> QuerySet[QuestionLetter]:
    """Letters of one's own municipality, personal ones for staff only; for people of the organisation those that
    were sent; for its auditor those of them that are to the auditor."""
    reach = reach_of(acting)
    if reach.is_everything:
        return QuestionLetter.objects.all()
    staff, others = reach.municipalities(*personal_readers("letter")), reach.municipalities(*readers("letter"))
    impersonal = Q(municipality__in=others) & ~Q(access_class=AccessClass.PERSONAL)
    own = Q(package__organisation__in=reach.organisations(*OWN_PEOPLE))
    audited = Q(package__organisation__in=reach.organisations(Role.AUDITOR), addressee=Addressee.AUDITOR)
    sent = Q(state__in=OUT, access_class__in=SHARED)
    return QuestionLetter.objects.filter(Q(municipality__in=staff) | impersonal | ((own | audited) & sent))


@shows(Question)
def questions_for(acting: Acting) -> QuerySet[Question]:
    """Questions of the letters one sees."""
    if reach_of(acting).is_everything:
        return Question.objects.all()
    return Question.objects.filter(letter__in=letters_for(acting))


@shows(Answer)
def answers_for(acting: Acting) -> QuerySet[Answer]:
    """Answers in the letters one sees. A draft is read only by those who were asked; a personal answer by staff of
    the municipality, an internal one by the municipality."""
    reach = reach_of(acting)
    if reach.is_everything:
        return Answer.objects.all()
    staff, others = reach.municipalities(*personal_readers("letter")), reach.municipalities(*readers("letter"))
    own, audited = reach.organisations(*OWN_PEOPLE), reach.organisations(Role.AUDITOR)
    place, owner = "question__letter__municipality__in", "question__letter__package__organisation__in"
    impersonal = Q(**{place: others}) & ~Q(access_class=AccessClass.PERSONAL)
    municipal = (Q(**{place: staff}) | impersonal) & Q(is_draft=False)
    to_own = Q(question__letter__addressee=Addressee.ORGANISATION)
    asked = (Q(**{owner: own}) & (to_own | Q(is_draft=False))) | (Q(**{owner: audited}) & ~to_own)
    shared = asked & Q(access_class__in=SHARED)
    return Answer.objects.filter(municipal | shared, question__letter__in=letters_for(acting))


def answers_of(acting: Acting, letter: QuestionLetter) -> dict[int, list[Answer]]:
    """Answers by the key of the question, oldest first, drafts left out; one query."""
    found: dict[int, list[Answer]] = {}
    rows = answers_for(acting).filter(question__letter=letter, is_draft=False)
    for answer in rows.select_related("file", "created_by").order_by("pk"):
        found.setdefault(answer.question_id, []).append(answer)
    return found


def drafts_of(letter: QuestionLetter) -> dict[int, Answer]:
    """What was saved and not handed in, by the key of the question; for those who were asked. One query."""
    return {answer.question_id: answer for answer in Answer.objects.filter(question__letter=letter, is_draft=True)}
