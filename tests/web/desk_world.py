"""What people have said on the desk of the small municipality: a judgement, a proposal, a note, and letters."""

from dataclasses import dataclass
from datetime import date

from styringsdialog.processes.judging import judge_point
from styringsdialog.processes.letters import add_question, draft_letter, send_by_mail
from styringsdialog.reviews.judging import propose
from styringsdialog.reviews.models import Finding, Judgement, PointNote, QuestionLetter
from styringsdialog.reviews.noting import add_note

OPEN = ("possible_breach", "attention", "cannot_judge")


@dataclass
class Desk:
    """One of each thing that the desk's addresses are tried with."""

    judged: Judgement
    proposal: Judgement
    note: PointNote
    sent: QuestionLetter
    token: str
    to_auditor: QuestionLetter
    draft: QuestionLetter


def open_points(world) -> list[Finding]:
    """The points of the newest run that are to be judged, worst first."""
    return list(Finding.objects.filter(run=world.run, outcome__in=OPEN).order_by("rank", "pk"))


def sent_letter(world, addressee="organisation", questions=("Hvorfor er tallet steget?", "Hvad gør I nu?")):
    """A letter that went out by mail; (letter, token)."""
    worker = world.acting("case_worker")
    letter = draft_letter(worker, package=world.package, addressee=addressee)
    for text in questions:
        add_question(worker, letter=letter, text=text)
    who = {"recipient_name": "Ida Prøve", "recipient_email": "ida@example.org", "due_on": date(2026, 9, 15)}
    return send_by_mail(worker, letter=letter, **who)


def say_things(world) -> Desk:
    """A judgement and a note by the case worker, a proposal by the adviser, a letter sent to each, and a draft."""
    worker, adviser = world.acting("case_worker"), world.acting("adviser")
    points = open_points(world)
    judged = judge_point(worker, finding=points[1], verdict="agree")
    proposal = propose(adviser, finding=points[2], verdict="meeting", reason="Hør bestyrelsen.")
    note = add_note(worker, finding=points[1], text="Ring til direktøren.")
    sent, token = sent_letter(world)
    to_auditor, _token = sent_letter(world, "auditor", ("Er saldoen afstemt?",))
    draft = draft_letter(worker, package=world.package)
    add_question(worker, letter=draft, text="Hvornår er planen klar?")
    draft.refresh_from_db()
    return Desk(judged, proposal, note, sent, token, to_auditor, draft)
