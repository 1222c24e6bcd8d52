"""What people in the demo say about points: judgements, proposals, notes, and what the organisation explained."""

from __future__ import annotations

from styringsdialog.processes.judging import judge_point
from styringsdialog.reviews.judging import propose
from styringsdialog.reviews.models import Verdict
from styringsdialog.reviews.noting import add_note
from styringsdialog.reviews.peers import PeerCriteria, choose_peers
from styringsdialog.submissions.explanations import record_explanation
from styringsdialog.submissions.models import ExplanationWay

from .cast import Cast

# Rule, subject, what the case worker decided, and why. Points not named here wait for somebody.
JUDGED = (
    ("D-01", "003", Verdict.AGREE, "Regnskabschefen har bekræftet tastefejlen. Den rettes i næste regnskab."),
    ("D-02", "009", Verdict.AGREE, ""),
    ("K-02", "9101", Verdict.MEETING, "Hvad skal arbejdskapitalen bruges til de næste år?"),
    ("B-01", "018", Verdict.MEETING, "Tredje år i træk. Vi skal høre, hvad der er sat i gang."),
    (
        "K-05",
        "016",
        Verdict.OVERRULE,
        "Følger alene af fejlen i antallet af lejemålsenheder. Bidraget er betalt efter de rigtige enheder.",
    ),
)
PROPOSED = (
    (
        "R-01",
        "011",
        Verdict.MEETING,
        "Afviklingen er slet ikke kommet i gang. Bed om en plan, der holder treårsfristen.",
    ),
    ("D-04", "013", Verdict.ASK, "Uden ultimo kan henlæggelserne ikke følges."),
    ("V-01", "014", Verdict.MEETING, "Taget i 2031 kræver enten højere henlæggelser nu eller et lån."),
)


def judge_points_of_the_demo(cast: Cast) -> None:
    """Elmelund's package of the year is half dealt with; Vesterlyng's is the neighbour's and just begun."""
    _explain(cast)
    for rule, subject, verdict, reason in JUDGED:
        judge_point(
            cast.acting("sagsbehandler", 32),
            finding=cast.finding("9101", rule, subject),
            verdict=verdict,
            reason=reason,
        )
    for rule, subject, verdict, reason in PROPOSED:
        propose(
            cast.acting("raadgiver", 12), finding=cast.finding("9101", rule, subject), verdict=verdict, reason=reason
        )
    slow = cast.finding("9101", "B-01", "018")
    add_note(
        cast.acting("koordinator", 25),
        finding=slow,
        text="Driftschefen nævnte på kontaktmødet, at udbuddet af renholdelse er på vej. Spørg til tidsplanen.",
    )
    choose_peers(cast.acting("sagsbehandler", 24), finding=slow, criteria=PeerCriteria(same_form=True))
    judge_point(
        cast.acting("nabo-sagsbehandler", 15),
        finding=cast.finding("9103", "K-03", "9103"),
        verdict=Verdict.MEETING,
        reason="Fonden er over målet. Hvorfor opkræves der fortsat bidrag?",
    )


def _explain(cast: Cast) -> None:
    """What Elmelund said last year is shown beside the same points this year."""
    editor, elmelund = cast.acting("udfylder", 380), cast.organisation("9101")
    told = {
        (
            "R-01",
            "011",
        ): "Afdelingsmødet stemte budgettet ned i to omgange, så afviklingen af underskuddet blev udskudt.",
        ("B-01", "018"): "Driften er lagt om fra egne folk til et fælles driftscenter. Vi venter virkningen fra 2025.",
    }
    for (rule, subject), text in told.items():
        found = cast.finding("9101", rule, subject, dialogue_year=2025)
        record_explanation(
            editor,
            organisation=elmelund,
            dialogue_year=2025,
            rule=rule,
            subject_kind=found.subject_kind,
            subject_key=subject,
            text=text,
            way=ExplanationWay.PAGE,
            given_by="U. Eksempel",
            figures={name: value for name, value, *_ in found.detail.get("figures", ())},
        )
