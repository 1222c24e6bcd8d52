"""What the desk shows: judgements and proposals by matter, notes, progress, history, and each in few queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.submissions import made

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.register.history import merge_organisations
from styringsdialog.register.models import HousingOrganisation, Role
from styringsdialog.reviews.desk import (
    Progress,
    judgements_of,
    matter_history,
    notes_of,
    overruled,
    progress,
    proposals_waiting,
)
from styringsdialog.reviews.judging import judge, judge_many, propose
from styringsdialog.reviews.models import Answer, PointNote, Question, QuestionLetter
from styringsdialog.reviews.noting import add_note, change_note, withdraw_note
from styringsdialog.submissions.explanations import record_explanation
from styringsdialog.submissions.services import store_package
from styringsdialog.trail.models import TrailEntry

pytestmark = pytest.mark.django_db

ORGANISATION = ("K-01", "organisation", "0101")
FIRST = ("D-01", "division", "001")


def queries(call, *args):
    with CaptureQueriesContext(connection) as asked:
        call(*args)
    return len(asked)


def test_a_matter_has_its_judgement_and_its_proposals(worker, somebody, package, findings):
    adviser = somebody(Role.ADVISER)
    judge(worker, finding=findings[0], verdict="agree")
    current = judge(worker, finding=findings[0], verdict="meeting")
    waiting = [
        propose(adviser, finding=findings[0], verdict="agree"),
        propose(somebody(Role.ADVISER), finding=findings[0], verdict="meeting"),
    ]
    alone = propose(adviser, finding=findings[1], verdict="agree")
    found = judgements_of(worker, package)
    assert found.keys() == {ORGANISATION, FIRST}
    assert (found[ORGANISATION].current, found[ORGANISATION].proposals) == (current, tuple(waiting))
    assert (found[FIRST].current, found[FIRST].proposals) == (None, (alone,))
    assert not found[ORGANISATION].is_outdated


def test_a_judgement_is_outdated_once_the_machine_says_something_else(worker, package, findings, make_run):
    judge_many(worker, findings=findings, verdict="agree")
    make_run(package, [("K-01", "")])
    same = judgements_of(worker, package)
    assert not same[ORGANISATION].is_outdated
    assert same[FIRST].is_outdated, "the newest run says nothing of it"
    make_run(package, [("K-01", ""), ("D-01", "001")], params={"have": 4000})
    assert judgements_of(worker, package)[ORGANISATION].is_outdated


def test_the_desk_takes_few_queries_however_many_are_judged(worker, package, make_run):
    def asked(number):
        points = make_run(package, [(f"K-{n:03}", "") for n in range(number)])
        judge_many(worker, findings=points, verdict="agree")
        for point in points:
            add_note(worker, finding=point, text="x")
        calls = (judgements_of, notes_of, progress, overruled)
        return [queries(call, worker, package) for call in calls]

    assert asked(1) == asked(30) == [3, 1, 3, 1]
    # A judgement of an earlier run is compared with what the newest says: one query more.
    make_run(package, [("K-001", "")])
    assert queries(judgements_of, worker, package) == 4


def test_each_municipality_has_its_own_desk(worker, somebody, neighbour, package, findings, make_run):
    judge(worker, finding=findings[0], verdict="agree")
    add_note(worker, finding=findings[0], text="Kun Ålev")
    other = somebody(Role.CASE_WORKER, at=neighbour)
    make_run(package, [("K-01", "")], at=neighbour)
    assert (judgements_of(other, package), notes_of(other, package), overruled(other, package)) == ({}, {}, set())
    editor = somebody(Role.ORGANISATION_EDITOR)
    assert (judgements_of(editor, package), notes_of(editor, package), progress(editor, package)) == ({}, {}, [])


def test_progress_counts_what_is_left_by_target_area(worker, package, findings, make_run):
    assert progress(worker, package) == [Progress("economy", 1, 0), Progress("divisions", 2, 0)]
    judge_many(worker, findings=findings[:2], verdict="agree")
    assert [(one.area, one.judged, one.left) for one in progress(worker, package)] == [
        ("economy", 1, 0),
        ("divisions", 1, 1),
    ]
    make_run(package, [("K-01", "")], outcome="ok")
    assert progress(worker, package) == [], "what is in order need not be judged"


def test_overruled_matters_are_told_to_the_brief(worker, package, findings):
    judge(worker, finding=findings[0], verdict="overrule", reason="Fejl")
    judge(worker, finding=findings[1], verdict="meeting")
    assert overruled(worker, package) == {ORGANISATION}


def test_proposals_wait_for_the_municipality(worker, somebody, neighbour, package, findings):
    adviser = somebody(Role.ADVISER)
    for finding in findings[:2]:
        propose(adviser, finding=finding, verdict="agree")
    assert [(one.package, one.count) for one in proposals_waiting(worker)] == [(package, 2)]
    assert proposals_waiting(somebody(Role.CASE_WORKER, at=neighbour)) == []
    assert proposals_waiting(somebody(Role.UNIT_CONTACT)) == []


def test_notes_are_changed_and_taken_back_by_their_writer_only(worker, somebody, package, findings):
    note = add_note(worker, finding=findings[0], text=" Ring til formanden ")
    other = somebody(Role.UNIT_CONTACT)
    add_note(other, finding=findings[0], text="Ældre er hørt")
    assert [one.text for one in notes_of(worker, package)[ORGANISATION]] == ["Ældre er hørt", "Ring til formanden"]
    with pytest.raises(NotAllowed):
        change_note(other, note=note, text="Nej")
    with pytest.raises(NotAllowed):
        withdraw_note(somebody(Role.COORDINATOR), note=note)
    change_note(worker, note=note, text="Formanden er ringet op")
    entry = TrailEntry.objects.order_by("-pk").first()
    assert (entry.before, entry.after) == ("Ring til formanden", "Formanden er ringet op")
    withdraw_note(worker, note=note)
    assert [one.text for one in notes_of(worker, package)[ORGANISATION]] == ["Ældre er hørt"]
    with pytest.raises(NotAllowed):
        change_note(worker, note=note, text="Igen")
    with pytest.raises(UserError):
        add_note(worker, finding=findings[0], text="  ")


def test_a_personal_note_is_for_staff_and_its_words_stay_out_of_the_trail(worker, somebody, package, findings):
    note = add_note(worker, finding=findings[0], text="Om en beboer", access_class="personal")
    change_note(worker, note=note, text="Om en anden")
    adviser = somebody(Role.ADVISER)
    assert notes_of(adviser, package) == {}
    assert [one.text for one in notes_of(somebody(Role.COORDINATOR), package)[ORGANISATION]] == ["Om en anden"]
    assert TrailEntry.objects.order_by("-pk").first().before is None
    with pytest.raises(NotAllowed):
        add_note(adviser, finding=findings[0], text="x", access_class="personal")
    assert PointNote.objects.count() == 1


@pytest.fixture
def last_year(package, owner, make_run):
    """The package of the year before, with a run; the division had another number then."""
    facts = made.package(owner.lbf_number, name=owner.name, year=2024)
    older = store_package(
        Acting(None, date(2025, 9, 1)), facts=facts, organisation=owner, upload=None, received_on=date(2025, 9, 1)
    )
    return older, make_run(older, [("K-01", ""), ("D-01", "001")], figures=[["have", 4000, "kr"]])


def test_the_same_matter_over_the_years(worker, owner, package, findings, last_year):
    older, before = last_year
    judged = judge(worker, finding=before[1], verdict="overrule", reason="Byggeriet var nyt")
    said = {"rule": "D-01", "subject_kind": "division", "subject_key": "001", "way": "package", "given_by": "Kirsten"}
    record_explanation(worker, organisation=owner, dialogue_year=2025, text="Nyt tag", **said)
    letter = QuestionLetter.objects.create(
        package=older, municipality=judged.municipality, addressee="organisation", state="answered"
    )
    asked = Question.objects.create(letter=letter, text="?", rule="D-01", subject_kind="division", subject_key="001")
    Answer.objects.create(question=asked, text="Taget", way="page", given_by="K", received_on=worker.day)
    Answer.objects.create(
        question=asked, text="Kladde", way="page", given_by="K", received_on=worker.day, is_draft=True
    )
    # The number was another one last year: the division is known by its row.
    before[1].subject_key = "901"
    before[1].save()
    judged.subject_key = asked.subject_key = "901"
    judged.save()
    asked.save()
    now, then = matter_history(worker, findings[1])
    assert (now.dialogue_year, now.package, now.judgement, now.explanation, now.answers) == (
        2026, package, None, None, (),
    )  # fmt: skip
    assert (then.dialogue_year, then.package, then.outcome, then.judgement) == (2025, older, "attention", judged)
    assert then.figures == {"have": (4000, "kr")}
    assert then.explanation.text == "Nyt tag"
    assert [answer.text for answer in then.answers] == ["Taget"]


def test_the_history_of_an_organisation_takes_the_newest_run_of_each_year(worker, findings, last_year, make_run):
    older, _ = last_year
    make_run(older, [("K-01", "")], outcome="ok")
    assert [(one.dialogue_year, one.outcome) for one in matter_history(worker, findings[0])] == [
        (2026, "attention"),
        (2025, "ok"),
    ]


def test_history_takes_few_queries_however_many_years(worker, owner, package, findings, make_run):
    judgements_of(worker, package)  # who the actor is has been looked up
    assert queries(matter_history, worker, findings[1]) == 4
    for year in range(2020, 2025):
        facts = made.package(owner.lbf_number, name=owner.name, year=year)
        acting = Acting(None, date(year + 1, 9, 1))
        older = store_package(acting, facts=facts, organisation=owner, upload=None, received_on=acting.day)
        judge_many(worker, findings=make_run(older, [("D-01", "001")]), verdict="agree")
    with CaptureQueriesContext(connection) as asked:
        assert len(matter_history(worker, findings[1])) == 6
    assert len(asked) == 4


def test_another_municipality_sees_nothing_of_the_history(somebody, neighbour, findings):
    assert matter_history(somebody(Role.CASE_WORKER, at=neighbour), findings[0]) == []


@pytest.fixture
def merged(place, owner, worker, somebody, make_run):
    """A neighbouring organisation with two years of its own, which became part of the first on 1 January 2026."""
    gone = HousingOrganisation.objects.create(
        lbf_number="0109", name="Boligforeningen Engen", owner_kind="own_divisions", seat_municipality=place
    )
    found = []
    for year in (2024, 2025):
        day = date(year, 9, 1)
        facts = made.package(gone.lbf_number, name=gone.name, year=year - 1)
        older = store_package(Acting(None, day), facts=facts, organisation=gone, upload=None, received_on=day)
        found += make_run(older, [("K-01", "")], outcome="ok")
    numbers = {row.pk: f"1{row.lbf_number}" for row in gone.divisions.all()}
    merge_organisations(
        somebody(Role.COORDINATOR), ceasing=[gone], into=owner, day=date(2026, 1, 1), division_numbers=numbers
    )
    return gone, found


def test_an_organisations_matter_goes_on_to_those_it_came_from(worker, owner, findings, last_year, merged):
    gone, before = merged
    judged = judge(worker, finding=before[1], verdict="agree")
    said = {"rule": "K-01", "subject_kind": "organisation", "way": "package", "given_by": "Kirsten"}
    record_explanation(worker, organisation=gone, dialogue_year=2025, subject_key="0109", text="Engens", **said)
    record_explanation(worker, organisation=owner, dialogue_year=2025, subject_key="0101", text="Åens", **said)
    years = matter_history(worker, findings[0])
    assert [(one.dialogue_year, one.known_as, one.outcome) for one in years] == [
        (2026, "", "attention"),
        (2025, "", "attention"),
        (2025, "Boligforeningen Engen", "ok"),
        (2024, "Boligforeningen Engen", "ok"),
    ]
    assert [one.explanation and one.explanation.text for one in years] == [None, "Åens", "Engens", None]
    assert [one.judgement for one in years] == [None, None, judged, None]
    assert [one.known_as for one in matter_history(worker, before[1])] == ["", ""], "the ceased one knows no later"


def test_an_organisation_renamed_is_told_under_the_name_it_had(worker, findings, last_year):
    _, before = last_year
    before[0].subject_name = "Åens Boligselskab"
    before[0].save()
    assert [one.known_as for one in matter_history(worker, findings[0])] == ["", "Åens Boligselskab"]


def test_a_merger_costs_two_queries_whatever_there_was_before(worker, package, findings, merged):
    judgements_of(worker, package)
    assert queries(matter_history, worker, findings[0]) == 6  # four, who merged with whom, and their rows
