"""What follows an event: surfaces, contacts, agreements, roles, refusals, and what can be taken back."""

import json
import os
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.register.racing import two_mergers
from tests.register.world import user

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.register import agreements, history, services, surfaces
from styringsdialog.register.as_of import (
    agreements_as_of,
    areas_as_of,
    contacts_as_of,
    divisions_as_of,
    events_about,
    memberships_as_of,
    organisation_as_of,
    organisation_line,
    surfaces_as_of,
    units_as_of,
)
from styringsdialog.register.models import (
    BEGINNING,
    AdministrationAgreement,
    CollaborationSurface,
    Contact,
    Division,
    EventParty,
    HousingArea,
    HousingOrganisation,
    Membership,
    Municipality,
    MunicipalUnit,
    RegisterEvent,
    Role,
    SurfaceTopic,
)
from styringsdialog.register.names import search_names
from styringsdialog.register.today import bring_up_to
from styringsdialog.trail.models import TrailEntry
from styringsdialog.trail.queries import sentence

pytestmark = pytest.mark.django_db
PROJECT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 9, 1)
DAY = date(2024, 1, 1)
EVE = DAY - timedelta(1)
SYSTEM = Acting(None, TODAY)


@pytest.fixture
def place():
    return services.create_municipality(SYSTEM, code="0981", name="Ålev")


@pytest.fixture
def owners(place):
    return {
        name: services.create_organisation(
            SYSTEM, lbf_number=number, name=name, owner_kind="own_divisions", seat_municipality=place
        )
        for number, name in (("0101", "Åen"), ("0102", "Bakken"), ("0103", "Engen"))
    }


@pytest.fixture
def unit(place):
    return services.create_unit(SYSTEM, municipality=place, name="Bolig", valid_from=date(2020, 1, 1))


@pytest.fixture
def topics(place):
    surfaces.start_catalogue(SYSTEM, municipality=place)
    return {topic.key: topic for topic in SurfaceTopic.objects.all()}


def division(owner, number, place, **details):
    return services.create_division(
        SYSTEM,
        organisation=owner,
        lbf_number=number,
        name=f"Hus {number}",
        location_municipality=place,
        **details,
    )


def refusal(deed) -> str:
    with pytest.raises(UserError) as refused:
        deed()
    return refused.value.text


def stored():
    """Every row of the register, to see that nothing was changed."""
    models = (HousingOrganisation, Division, HousingArea, MunicipalUnit, CollaborationSurface, Contact)
    models += (Membership, AdministrationAgreement)
    found = [sorted(model.objects.values_list()) for model in models]
    found += [sorted(model.periods.rel.related_model.objects.values_list(), key=str) for model in models[:4]]
    return str(found)


# --- what follows a merger -----------------------------------------------------------------------


def test_what_hangs_on_the_ceasing_ends_and_goes_on_where_the_same_is_not_there(place, owners, unit, topics):
    ceasing, into = owners["Bakken"], owners["Åen"]
    for owner, keys in ((ceasing, ("supervision", "safety")), (into, ("safety",))):
        for key in keys:
            surfaces.open_surface(SYSTEM, topic=topics[key], unit=unit, organisation=owner, valid_from=date(2021, 1, 1))
        surfaces.add_contact(
            SYSTEM,
            municipality=place,
            organisation=owner,
            function="director",
            name="Ole Krog",
            valid_from=date(2021, 1, 1),
        )
    surfaces.add_contact(
        SYSTEM, municipality=place, organisation=ceasing, function="finance", name="Ida", valid_from=date(2025, 1, 1)
    )
    agreements.add_agreement(SYSTEM, organisation=ceasing, administrator_name="Firma", valid_from=date(2021, 1, 1))
    agreements.add_agreement(SYSTEM, organisation=owners["Engen"], administrator=ceasing, valid_from=date(2021, 1, 1))
    services.grant_role(
        SYSTEM,
        user=user("redaktør"),
        role=Role.ORGANISATION_EDITOR,
        organisation=ceasing,
        valid_from=date(2021, 1, 1),
    )
    before = stored()
    event = history.merge_organisations(SYSTEM, ceasing=[ceasing], into=into, day=DAY, note="Besluttet i maj")

    def keys(day):
        return sorted(row.topic.key for row in surfaces_as_of(SYSTEM, day) if row.organisation_id == into.pk)

    assert (keys(EVE), keys(DAY)) == (["safety"], ["safety", "supervision"])
    assert not surfaces_as_of(SYSTEM, DAY, organisation=ceasing).exists()
    names = [[row.name for row in contacts_as_of(SYSTEM, day, organisation=into)] for day in (EVE, DAY)]
    assert names == [["Ole Krog"], ["Ole Krog"]]
    # Whoever was to begin in the ceasing one later begins in the one that goes on.
    assert Contact.objects.get(name="Ida").organisation == into
    then = {row.organisation.name: row.administrator_name_then for row in agreements_as_of(SYSTEM, DAY)}
    assert then == {"Engen": "Åen"}
    assert {row.organisation.name: row.administrator_name_then for row in agreements_as_of(SYSTEM, EVE)} == {
        "Bakken": "Firma",
        "Engen": "Bakken",
    }
    assert [memberships_as_of(SYSTEM, day).count() for day in (EVE, DAY)] == [1, 0]
    history.withdraw_event(SYSTEM, event=event, reason="Forkert dag")
    assert stored() == before
    event.refresh_from_db()
    assert (event.withdrawn_reason, event.withdrawn_at is None) == ("Forkert dag", False)


def test_colliding_numbers_are_named_and_given_anew(place, owners):
    division(owners["Åen"], "001", place)
    mine = division(owners["Bakken"], "001", place)
    also = division(owners["Engen"], "001", place)
    ceasing = [owners["Bakken"], owners["Engen"]]
    said = refusal(lambda: history.merge_organisations(SYSTEM, ceasing=ceasing, into=owners["Åen"], day=DAY))
    assert said == "Disse afdelingsnumre er allerede brugt i Åen: 001 Hus 001 og 001 Hus 001."
    same = {mine.pk: "011", also.pk: "011"}
    said = refusal(
        lambda: history.merge_organisations(SYSTEM, ceasing=ceasing, into=owners["Åen"], day=DAY, division_numbers=same)
    )
    assert "011 Hus 001" in said
    assert RegisterEvent.objects.count() == 0
    history.merge_organisations(
        SYSTEM, ceasing=ceasing, into=owners["Åen"], day=DAY, division_numbers={mine.pk: "011", also.pk: "012"}
    )
    rows = divisions_as_of(SYSTEM, DAY, organisation=owners["Åen"])
    assert [row.lbf_number_then for row in rows] == ["001", "011", "012"]


def test_what_no_merger_can_be(place, owners):
    a, b = owners["Åen"], owners["Bakken"]
    assert "to forskellige" in refusal(lambda: history.merge_organisations(SYSTEM, ceasing=[], into=a, day=DAY))
    assert "to forskellige" in refusal(lambda: history.merge_organisations(SYSTEM, ceasing=[a], into=a, day=DAY))
    history.merge_organisations(SYSTEM, ceasing=[b], into=a, day=DAY)
    said = "Bakken er registreret som ophørt pr. 1. januar 2024."
    assert refusal(lambda: history.merge_organisations(SYSTEM, ceasing=[b], into=a, day=TODAY)) == said
    assert refusal(lambda: history.rename_organisation(SYSTEM, organisation=b, name="Ny", day=DAY)) == said
    history.rename_organisation(SYSTEM, organisation=b, name="Ny", day=EVE)  # it was there the day before
    assert organisation_as_of(SYSTEM, b, EVE).name == "Ny"


def test_nothing_can_end_before_what_is_recorded_for_later(place, owners):
    history.rename_organisation(SYSTEM, organisation=owners["Åen"], name="Ny", day=date(2027, 1, 1))
    said = refusal(lambda: history.close_organisation(SYSTEM, organisation=owners["Åen"], day=DAY))
    assert said == "Der er registreret en ændring af Åen pr. 1. januar 2027, altså ikke før ophøret."


def test_a_backdated_change_reaches_what_was_recorded_for_later(place, owners):
    history.rename_organisation(SYSTEM, organisation=owners["Åen"], name="Ny", day=date(2027, 1, 1))
    history.change_fiscal_year(SYSTEM, organisation=owners["Åen"], end_month=6, day=DAY)
    rows = owners["Åen"].periods.order_by("valid_from").values_list("valid_from", "name", "fiscal_year_end_month")
    assert list(rows) == [(BEGINNING, "Åen", 12), (DAY, "Åen", 6), (date(2027, 1, 1), "Ny", 6)]
    history.rename_organisation(SYSTEM, organisation=owners["Åen"], name="Midt", day=date(2025, 1, 1))
    rows = owners["Åen"].periods.order_by("valid_from").values_list("name", flat=True)
    assert list(rows) == ["Åen", "Åen", "Midt", "Ny"]


def test_two_events_of_one_day_make_one_period(owners):
    history.rename_organisation(SYSTEM, organisation=owners["Åen"], name="Ny", day=DAY)
    history.change_owner_kind(SYSTEM, organisation=owners["Åen"], owner_kind="managing", day=DAY)
    rows = owners["Åen"].periods.filter(valid_from=DAY).values_list("name", "owner_kind")
    assert list(rows) == [("Ny", "managing")]


def test_a_correction_is_no_event(owners):
    services.update_organisation(SYSTEM, organisation=owners["Åen"], name="Aaen")
    assert organisation_as_of(SYSTEM, owners["Åen"], date(1990, 1, 1)).name == "Aaen"
    assert not EventParty.objects.exists()


# --- who may ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.COORDINATOR, True),
        (Role.CASE_WORKER, True),
        (Role.ADMINISTRATOR, True),
        (Role.UNIT_CONTACT, False),
        (Role.MANAGER, False),
        (Role.ADVISER, False),
    ],
)
def test_who_records_events(place, owners, role, may):
    somebody = user("x")
    Membership.objects.create(user=somebody, role=role, municipality=place, valid_from=date(2020, 1, 1))
    acting = Acting(somebody, TODAY, place)
    deed = {"organisation": owners["Åen"], "name": "Ny", "day": DAY}
    if may:
        event = history.rename_organisation(acting, **deed)
        assert (event.created_by, event.municipality) == (somebody, place)
    else:
        with pytest.raises(NotAllowed):
            history.rename_organisation(acting, **deed)


def test_the_municipality_of_the_day_records(place, owners):
    other = Municipality.objects.create(code="0982", name="Østborg")
    history.move_seat(SYSTEM, organisation=owners["Åen"], municipality=other, day=DAY)
    actings = {}
    for name, where in (("a", place), ("b", other)):
        somebody = user(name)
        Membership.objects.create(user=somebody, role=Role.CASE_WORKER, municipality=where, valid_from=date(2020, 1, 1))
        actings[name] = Acting(somebody, TODAY, where)
    owner = owners["Åen"]
    with pytest.raises(NotAllowed):
        history.rename_organisation(actings["b"], organisation=owner, name="Før", day=EVE)
    with pytest.raises(NotAllowed):
        history.rename_organisation(actings["a"], organisation=owner, name="Efter", day=DAY)
    history.rename_organisation(actings["b"], organisation=owner, name="Efter", day=DAY)
    history.rename_organisation(actings["a"], organisation=owner, name="Før", day=date(2023, 1, 1))
    # Nobody ends another municipality's organisation by merging it into their own.
    with pytest.raises(NotAllowed):
        history.merge_organisations(actings["a"], ceasing=[owner], into=owners["Bakken"], day=TODAY)


# --- areas and units -------------------------------------------------------------------------------


def test_areas_are_renamed_merged_and_closed(place, owners, unit, topics):
    one, two = (services.create_area(SYSTEM, municipality=place, name=name) for name in ("Vest", "Øst"))
    house = division(owners["Åen"], "001", place, area=two)
    surfaces.open_surface(SYSTEM, topic=topics["safety"], unit=unit, area=two, valid_from=date(2021, 1, 1))
    assert "der er afdelinger" in refusal(lambda: history.close_area(SYSTEM, area=two, day=DAY))
    assert "allerede et boligområde" in refusal(lambda: history.rename_area(SYSTEM, area=one, name="Øst", day=DAY))
    before = stored()
    event = history.merge_areas(SYSTEM, ceasing=[two], into=one, day=DAY, new_name="Samlet")
    assert [[row.name_then for row in areas_as_of(SYSTEM, day)] for day in (EVE, DAY)] == [["Vest", "Øst"], ["Samlet"]]
    assert [row.area_then_id for day in (EVE, DAY) for row in divisions_as_of(SYSTEM, day)] == [two.pk, one.pk]
    assert [row.area_id for day in (EVE, DAY) for row in surfaces_as_of(SYSTEM, day)] == [two.pk, one.pk]
    history.withdraw_event(SYSTEM, event=event, reason="x")
    assert stored() == before
    history.move_division_to_area(SYSTEM, division=house, area=None, day=DAY)
    assert [row.area_then_id for day in (EVE, DAY) for row in divisions_as_of(SYSTEM, day)] == [two.pk, None]
    assert [divisions_as_of(SYSTEM, day, area=two).count() for day in (EVE, DAY)] == [1, 0]
    history.close_area(SYSTEM, area=two, day=DAY)
    assert [[row.name_then for row in areas_as_of(SYSTEM, day)] for day in (EVE, DAY)] == [["Vest", "Øst"], ["Vest"]]


def test_units_are_renamed_merged_split_and_closed(place, unit, topics):
    other = services.create_unit(SYSTEM, municipality=place, name="Social", valid_from=date(2020, 1, 1))
    for key in ("safety", "supervision"):
        surfaces.open_surface(SYSTEM, topic=topics[key], unit=other, valid_from=date(2021, 1, 1))
    for role in (Role.UNIT_CONTACT, Role.CASE_WORKER):
        services.grant_role(
            SYSTEM, user=user(role.value), role=role, municipality=place, unit=other, valid_from=date(2021, 1, 1)
        )
    assert "findes allerede" in refusal(lambda: history.rename_unit(SYSTEM, unit=unit, name="Social", day=DAY))
    before = stored()
    merged = history.merge_units(SYSTEM, ceasing=[other], into=unit, day=DAY, new_name="Bolig og social")
    assert [row.name_then for row in units_as_of(SYSTEM, DAY)] == ["Bolig og social"]
    assert {row.unit_name_then for row in surfaces_as_of(SYSTEM, DAY)} == {"Bolig og social"}
    assert {row.unit_name_then for row in surfaces_as_of(SYSTEM, EVE)} == {"Social"}
    assert [row.unit for row in memberships_as_of(SYSTEM, DAY)] == [unit, unit]
    history.withdraw_event(SYSTEM, event=merged, reason="x")
    assert stored() == before
    taken = CollaborationSurface.objects.get(topic=topics["safety"])
    split = history.split_unit(
        SYSTEM,
        unit=other,
        into=[history.UnitPart("Tryghed", surfaces=[taken]), history.UnitPart("Voksne")],
        day=DAY,
        ceases=True,
        note="Ny plan",
    )
    assert [row.name_then for row in units_as_of(SYSTEM, DAY)] == ["Bolig", "Tryghed", "Voksne"]
    assert [(row.topic.key, row.unit_name_then) for row in surfaces_as_of(SYSTEM, DAY)] == [("safety", "Tryghed")]
    assert split.note == "Ny plan\nSamarbejdsflader, der ophørte: Tilsyn og styringsdialog: Social."
    # A unit's own contact has nothing to be contact of; the case worker keeps working, in no unit.
    assert [(row.role, row.unit) for row in memberships_as_of(SYSTEM, DAY)] == [(Role.CASE_WORKER, None)]
    history.withdraw_event(SYSTEM, event=split, reason="x")
    assert stored() == before
    closed = history.close_unit(SYSTEM, unit=other, day=DAY)
    assert surfaces_as_of(SYSTEM, DAY).count() == 0
    assert "Tryghed: Social; Tilsyn og styringsdialog: Social" in closed.note or "Tilsyn" in closed.note
    history.withdraw_event(SYSTEM, event=closed, reason="x")
    assert stored() == before


# --- taking back -----------------------------------------------------------------------------------


def test_only_the_newest_event_of_all_its_parties_is_withdrawn(place, owners):
    first = history.rename_organisation(SYSTEM, organisation=owners["Åen"], name="Ny", day=DAY)
    second = history.merge_organisations(SYSTEM, ceasing=[owners["Bakken"]], into=owners["Åen"], day=TODAY)
    assert "en nyere" in refusal(lambda: history.withdraw_event(SYSTEM, event=first, reason="x"))
    assert "hvorfor" in refusal(lambda: history.withdraw_event(SYSTEM, event=second, reason=" "))
    history.withdraw_event(SYSTEM, event=second, reason="x")
    assert "allerede" in refusal(lambda: history.withdraw_event(SYSTEM, event=second, reason="x"))
    history.withdraw_event(SYSTEM, event=first, reason="x")
    assert owners["Åen"].periods.get().name == "Åen"


def test_what_was_built_on_is_not_withdrawn(place, owners):
    event = history.merge_into_new(
        SYSTEM,
        ceasing=[owners["Åen"], owners["Bakken"]],
        lbf_number="0199",
        name="Fælles",
        owner_kind="own_divisions",
        day=DAY,
    )
    new = HousingOrganisation.objects.get(lbf_number="0199")
    services.grant_role(SYSTEM, user=user("x"), role=Role.AUDITOR, organisation=new, valid_from=TODAY)
    before = stored()
    assert "Fælles" in refusal(lambda: history.withdraw_event(SYSTEM, event=event, reason="x"))
    assert stored() == before


# --- lines, names, questions ------------------------------------------------------------------------


def test_the_line_of_an_organisation_and_the_events_of_all_of_it(place, owners):
    history.rename_organisation(SYSTEM, organisation=owners["Bakken"], name="Nybakken", day=date(2015, 1, 1))
    history.merge_organisations(SYSTEM, ceasing=[owners["Bakken"]], into=owners["Åen"], day=DAY)
    history.merge_into_new(
        SYSTEM,
        ceasing=[owners["Åen"], owners["Engen"]],
        lbf_number="0199",
        name="Alt",
        owner_kind="own_divisions",
        day=date(2025, 1, 1),
    )
    new = HousingOrganisation.objects.get(lbf_number="0199")
    with CaptureQueriesContext(connection) as made:
        line = organisation_line(new)
    assert len(made) <= 3
    assert [(one.name, day) for one, day in line.predecessors] == [
        ("Åen", date(2025, 1, 1)),
        ("Engen", date(2025, 1, 1)),
        ("Nybakken", DAY),
    ]
    assert [one.name for one, _ in organisation_line(owners["Bakken"]).successors] == ["Åen", "Alt"]
    assert organisation_line(owners["Engen"]).predecessors == ()
    for owner in (new, owners["Bakken"]):
        with CaptureQueriesContext(connection) as made:
            kinds = [event.kind for event in events_about(SYSTEM, owner)]
        assert kinds == ["merged", "merged", "renamed"]
        assert len(made) <= 4


def test_a_name_that_was_given_up_is_found_with_the_day(place, owners, unit):
    history.rename_organisation(SYSTEM, organisation=owners["Åen"], name="Søen", day=DAY)
    history.rename_organisation(SYSTEM, organisation=owners["Bakken"], name="Højen", day=date(2027, 1, 1))
    assert [hit.text for hit in search_names(SYSTEM, "åen")] == ["Søen (hed indtil 1. januar 2024 Åen)"]
    assert [hit.text for hit in search_names(SYSTEM, "HØJEN")] == ["Bakken (hedder fra 1. januar 2027 Højen)"]
    assert [hit.text for hit in search_names(SYSTEM, "0102")] == ["Bakken"]
    assert [hit.text for hit in search_names(SYSTEM, "bol")] == ["Bolig"]
    assert search_names(SYSTEM, "  ") == search_names(SYSTEM, "findes ikke") == []


def test_the_day_swaps_two_names_without_stumbling(place):
    one, two = (services.create_area(SYSTEM, municipality=place, name=name) for name in ("Vest", "Øst"))
    ahead = date(2027, 1, 1)
    for area, name in ((one, "Øst"), (two, "Vest")):
        row = area.periods.get()
        row.valid_until = ahead
        row.save()
        area.periods.create(name=name, valid_from=ahead)
    assert bring_up_to(ahead) == 2
    assert dict(HousingArea.objects.values_list("pk", "name")) == {one.pk: "Øst", two.pk: "Vest"}
    assert bring_up_to(ahead) == 0


def test_an_organisation_on_a_day_is_asked_in_a_fixed_number_of_queries(place, owners, unit, topics):
    def asked():
        with CaptureQueriesContext(connection) as made:
            organisation_as_of(SYSTEM, owners["Åen"], DAY)
        return len(made)

    few = asked()
    for number in range(30):
        division(owners["Åen"], f"{number:03}", place)
    for number, key in enumerate(topics):
        surfaces.open_surface(
            SYSTEM, topic=topics[key], unit=unit, organisation=owners["Åen"], valid_from=date(2021, 1, 1 + number)
        )
    assert asked() == few <= 6


def test_each_event_reads_as_a_sentence(place, owners):
    history.merge_organisations(SYSTEM, ceasing=[owners["Bakken"]], into=owners["Åen"], day=DAY)
    said = "Systemet registrerede, at Bakken pr. 1. januar 2024 blev lagt sammen med Åen."
    assert sentence(TrailEntry.objects.latest("pk")) == said


ONE_WINS = ["", "Bakken er registreret som ophørt pr. 1. januar 2024."]


@pytest.mark.only_on("postgresql")
@pytest.mark.django_db(transaction=True)
def test_two_merge_the_same_organisation_at_once(place, owners):
    assert two_mergers(owners) == ONE_WINS
    assert RegisterEvent.objects.count() == 1


@pytest.mark.only_on("sqlite")
def test_two_merge_the_same_organisation_at_once_in_a_file(tmp_path):
    """A database in memory is of one connection; in a file the second writer waits for the first."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.register.racing"],
        cwd=PROJECT,
        env={
            **os.environ,
            "DATABASE_URL": f"sqlite:///{tmp_path / 'data.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "styringsdialog.config.settings.test",
            "PYTHONPATH": f"{PROJECT / 'src'}:{PROJECT}",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {"answers": ONE_WINS, "events": 1}
