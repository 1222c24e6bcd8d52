"""Key figures: each formula with its arithmetic, gaps that stay gaps, and the direction over the years."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from styringsdialog.analysis.keyfigures import DIVISION, ORGANISATION, change, ratio, series


def one(figures, name, year):
    """The key figure `name` of one year of values."""
    return next(figure for figure in figures if figure.name == name).of(year)


ORG = {
    "tenancy_units": 1000,
    "dispositionsfond_liquid_kr": 5_700_000,
    "arbejdskapital_liquid_kr": -40_000,
    "530": 4_100_000,
    "550": 212_000,
}
DIV = {
    "dwellings": 80,
    "dwelling_m2": 6000,
    "tenancy_units": 84,
    "401": 3_544_000,
    "407": -168_000,
    "114": 504_000,
    "111": 150_000,
    "external_move_outs": 14,
    "vacant_dwellings": 2,
    "efficiency_score": 68,
    "201.1": 5_000_000,
    "201.3": 400_000,
}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("dispositionsfond_per_unit", Decimal(5700)),  # 5,700,000 / 1,000
        ("arbejdskapital_per_unit", Decimal(-40)),  # -40,000 / 1,000
        ("administration_per_unit", Decimal(4100)),  # 4,100,000 / 1,000
        ("organisation_result", Decimal(212_000)),
    ],
)
def test_the_organisations_figures(name, value):
    assert one(ORGANISATION, name, ORG) == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("rent_per_m2", Decimal(900)),  # (5,000,000 + 400,000) / 6,000
        ("provisions_per_dwelling", Decimal(44_300)),  # 3,544,000 / 80, the national level of 2019 (accounts.md 2.3)
        ("provisions_per_m2", Decimal(3_544_000) / 6000),
        ("result_account_per_unit", Decimal(-2000)),  # -168,000 / 84
        ("cleaning_per_m2", Decimal(84)),  # 504,000 / 6,000, the national level of 2018
        ("energy_per_m2", Decimal(25)),  # 150,000 / 6,000
        ("move_out_pct", Decimal("17.5")),  # 14 / 80
        ("vacancy_pct", Decimal("2.5")),  # 2 / 80
        ("efficiency_score", Decimal(68)),
    ],
)
def test_the_divisions_figures(name, value):
    assert one(DIVISION, name, DIV) == value


def test_a_stated_rent_goes_before_a_computed_one():
    assert one(DIVISION, "rent_per_m2", DIV | {"rent_per_m2_kr": Decimal("912.40")}) == Decimal("912.40")


def test_a_deficit_is_negative_whichever_way_it_is_written():
    assert one(ORGANISATION, "organisation_result", {"620": 50_000}) == -50_000
    assert one(ORGANISATION, "organisation_result", {"620": -50_000, "550": 0}) == -50_000
    assert one(ORGANISATION, "organisation_result", {}) is None


@pytest.mark.parametrize("figure", [*ORGANISATION, *DIVISION], ids=lambda figure: figure.name)
def test_a_year_without_data_is_unknown_and_not_zero(figure):
    assert figure.of({}) is None


def test_zero_is_a_value():
    assert one(DIVISION, "vacancy_pct", DIV | {"vacant_dwellings": 0}) == 0


def test_nothing_is_shared_by_nothing():
    assert ratio(5, 0) is None
    assert ratio(None, 5) is None
    assert ratio(0, 5) == 0


def test_five_years_end_with_the_last_and_keep_gaps():
    (rent,) = [s for s in series(DIVISION, {2025: DIV, 2022: DIV}, 2025) if s.figure.name == "rent_per_m2"]
    assert rent.years == (2021, 2022, 2023, 2024, 2025)
    assert rent.values == (None, Decimal(900), None, None, Decimal(900))
    assert rent.known
    assert not series(DIVISION, {}, 2025)[0].known


def test_direction_runs_from_first_to_last_known_year():
    found = change([None, Decimal(800), None, Decimal(900)])
    assert (found.way, found.step, found.pct) == ("up", 100, Decimal("12.5"))
    assert change([Decimal(900), Decimal(800)]).way == "down"
    assert change([Decimal(1000), Decimal(1019)]).way == "level"  # 19 / 1,019 < 2 per cent
    assert change([Decimal(1000), Decimal(1030)]).way == "up"
    assert change([Decimal(0), Decimal(0)]).way == "level"
    assert change([None, Decimal(5)]) is None


def test_no_percentage_is_taken_from_zero_or_below():
    assert change([Decimal(-100), Decimal(50)]).pct is None
    assert change([Decimal(0), Decimal(50)]).pct is None
    assert change([Decimal(100), Decimal(-50)]).pct is None


@given(st.lists(st.none() | st.decimals(-(10**9), 10**9, places=2), max_size=6))
def test_turning_the_years_around_turns_the_direction(values):
    ahead, back = change(values), change(values[::-1])
    assert (ahead is None) == (back is None)
    if ahead:
        assert {"up": "down", "down": "up", "level": "level"}[ahead.way] == back.way
        assert ahead.step == -back.step
