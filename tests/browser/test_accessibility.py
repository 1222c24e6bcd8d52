"""Every page at 1280 and 390 pixels: no violation of axe-core, nothing wider than the screen, no complaint."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from playwright.sync_api import expect

from styringsdialog.processes.uploads import receive_file
from styringsdialog.submissions.models import Upload
from tests.web.test_uploads import damaged

WIDTHS = (1280, 390)
PAGES = (
    "overview organisation_list organisation division_list division area_list area package_list package points brief "
    "upload_any upload upload~previewed law rule figure guide guide_page choose_municipality missing"
).split()


def addresses(world) -> dict[str, str]:
    with_number = {
        "organisation": [world.owner.lbf_number],
        "division": [world.owner.lbf_number, world.division.lbf_number],
        "area": [world.area.pk],
        "package": [world.package.pk],
        "points": [world.package.pk],
        "brief": [world.brief.pk],
        "upload": [world.applied.pk],
        "upload~previewed": [world.previewed.pk],
        "guide_page": ["laes-punkterne"],
        "rule": ["K-01"],
        "figure": ["funds", "dispositionsfond_target_kr"],
    }
    found = {name: reverse(name.partition("~")[0], args=with_number.get(name, [])) for name in PAGES[:-1]}
    return {**found, "missing": "/findes-ikke/"}


def too_wide(page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page(world, page, live_server, sign_in, complaints, axe, width):
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(world.users["case_worker"])
    faults = {}
    for name, address in addresses(world).items():
        page.goto(live_server.url + address)
        page.locator("details:not([open]) > summary").evaluate_all("all => all.forEach(one => one.click())")
        if found := axe():
            faults[name] = found
        if (extra := too_wide(page)) > 0:
            faults[f"{name}, too wide"] = extra
    assert faults == {}
    assert [text for text in complaints if "404" not in text] == []  # the page that is missing on purpose


ACCOUNTS = b"Afdeling;Ident;Tekst;Regnskab 2025\r\n08501;5130.025;Ydelser;1000\r\n08501;9999.999;Ukendt;5"


def files_that_stopped(world) -> dict[str, Upload]:
    """One upload in each state in which the user has to do something."""
    worker = world.acting("case_worker")
    mapped = {"kind": "accounts", "organisation": world.owner, "dialogue_year": 2026}
    given = {
        "sent_back": (damaged(), "fejl.xlsx", {}),
        "unreadable": (b"ikke et regneark", "laast.xlsx", {}),
        "to_map": (ACCOUNTS, "regnskab.csv", mapped),
    }
    made = {}
    for state, (data, name, more) in given.items():
        made[state] = receive_file(worker, file=ContentFile(data), name=name, **more)
        made[state].refresh_from_db()
        assert made[state].state == state
    return made


@pytest.mark.parametrize("width", WIDTHS)
def test_files_that_stopped(world, page, live_server, sign_in, complaints, axe, width):
    page.set_viewport_size({"width": width, "height": 900})
    stopped = files_that_stopped(world)
    sign_in(world.users["case_worker"])
    faults = {}
    for state, upload in stopped.items():
        page.goto(live_server.url + reverse("upload", args=[upload.pk]))
        page.locator("details:not([open]) > summary").evaluate_all("all => all.forEach(one => one.click())")
        faults |= {f"{state}, {rule}": places for rule, places in axe().items()}
        if (extra := too_wide(page)) > 0:
            faults[f"{state}, too wide"] = extra
    assert faults == {}
    assert complaints == []


@pytest.mark.parametrize("width", WIDTHS)
def test_one_point_at_a_time_on_a_phone_and_both_on_a_screen(world, page, live_server, sign_in, width):
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(world.users["case_worker"])
    page.goto(live_server.url + reverse("points", args=[world.package.pk]))
    title, line = page.locator("#point-title"), page.locator("[data-point]").first
    expect(title).to_be_visible(visible=width > 1000)
    line.click()
    expect(title).to_be_visible()
    expect(line).to_be_visible(visible=width > 1000)
    if width < 1000:
        assert title.bounding_box()["y"] < 500
        page.get_by_role("link", name="Tilbage til listen").click()
        expect(line).to_be_visible()
        expect(title).to_be_hidden()


@pytest.mark.parametrize("width", WIDTHS)
def test_sign_in(register, page, live_server, complaints, axe, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(live_server.url)
    assert axe() == {}
    assert too_wide(page) <= 0
    page.get_by_role("button", name="Log ind", exact=True).last.click()
    assert complaints == []


def test_the_menu_of_a_phone_opens_closes_and_passes(world, page, live_server, sign_in, complaints, axe):
    page.set_viewport_size({"width": 390, "height": 900})
    sign_in(world.users["case_worker"])
    page.goto(live_server.url)
    page.get_by_role("button", name="Menu").click()
    drawer = page.get_by_role("dialog")
    drawer.get_by_role("link", name="Pakker").wait_for()
    page.wait_for_timeout(400)  # the drawer slides in, and axe measures colours
    assert axe() == {}
    drawer.get_by_role("link", name="Pakker").click()
    page.wait_for_url("**/pakker/")
    assert complaints == []


def test_english_pages_say_so_and_pass(world, page, live_server, sign_in, axe):
    sign_in(world.users["case_worker"])
    page.goto(live_server.url + reverse("points", args=[world.package.pk]))
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.url.endswith("/punkter/")
    assert axe() == {}


def test_skip_link_leads_to_the_content(world, page, live_server, sign_in):
    sign_in(world.users["case_worker"])
    page.goto(live_server.url)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main-content"
