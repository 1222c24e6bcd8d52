"""What the pages of one letter share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from styringsdialog.core.visibility import visible_to
from styringsdialog.documents.finding_text import subject_label
from styringsdialog.reviews.letter_queries import answers_of
from styringsdialog.reviews.models import Answer, Finding, LetterState, Question, QuestionLetter
from styringsdialog.rulebook.finding import Subject
from styringsdialog.submissions.models import DocumentationPackage
from styringsdialog.web.mixins import Crumb, SignedIn, crumb
from styringsdialog.web.templatetags.styring import language


@dataclass
class Asked:
    """One question as shown: its number, what it is about, what was answered."""

    number: int
    question: Question
    about: str
    point: int | None = None  # key of the point in the newest run, for those who read points
    answers: list[Answer] = field(default_factory=list)
    draft: str = ""
    error: str = ""


class LetterPage(SignedIn):
    """Finds the letter and says where it belongs."""

    letter: QuestionLetter

    def fetch(self, pk: int) -> QuestionLetter:
        """The letter, if the user sees it."""
        rows = visible_to(self.acting, QuestionLetter).select_related(
            "package__organisation__seat_municipality", "municipality", "pdf", "created_by"
        )
        self.letter = self.visible(QuestionLetter, rows=rows, pk=pk)
        return self.letter

    @property
    def package(self) -> DocumentationPackage:
        """What the letter asks about."""
        return self.letter.package

    def crumbs(self) -> list[Crumb]:
        """The letters, and the package."""
        return [
            crumb(_("Spørgebreve"), "letter_list"),
            crumb(self.package.organisation.name, "organisation", self.package.organisation.lbf_number),
        ]

    @property
    def is_overdue(self) -> bool:
        """Asked for an answer by a day that has passed."""
        due = self.letter.due_on
        return self.letter.state == LetterState.SENT and due is not None and due < self.acting.day


def asked_in(letter: QuestionLetter) -> list[Asked]:
    """The questions in order, with what each is about; one query."""
    words = language()
    return [
        Asked(number, question, about_of(question, words)) for number, question in enumerate(letter.questions.all(), 1)
    ]


def with_answers(page: LetterPage) -> list[Asked]:
    """The questions with their answers, and with the points they are about for those who read points; three queries."""
    asked, answers = asked_in(page.letter), answers_of(page.acting, page.letter)
    points = visible_to(page.acting, Finding).filter(run__package=page.package, rule__in=rules_of(asked))
    keys: dict[tuple[str, str, str], int] = {}
    for key, *matter in points.order_by("run_id", "pk").values_list("pk", "rule", "subject_kind", "subject_key"):
        keys[matter[0], matter[1], matter[2]] = key
    for one in asked:
        one.answers = answers.get(one.question.pk, [])
        one.point = keys.get((one.question.rule, one.question.subject_kind, one.question.subject_key))
    return asked


def rules_of(asked: list[Asked]) -> set[str]:
    """The rules that the questions are about."""
    return {one.question.rule for one in asked if one.question.rule}


def about_of(question: Question, words: str) -> str:
    """`Afd. 12 Søparken`; empty where the question is about the package as a whole."""
    if not question.rule:
        return ""
    return subject_label(Subject(question.subject_kind, question.subject_key, question.subject_name), words)


def letter_context(page: LetterPage, **more: Any) -> dict[str, Any]:
    """What every page of a letter shows."""
    return {
        "letter": page.letter,
        "package": page.package,
        "organisation": page.package.organisation,
        "is_overdue": page.is_overdue,
        **more,
    }
