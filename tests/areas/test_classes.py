"""Stored figures of areas: entered by those who may, and classed list by list."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.register.world import user

from styringsdialog.areas.models import AreaIndicators
from styringsdialog.areas.queries import classes_of
from styringsdialog.areas.services import store_indicators
from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed
from styringsdialog.register.models import HousingArea, Membership, Municipality, Role
from styringsdialog.trail.models import TrailEntry

pytestmark = pytest.mark.django_db
SYSTEM = Acting(None, date(2026, 9, 1))
# Over 40 % outside work, over 60 % with basic education, over 50 % non-western, over 1,000 residents: two criteria of
# four and the origin make a «parallelsamfund» (field notes, areas: limits 40, 60, 50, 1,000).
HARD = {
    "residents": 2400,
    "outside_work_education_pct": Decimal("46.0"),
    "nonwestern_pct": Decimal("61.0"),
    "convicted_pct": Decimal("1.00"),
    "basic_education_pct": Decimal("68.0"),
    "income_pct_of_region": Decimal("60.0"),
}
GOOD = {
    **HARD,
    "outside_work_education_pct": Decimal("10.0"),
    "basic_education_pct": Decimal("20.0"),
    "nonwestern_pct": Decimal("5.0"),
}


@pytest.fixture
def place():
    return Municipality.objects.create(code="0981", name="Ålev")


@pytest.fixture
def area(place):
    return HousingArea.objects.create(municipality=place, name="Åparken")


def test_figures_are_stored_once_a_list(area):
    store_indicators(SYSTEM, area=area, list_year=2024, source="prøve", **HARD)
    row = store_indicators(SYSTEM, area=area, list_year=2024, source="prøve 2", residents=2300)
    assert AreaIndicators.objects.get() == row
    assert (row.residents, row.nonwestern_pct, row.source) == (2300, None, "prøve 2")
    entry = TrailEntry.objects.first()
    assert entry.before["residents"] == 2400
    assert entry.after == {"residents": 2300}


def test_only_those_who_keep_the_register_enter_figures(area, place):
    manager = user("leder")
    Membership.objects.create(user=manager, role=Role.MANAGER, municipality=place, valid_from=date(2020, 1, 1))
    with pytest.raises(NotAllowed):
        store_indicators(Acting(manager, date(2026, 9, 1), place), area=area, list_year=2024, source="x")
    with pytest.raises(TypeError):
        store_indicators(SYSTEM, area=area, list_year=2024, source="x", beboere=1)


def test_five_lists_running_are_counted_on_the_classes_computed_here(area, place):
    good = HousingArea.objects.create(municipality=place, name="Engen")
    for year in range(2019, 2026):
        store_indicators(SYSTEM, area=area, list_year=year, source="prøve", **HARD)
        store_indicators(SYSTEM, area=good, list_year=year, source="prøve", **GOOD)
    with CaptureQueriesContext(connection) as asked:
        classes = classes_of(SYSTEM, place)
    assert len(asked) == 1
    found = {one.indicators.list_year: one.area_class.designation.value for one in classes[area]}
    assert list(found) == list(range(2019, 2026))
    # Whether it was on the lists before 2019 is not known, but on those of 2019-2022 it was: in 2023 five running.
    assert (found[2022], found[2023], found[2025]) == ("cannot_judge", "transformation", "transformation")
    assert {one.area_class.designation.value for one in classes[good]} == {"not_listed"}


def test_a_year_before_the_first_list_has_no_class(area, place):
    store_indicators(SYSTEM, area=area, list_year=2005, source="prøve", **HARD)
    assert classes_of(SYSTEM, place)[area] == []


def test_another_municipality_sees_nothing(area, place):
    store_indicators(SYSTEM, area=area, list_year=2024, source="prøve", **HARD)
    assert classes_of(Acting(user("ingen"), date(2026, 9, 1)), place) == {}
