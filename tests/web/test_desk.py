"""The desk without a browser: list, folding, marks, deeds and their refusals; queries for one row and for thirty."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from styringsdialog.processes.judging import judge_point, judge_points
from styringsdialog.processes.reviewing import chosen_points, run_rules
from styringsdialog.reviews.desk import judgements_of
from styringsdialog.reviews.judging import propose
from styringsdialog.reviews.models import Finding, Judgement, PeerChoice, PointNote
from styringsdialog.reviews.queries import listed_points
from styringsdialog.submissions.models import Explanation
from styringsdialog.web.reviews.brief_choice import chosen_in_brief
from styringsdialog.web.reviews.desk import FOLDED_FROM, desk_list, marked_points, progress_of
from styringsdialog.web.reviews.rows import Choice, Said, next_left, rows_of
from styringsdialog.web.reviews.said import said_of
from tests.web.desk_world import open_points


@pytest.fixture
def worker(world, signed_in):
    return signed_in(world.users["case_worker"])


@pytest.fixture
def acting(world):
    return world.acting("case_worker")


@pytest.fixture
def address(world):
    return reverse("points", args=[world.package.pk])


def like_it(finding, count):
    """More points of the same rule about divisions of other numbers."""
    for number in range(count):
        Finding.objects.create(
            run=finding.run, rule=finding.rule, area=finding.area, subject_kind="division",
            subject_key=f"09{number:03d}", subject_name=f"Prøvegården {number}", outcome=finding.outcome,
            severity=finding.severity, rank=finding.rank, message=finding.message, params=finding.params,
            detail=finding.detail,
        )  # fmt: skip


def test_light_rows_say_the_same_as_the_core(world, acting):
    points = open_points(world)
    judge_points(acting, findings=points[:3], verdict="meeting")
    judge_point(acting, finding=points[0], verdict="overrule", reason="Rettet.")
    propose(world.acting("adviser"), finding=points[4], verdict="agree")
    Finding.objects.filter(pk=points[1].pk).update(params={**points[1].params, "afvigelse": "1"})
    run_rules(acting, package=world.package)
    told = said_of(acting, world.run, rows_of(acting, world.run))
    core = judgements_of(acting, world.package)
    assert told.keys() == core.keys()
    for matter, said in told.items():
        one = core[matter]
        assert (said.verdict, said.judgement) == (one.current.verdict, one.current.pk) if one.current else ("", None)
        assert (said.proposals, said.is_outdated) == (len(one.proposals), one.is_outdated)
    assert [said.is_outdated for said in told.values()].count(True) == 1


def test_the_choice_for_the_brief_is_that_of_the_brief(world, acting):
    found = listed_points(acting, world.run)
    assert chosen_in_brief(acting, world.package, rows_of(acting, world.run)) == set(
        chosen_points(acting, world.package, found)
    )


def test_many_points_of_a_rule_are_one_line_and_the_keys_still_go_through_all(world, acting):
    like = open_points(world)[0]
    like_it(like, FOLDED_FROM)
    rows = rows_of(acting, world.run)
    found = desk_list(acting, rows, Choice(), {}, "da", opened=like.pk)
    lines = [line for group in found.groups for line in group.lines]
    fold = next(line for line in lines if line.rule == like.rule and line.outcome == like.outcome)
    many = [row.pk for row in rows if (row.rule, row.outcome) == (like.rule, like.outcome)]
    assert (fold.count, fold.subject) == (len(many), f"{len(many)} punkter")
    assert [line.pk for line in lines if line.pk in many] == [like.pk]  # the opened one stands below its fold
    assert set(many) <= set(found.order)
    assert found.beside(many[1]) == (many[0], many[2])
    alone = desk_list(acting, [row for row in rows if row.pk in many], Choice(rule=like.rule), {}, "da")
    assert [line.pk for group in alone.groups for line in group.lines] == many


def test_a_mark_on_a_fold_stands_for_those_not_judged_and_is_refused_when_they_are_others(world, acting):
    like = open_points(world)[0]
    like_it(like, FOLDED_FROM)
    rows = rows_of(acting, world.run)
    many = [row for row in rows if (row.rule, row.outcome) == (like.rule, like.outcome)]
    about = {many[0].matter: Said("agree", 1)}
    value = f"{like.rule}:{like.outcome}"
    left = len(many) - 1
    assert marked_points(rows, rows, about, [f"{value}:{left}"]) == [row.pk for row in many[1:]]
    assert marked_points(rows, rows, about, [f"{value}:{left + 1}"]) is None
    assert marked_points(rows, rows, about, [str(many[0].pk), "999999"]) is None
    assert progress_of(rows, about)[0] == 1


def test_the_next_is_the_next_not_judged_and_from_the_top_at_the_end(world, acting):
    rows = [row for row in rows_of(acting, world.run) if row.is_open]
    about = {rows[1].matter: Said("agree", 1)}
    assert next_left(rows, about, rows[0].pk) == rows[2].pk
    assert next_left(rows, about, rows[-1].pk) == rows[0].pk
    outdated = {rows[1].matter: Said("agree", 1, is_outdated=True)}
    assert next_left(rows, outdated, rows[0].pk) == rows[1].pk


@pytest.mark.parametrize("state", ["left", "judged", "proposed", "ask", "meeting", "overrule"])
def test_the_list_is_narrowed_by_what_was_said(world, worker, acting, address, state):
    points = open_points(world)
    given = {"judged": "agree", "ask": "ask", "meeting": "meeting", "overrule": "overrule"}
    judge_point(acting, finding=points[0], verdict=given.get(state, "agree"), reason="Fordi.")
    propose(world.acting("adviser"), finding=points[1], verdict="agree")
    shown = worker.get(address, {"state": state}).context["listing"].order
    expected = {"left": {one.pk for one in points[1:]}, "proposed": {points[1].pk}}
    assert set(shown) == expected.get(state, {points[0].pk})


def test_thirty_judgements_cost_no_more_queries_than_one(world, worker, acting, address):
    points = open_points(world)

    def queries():
        with CaptureQueriesContext(connection) as made:
            assert worker.get(address).status_code == 200
        return len(made)

    judge_point(acting, finding=points[0], verdict="agree")
    worker.get(address)
    with_one = queries()
    judge_points(acting, findings=points[1:31], verdict="agree")
    assert queries() == with_one <= 15


def test_a_judgement_that_was_not_seen_is_not_overwritten(world, worker, acting):
    point = open_points(world)[0]
    judge_point(world.acting("coordinator"), finding=point, verdict="meeting")
    answer = worker.post(reverse("point_judge", args=[world.package.pk, point.pk]), {"verdict": "agree"}, follow=True)
    assert "En anden har vurderet punktet imens" in answer.content.decode()
    assert Judgement.objects.get(finding=point, state="current").verdict == "meeting"


def test_a_refusal_keeps_what_was_typed(world, worker):
    point = open_points(world)[0]
    sent = {"verdict": "overrule", "reason": "Beboer 010190-1234 klagede"}
    page = worker.post(reverse("point_judge", args=[world.package.pk, point.pk]), sent, follow=True).content.decode()
    assert "CPR-nummer" in page
    assert "klagede</textarea>" in page  # what was typed is kept, but for the number itself
    assert "010190-1234" not in page
    assert not Judgement.objects.exists()


def test_a_verdict_nobody_can_press_is_not_there(world, worker):
    point = open_points(world)[0]
    address = reverse("point_judge", args=[world.package.pk, point.pk])
    assert worker.post(address, {"verdict": "maybe"}).status_code == 404


def test_notes_are_the_municipalitys_own(world, worker, signed_in):
    point = open_points(world)[0]
    where = [world.package.pk, point.pk]
    worker.post(reverse("point_note", args=where), {"text": "Ring først."})
    note = PointNote.objects.get()
    page = reverse("point", args=where)
    assert "Ring først." in signed_in(world.users["unit_contact"]).get(page).content.decode()
    assert signed_in(world.users["organisation_editor"]).get(page).status_code == 404
    worker.post(reverse("point_note_change", args=[note.pk]), {"deed": "withdraw"})
    assert "Ring først." not in worker.get(page).content.decode()


def test_an_explanation_entered_on_their_behalf_says_so(world, worker):
    point = open_points(world)[0]
    where = [world.package.pk, point.pk]
    worker.post(reverse("point_explain", args=where), {"text": "Taget er nyt.", "given_by": "mail af 3. maj"})
    assert Explanation.objects.get().way == "on_behalf"
    page = worker.get(reverse("point", args=where)).content.decode()
    assert "Taget er nyt." in page
    assert "Skrevet ind af kommunen, mail af 3. maj" in page


def test_history_and_peers_are_pages_without_script_and_parts_with(world, worker):
    division = next(one for one in open_points(world) if one.subject_key == "08501")
    for name in ("point_history", "point_peers"):
        address = reverse(name, args=[world.package.pk, division.pk])
        assert "<html" in worker.get(address).content.decode()
        part = worker.get(address, headers={"HX-Request": "true"}).content.decode()
        assert part.strip()
        assert "<html" not in part


def test_peers_are_chosen_and_stored_with_the_point(world, worker):
    division = next(one for one in open_points(world) if one.subject_key == "08501")
    address = reverse("point_peers", args=[world.package.pk, division.pk])
    sent = {"figures": ["rent_per_m2"], "by_size": "on", "age_within": "", "count": "4"}
    page = worker.post(address, sent, follow=True).content.decode()
    assert PeerChoice.objects.get().subject_key == "08501"
    assert "blandt én afdeling hos Fiktiv Boligforening" in page
