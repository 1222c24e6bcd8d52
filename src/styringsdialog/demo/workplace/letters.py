"""Letters with questions in the demo: one answered, one overdue, one still a draft, and one answered by post."""

from __future__ import annotations

from styringsdialog.processes.answers import answer_on_behalf, answer_on_page
from styringsdialog.processes.judging import judge_point
from styringsdialog.processes.letters import add_question, draft_letter, mark_sent_outside, save_letter, send_by_mail
from styringsdialog.processes.reminding import remind_letter
from styringsdialog.reviews.models import Addressee, Question, QuestionLetter, Verdict

from .cast import Cast


def write_letters(cast: Cast) -> None:
    """Four letters, each in another state."""
    _answered(cast)
    _overdue(cast)
    _draft(cast)
    _by_post(cast)


def _asked(cast: Cast, username: str, number: str, days_ago: int, *points: tuple[str, str]) -> QuestionLetter:
    """The draft that asking about the points makes."""
    for rule, subject in points:
        judge_point(cast.acting(username, days_ago), finding=cast.finding(number, rule, subject), verdict=Verdict.ASK)
    return draft_letter(cast.acting(username, days_ago), package=cast.package(number))


def _answered(cast: Cast) -> None:
    letter = _asked(cast, "sagsbehandler", "9101", 30, ("L-02", "016"), ("D-04", "005"))
    introduction = "Vi har gennemgået jeres dokumentationspakke og har to spørgsmål før dialogmødet."
    save_letter(cast.acting("sagsbehandler", 30), letter=letter, version=letter.version, introduction=introduction)
    send_by_mail(
        cast.acting("sagsbehandler", 29),
        letter=letter,
        recipient_name="U. Eksempel",
        recipient_email="udfylder@example.org",
        due_on=cast.ago(8),
    )
    first, second = letter.questions.order_by("position")
    answers = {
        first.pk: "Garagerne er ved en fejl talt som hele enheder. Opgørelsen er rettet, bidraget er rigtigt.",
        second.pk: "De 100.000 kr. er flyttet fra afdelingens istandsættelseskonto efter aftale med revisor.",
    }
    letter.refresh_from_db()
    answer_on_page(cast.acting("udfylder", 11), letter=letter, answers=answers, given_by="U. Eksempel")


def _overdue(cast: Cast) -> None:
    letter = _asked(cast, "sagsbehandler", "9102", 35, ("D-06", "002"), ("D-07", "006"))
    send_by_mail(
        cast.acting("sagsbehandler", 34),
        letter=letter,
        recipient_name="D. Eksempel",
        recipient_email="udfylder-ravnso@example.org",
        due_on=cast.ago(6),
    )
    letter.refresh_from_db()
    remind_letter(cast.acting("sagsbehandler", 3), letter=letter)


def _draft(cast: Cast) -> None:
    acting = cast.acting("sagsbehandler", 2)
    letter = draft_letter(acting, package=cast.package("9101"), addressee=Addressee.AUDITOR)
    add_question(
        acting,
        letter=letter,
        finding=cast.finding("9101", "D-04", "005"),
        text="Kan du bekræfte, at 100.000 kr. er overført til henlæggelserne efter aftale med dig?",
    )


def _by_post(cast: Cast) -> None:
    letter = _asked(cast, "nabo-sagsbehandler", "9103", 26, ("D-05", "003"))
    sent = mark_sent_outside(
        cast.acting("nabo-sagsbehandler", 25), letter=letter, recipient_name="Direktionen", due_on=cast.ago(5)
    )
    answer_on_behalf(
        cast.acting("nabo-sagsbehandler", 9),
        question=Question.objects.get(letter=sent),
        text="Vandskaden i 2025 kostede mere end ventet. Vi hæver henlæggelsen fra næste budget.",
        given_by="Direktionen",
        source="Brev, som kom med posten",
        received_on=cast.ago(10),
    )
