"""A merger in Chromium: from the wizard to both organisations' pages, the day before and the day, and the old name."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from styringsdialog.register.models import Division, HousingOrganisation

WIDTHS = (1280, 390)


@pytest.fixture
def two(register):
    """The owner of the small municipality, and a second one whose division has a number that is taken."""
    other = HousingOrganisation.objects.create(
        lbf_number="0200", name="Bakkens Boliger", owner_kind="own_divisions", seat_municipality=register.place
    )
    Division.objects.create(organisation=other, lbf_number="08501", name="Engen", location_municipality=register.place)
    return register


def day_shown(page, live_server, number: str, day: str) -> None:
    page.goto(live_server.url + reverse("organisation", args=[number]) + f"?pr={day}")


def merged(page, live_server) -> None:
    """Record that Bakkens Boliger becomes part of Fiktiv Boligforening from 1 March 2024."""
    page.goto(live_server.url + reverse("event_new"))
    page.get_by_role("link", name="Organisationer lægges sammen, og den ene fortsætter").click()
    page.get_by_label("Fra hvilken dag").fill("2024-03-01")
    page.get_by_label("Hvem fortsætter?").select_option(label="Fiktiv Boligforening")
    page.locator("label", has_text="Bakkens Boliger").click()
    page.get_by_role("button", name="Se, hvad der ændres").click()
    page.get_by_label("Nyt nummer til 08501 Engen (Bakkens Boliger)").fill("08601")
    page.get_by_role("button", name="Se, hvad der ændres").click()
    expect(page.get_by_role("heading", name="Det sker 1. marts 2024")).to_be_visible()
    expect(page.get_by_text("08601 Engen hører til Fiktiv Boligforening")).to_be_visible()
    page.get_by_role("button", name="Registrér hændelsen").click()
    expect(page.get_by_text("Hændelsen er registreret.")).to_be_visible()


def test_a_merger_and_its_history(two, page, live_server, sign_in, complaints, axe):
    sign_in(two.users["case_worker"])
    merged(page, live_server)
    expect(page.get_by_text("Bakkens Boliger lægges ind i Fiktiv Boligforening.")).to_be_visible()
    assert axe() == {}

    day_shown(page, live_server, "0200", "2024-02-29")
    expect(page.get_by_role("link", name="08501 Engen")).to_be_visible()
    expect(page.get_by_text("som det var den 29. februar 2024")).to_be_visible()
    day_shown(page, live_server, "0200", "2024-03-01")
    expect(page.get_by_text("Ophørt 1. marts 2024.")).to_be_visible()
    expect(page.get_by_text("Organisationen havde ingen afdelinger i registret den dag.")).to_be_visible()

    page.get_by_role("link", name="Fiktiv Boligforening").first.click()  # on the same day, by the event's own link
    assert page.url.endswith("/organisationer/0123/?pr=2024-03-01")
    expect(page.get_by_role("link", name="08601 Engen")).to_be_visible()
    day_shown(page, live_server, "0123", "2024-02-29")
    expect(page.locator("section[aria-labelledby=divisions]").get_by_role("link", name="Engen")).to_have_count(0)

    page.goto(live_server.url + reverse("division", args=["0200", "08501"]))  # its old address
    assert page.url.endswith("/organisationer/0123/afdelinger/08601/")
    page.goto(page.url + "?pr=2024-02-29")
    expect(page.get_by_text("Afdeling 08501 i")).to_be_visible()
    expect(page.get_by_role("link", name="Bakkens Boliger").first).to_be_visible()

    page.goto(live_server.url + reverse("register"))
    page.get_by_label("Søg efter navn eller nummer, også tidligere").fill("bakkens")
    page.locator("#main-content").get_by_role("button", name="Søg").click()
    page.get_by_role("link", name="Bakkens Boliger").click()
    expect(page.get_by_text("Ophørt 1. marts 2024.")).to_be_visible()
    assert complaints == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_registers_pages_pass_in_both_widths(two, page, live_server, sign_in, complaints, axe, width):
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(two.users["case_worker"])
    merged(page, live_server)
    page.goto(live_server.url + reverse("surface_list"))
    page.get_by_role("button", name="Opret emnerne").click()
    event = page.url  # the table, with every topic missing somebody
    names = (
        "register event_list event_new organisation_new organisation_list division_list area_list area_new unit_list "
        "unit_new surface_list surface_mine surface_new register_workbook"
    ).split()
    addresses = {name: reverse(name) for name in names}
    addresses |= {
        "form": reverse("event_form", args=["deling"]) + f"?om={two.owner.pk}",
        "edit": reverse("organisation_edit", args=["0123"]),
        "contact": reverse("organisation_contact_new", args=["0123"]),
        "then": reverse("organisation", args=["0200"]) + "?pr=2024-02-29",
        "merged": reverse("organisation", args=["0123"]),
        "area": reverse("area", args=[two.area.pk]),
    }
    assert event.endswith(addresses["surface_list"])
    faults = {}
    for name, address in addresses.items():
        page.goto(live_server.url + address)
        page.locator("details:not([open]) > summary").evaluate_all("all => all.forEach(one => one.click())")
        if found := axe():
            faults[name] = found
        extra = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if extra > 0:
            faults[f"{name}, too wide"] = extra
    assert faults == {}
    assert complaints == []
