"""The desk in Chromium: twenty points by keyboard alone, an adviser's proposals, several in one go, both widths."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from styringsdialog.processes.judging import judge_point
from styringsdialog.reviews.judging import propose
from styringsdialog.reviews.models import BriefPoint, Finding, Judgement, LetterState, Question, QuestionLetter
from tests.web.desk_world import OPEN, open_points, say_things

WIDTHS = (1280, 390)


@pytest.fixture
def full_world(world):
    """The small municipality, whose package has more than twenty points to judge."""
    assert len(open_points(world)) > 20
    return world


@pytest.fixture
def desk(full_world, page, live_server, sign_in, complaints):
    """The case worker at the desk, with nothing pressed yet."""
    sign_in(full_world.users["case_worker"])
    page.goto(live_server.url + reverse("points", args=[full_world.package.pk]))
    page.wait_for_load_state("networkidle")
    return page


def opened(page) -> int:
    return int(page.locator("[data-opened]").get_attribute("data-opened"))


def press(page, key: str) -> None:
    """Press a key and wait until the desk has answered."""
    with page.expect_response(re.compile(r"/punkter/(\d+/)?(\?.*)?$")):
        page.keyboard.press(key)
    expect(page.locator("#desk")).not_to_have_attribute("aria-busy", "true")


def verdicts(world) -> dict[int, tuple[str, str]]:
    rows = Judgement.objects.filter(package=world.package, state="current")
    return {row.finding_id: (row.verdict, row.reason) for row in rows}


def test_twenty_points_by_keyboard_alone(full_world, desk, complaints):
    page, expected = desk, {}
    for key, verdict in zip("esmesmesme", ["agree", "ask", "meeting"] * 3 + ["agree"], strict=True):
        expected[opened(page)] = (verdict, "")
        press(page, key)
    for number in range(4):  # overrule with a reason: u, the reason, Enter
        expected[opened(page)] = ("overrule", f"Tallet er rettet, e s m {number}")
        page.keyboard.press("u")
        expect(page.locator("#reason")).to_be_focused()
        page.keyboard.type(f"Tallet er rettet, e s m {number}")
        press(page, "Enter")
    undone = opened(page)
    press(page, "m")
    assert Judgement.objects.filter(finding=undone, state="current").exists()
    press(page, "z")  # takes it back and leads back to it
    assert opened(page) == undone
    assert not Judgement.objects.filter(finding=undone, state="current").exists()
    marked = []
    for _ in range(5):  # several in one go
        marked.append(opened(page))
        page.keyboard.press("x")
        press(page, "j")
    press(page, "k")
    assert opened(page) == marked[-1]
    expect(page.locator("[data-marked-count]")).to_have_text("5 punkter markeret")
    press(page, "m")
    expected |= dict.fromkeys(marked, ("meeting", ""))
    expected[opened(page)] = ("agree", "")
    press(page, "ArrowRight")
    press(page, "ArrowLeft")
    press(page, "e")
    assert len(expected) == 20
    assert verdicts(full_world) == expected
    expect(page.locator(".desk-progress")).to_contain_text(f"20 af {len(open_points(full_world))} vurderet")
    asked = [key for key, (verdict, _reason) in expected.items() if verdict == "ask"]
    draft = QuestionLetter.objects.get(state=LetterState.DRAFT)
    assert Question.objects.filter(letter=draft).count() == len(asked) == 3
    meeting = {key for key, (verdict, _reason) in expected.items() if verdict == "meeting"}
    for finding in Finding.objects.filter(pk__in=meeting):
        found = BriefPoint.objects.get(rule=finding.rule, subject_key=finding.subject_key)
        assert found.is_chosen
    assert complaints == []


def test_keys_typed_faster_than_the_answers_come_are_not_lost(full_world, desk):
    before = opened(desk)
    for key in "eee":
        desk.keyboard.press(key)
    expect(desk.locator(".desk-progress")).to_contain_text(f"3 af {len(open_points(full_world))} vurderet")
    assert opened(desk) != before
    assert [verdict for verdict, _ in verdicts(full_world).values()] == ["agree"] * 3


def test_keys_do_nothing_in_a_field_and_can_be_turned_off(full_world, desk):
    page = desk
    page.locator("#text").click()
    page.keyboard.type("esm")
    page.locator("#text").fill("")
    page.locator("#reason").click()
    page.keyboard.type("em")
    page.keyboard.press("Enter")  # not asked for by «u»: a new line
    page.locator("#reason").fill("")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Tastaturgenveje")).to_be_visible()
    page.keyboard.press("e")  # nor behind the dialog
    page.get_by_text("Brug tastaturgenveje her").click()
    page.get_by_role("button", name="Luk").click()
    page.keyboard.press("e")
    page.keyboard.press("m")
    page.wait_for_timeout(300)
    assert verdicts(full_world) == {}
    page.reload()
    page.wait_for_load_state("networkidle")
    page.keyboard.press("e")
    page.wait_for_timeout(300)
    assert verdicts(full_world) == {}


def test_overruling_without_a_reason_says_so_at_the_field(full_world, desk):
    desk.locator("#judge-form").get_by_role("button", name="Underkend").click()
    expect(desk.locator("#reason_error")).to_contain_text("begrundelse")
    expect(desk.locator("#reason")).to_be_focused()
    desk.keyboard.type("Beløbet er rettet.")
    press(desk, "Enter")
    assert [*verdicts(full_world).values()] == [("overrule", "Beløbet er rettet.")]


def test_two_people_at_the_same_point_are_both_shown(full_world, desk):
    finding = Finding.objects.get(pk=opened(desk))
    judge_point(full_world.acting("coordinator"), finding=finding, verdict="meeting", reason="Vigtigt.")
    press(desk, "e")
    alert = desk.locator(".conflict")
    expect(alert).to_contain_text("En anden har vurderet punktet imens")
    expect(alert).to_contain_text("Vigtigt.")
    assert verdicts(full_world)[finding.pk][0] == "meeting"
    with desk.expect_response(re.compile(r"/punkter/\d+/$")):
        alert.get_by_role("button", name="Sæt min i stedet").click()
    expect(desk.locator(".told")).to_contain_text("Enig")
    assert verdicts(full_world)[finding.pk][0] == "agree"


def test_an_adviser_proposes_and_a_case_worker_follows_changes_and_declines(
    full_world, page, live_server, sign_in, complaints
):
    address = live_server.url + reverse("points", args=[full_world.package.pk])
    sign_in(full_world.users["adviser"])
    page.goto(address)
    page.wait_for_load_state("networkidle")
    expect(page.get_by_text("Foreslå:")).to_be_visible()
    proposed = []
    for key in "mes":
        proposed.append(opened(page))
        press(page, key)
    assert Judgement.objects.filter(state="proposed").count() == 3
    assert verdicts(full_world) == {}

    sign_in(full_world.users["case_worker"])
    page.goto(f"{address}?state=proposed")
    page.wait_for_load_state("networkidle")
    for finding in proposed:
        assert page.locator(f'[data-point="{finding}"]').count() == 1
    page.locator(f'[data-point="{proposed[0]}"]').click()
    page.wait_for_url(f"**/punkter/{proposed[0]}/**")  # it may have been open already, as the first of the list
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Følg", exact=True).click()
    expect(page.locator(".told")).to_be_visible()
    page.goto(live_server.url + reverse("point", args=[full_world.package.pk, proposed[1]]))
    page.get_by_text("Ret og følg").click()
    page.locator(".proposal select").select_option("overrule")
    page.locator(".proposal textarea").fill("Det er rettet i budgettet.")
    page.get_by_role("button", name="Følg med rettelsen").click()
    expect(page.locator(".told")).to_contain_text("Underkendt")
    page.goto(live_server.url + reverse("proposal_list"))
    page.locator(".line-mark").check()
    page.get_by_role("button", name="Følg ikke de markerede").click()
    expect(page.get_by_text("Ét forslag er ikke fulgt.")).to_be_visible()
    assert verdicts(full_world) == {
        proposed[0]: ("meeting", ""),
        proposed[1]: ("overrule", "Det er rettet i budgettet."),
    }
    assert Judgement.objects.get(finding=proposed[2]).state == "declined"
    assert complaints == []


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_broken_with_everything_open(world, page, live_server, sign_in, complaints, axe, width):
    say_things(world)
    points = open_points(world)
    propose(world.acting("adviser"), finding=points[0], verdict="overrule", reason="Fejl i skemaet.")
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(world.users["case_worker"])
    division = next(one for one in points if one.subject_kind == "division")
    faults = {}
    for pk in {points[0].pk, division.pk}:
        page.goto(live_server.url + reverse("point", args=[world.package.pk, pk]))
        page.wait_for_load_state("networkidle")
        page.locator("#point details:not([open]) > summary").evaluate_all("all => all.forEach(one => one.click())")
        page.wait_for_load_state("networkidle")
        expect(page.locator(".matter-history")).to_be_visible()
        faults |= axe()
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    if width > 1000:
        page.keyboard.press("x")
        faults |= axe()
        page.keyboard.press("?")
        faults |= axe()
    assert faults == {}
    assert complaints == []


def test_judging_without_script(world, browser, live_server, client):
    client.force_login(world.users["case_worker"], backend="django.contrib.auth.backends.ModelBackend")
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + reverse("points", args=[world.package.pk]))
    first = opened(page)
    page.locator("#judge-form").get_by_role("button", name="Enig").click()
    assert opened(page) != first
    expect(page.locator(".told")).to_contain_text("Enig")
    page.locator(".told").get_by_role("button", name="Fortryd").click()
    assert opened(page) == first
    marks = page.locator("#review-list .line-mark")
    for place in range(2):
        marks.nth(place).check()
    page.locator("#judge-many").get_by_role("button", name="Til mødet").click()
    assert sorted(verdict for verdict, _ in verdicts(world).values()) == ["meeting", "meeting"]
    assert set(OPEN) >= set(Finding.objects.filter(pk__in=verdicts(world)).values_list("outcome", flat=True))
    context.close()
