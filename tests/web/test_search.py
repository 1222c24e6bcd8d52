"""Search from every page: earlier names, Danish letters, groups, rights, and the same queries whatever is found."""

import re
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.processes.attachments import attach_file
from styringsdialog.processes.letters import add_question, draft_letter
from styringsdialog.register.history import rename_organisation
from styringsdialog.register.models import Division, HousingArea, HousingOrganisation
from styringsdialog.wording.searching import fit, folded, words_of

DAY = date(2026, 9, 1)


def hits(client, text):
    """Heading of a group -> the names of its hits."""
    page = client.get(reverse("search"), {"q": text}).content.decode()
    found = {}
    for section in re.findall(r'<section class="search-group".*?</section>', page, re.DOTALL):
        heading = re.search(r"<h2[^>]*>(.*?) <span", section, re.DOTALL).group(1)
        found[heading] = [
            re.sub(r"\s+", " ", name) for name in re.findall(r"<li><a [^>]*>(.*?)</a>", section, re.DOTALL)
        ]
    return found


@pytest.mark.parametrize(
    ("searched", "texts", "score"),
    [
        ("åby", ("ÅBY",), 0),
        ("aaby", ("Åby",), 0),
        ("Åby", ("Aabyparken",), 1),
        ("park åby", ("Åby Park",), 2),
        ("by par", ("Åbyparken",), 3),
        ("011", ("Skovgården", "011"), 4),
        ("skov 011", ("Skovgården", "011"), 4),
        ("skov 012", ("Skovgården", "011"), None),
        ("ø", ("Oe",), None),
    ],
)
def test_how_well_texts_fit(searched, texts, score):
    assert fit(words_of(searched), *texts) == score


def test_letters_are_folded():
    assert folded("AABENRAA") == "åbenrå" == folded("Åbenrå")


@pytest.mark.django_db
def test_an_organisation_is_found_under_the_name_it_gave_up(world, signed_in):
    HousingOrganisation.objects.filter(pk=world.owner.pk).update(name="Åbyens Boliger")
    world.owner.refresh_from_db()
    world.owner.periods.update(name="Åbyens Boliger")
    rename_organisation(Acting(None, DAY), organisation=world.owner, name="Nybo", day=date(2025, 1, 1))
    client = signed_in(world.users["case_worker"])
    for searched in ("ÅBYENS", "aabyens bol"):
        assert hits(client, searched)["Organisationer"] == ["Nybo (hed indtil 1. januar 2025 Åbyens Boliger)"]
    assert hits(client, "nybo")["Organisationer"][0] == "Nybo"


@pytest.mark.django_db
def test_what_is_found_in_each_group(world, signed_in):
    coordinator = signed_in(world.users["coordinator"])
    HousingArea.objects.filter(pk=world.area.pk).update(name="Zebraparken")
    Division.objects.filter(pk=world.division.pk).update(name="Zebragården")
    worker = Acting(world.users["case_worker"], DAY)
    attach_file(
        worker, thing=world.package, file=ContentFile(b"Et brev."), name="b.txt", title="Zebrabrev",
        access_class=AccessClass.PERSONAL,
    )  # fmt: skip
    found = hits(coordinator, "zebra")
    assert found["Områder"] == ["Zebraparken"]
    assert found["Afdelinger"] == [f"{world.division.lbf_number} Zebragården"]
    assert found["Bilag"] == ["Zebrabrev"]
    assert "Personer og kontakter" in hits(coordinator, world.users["case_worker"].get_full_name())
    assert any("ispositionsfond" in name for name in hits(coordinator, "dispositionsfond")["Regler og satser"])
    assert hits(coordinator, "dokumentationspakke")["Hjælp"]
    assert hits(coordinator, world.owner.name)["Pakker"]
    assert hits(coordinator, "2026")["Pakker"]


@pytest.mark.django_db
def test_points_and_letters_are_found_by_their_words(world, signed_in):
    client = signed_in(world.users["case_worker"])
    assert hits(client, world.division.name).get("Punkter")
    worker = Acting(world.users["case_worker"], DAY)
    letter = draft_letter(worker, package=world.package)
    add_question(worker, letter=letter, text="Hvornår bliver elevatoren lavet?")
    assert hits(client, "elevatoren lavet")["Spørgebreve"] == [f"{world.owner.name}, {world.package.dialogue_year}"]
    assert hits(signed_in(world.users["organisation_editor"]), "elevatoren") == {}  # a draft is the municipality's


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "sees"),
    # From the table of people: points are the municipality's; papers of a personal kind are for coordinator and case
    # worker alone; units and areas are not the organisation's.
    [
        ("coordinator", {"Bilag", "Punkter", "Områder"}),
        ("case_worker", {"Bilag", "Punkter", "Områder"}),
        ("unit_contact", {"Punkter", "Områder"}),
        ("manager", {"Områder"}),
        ("organisation_editor", set()),
        ("auditor", set()),
        ("adviser", {"Punkter", "Områder"}),
        ("administrator", {"Områder"}),
    ],
)
def test_hits_never_count_what_is_hidden(world, signed_in, role, sees):
    HousingArea.objects.filter(pk=world.area.pk).update(name="Sumpengen")
    worker = Acting(world.users["case_worker"], DAY)
    attach_file(
        worker, thing=world.package, file=ContentFile(b"Et brev."), name="b.txt", title="Klage fra Sumpengen",
        access_class=AccessClass.PERSONAL,
    )  # fmt: skip
    client = signed_in(world.users[role])
    found = hits(client, "sumpengen").keys() | (hits(client, world.division.name).keys() & {"Punkter"})
    assert found & {"Bilag", "Punkter", "Områder"} == sees
    foreign = client.get(reverse("search"), {"q": world.foreign.name}).content.decode()
    assert reverse("organisation", args=[world.foreign.lbf_number]) not in foreign


@pytest.mark.django_db
def test_the_same_queries_with_one_and_with_thirty(world, signed_in):
    client = signed_in(world.users["coordinator"])

    def queries():
        with CaptureQueriesContext(connection) as made:
            client.get(reverse("search"), {"q": "boliger"})
        return len(made)

    queries()
    few = queries()
    for number in range(30):
        owner = HousingOrganisation.objects.create(
            lbf_number=f"7{number:03d}", name=f"Boliger {number}", owner_kind="own_divisions",
            seat_municipality=world.place, fiscal_year_end_month=12,
        )  # fmt: skip
        Division.objects.create(organisation=owner, lbf_number="001", name="Boliger", location_municipality=world.place)
    assert queries() == few
    page = client.get(reverse("search"), {"q": "boliger"}).content.decode()
    assert "De 10, der passer bedst, af " in page


@pytest.mark.django_db
def test_nothing_searched_nothing_found_and_a_cpr_number(world, signed_in):
    client = signed_in(world.users["coordinator"])
    empty = client.get(reverse("search")).content.decode()
    assert "også under navne de har haft" in empty
    none = client.get(reverse("search"), {"q": "<b>qwxz</b>"}).content.decode()
    assert "svarer til «&lt;b&gt;qwxz&lt;/b&gt;»" in none
    assert "Skriv færre ord" in none
    person = client.get(reverse("search"), {"q": "311257-6999"}, follow=True)
    assert person.redirect_chain == [(reverse("search"), 302)]
    person = person.content.decode()
    assert "Der stod et CPR-nummer" in person
    assert "311257" not in person


@pytest.mark.django_db
def test_every_page_has_the_field_and_strangers_have_not(world, signed_in, client):
    page = signed_in(world.users["auditor"]).get(reverse("overview")).content.decode()
    assert 'id="header-search"' in page
    assert 'id="header-search"' not in client.get(reverse("account_login")).content.decode()
