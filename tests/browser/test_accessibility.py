"""Every page at 1280 and 390 pixels: no violation of axe-core, nothing wider than the screen, no complaint."""

import pytest
from django.urls import reverse

WIDTHS = (1280, 390)
PAGES = (
    "overview organisation_list organisation division_list division area_list area package_list package points brief "
    "upload_any upload upload~previewed law rule figure guide choose_municipality missing"
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
