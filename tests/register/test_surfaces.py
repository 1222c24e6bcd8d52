"""Collaboration surfaces and contacts: opened, changed, handed over, ended, refused."""

from datetime import date

import pytest
from tests.register.world import user

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.register import services, surfaces
from styringsdialog.register.as_of import surfaces_as_of
from styringsdialog.register.models import Membership, Municipality, Role, SurfaceTopic
from styringsdialog.trail.models import TrailEntry
from styringsdialog.wording.messages import catalogue

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 1)
SYSTEM = Acting(None, DAY)


@pytest.fixture
def place():
    return services.create_municipality(SYSTEM, code="0981", name="Ålev")


@pytest.fixture
def unit(place):
    return services.create_unit(SYSTEM, municipality=place, name="Bolig", valid_from=date(2020, 1, 1))


@pytest.fixture
def topic(place):
    surfaces.start_catalogue(SYSTEM, municipality=place)
    return SurfaceTopic.objects.get(key="supervision")


def test_the_first_list_is_started_once_and_own_topics_are_left_alone(place):
    own = surfaces.set_topic(SYSTEM, municipality=place, key="safety", name="Vores tryghed")
    made = surfaces.start_catalogue(SYSTEM, municipality=place)
    # Elderly, disability and youth homes, § 59 by decision and by agreement, flexible letting, physical and social
    # master plans, development plans, building support, supervision, renovation; safety was there.
    assert len(made) == 12
    assert surfaces.start_catalogue(SYSTEM, municipality=place) == []
    own.refresh_from_db()
    assert own.name == "Vores tryghed"
    for message, parts in catalogue().items():
        if message.startswith("surface_topic."):
            assert len(parts["text"]["da"]) <= 200
            assert len(parts["title"]["da"]) <= 120


def test_the_same_surface_twice_on_a_day_is_refused(topic, unit):
    first = surfaces.open_surface(
        SYSTEM, topic=topic, unit=unit, valid_from=date(2025, 1, 1), valid_until=date(2026, 1, 1)
    )
    with pytest.raises(UserError) as refusal:
        surfaces.open_surface(SYSTEM, topic=topic, unit=unit, valid_from=date(2025, 12, 31))
    assert "1. januar 2025" in refusal.value.text
    second = surfaces.open_surface(SYSTEM, topic=topic, unit=unit, valid_from=date(2026, 1, 1))
    with pytest.raises(UserError):
        surfaces.change_surface(SYSTEM, surface=second, valid_from=date(2025, 6, 1))
    surfaces.change_surface(SYSTEM, surface=first, note="Aftalt", responsible_name="Ida")
    with pytest.raises(UserError):
        surfaces.change_surface(SYSTEM, surface=first, valid_until=date(2024, 1, 1))


def test_a_surface_is_handed_over_from_a_day(place, topic, unit):
    new_unit = services.create_unit(SYSTEM, municipality=place, name="Social", valid_from=date(2020, 1, 1))
    old = surfaces.open_surface(SYSTEM, topic=topic, unit=unit, valid_from=date(2025, 1, 1), responsible_name="Ida")
    entries = TrailEntry.objects.count()
    new = surfaces.hand_over_surface(SYSTEM, surface=old, day=date(2026, 1, 1), unit=new_unit, responsible_name="Bo")
    assert TrailEntry.objects.count() == entries + 1
    then = [(row.unit.name, row.responsible_name) for row in surfaces_as_of(SYSTEM, date(2025, 12, 31))]
    now = [(row.unit.name, row.responsible_name) for row in surfaces_as_of(SYSTEM, date(2026, 1, 1))]
    assert (then, now) == ([("Bolig", "Ida")], [("Social", "Bo")])
    entry = TrailEntry.objects.latest("pk")
    assert entry.before == {"unit": "Bolig", "responsible": "Ida"}
    surfaces.end_surface(SYSTEM, surface=new, day=date(2026, 6, 1))
    assert not surfaces_as_of(SYSTEM, date(2026, 6, 1)).exists()


def test_a_surface_is_of_its_own_municipality_and_of_a_unit_that_is_there(place, topic, unit):
    other = Municipality.objects.create(code="0982", name="Østborg")
    foreign = services.create_unit(SYSTEM, municipality=other, name="Fremmed", valid_from=date(2020, 1, 1))
    owner = services.create_organisation(
        SYSTEM, lbf_number="0201", name="Østbo", owner_kind="own_divisions", seat_municipality=other
    )
    for wrong in ({"unit": foreign}, {"unit": unit, "organisation": owner}):
        with pytest.raises(UserError) as refusal:
            surfaces.open_surface(SYSTEM, topic=topic, valid_from=DAY, **wrong)
        assert "hører ikke til Ålev Kommune" in refusal.value.text
    with pytest.raises(UserError):
        surfaces.open_surface(SYSTEM, topic=topic, unit=unit, valid_from=date(2019, 1, 1))
    # A division in Ålev brings its owner within reach.
    services.create_division(SYSTEM, organisation=owner, lbf_number="001", name="Hus", location_municipality=place)
    surfaces.open_surface(SYSTEM, topic=topic, unit=unit, organisation=owner, valid_from=DAY)


def test_a_units_contact_keeps_its_own_surfaces(place, topic, unit):
    somebody = user("x")
    Membership.objects.create(
        user=somebody, role=Role.UNIT_CONTACT, municipality=place, unit=unit, valid_from=date(2020, 1, 1)
    )
    acting = Acting(somebody, DAY, place)
    other = services.create_unit(SYSTEM, municipality=place, name="Social", valid_from=date(2020, 1, 1))
    mine = surfaces.open_surface(acting, topic=topic, unit=unit, valid_from=DAY)
    surfaces.change_surface(acting, surface=mine, note="Ring")
    theirs = surfaces.open_surface(SYSTEM, topic=topic, unit=other, valid_from=DAY)
    with pytest.raises(NotAllowed):
        surfaces.change_surface(acting, surface=theirs, note="Ring")
    with pytest.raises(NotAllowed):
        surfaces.start_catalogue(acting, municipality=place)


def test_contacts_belong_somewhere_and_end(place, unit):
    contact = surfaces.add_contact(
        SYSTEM, municipality=place, unit=unit, function="letting", name="Ole", valid_from=date(2025, 1, 1)
    )
    surfaces.change_contact(SYSTEM, contact=contact, phone="11223344")
    with pytest.raises(UserError) as refusal:
        surfaces.add_contact(SYSTEM, municipality=place, function="letting", name="Ida", valid_from=DAY)
    assert "enten en boligorganisation eller en enhed" in refusal.value.text
    with pytest.raises(UserError):
        surfaces.change_contact(SYSTEM, contact=contact, email="ikke en adresse")
    contact.refresh_from_db()
    surfaces.end_contact(SYSTEM, contact=contact, day=DAY)
    assert contact.valid_until == DAY
