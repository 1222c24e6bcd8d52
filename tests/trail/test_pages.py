"""The pages of the trail: sentences, before and after, readings, search with Danish letters, export, rights."""

import io
import re
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook
from tests.web.world import make_register

from styringsdialog.areas.models import AreaIndicators
from styringsdialog.core.acting import Acting
from styringsdialog.register.services import update_organisation
from styringsdialog.trail.context import deed
from styringsdialog.trail.models import AccessEntry, TrailEntry
from styringsdialog.trail.services import record, record_reading

NOON = "2026-09-01T10:00:00+02:00"


@pytest.fixture
def register(db):
    with time_machine.travel(NOON) as now:
        made = make_register()
        made.now = now
        yield made


@pytest.fixture
def client(register):
    return enter(register, "coordinator")


def enter(register, role) -> Client:
    client = Client()
    client.force_login(register.users[role], backend="django.contrib.auth.backends.ModelBackend")
    return client


def rename(register, role="case_worker", name="Ærø Boliger"):
    """One deed of one person: the organisation gets another name."""
    acting = register.acting(role)
    with deed(acting.person):
        update_organisation(acting, organisation=register.owner, name=name)
    return TrailEntry.objects.order_by("pk").last()


def texts(page) -> list[str]:
    return [line.text for line in page.context["lines"]]


def test_the_list_reads_as_sentences_newest_first_in_the_readers_language(register, client):
    rename(register)
    rename(register, "administrator", "Østbo")
    danish = texts(client.get("/spor/"))
    assert danish[0].endswith("rettede oplysninger om boligorganisationen Østbo.")
    assert danish[1].endswith("rettede oplysninger om boligorganisationen Ærø Boliger.")
    type(register.users["coordinator"]).objects.filter(username="coordinator").update(language="en")
    client.cookies["django_language"] = "en"
    assert texts(client.get("/spor/"))[0].endswith("changed the housing organisation Østbo.")


def test_an_entry_shows_before_and_after_with_the_words_of_the_form(register, client):
    entry = rename(register)
    page = client.get(reverse("trail_entry", args=[entry.pk]))
    (change,) = page.context["changes"]
    assert (change.label, change.before, change.after) == ("Navn", "Fiktiv Boligforening", "Ærø Boliger")
    assert "Før" in page.content.decode()


def test_fields_of_the_same_deed_are_shown_and_others_are_not(register, client):
    acting = register.acting("case_worker")
    with deed(acting.person) as first:
        register.owner.cvr = "12345674"
        register.owner.save()
        entry = record(acting, "organisation.changed", register.owner)
    assert entry.deed == first.id
    with deed(acting.person):
        register.owner.name = "Senere navn"
        register.owner.save()
    changes = client.get(reverse("trail_entry", args=[entry.pk])).context["changes"]
    assert [(one.label, one.before, one.after) for one in changes] == [("CVR-nummer", "–", "12345674")]


def test_values_are_kept_from_who_may_not_see_the_object(register):
    row = AreaIndicators.objects.first()
    acting = register.acting("case_worker")
    hidden = record(acting, "organisation.changed", register.foreign, after={"name": "Hemmelig"})
    shown = record(acting, "indicators.stored", row, after={"residents": 1412})
    page = enter(register, "administrator").get(reverse("trail_entry", args=[hidden.pk]))
    assert "Hemmelig" not in page.content.decode()
    assert page.context["reads_values"] is False
    page = enter(register, "administrator").get(reverse("trail_entry", args=[shown.pk]))
    assert [one.after for one in page.context["changes"]] == ["1.412"]


def test_search_knows_danish_letters_and_both_languages(register, client):
    rename(register, name="ÆRØ Boliger")
    rename(register, name="Østbo")
    for sought in ("ærø", "ÆRØ", "ærø oplysninger", "changed ærø"):
        assert len(texts(client.get("/spor/", {"text": sought}))) == 1, sought
    assert texts(client.get("/spor/", {"text": "findes ikke"})) == []


def test_the_list_is_narrowed_by_person_action_kind_and_period(register):
    rename(register, "case_worker")
    rename(register, "administrator", "Østbo")
    record(register.acting("coordinator"), "area.created", register.area)
    register.now.shift(timedelta(days=2))
    record(register.acting("coordinator"), "division.created", register.division)
    worker, client = register.users["case_worker"], enter(register, "coordinator")
    assert len(texts(client.get("/spor/", {"person": worker.pk}))) == 1
    assert len(texts(client.get("/spor/", {"action": "trail.organisation.changed"}))) == 2
    assert len(texts(client.get("/spor/", {"kind": "register.housingarea"}))) == 1
    assert any(
        "Åparken" in text for text in texts(client.get("/spor/", {"since": "2026-09-02", "kind": "register.division"}))
    )
    assert texts(client.get("/spor/", {"until": "2026-09-02", "kind": "register.division"})) == []
    assert len(texts(client.get("/spor/", {"until": "2026-09-01", "kind": "register.housingorganisation"}))) == 2
    whole = {"since": "2026-09-01", "until": "2026-09-03", "kind": "register.housingarea"}
    assert len(texts(client.get("/spor/", whole))) == 1
    wrong = client.get("/spor/", {"since": "i går", "person": "x"})
    assert wrong.status_code == 200
    assert wrong.context["form"].errors.keys() == {"since", "person"}


def test_actions_are_offered_as_their_sentences(client):
    choices = dict(client.get("/spor/").context["form"].fields["action"].choices)
    assert choices["trail.organisation.created"] == "Oprettede boligorganisationen …"


def test_pages_are_stepped_through_without_counting(register, client):
    for number in range(120):
        record(register.acting("case_worker"), "area.created", register.area, number=number)
    about = {"kind": "register.housingarea"}
    with CaptureQueriesContext(connection) as made:
        first = client.get("/spor/", about)
    assert not [one["sql"] for one in made if "COUNT(" in one["sql"].upper() and "trail_" in one["sql"]]
    second = client.get("/spor/", {**about, "foer": first.context["older"]})
    third = client.get("/spor/", {**about, "foer": second.context["older"]})
    assert [len(page.context["lines"]) for page in (first, second, third)] == [50, 50, 20]
    assert third.context["older"] is None


ADDRESSES = ("/spor/", "/spor/opslag/", "entry", "about", "person")


@pytest.mark.parametrize("which", ADDRESSES)
def test_thirty_rows_cost_no_more_queries_than_one(register, client, which):
    acting = register.acting("case_worker")

    def add(count):
        with deed(acting.person):
            for _ in range(count):
                record(acting, "organisation.changed", register.owner, before={"name": "a"}, after={"name": "b"})
                record_reading(acting, register.owner, "internal")
                register.now.shift(timedelta(minutes=11))
        return TrailEntry.objects.order_by("pk").last()

    def cost(entry):
        address = {
            "entry": reverse("trail_entry", args=[entry.pk]),
            "about": reverse("trail_about", args=["register.housingorganisation", register.owner.pk]),
            "person": reverse("trail_person", args=[acting.person.pk]),
        }.get(which, which)
        client.get(address)
        with CaptureQueriesContext(connection) as made:
            assert client.get(address).status_code == 200
        return len(made)

    register.now.shift(timedelta(minutes=1))
    with_one = cost(add(2))
    assert cost(add(30)) == with_one <= 15


def test_the_history_of_an_object_tells_what_was_done_and_who_read_it(register, client):
    rename(register)
    record_reading(register.acting("adviser"), register.owner, "internal")
    page = client.get(reverse("trail_about", args=["register.housingorganisation", register.owner.pk]))
    assert len(page.context["lines"]) == len(page.context["readings"]) == 1
    assert page.context["readings"][0].person == register.users["adviser"].name
    assert client.get("/spor/om/register.housingorganisation/99999/").status_code == 404
    assert client.get("/spor/om/findes.ikke/1/").status_code == 404
    assert client.get("/spor/om/register.housingorganisation/x/").status_code == 404


def test_the_history_of_something_deleted_stands(register, client):
    key = register.division.pk
    record(register.acting("case_worker"), "division.changed", register.division, before={"name": "Åparken"})
    register.division.delete()
    page = client.get(reverse("trail_about", args=["register.division", key]))
    assert page.context["is_gone"]
    assert "findes ikke længere" in page.content.decode()


def test_a_person_did_and_read(register, client):
    rename(register)
    record_reading(register.acting("case_worker"), register.area, "internal")
    page = client.get(reverse("trail_person", args=[register.users["case_worker"].pk]))
    assert (len(page.context["lines"]), len(page.context["readings"])) == (1, 1)


def test_another_municipalitys_trail_is_not_read(register, client):
    record(Acting(None, date(2026, 9, 1)), "organisation.changed", register.foreign)
    entry = TrailEntry.objects.get(action="trail.organisation.changed")
    assert entry.municipality_code == "0998"
    assert texts(client.get("/spor/", {"text": "Fjernbo"})) == []
    assert client.get(reverse("trail_entry", args=[entry.pk])).status_code == 404


def test_what_the_filter_finds_comes_as_an_excel_file(register, client):
    rename(register, name="=1+1")
    rename(register, name="Østbo")
    answer = client.get("/spor/", {"excel": "1", "text": "østbo"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[0] == ["Tidspunkt", "Hvem", "Hændelse", "Art", "Genstand"]
    assert [row[4] for row in rows[1:]] == ["Østbo"]
    assert re.fullmatch(r"2026-09-01 10:00:0\d", rows[1][0])


def test_readings_are_written_down_and_the_same_within_ten_minutes_once(register):
    worker, area = register.acting("case_worker"), register.area
    assert record_reading(worker, area, "internal") is not None
    register.now.shift(timedelta(minutes=9))
    assert record_reading(worker, area, "internal") is None
    assert record_reading(register.acting("coordinator"), area, "personal") is not None
    assert record_reading(worker, register.owner, "internal") is not None
    register.now.shift(timedelta(minutes=2))
    assert record_reading(worker, area, "internal") is not None
    assert AccessEntry.objects.count() == 4
    assert record_reading(worker, area, "parties") is None
    assert record_reading(worker, area, "public") is None
