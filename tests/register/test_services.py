"""Changes to the register: allowed to some, refused with a sentence, each with one entry in the trail."""

from contextlib import suppress
from datetime import date

import pytest
from tests.register.world import user

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.register import services
from styringsdialog.register.facts import fiscal_year, newest_dialogue_year, register_facts
from styringsdialog.register.loading import RegisterRows, load_register
from styringsdialog.register.models import (
    AdministrationAgreement,
    Division,
    HousingOrganisation,
    Membership,
    Municipality,
    OwnerKind,
    Role,
)
from styringsdialog.register.queries import administrator_of, municipalities_of
from styringsdialog.rulebook.facts import OwnerKind as FactsOwnerKind
from styringsdialog.rulebook.facts import known
from styringsdialog.trail.models import TrailEntry
from styringsdialog.users.models import User

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 1)
SYSTEM = Acting(None, DAY)


@pytest.fixture
def place():
    return services.create_municipality(SYSTEM, code="0981", name="Ålev")


def person(role, place, name="x"):
    made = user(name)
    Membership.objects.create(user=made, role=role, municipality=place, valid_from=date(2020, 1, 1))
    return Acting(made, DAY, place)


def test_owner_kinds_are_those_of_the_rulebook():
    assert OwnerKind.values == [kind.value for kind in FactsOwnerKind]


def test_each_service_leaves_one_entry(place):
    worker = person(Role.CASE_WORKER, place)
    unit = services.create_unit(worker, municipality=place, name="Ældre", valid_from=DAY)
    services.update_unit(worker, unit=unit, topic="Plejeboliger")
    owner = services.create_organisation(
        worker, lbf_number="0101", name="Åen", owner_kind="own_divisions", seat_municipality=place
    )
    services.update_organisation(worker, organisation=owner, fiscal_year_end_month=6)
    area = services.create_area(worker, municipality=place, name="Åparken")
    division = services.create_division(
        worker, organisation=owner, lbf_number="001", name="Ådal", location_municipality=place
    )
    services.update_division(worker, division=division, area=area)
    entries = list(TrailEntry.objects.order_by("pk"))
    assert [entry.action.removeprefix("trail.") for entry in entries] == [
        "municipality.created",
        "unit.created",
        "unit.changed",
        "organisation.created",
        "organisation.changed",
        "area.created",
        "division.created",
        "division.changed",
    ]
    assert {entry.municipality_code for entry in entries} == {"0981"}
    assert (entries[4].before, entries[4].after) == ({"fiscal_year_end_month": 12}, {"fiscal_year_end_month": 6})
    assert (entries[7].before, entries[7].after) == ({"area": None}, {"area": "Åparken"})
    assert entries[1].actor_name == "X"


def test_faulty_values_are_refused_with_a_sentence(place):
    with pytest.raises(UserError):
        services.create_organisation(
            SYSTEM, lbf_number="0101", name="Åen", owner_kind="ukendt", seat_municipality=place
        )
    with pytest.raises(UserError):
        services.create_organisation(
            SYSTEM,
            lbf_number="0101",
            name="Åen",
            owner_kind="managing",
            seat_municipality=place,
            fiscal_year_end_month=13,
        )
    services.create_area(SYSTEM, municipality=place, name="Åparken")
    with pytest.raises(UserError):
        services.create_area(SYSTEM, municipality=place, name="Åparken")
    with pytest.raises(TypeError):
        services.update_municipality(SYSTEM, municipality=place, pk=7)
    assert not HousingOrganisation.objects.exists()


@pytest.mark.parametrize(
    ("role", "register", "members"),
    [
        (Role.COORDINATOR, True, False),
        (Role.CASE_WORKER, True, False),
        (Role.ADMINISTRATOR, True, True),
        (Role.ADVISER, False, False),
        (Role.MANAGER, False, False),
        (Role.UNIT_CONTACT, False, False),
    ],
)
def test_who_may_keep_the_register(place, role, register, members):
    acting = person(role, place)

    def allowed(deed):
        with suppress(NotAllowed):
            deed()
            return True
        return False

    assert allowed(lambda: services.create_area(acting, municipality=place, name="Ny")) == register
    somebody = user("ny")
    grant = {"user": somebody, "role": Role.MANAGER, "municipality": place, "valid_from": DAY}
    assert allowed(lambda: services.grant_role(acting, **grant)) == members
    assert not allowed(lambda: services.create_municipality(acting, code="0982", name="Østborg"))
    other = Municipality.objects.create(code="0983", name="Vestby")
    assert not allowed(lambda: services.create_area(acting, municipality=other, name="Ny"))


def test_the_same_role_twice_on_a_day_is_refused(place):
    somebody = user("ny")
    role = {"user": somebody, "role": Role.CASE_WORKER, "municipality": place}
    first = services.grant_role(SYSTEM, **role, valid_from=date(2025, 1, 1), valid_until=date(2026, 1, 1))
    for valid_from, valid_until in (
        (date(2025, 12, 31), None),
        (date(2024, 1, 1), date(2025, 1, 2)),
        (date(2024, 1, 1), None),
        (date(2025, 3, 1), date(2025, 4, 1)),
    ):
        with pytest.raises(UserError) as refusal:
            services.grant_role(SYSTEM, **role, valid_from=valid_from, valid_until=valid_until)
        assert "1. januar 2025" in refusal.value.text
    # The day the first ends, and any other role, are free.
    second = services.grant_role(SYSTEM, **role, valid_from=date(2026, 1, 1))
    services.grant_role(SYSTEM, user=somebody, role=Role.MANAGER, municipality=place, valid_from=date(2025, 1, 1))
    assert list(municipalities_of(somebody, date(2027, 1, 1))) == [place]
    services.end_role(SYSTEM, membership=second, last_day_excluded=date(2026, 6, 1))
    assert not Membership.objects.as_of(date(2026, 6, 1)).filter(role=Role.CASE_WORKER).exists()
    assert Membership.objects.as_of(date(2025, 12, 31)).filter(role=Role.CASE_WORKER).get() == first


def test_an_ended_role_cannot_end_before_it_began(place):
    membership = services.grant_role(
        SYSTEM, user=user("ny"), role=Role.MANAGER, municipality=place, valid_from=date(2026, 1, 1)
    )
    with pytest.raises(UserError) as refusal:
        services.end_role(SYSTEM, membership=membership, last_day_excluded=date(2026, 1, 1))
    assert refusal.value.text == "Slutdagen skal ligge efter startdagen."


def test_who_administers_on_a_day(place):
    owner, firm = (
        HousingOrganisation.objects.create(
            lbf_number=number, name=number, owner_kind="managing", seat_municipality=place
        )
        for number in ("0101", "0102")
    )
    AdministrationAgreement.objects.create(
        organisation=owner, administrator=firm, valid_from=date(2020, 1, 1), valid_until=date(2026, 1, 1)
    )
    assert administrator_of(owner, date(2025, 12, 31)).administrator == firm
    assert administrator_of(owner, date(2026, 1, 1)) is None


ROWS = RegisterRows(
    municipalities=({"code": "0981", "name": "Ålev", "is_fictional": True},),
    units=({"municipality": "0981", "name": "Ældre", "valid_from": date(2020, 1, 1)},),
    organisations=(
        {
            "lbf_number": "0101",
            "name": "Åen",
            "owner_kind": "own_divisions",
            "seat_municipality": "0981",
            "fiscal_year_end_month": 6,
        },
        {"lbf_number": "0102", "name": "Ålev Administration", "owner_kind": "managing", "seat_municipality": "0981"},
    ),
    administration_agreements=({"organisation": "0101", "administrator": "0102", "valid_from": date(2020, 1, 1)},),
    areas=({"municipality": "0981", "name": "Åparken"},),
    divisions=(
        {
            "organisation": "0101",
            "lbf_number": "001",
            "name": "Ådal",
            "location_municipality": "0981",
            "area": "Åparken",
            "build_year": 1972,
        },
        {"organisation": "0101", "lbf_number": "002", "name": "Øbo", "location_municipality": "0981", "area": ""},
    ),
    users=({"username": "ida", "name": "Ida", "email": ""}, {"username": "bo", "name": "Bo", "email": ""}),
    memberships=(
        {
            "user": "ida",
            "role": "unit_contact",
            "municipality": "0981",
            "unit": "Ældre",
            "valid_from": date(2020, 1, 1),
        },
        {"user": "bo", "role": "organisation_editor", "organisation": "0101", "valid_from": date(2020, 1, 1)},
    ),
)


def test_a_register_is_loaded_whole_and_only_once():
    loaded = load_register(SYSTEM, ROWS)
    assert dict(loaded.new) == {
        "municipalities": 1,
        "units": 1,
        "areas": 1,
        "organisations": 2,
        "divisions": 2,
        "users": 2,
        "memberships": 2,
        "administration_agreements": 1,
    }
    assert Division.objects.get(lbf_number="001").area.name == "Åparken"
    assert Membership.objects.get(user__username="ida").unit.name == "Ældre"
    assert not User.objects.get(username="bo").has_usable_password()
    assert sum(load_register(SYSTEM, ROWS).new.values()) == 0
    assert TrailEntry.objects.count() == 2


def test_a_row_that_names_an_unknown_number_is_refused_and_nothing_loaded():
    rows = RegisterRows(municipalities=ROWS.municipalities, divisions=ROWS.divisions)
    with pytest.raises(UserError) as refusal:
        load_register(SYSTEM, rows)
    assert "0101" in refusal.value.text
    assert not Municipality.objects.exists()


def test_only_a_command_loads_a_register(place):
    with pytest.raises(NotAllowed):
        load_register(person(Role.ADMINISTRATOR, place), ROWS)


@pytest.mark.parametrize(
    ("month", "ends_in", "first", "last"),
    [
        (12, 2025, date(2025, 1, 1), date(2025, 12, 31)),
        (6, 2025, date(2024, 7, 1), date(2025, 6, 30)),
        (2, 2024, date(2023, 3, 1), date(2024, 2, 29)),
    ],
)
def test_fiscal_years(month, ends_in, first, last):
    assert fiscal_year(month, ends_in) == (first, last)


@pytest.mark.parametrize(
    ("month", "day", "year"),
    [
        (12, date(2026, 1, 30), 2026),  # accounts of 2025, and those of 2026 are not made yet
        (12, date(2026, 12, 31), 2026),
        (6, date(2026, 7, 1), 2026),  # the year that ended yesterday has no accounts yet
        (6, date(2026, 7, 31), 2027),
    ],
)
def test_which_dialogue_year_a_file_is_for(place, month, day, year):
    owner = HousingOrganisation(fiscal_year_end_month=month)
    assert newest_dialogue_year(owner, day) == year


def test_what_the_register_knows_as_facts():
    load_register(SYSTEM, ROWS)
    facts = register_facts(HousingOrganisation.objects.get(lbf_number="0101"), 2026)
    assert (facts.organisation.period_start, facts.organisation.period_end) == (date(2024, 7, 1), date(2025, 6, 30))
    assert facts.organisation.dialogue_year == facts.edition == 2026
    assert [division.area for division in facts.divisions] == ["Åparken", ""]
    assert known(facts.divisions[1], "build_year") is None
    assert known(facts.organisation, "tenancy_units") is None
