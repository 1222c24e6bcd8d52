"""The case worker's whole job in Chromium: sign in, upload, preview, take in, open a point, choose, get the brief."""

import io
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from styringsdialog.submissions.models import Upload
from tests.web.test_uploads import damaged
from tests.web.world import workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def worker(register, page, live_server, complaints):
    """Signed in by the button of the demo."""
    page.goto(live_server.url)
    page.locator(".demo-users li", has_text="Tilsynsmedarbejder").first.get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    return page


def hand_in(page, data: bytes) -> None:
    page.get_by_role("link", name="Fiktiv Boligforening", exact=True).first.click()
    page.get_by_role("link", name="Læg en fil op").click()
    page.get_by_label("Fil", exact=True).set_input_files({"name": "pakke.xlsx", "mimeType": XLSX, "buffer": data})
    page.get_by_role("button", name="Læg op").click()


def test_from_file_to_brief(worker, complaints):
    page = worker
    hand_in(page, workbook())
    expect(page.get_by_role("heading", name="Det ændres")).to_be_visible()
    page.get_by_role("button", name="Tag filen ind").click()
    expect(page.get_by_text("Pakken er taget ind og prøvet mod reglerne.")).to_be_visible()
    page.get_by_role("link", name="Gennemgå punkterne").click()

    opened = page.locator("[data-point][aria-current]")
    first = opened.get_attribute("href")
    page.wait_for_load_state()  # the keys are heard once the deferred scripts have run
    page.keyboard.press("j")
    expect(opened).not_to_have_attribute("href", first)
    title = opened.locator("strong").inner_text().splitlines()[-1]
    expect(page.locator("#point-title")).to_have_text(title.strip())
    assert page.url.rsplit("/", 2)[1] == opened.get_attribute("hx-get").rsplit("/", 2)[1]
    page.keyboard.press("k")
    expect(opened).to_have_attribute("href", first)

    chosen = page.get_by_label("Tag punktet med i dialogoplægget")
    count = page.locator("#chosen-count")
    before, was = count.inner_text(), chosen.is_checked()
    page.get_by_text("Tag punktet med i dialogoplægget").click()
    expect(count).not_to_have_text(before)
    page.reload()
    assert chosen.is_checked() is not was

    page.get_by_role("button", name="Dialogoplæg (PDF, Word)").click()
    page.get_by_role("textbox", name="Tekst").first.fill("Vores egen indledning.")
    page.get_by_role("button", name="Gem, og fastlæg").click()
    expect(page.get_by_role("heading", name="Oplægget er fastlagt")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Hent PDF").click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF-")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Hent Word").click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"PK")
    assert complaints == []


def test_a_file_with_a_fault_comes_back_marked_and_the_right_one_goes_in(worker, complaints):
    page = worker
    hand_in(page, damaged())
    expect(page.get_by_role("heading", name="skal rettes, før filen kan tages ind")).to_be_visible()
    expect(page.get_by_role("cell", name="nittenhundrede", exact=True)).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Hent regnearket med mærker").click()
    marked = Path(waiting.value.path()).read_bytes()
    from openpyxl import load_workbook

    sheets = load_workbook(io.BytesIO(marked))
    texts = [str(cell.value) for sheet in sheets for cells in sheet.iter_rows() for cell in cells if cell.value]
    assert sum("nittenhundrede" in text for text in texts) >= 2  # in its cell, and in the list of problems
    page.get_by_role("link", name="Overblik").first.click()
    expect(page.get_by_role("link", name="Få rettet filen fra Fiktiv Boligforening")).to_be_visible()
    hand_in(page, workbook())
    expect(page.get_by_role("button", name="Tag filen ind")).to_be_visible()
    assert complaints == []


def test_going_back_shows_the_point_before(world, page, live_server, sign_in, complaints):
    sign_in(world.users["case_worker"])
    page.goto(f"{live_server.url}/pakker/{world.package.pk}/punkter/")
    title = page.locator("#point-title")
    first = title.inner_text()
    page.keyboard.press("j")
    second = page.locator("[data-point]").nth(1)
    expect(second).to_have_attribute("aria-current", "true")
    page.go_back()
    expect(title).to_have_text(first)
    expect(page.get_by_role("navigation", name="Hovedmenu").first).to_be_visible()
    assert complaints == []


def test_the_point_opens_without_script(world, browser, live_server, client):
    client.force_login(world.users["case_worker"], backend="django.contrib.auth.backends.ModelBackend")
    context = browser.new_context(java_script_enabled=False)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/pakker/{world.package.pk}/punkter/")
    page.locator("[data-point]").nth(1).click()
    expect(page.locator("[data-point][aria-current]")).to_have_count(1)
    expect(page.locator("#point-title")).to_be_visible()
    page.get_by_text("Tag punktet med i dialogoplægget").click()
    page.get_by_role("button", name="Gem").click()
    expect(page.locator("#point-title")).to_be_visible()
    context.close()


def test_a_lost_connection_is_said_quietly_and_the_page_goes_on_by_itself(world, page, live_server, sign_in):
    Upload.objects.filter(pk=world.previewed.pk).update(state="received")
    sign_in(world.users["case_worker"])
    page.goto(live_server.url + reverse("upload", args=[world.previewed.pk]))
    said = page.get_by_text("Ingen forbindelse. Prøver igen.")
    expect(said).to_be_hidden()
    page.context.set_offline(True)
    expect(said).to_be_visible()
    page.context.set_offline(False)
    expect(said).to_be_hidden()
