"""The register's pages: as of a day, the same number of queries whatever is listed, forms, surfaces, gaps."""

import io
import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from styringsdialog.core.acting import Acting
from styringsdialog.register import history
from styringsdialog.register.models import (
    CollaborationSurface,
    Contact,
    Division,
    HousingArea,
    HousingOrganisation,
    MunicipalUnit,
    RegisterEvent,
    SurfaceTopic,
)
from tests.web.register_world import BEGIN, make_register_parts

DAY = date(2026, 9, 1)
SYSTEM = Acting(None, DAY)


@pytest.fixture
def parts(register):
    return make_register_parts(register.place, register.owner, register.foreign, register.users["case_worker"])


@pytest.fixture
def worker(register, signed_in):
    return signed_in(register.users["case_worker"])


def organisation(register, number, name):
    return HousingOrganisation.objects.create(
        lbf_number=number, name=name, owner_kind="own_divisions", seat_municipality=register.place
    )


def text_of(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


PAGES = (
    "register event_list event_new organisation_list organisation_new division_list area_list area_new unit_list "
    "unit_new surface_list surface_mine surface_new"
).split()


@pytest.mark.parametrize("query", ["", "?pr=2025-12-31", "?pr=2027-06-01", "?pr=i-morgen"])
def test_every_page_opens_on_every_day(register, parts, worker, query):
    addresses = [reverse(name) for name in PAGES]
    addresses += [reverse("organisation", args=["0123"]), reverse("division", args=["0123", "08501"])]
    addresses += [reverse("area", args=[register.area.pk]), reverse("unit", args=[parts.unit.pk])]
    addresses += [reverse("event", args=[parts.event.pk])]
    assert {address: worker.get(address + query).status_code for address in addresses} == dict.fromkeys(addresses, 200)


def test_every_kind_of_event_has_its_form(register, parts, worker):
    from styringsdialog.web.register.event_kinds import KINDS

    things = {
        HousingOrganisation: register.owner, Division: register.division, HousingArea: register.area,
        MunicipalUnit: parts.unit, None: None,
    }  # fmt: skip
    assert len(KINDS) == 21
    for key, kind in KINDS.items():
        thing = things[kind.subject_model]
        chosen = worker.get(reverse("event_form", args=[key]))
        assert chosen.status_code == 200, key
        page = text_of(worker.get(reverse("event_form", args=[key]), {"om": thing.pk} if thing else {}))
        assert "Se, hvad der ændres" in page, key


def queries(client, address) -> list[str]:
    with CaptureQueriesContext(connection) as made:
        assert client.get(address).status_code == 200
    return [query["sql"][:90] + query["sql"][query["sql"].find(" FROM ") :][:60] for query in made.captured_queries]


def more_organisations(register, parts):
    for number in range(29):
        organisation(register, f"02{number:02}", f"Bolig {number}")


def more_divisions(register, parts):
    for number in range(29):
        Division.objects.create(
            organisation=register.owner, lbf_number=f"9{number:02}", name=f"Afd {number}",
            location_municipality=register.place, area=register.area,
        )  # fmt: skip


def more_areas(register, parts):
    for number in range(29):
        HousingArea.objects.create(municipality=register.place, name=f"Område {number}")


def more_units(register, parts):
    for number in range(29):
        unit = MunicipalUnit.objects.create(municipality=register.place, name=f"Center {number}", valid_from=BEGIN)
        topic = SurfaceTopic.objects.create(municipality=register.place, key=f"emne-{number}", name=f"Emne {number}")
        for owner in (None, register.owner):
            CollaborationSurface.objects.create(
                municipality=register.place, topic=topic, unit=unit, organisation=owner,
                responsible=register.users["case_worker"], valid_from=BEGIN,
            )  # fmt: skip


def more_contacts(register, parts):
    for number in range(29):
        Contact.objects.create(
            municipality=register.place, organisation=register.owner, function="other", name=f"N {number}",
            valid_from=BEGIN,
        )  # fmt: skip


def more_events(register, parts):
    for number in range(29):
        history.rename_organisation(
            SYSTEM, organisation=register.owner, name=f"Navn {number}", day=date(2020, 1, 1) + timedelta(days=number)
        )


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("organisation_list", more_organisations),
        ("register", more_organisations),
        ("register", more_units),
        ("surface_list", more_organisations),
        ("division_list", more_divisions),
        ("area_list", more_areas),
        ("unit_list", more_units),
        ("surface_list", more_units),
        ("surface_mine", more_units),
        ("event_list", more_events),
        ("organisation", more_contacts),
        ("organisation", more_units),
        ("organisation", more_divisions),
        ("organisation", more_events),
        ("organisation?pr=2025-12-31", more_divisions),
        ("organisation?pr=2025-12-31", more_events),
        ("area", more_divisions),
        ("division", more_units),
        ("unit", more_units),
    ],
)
def test_thirty_rows_cost_no_more_queries_than_one(register, parts, worker, name, more):
    given = {
        "organisation": ["0123"], "division": ["0123", "08501"], "area": [register.area.pk], "unit": [parts.unit.pk],
    }  # fmt: skip
    name, _, query = name.partition("?")
    address = reverse(name, args=given.get(name, [])) + (f"?{query}" if query else "")
    with_one = queries(worker, address)
    more(register, parts)
    with_thirty = queries(worker, address)
    assert len(with_thirty) == len(with_one), sorted(set(with_thirty) ^ set(with_one))


def merger(into, ceasing, **more):
    return {"day": "2026-12-01", "into": into.pk, "ceasing": [ceasing.pk], "new_name": "", **more}


def test_a_merger_is_previewed_asks_for_numbers_that_collide_and_is_recorded(register, parts, worker):
    other = organisation(register, "0200", "Østbo")
    Division.objects.create(organisation=other, lbf_number="08501", name="Engen", location_municipality=register.place)
    address = reverse("event_form", args=["sammenlaegning"])
    asked = text_of(worker.post(address, merger(register.owner, other)))
    assert "Nyt nummer til 08501 Engen (Østbo)" in asked
    assert RegisterEvent.objects.count() == 2  # only those of the fixture

    number = {f"number_{other.divisions.get().pk}": "08601"}
    preview = text_of(worker.post(address, merger(register.owner, other, **number)))
    assert "Det sker 1. december 2026" in preview
    assert "08601 Engen hører til Fiktiv Boligforening" in preview
    assert RegisterEvent.objects.count() == 2
    other.refresh_from_db()
    assert other.ended_on is None

    answer = worker.post(address, merger(register.owner, other, confirmed="1", **number))
    event = RegisterEvent.objects.latest("pk")
    assert answer.headers["Location"] == reverse("event", args=[event.pk])
    other.refresh_from_db()
    assert (other.ended_on, event.day) == (date(2026, 12, 1), date(2026, 12, 1))

    before = text_of(worker.get(reverse("organisation", args=["0200"]) + "?pr=2026-11-30"))
    assert "08501 Engen" in before
    after = text_of(worker.get(reverse("organisation", args=["0200"]) + "?pr=2026-12-01"))
    assert "Ophørt 1. december 2026" in after
    assert "Organisationen havde ingen afdelinger i registret den dag." in after


def test_a_refusal_of_the_service_stands_above_the_form(register, parts, worker):
    answer = worker.post(
        reverse("event_form", args=["ophoer"]) + f"?om={register.owner.pk}", {"day": "2026-12-01"}
    )  # it still has a division
    page = text_of(answer)
    assert "Der er noget, der skal rettes" in page
    assert RegisterEvent.objects.count() == 2


def test_an_event_is_withdrawn_with_its_reason(register, parts, worker):
    address = reverse("event_withdraw", args=[parts.event.pk])
    assert worker.post(address, {"reason": ""}).status_code == 200
    worker.post(address, {"reason": "Tastefejl"})
    page = text_of(worker.get(reverse("event", args=[parts.event.pk])))
    assert "Hændelsen er trukket tilbage" in page
    assert "Tastefejl" in page


def test_an_event_to_come_is_told_on_the_page_of_today_and_holds_from_its_day(register, parts, worker):
    page = text_of(worker.get(reverse("organisation", args=["0123"])))
    assert "Fra 1. januar 2027:" in page
    assert "<h1>Fiktiv Boligforening</h1>" in page
    later = text_of(worker.get(reverse("organisation", args=["0123"]) + "?pr=2027-01-01"))
    assert "<h1>Fiktiv Bolig</h1>" in later
    assert "som det vil være den 1. januar 2027" in later
    assert "Læg en fil op" not in later


def test_the_day_is_kept_from_page_to_page(register, parts, worker):
    page = text_of(worker.get(reverse("organisation_list") + "?pr=2025-12-31"))
    assert 'href="/organisationer/0123/?pr=2025-12-31"' in page
    page = text_of(worker.get(reverse("division", args=["0123", "08501"]) + "?pr=2025-12-31"))
    assert 'href="/organisationer/0123/?pr=2025-12-31"' in page


def test_an_old_name_is_found(register, parts, worker):
    history.rename_organisation(SYSTEM, organisation=register.owner, name="Nyt Bo", day=date(2026, 2, 1))
    found = worker.get(reverse("organisation_list"), {"text": "fiktiv boligfor"}).context["table"].rows
    assert [row.record.pk for row in found] == [register.owner.pk]
    page = text_of(worker.get(reverse("register"), {"text": "fiktiv boligfor"}))
    assert "hed indtil 1. februar 2026 Fiktiv Boligforening" in page


def test_ended_ones_are_behind_a_choice(register, parts, worker):
    gone = organisation(register, "0300", "Gamle Bo")
    history.close_organisation(SYSTEM, organisation=gone, day=date(2026, 3, 1))
    assert "Gamle Bo" not in text_of(worker.get(reverse("organisation_list")))
    page = text_of(worker.get(reverse("organisation_list"), {"ended": "on"}))
    assert "Gamle Bo" in page
    assert "ophørt 1. marts 2026" in page


def test_a_division_is_found_at_its_old_address(register, parts, worker):
    other = organisation(register, "0200", "Østbo")
    history.move_division(SYSTEM, division=register.division, organisation=other, lbf_number="77", day=date(2026, 5, 1))
    answer = worker.get(reverse("division", args=["0123", "08501"]) + "?pr=2026-04-30")
    assert answer.headers["Location"] == "/organisationer/0200/afdelinger/77/?pr=2026-04-30"
    page = text_of(worker.get(answer.headers["Location"]))
    assert "Afdeling 08501 i" in page
    assert "Åparken går fra Fiktiv Boligforening til Østbo" in page.replace("</a>", "").replace("08501 ", "")


def test_a_gap_is_named_with_the_organisation(register, parts, worker):
    organisation(register, "0200", "Solbo")
    SurfaceTopic.objects.create(municipality=register.place, key="ungdom", name="Ungdomsboliger")
    page = text_of(worker.get(reverse("surface_list")))
    text = " ".join(re.sub(r"<span class=\"sr-only\">.*?</span>|<[^>]+>", "", page).split())
    assert "Ingen har Tilsyn for Solbo." in text
    assert "Ingen har Ungdomsboliger." in page
    assert "Tilsyn for Fiktiv Boligforening" not in text


def test_an_empty_table_offers_the_catalogue(register, worker):
    assert "Opret emnerne" in text_of(worker.get(reverse("surface_list")))
    worker.post(reverse("surface_catalogue"))
    assert SurfaceTopic.objects.filter(municipality=register.place).count() > 10


def test_a_surface_is_opened_handed_over_and_ended(register, parts, worker):
    unit = MunicipalUnit.objects.create(municipality=register.place, name="Plan", valid_from=BEGIN)
    given = {"topic": parts.topic.pk, "unit": unit.pk, "valid_from": "2026-09-01", "responsible_name": "Bo Lind"}
    assert worker.post(reverse("surface_new"), given).status_code == 302
    opened = CollaborationSurface.objects.get(responsible_name="Bo Lind")
    worker.post(
        reverse("surface_hand_over", args=[opened.pk]),
        {"day": "2026-10-01", "unit": unit.pk, "responsible_name": "Ane Holm"},
    )
    opened.refresh_from_db()
    assert opened.valid_until == date(2026, 10, 1)
    taken = CollaborationSurface.objects.get(responsible_name="Ane Holm")
    worker.post(reverse("surface_end", args=[taken.pk]), {"day": "2026-12-01"})
    taken.refresh_from_db()
    assert (taken.valid_from, taken.valid_until) == (date(2026, 10, 1), date(2026, 12, 1))


def test_two_who_edit_the_same_see_both_versions(register, parts, worker):
    address = reverse("organisation_edit", args=["0123"])
    opened = worker.get(address).context["form"]["opened"].value()
    HousingOrganisation.objects.filter(pk=register.owner.pk).update(cvr="11111111")
    given = {
        "name": "Fiktiv Boligforening", "owner_kind": "own_divisions", "cvr": "22222222",
        "fiscal_year_end_month": "12", "opened": opened,
    }  # fmt: skip
    answer = worker.post(address, given)
    page = text_of(answer)
    assert "Nu står der: 11111111" in page
    assert 'value="22222222"' in page
    again = answer.context["form"].data["opened"]
    assert worker.post(address, {**given, "opened": again}).status_code == 302
    register.owner.refresh_from_db()
    assert register.owner.cvr == "22222222"


def test_new_ones_are_added_by_forms(register, parts, worker):
    made = {
        "organisation_new": {
            "name": "Nybo", "lbf_number": "0400", "owner_kind": "own_divisions", "fiscal_year_end_month": "6",
        },
        "area_new": {"name": "Engen"},
        "unit_new": {"name": "Plan og By", "topic": "", "valid_from": "2026-09-01"},
    }  # fmt: skip
    for name, given in made.items():
        answer = worker.post(reverse(name), given)
        assert answer.status_code == 302, name
        assert worker.get(answer.headers["Location"]).status_code == 200
    division = {"lbf_number": "1", "name": "Et", "location_municipality": register.place.pk, "building_form": ""}
    answer = worker.post(reverse("division_new", args=["0400"]), division)
    assert worker.get(answer.headers["Location"]).status_code == 200
    contact = {"function": "dialogue", "name": "Ib Prøve", "valid_from": "2026-09-01", "email": "ib@example.org"}
    worker.post(reverse("organisation_contact_new", args=["0400"]), contact)
    page = text_of(worker.get(reverse("organisation", args=["0400"])))
    assert "Ib Prøve" in page
    assert "Der står ingen kontakt for styringsdialogen." not in page
    added = Contact.objects.get(name="Ib Prøve")
    worker.post(reverse("contact_end", args=[added.pk]), {"day": "2026-09-02"})
    added.refresh_from_db()
    assert added.valid_until == date(2026, 9, 2)


def test_an_organisation_as_of_a_day_with_five_events_costs_fifteen_queries(register, parts, worker):
    for year in range(2014, 2019):
        day = date(year, 1, 1)
        history.rename_organisation(SYSTEM, organisation=register.owner, name=f"Bo {year}", day=day)
    made = queries(worker, reverse("organisation", args=["0123"]) + "?pr=2020-06-01")
    assert len(made) <= 15, "\n".join(made)


def test_the_register_goes_out_and_comes_back_unchanged_as_a_workbook(register, parts, worker):
    out = worker.get(reverse("register_workbook_download"))
    data = b"".join(out)
    answer = worker.post(reverse("register_workbook"), {"file": SimpleUploadedFile("register.xlsx", data)}, follow=True)
    page = text_of(answer)
    assert "Regnearket ændrer ingenting" in page
    assert "Tag regnearket ind" not in page


def test_a_corrected_workbook_is_previewed_and_taken_in(register, parts, worker):
    book = load_workbook(io.BytesIO(b"".join(worker.get(reverse("register_workbook_download")))))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value == "Dorte Prøve"]
    assert len(cells) == 1
    cells[0].value = "Dorthe Prøve"
    target = io.BytesIO()
    book.save(target)
    file = SimpleUploadedFile("rettet.xlsx", target.getvalue())
    page = text_of(worker.post(reverse("register_workbook"), {"file": file}, follow=True))
    assert "Dorthe Prøve" in page
    assert not Contact.objects.filter(name="Dorthe Prøve").exists()
    assert "Antal ændringer: 1." in text_of(worker.post(reverse("register_workbook_accept"), follow=True))
    assert Contact.objects.filter(name="Dorthe Prøve").count() == 1


def test_a_file_that_is_no_workbook_is_refused_at_the_field(register, parts, worker):
    answer = worker.post(reverse("register_workbook"), {"file": SimpleUploadedFile("x.xlsx", b"ikke et regneark")})
    assert "Der er noget, der skal rettes" in text_of(answer)
