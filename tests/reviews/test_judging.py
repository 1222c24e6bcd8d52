"""A point is judged by a person: one current judgement a matter, several in one go, and all of it can be taken back."""

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext

from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.register.models import Role
from styringsdialog.reviews.judging import adopt, decline, judge, judge_many, propose, undo
from styringsdialog.reviews.models import BriefPoint, Judgement, JudgementState, Question, QuestionLetter, Verdict
from styringsdialog.trail.models import TrailEntry
from styringsdialog.trail.queries import sentence

pytestmark = pytest.mark.django_db


def states(finding):
    """(verdict, state) of everything said about the matter, oldest first."""
    rows = Judgement.objects.filter(
        package=finding.run.package, rule=finding.rule, subject_key=finding.subject_key
    ).order_by("pk")
    return [(row.verdict, row.state) for row in rows]


def in_brief(finding):
    """True, False, or None where nobody has chosen."""
    row = BriefPoint.objects.filter(rule=finding.rule, subject_key=finding.subject_key).first()
    return None if row is None else row.is_chosen


def refused(message, call, *args, **kwargs):
    with pytest.raises(UserError) as refusal:
        call(*args, **kwargs)
    assert refusal.value.message == message


def test_a_judgement_takes_the_place_of_the_current_one(worker, findings):
    first = judge(worker, finding=findings[0], verdict="agree")
    second = judge(worker, finding=findings[0], verdict="overrule", reason=" Fejl i tallet. ")
    assert states(findings[0]) == [("agree", "replaced"), ("overrule", "current")]
    assert (second.reason, second.created_by, second.day) == ("Fejl i tallet.", worker.user, worker.day)
    first.refresh_from_db()
    assert first.replaced_by == second
    assert states(findings[1]) == []


def test_to_overrule_needs_a_reason(worker, findings):
    refused("points.reason_needed", judge, worker, finding=findings[0], verdict="overrule", reason="  ")
    refused("points.reason_needed", judge_many, worker, findings=findings, verdict="overrule")
    assert not Judgement.objects.exists()


def test_each_deed_is_one_entry_that_reads_as_a_sentence(worker, findings):
    before = TrailEntry.objects.count()
    judge(worker, finding=findings[0], verdict="agree")
    judge_many(worker, findings=findings, verdict="meeting")
    entries = list(TrailEntry.objects.order_by("pk"))[before:]
    assert [sentence(entry) for entry in entries] == [
        "Anne Beck vurderede K-01 (Boligforeningen Åen) i Boligforeningen Åen, styringsår 2026: enig.",
        "Anne Beck vurderede 3 punkter i Boligforeningen Åen, styringsår 2026: tages op på mødet.",
    ]
    assert {entry.municipality_code for entry in entries} == {"0981"}


def test_a_point_of_an_earlier_run_is_not_judged(worker, package, findings, make_run):
    make_run(package, [("K-01", "")])
    refused("points.older_run", judge, worker, finding=findings[0], verdict="agree")
    refused("points.older_run", judge_many, worker, findings=findings, verdict="agree")


@pytest.mark.parametrize(
    "role", [Role.ADVISER, Role.UNIT_CONTACT, Role.MANAGER, Role.ADMINISTRATOR, Role.ORGANISATION_EDITOR, Role.AUDITOR]
)
def test_only_coordinator_and_case_worker_judge(somebody, findings, role):
    with pytest.raises(NotAllowed):
        judge(somebody(role), finding=findings[0], verdict="agree")
    with pytest.raises(NotAllowed):
        judge_many(somebody(role), findings=findings, verdict="agree")


def test_nobody_judges_the_points_of_another_municipality(somebody, neighbour, package, findings, make_run):
    other = somebody(Role.CASE_WORKER, at=neighbour)
    with pytest.raises(NotAllowed):
        judge(other, finding=findings[0], verdict="agree")
    (own,) = make_run(package, [("K-01", "")], at=neighbour)
    judge(other, finding=own, verdict="overrule", reason="Vores egen vurdering")
    assert TrailEntry.objects.order_by("-pk").first().municipality_code == "0982"
    # The seat's run is still the newest of the seat.
    judge(somebody(Role.COORDINATOR), finding=findings[0], verdict="agree")
    current = Judgement.objects.filter(state="current").values_list("municipality__code", "verdict")
    assert set(current) == {("0982", "overrule"), ("0981", "agree")}


def test_several_are_judged_all_or_none(worker, package, findings, make_run):
    batch = judge_many(worker, findings=findings, verdict=Verdict.AGREE)
    assert set(Judgement.objects.values_list("batch", "state")) == {(batch, "current")}
    assert Judgement.objects.count() == 3
    other = make_run(package, [("K-01", "")])
    refused("points.one_package", judge_many, worker, findings=[*findings, *other], verdict="agree")
    refused("points.none_chosen", judge_many, worker, findings=[], verdict="agree")
    assert Judgement.objects.count() == 3


def test_a_point_named_twice_is_judged_once(worker, findings):
    judge_many(worker, findings=[findings[0], findings[0]], verdict="agree")
    assert Judgement.objects.count() == 1


def test_the_database_allows_one_current_judgement(worker, findings):
    row = judge(worker, finding=findings[0], verdict="agree")
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_several_are_judged_with_as_many_statements_as_many_more(worker, package, make_run):
    def count(number):
        points = make_run(package, [(f"K-{n:02}", "") for n in range(number)])
        with CaptureQueriesContext(connection) as asked:
            judge_many(worker, findings=points, verdict="meeting")
        return len(asked)

    assert count(1) <= 13
    assert count(30) <= 13
    # SQLite takes a limited number of values in one statement: rows go in by some fifty at a time.
    assert count(150) <= 16
    assert count(150) <= 20, "150 that take the place of 150"


def test_undo_takes_a_deed_back_and_what_it_replaced_holds_again(worker, findings):
    judge(worker, finding=findings[1], verdict="meeting")
    batch = judge_many(worker, findings=findings, verdict="agree")
    assert undo(worker, batch=batch) == 3
    assert states(findings[1]) == [("meeting", "current"), ("agree", "withdrawn")]
    assert states(findings[0]) == [("agree", "withdrawn")]
    refused("points.changed_since", undo, worker, batch=batch)


def test_undo_is_refused_where_a_point_was_judged_since(worker, findings):
    batch = judge_many(worker, findings=findings, verdict="agree")
    judge(worker, finding=findings[2], verdict="meeting")
    refused("points.changed_since", undo, worker, batch=batch)
    assert states(findings[0]) == [("agree", "current")]


def test_undo_is_for_ones_own_deed_and_for_the_coordinator(somebody, worker, neighbour, findings):
    batch = judge(worker, finding=findings[0], verdict="agree").batch
    with pytest.raises(NotAllowed):
        undo(somebody(Role.CASE_WORKER), batch=batch)
    refused("points.nothing_to_undo", undo, somebody(Role.COORDINATOR, at=neighbour), batch=batch)
    refused("points.nothing_to_undo", undo, somebody(Role.ORGANISATION_EDITOR), batch=batch)
    assert undo(somebody(Role.COORDINATOR), batch=batch) == 1


def test_the_meeting_puts_a_point_in_the_brief_and_to_overrule_takes_it_out(worker, findings):
    point = findings[0]
    judge(worker, finding=point, verdict="agree")
    assert in_brief(point) is None
    first = judge(worker, finding=point, verdict="meeting")
    assert in_brief(point) is True
    second = judge(worker, finding=point, verdict="overrule", reason="Rettet")
    assert in_brief(point) is False
    # Agreed with after all: as if nobody had overruled it.
    third = judge(worker, finding=point, verdict="agree")
    assert in_brief(point) is None
    for batch, expected in ((third.batch, False), (second.batch, True), (first.batch, None)):
        undo(worker, batch=batch)
        assert in_brief(point) is expected


def test_undo_leaves_what_was_chosen_by_hand_since(worker, package, findings):
    BriefPoint.objects.create(
        package=package,
        municipality=findings[0].run.municipality,
        rule="K-01",
        subject_kind="organisation",
        subject_key="0101",
        is_chosen=True,
    )
    deed = judge(worker, finding=findings[0], verdict="overrule", reason="Nej")
    assert in_brief(findings[0]) is False
    BriefPoint.objects.update(is_chosen=True)
    undo(worker, batch=deed.batch)
    assert in_brief(findings[0]) is True


def test_to_ask_puts_the_question_in_the_draft_letter_once(worker, package, findings):
    deed = judge(worker, finding=findings[0], verdict="ask", ask="Hvornår nås målet?")
    judge_many(worker, findings=findings, verdict="ask", asks={findings[1].pk: "Hvorfor?", findings[2].pk: "Hvad nu?"})
    letter = QuestionLetter.objects.get()
    assert (letter.package, letter.addressee, letter.state) == (package, "organisation", "draft")
    told = list(letter.questions.values_list("position", "rule", "subject_key", "text"))
    assert [row[1:] for row in told] == [("D-01", "001", "Hvorfor?"), ("D-01", "002", "Hvad nu?")]
    deed.refresh_from_db()
    assert (deed.state, deed.asked) == ("replaced", "Hvornår nås målet?")


def test_the_question_follows_the_judgement_out_of_the_letter_and_back(worker, findings):
    asked = judge(worker, finding=findings[0], verdict="ask", ask="Hvornår?")
    Question.objects.update(text="Hvornår nås målet, og hvordan?")
    agreed = judge(worker, finding=findings[0], verdict="agree")
    assert not Question.objects.exists()
    undo(worker, batch=agreed.batch)
    assert Question.objects.get().text == "Hvornår nås målet, og hvordan?"
    undo(worker, batch=asked.batch)
    assert not Question.objects.exists()
    assert not QuestionLetter.objects.exists(), "an empty draft is not left behind"


def test_a_question_that_was_sent_cannot_be_undone(worker, findings):
    asked = judge(worker, finding=findings[0], verdict="ask", ask="Hvornår?")
    QuestionLetter.objects.update(state="sent")
    refused("points.question_sent", undo, worker, batch=asked.batch)
    judge(worker, finding=findings[0], verdict="agree")
    assert Question.objects.count() == 1


def test_proposals_of_two_advisers_stand_side_by_side(somebody, findings):
    one, two = somebody(Role.ADVISER), somebody(Role.ADVISER)
    propose(one, finding=findings[0], verdict="agree", reason="Først")
    propose(one, finding=findings[0], verdict="meeting", reason="Ved nærmere eftertanke")
    propose(two, finding=findings[0], verdict="overrule", reason="Fejl")
    assert states(findings[0]) == [("agree", "replaced"), ("meeting", "proposed"), ("overrule", "proposed")]
    refused("points.reason_needed", propose, one, finding=findings[0], verdict="overrule")
    assert in_brief(findings[0]) is None


@pytest.mark.parametrize("role", [Role.CASE_WORKER, Role.COORDINATOR, Role.UNIT_CONTACT, Role.ORGANISATION_EDITOR])
def test_only_an_adviser_proposes(somebody, findings, role):
    with pytest.raises(NotAllowed):
        propose(somebody(role), finding=findings[0], verdict="agree")


def test_an_adviser_of_another_municipality_proposes_nothing(somebody, neighbour, findings):
    with pytest.raises(NotAllowed):
        propose(somebody(Role.ADVISER, at=neighbour), finding=findings[0], verdict="agree")


def test_a_proposal_is_adopted_as_it_is(somebody, worker, findings):
    proposal = propose(somebody(Role.ADVISER), finding=findings[0], verdict="overrule", reason="Fejl i konto 803")
    judge(worker, finding=findings[0], verdict="agree")
    made = adopt(worker, proposal=proposal)
    assert (made.verdict, made.reason, made.adopted_from) == ("overrule", "Fejl i konto 803", proposal)
    assert made.created_by == worker.user
    assert states(findings[0]) == [("overrule", "replaced"), ("agree", "replaced"), ("overrule", "current")]
    undo(worker, batch=made.batch)
    assert states(findings[0]) == [("overrule", "proposed"), ("agree", "current"), ("overrule", "withdrawn")]
    assert in_brief(findings[0]) is None


def test_a_proposal_is_adopted_changed_or_declined_once(somebody, worker, findings):
    adviser = somebody(Role.ADVISER)
    proposal = propose(adviser, finding=findings[0], verdict="agree")
    made = adopt(worker, proposal=proposal, verdict="meeting", reason="Tal om det")
    assert (made.verdict, made.reason, made.adopted_from) == ("meeting", "Tal om det", proposal)
    assert TrailEntry.objects.order_by("-pk").first().action == "trail.point.proposal_changed"
    refused("points.no_proposal", adopt, worker, proposal=proposal)
    refused("points.no_proposal", decline, worker, proposal=proposal)
    other = propose(adviser, finding=findings[1], verdict="agree")
    assert decline(worker, proposal=other, reason="Ikke relevant").state == JudgementState.DECLINED
    refused("points.no_proposal", adopt, worker, proposal=other)
    with pytest.raises(NotAllowed):
        decline(adviser, proposal=propose(adviser, finding=findings[1], verdict="agree"))


def test_an_adopted_proposal_that_was_renewed_is_not_brought_back(somebody, worker, findings):
    adviser = somebody(Role.ADVISER)
    made = adopt(worker, proposal=propose(adviser, finding=findings[0], verdict="agree"))
    propose(adviser, finding=findings[0], verdict="meeting")
    undo(worker, batch=made.batch)
    assert states(findings[0]) == [("agree", "replaced"), ("agree", "withdrawn"), ("meeting", "proposed")]


def test_a_proposal_outlives_a_run_that_says_the_same(somebody, worker, package, findings, make_run):
    proposal = propose(somebody(Role.ADVISER), finding=findings[0], verdict="agree")
    (again,) = make_run(package, [("K-01", "")])
    assert adopt(worker, proposal=proposal).finding == again


def test_a_proposal_about_what_has_changed_is_not_adopted(somebody, worker, package, findings, make_run):
    adviser = somebody(Role.ADVISER)
    proposal = propose(adviser, finding=findings[0], verdict="agree")
    gone = propose(adviser, finding=findings[1], verdict="agree")
    make_run(package, [("K-01", "")], params={"have": 5000})
    refused("points.proposal_outdated", adopt, worker, proposal=proposal)
    refused("points.proposal_outdated", adopt, worker, proposal=gone)


def test_an_adviser_takes_their_own_proposal_back(somebody, findings):
    one, two = somebody(Role.ADVISER), somebody(Role.ADVISER)
    first = propose(one, finding=findings[0], verdict="agree")
    second = propose(one, finding=findings[0], verdict="meeting")
    with pytest.raises(NotAllowed):
        undo(two, batch=second.batch)
    with pytest.raises(NotAllowed):
        undo(somebody(Role.COORDINATOR), batch=second.batch)
    undo(one, batch=second.batch)
    assert states(findings[0]) == [("agree", "proposed"), ("meeting", "withdrawn")]
    assert first.batch != second.batch
