"""From a real run: to ask puts the rule's own question in the letter, in one transaction with the judgement."""

import pytest

from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.documents.finding_text import finding_ask, finding_title
from styringsdialog.processes.judging import adopt_proposal, judge_point, judge_points, question_of
from styringsdialog.processes.reviewing import chosen_points
from styringsdialog.processes.uploads import apply_upload
from styringsdialog.register.models import Role
from styringsdialog.reviews.judging import propose, undo
from styringsdialog.reviews.models import Finding, Judgement, Question, QuestionLetter
from styringsdialog.reviews.queries import current_run, point, points

pytestmark = pytest.mark.django_db


@pytest.fixture
def package(worker, hand_in):
    return apply_upload(worker, upload=hand_in(worker))


@pytest.fixture
def found(worker, package):
    """The findings of the run, worst first."""
    return list(Finding.objects.filter(run=current_run(worker, package)).order_by("rank", "rule", "subject_key"))


def with_question(acting, found):
    return next(one for one in found if finding_ask(point(acting, one.pk).finding))


def without_question(acting, found):
    return next(one for one in found if not finding_ask(point(acting, one.pk).finding))


def test_the_rules_own_question_goes_into_the_letter(worker, found):
    asked = with_question(worker, found)
    judge_point(worker, finding=asked, verdict="ask")
    question = Question.objects.get()
    assert question.text == finding_ask(point(worker, asked.pk).finding)
    assert (question.rule, question.subject_key, question.subject_name) == (
        asked.rule, asked.subject_key, asked.subject_name,
    )  # fmt: skip


def test_a_point_without_a_question_is_asked_about_by_its_title(worker, found):
    asked = without_question(worker, found)
    title = finding_title(point(worker, asked.pk).finding)
    assert question_of(asked) == f"Vil I forklare baggrunden for dette: {title}?"
    assert question_of(asked, "en").startswith("Please explain the background of this: ")


def test_own_words_go_before_the_rules(worker, found):
    judge_point(worker, finding=found[0], verdict="ask", question=" Hvem har besluttet det? ")
    assert Question.objects.get().text == "Hvem har besluttet det?"


def test_several_are_asked_about_each_in_its_own_words_and_taken_back(worker, found):
    chosen = found[:5]
    batch = judge_points(worker, findings=chosen, verdict="ask")
    texts = list(QuestionLetter.objects.get().questions.values_list("text", flat=True))
    assert texts == [question_of(one) for one in chosen]
    undo(worker, batch=batch)
    assert (Question.objects.count(), QuestionLetter.objects.count()) == (0, 0)


def test_the_brief_follows(worker, package, found):
    shown = points(worker, package)
    by_default = chosen_points(worker, package, shown)
    out, inside = by_default[0], next(one.pk for one in shown if one.pk not in by_default)
    by_key = {one.pk: one for one in found}
    deed = judge_point(worker, finding=by_key[out], verdict="overrule", reason="Gælder ikke her")
    judge_point(worker, finding=by_key[inside], verdict="meeting")
    now = chosen_points(worker, package, shown)
    assert out not in now
    assert inside in now
    assert set(now) - {inside} == set(by_default) - {out}, "the others as before"
    undo(worker, batch=deed.batch)
    assert out in chosen_points(worker, package, shown)


def test_a_proposal_to_ask_is_adopted_with_its_question(worker, somebody, found):
    asked = with_question(worker, found)
    proposal = propose(somebody(Role.ADVISER), finding=asked, verdict="ask")
    assert not Question.objects.exists()
    adopt_proposal(worker, proposal=proposal)
    assert Question.objects.get().text == question_of(asked)


def test_cpr_numbers_are_refused_in_reason_and_question(worker, found):
    for words in ({"reason": "Se sag om 010190-1234"}, {"question": "Hvem er 0101901234?"}):
        with pytest.raises(UserError) as refusal:
            judge_point(worker, finding=found[0], verdict="ask", **words)
        assert refusal.value.message == "text.cpr"
    assert not Judgement.objects.exists()


def test_an_adviser_does_not_judge_through_the_desk(somebody, found):
    with pytest.raises(NotAllowed):
        judge_points(somebody(Role.ADVISER), findings=found[:2], verdict="ask")
    assert not QuestionLetter.objects.exists()
