"""A question goes out by link and is answered on a phone without a sign-in; every page of letters at both widths."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from styringsdialog.processes.answer_links import token_of
from styringsdialog.reviews.models import Answer, LetterState, QuestionLetter
from styringsdialog.submissions.models import Explanation
from tests.web.desk_world import open_points, say_things

WIDTHS = (1280, 390)


def test_from_a_point_by_link_to_an_answer_on_a_phone(world, page, live_server, sign_in, complaints, browser):
    sign_in(world.users["case_worker"])
    point = open_points(world)[0]
    page.goto(live_server.url + reverse("point", args=[world.package.pk, point.pk]))
    page.wait_for_load_state("networkidle")
    page.keyboard.press("s")
    expect(page.locator(".told")).to_contain_text("Spurgt")
    page.get_by_role("link", name="ét punkt er der spurgt om").click()
    expect(page.get_by_role("heading", name="Spørgsmål til Fiktiv Boligforening")).to_be_visible()
    page.get_by_label("Dit eget spørgsmål").fill("Hvornår er regnskabet godkendt?")
    page.get_by_role("button", name="Tilføj spørgsmålet").click()
    page.get_by_role("button", name="Flyt op").click()
    expect(page.locator(".question textarea").first).to_have_value("Hvornår er regnskabet godkendt?")
    page.get_by_label("Modtagerens navn").fill("Ida Prøve")
    page.get_by_label("Modtagerens e-mail").fill("ida@example.org")
    page.get_by_label("Svar ønskes senest").fill("2099-01-01")
    page.get_by_role("button", name="Gennemse og send").click()
    page.get_by_role("button", name="Send til ida@example.org").click()
    expect(page.get_by_text("Linket udløber")).to_be_visible()  # a deadline after the link's last day is refused
    letter = QuestionLetter.objects.get()
    QuestionLetter.objects.filter(pk=letter.pk).update(due_on=soon())
    page.reload()
    page.get_by_role("button", name="Send til ida@example.org").click()
    expect(page.get_by_text("Brevet er sendt til Ida Prøve.")).to_be_visible()
    letter.refresh_from_db()
    assert letter.state == LetterState.SENT

    phone = browser.new_context(viewport={"width": 390, "height": 800}, locale="da-DK")
    there = phone.new_page()
    answer = there.goto(live_server.url + reverse("answer", args=[token_of(letter)]))
    assert answer.headers["referrer-policy"] == "no-referrer"
    expect(there.get_by_role("heading", level=1)).to_have_text("Spørgsmål til Fiktiv Boligforening")
    expect(there.get_by_role("navigation")).to_have_count(0)
    assert there.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    there.get_by_label("Svar 2").fill("Vi har lagt en plan.")
    there.get_by_role("button", name="Gem kladde").click()
    expect(there.get_by_text("Kladden er gemt.")).to_be_visible()
    expect(there.get_by_label("Svar 2")).to_have_value("Vi har lagt en plan.")
    assert not Answer.objects.filter(is_draft=False).exists()
    there.get_by_label("Svar 1").fill("Ring til 010190-1234 og hør.")
    there.get_by_role("button", name="Send svaret til kommunen").click()
    expect(there.locator(".form-error-message")).to_contain_text("CPR-nummer")
    there.get_by_label("Svar 1").fill("Den 3. maj.")
    there.get_by_label("Dit navn").fill("Ida Prøve")
    there.get_by_role("button", name="Send svaret til kommunen").click()
    expect(there.get_by_text("Tak. Svaret er sendt til kommunen.")).to_be_visible()
    phone.close()
    assert QuestionLetter.objects.get().state == LetterState.ANSWERED

    page.goto(live_server.url)
    expect(page.get_by_role("link", name="Læs svaret fra Fiktiv Boligforening")).to_be_visible()
    page.get_by_role("link", name="Læs svaret fra Fiktiv Boligforening").click()
    expect(page.get_by_text("Vi har lagt en plan.")).to_be_visible()
    explained = Explanation.objects.get(rule=point.rule)
    assert explained.text == "Vi har lagt en plan."
    page.get_by_role("link", name="Se punktet").click()
    expect(page.locator(".explanation")).to_contain_text("Vi har lagt en plan.")
    assert complaints == []


def soon() -> date:
    return timezone.localdate() + timedelta(days=14)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_of_letters(world, page, live_server, sign_in, complaints, axe, width):
    desk = say_things(world)
    QuestionLetter.objects.filter(pk=desk.sent.pk).update(link_expires_on=soon())  # the browser's day is today
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(world.users["case_worker"])
    pages = {
        "proposals": reverse("proposal_list"),
        "list": reverse("letter_list"),
        "draft": reverse("letter", args=[desk.draft.pk]),
        "preview": reverse("letter_preview", args=[desk.draft.pk]),
        "sent": reverse("letter", args=[desk.sent.pk]),
        "on behalf": reverse("question_answer", args=[desk.sent.questions.first().pk]),
        "answer": reverse("answer", args=[desk.token]),
        "overview": "/",
    }
    faults = {}
    for name, address in pages.items():
        page.goto(live_server.url + address)
        page.locator("main details:not([open]) > summary").evaluate_all("all => all.forEach(one => one.click())")
        faults |= {f"{name}: {rule}": where for rule, where in axe().items()}
        if page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0:
            faults[f"{name} is too wide"] = width
    sign_in(world.users["organisation_editor"])
    page.goto(live_server.url + reverse("letter_reply", args=[desk.sent.pk]))
    faults |= axe()
    page.goto(live_server.url + reverse("answer", args=["x" * 43]))
    expect(page.get_by_role("heading", level=1)).to_have_text("Linket kan ikke åbnes")
    faults |= axe()
    assert faults == {}
    assert [text for text in complaints if "404" not in text] == []
