"""List pages: the same number of queries for one row and for three; filter, search, sorting, Excel."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from styringsdialog.areas.models import AreaIndicators
from styringsdialog.register.models import Division, HousingArea, HousingOrganisation
from styringsdialog.submissions.models import DocumentationPackage


def more_organisations(register):
    for number, name in (("0124", "Ærø Boliger"), ("0125", "Østbo")):
        HousingOrganisation.objects.create(
            lbf_number=number, name=name, owner_kind="own_divisions", seat_municipality=register.place
        )


def more_divisions(register):
    for number in ("08502", "08503"):
        Division.objects.create(
            organisation=register.owner, lbf_number=number, name=f"Afd {number}",
            location_municipality=register.place, area=register.area,
        )  # fmt: skip


def more_areas(register):
    for name in ("Birken", "Cedren"):
        area = HousingArea.objects.create(municipality=register.place, name=name)
        AreaIndicators.objects.create(area=area, list_year=2025, residents=900, source="prøvedata")


def package(register, year, owner=None):
    return DocumentationPackage.objects.create(
        organisation=owner or register.owner, municipality=register.place, dialogue_year=year, edition=2026,
        report_kind="own_divisions", period_start=f"{year - 1}-01-01", period_end=f"{year - 1}-12-31",
        received_on=f"{year}-06-01", organisation_name="Fiktiv Boligforening", owner_kind="own_divisions",
    )  # fmt: skip


def one_package(register):
    package(register, 2026)


def more_packages(register):
    package(register, 2025)
    package(register, 2024)


CASES = {
    "/": (None, more_organisations),
    "/organisationer/": (None, more_organisations),
    "/afdelinger/": (None, more_divisions),
    "/omraader/": (None, more_areas),
    "/pakker/": (one_package, more_packages),
    "/organisationer/0123/": (one_package, more_packages),
}


def queries(client, address):
    with CaptureQueriesContext(connection) as made:
        assert client.get(address).status_code == 200
    return [query["sql"][:80] for query in made.captured_queries]


@pytest.mark.parametrize("address", CASES)
def test_three_rows_cost_no_more_queries_than_one(register, signed_in, address):
    first, more = CASES[address]
    client = signed_in(register.users["case_worker"])
    if first:
        first(register)
    with_one = queries(client, address)
    more(register)
    with_three = queries(client, address)
    assert len(with_three) == len(with_one), (with_one, with_three)


@pytest.mark.parametrize("sought", ["åpark", "ÅPARK", "Åparken Fiktiv", "08501"])
def test_search_knows_danish_letters_and_takes_words_in_any_field(register, signed_in, sought):
    page = signed_in(register.users["case_worker"]).get("/afdelinger/", {"text": sought})
    assert [row.record for row in page.context["table"].rows] == [register.division]


def test_search_without_a_hit_says_so(register, signed_in):
    page = signed_in(register.users["case_worker"]).get("/afdelinger/", {"text": "findes ikke"})
    assert "Ingen rækker svarer til det, du har valgt." in page.content.decode()


def test_packages_are_narrowed_by_year_and_sorted(register, signed_in):
    package(register, 2025)
    package(register, 2026)
    client = signed_in(register.users["case_worker"])
    found = client.get("/pakker/", {"dialogue_year": "2025"}).context["table"].rows
    assert [row.record.dialogue_year for row in found] == [2025]
    ordered = client.get("/pakker/", {"sort": "dialogue_year"}).context["table"].rows
    assert [row.record.dialogue_year for row in ordered] == [2025, 2026]


@pytest.mark.parametrize("address", ["/organisationer/", "/afdelinger/", "/omraader/", "/pakker/"])
def test_the_same_rows_come_as_an_excel_file(register, signed_in, address):
    package(register, 2026)
    answer = signed_in(register.users["case_worker"]).get(address, {"excel": "1"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert len(rows) == 2
    assert all(rows[0])


def test_a_name_that_looks_like_a_formula_stays_text_in_excel(register, signed_in):
    HousingOrganisation.objects.filter(pk=register.owner.pk).update(name="=1+1")
    answer = signed_in(register.users["case_worker"]).get("/organisationer/", {"excel": "1"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[1][0] == "=1+1"
