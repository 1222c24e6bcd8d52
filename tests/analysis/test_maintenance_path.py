"""The path of maintenance savings: worked examples, and what must hold of every plan."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from styringsdialog.analysis.maintenance_path import (
    balances,
    growing_balances,
    maintenance_path,
    required_first_provision,
    required_provision,
    yearly,
)

KRONER = st.integers(min_value=0, max_value=50_000_000)
PLANS = st.lists(KRONER, min_size=1, max_size=40)
OPENINGS = st.integers(min_value=-20_000_000, max_value=100_000_000)
GROWTH = st.floats(min_value=-0.05, max_value=0.1)


def test_works_are_added_by_year_and_those_outside_are_left_out() -> None:
    assert yearly(2026, 2028, [(2025, 9), (2026, 1), (2028, 2), (2026, 3), (2029, 9)]) == [4, 0, 2]
    assert yearly(2028, 2026, [(2027, 9)]) == []


def test_a_path_reckoned_by_hand() -> None:
    """100 + 50 - 90 = 60; 60 + 50 - 200 = -90; -90 + 50 - 0 = -40. H* = max(-10/1, 190/2, 190/3) = 95."""
    path = maintenance_path(100, 50, [90, 200, 0])
    assert path.balances == (60, -90, -40)
    assert path.short_year == 1
    assert path.required == 95


def test_what_is_needed_is_rounded_up_to_whole_kroner() -> None:
    """100 kr. after three years from nothing: 33.33, so 34; and nothing where enough is saved."""
    assert required_provision(0, [0, 0, 100]) == 34
    assert required_provision(100, [0, 0, 100]) == 0
    assert required_provision(-10, []) == 0


def test_a_provision_that_rises_begins_lower() -> None:
    """Two years, 210 kr. in the second: 1 + 1.1 = 2.1 shares, so 100 and then 110; constant: 105."""
    assert required_first_provision(0, [0, 210], 0.1) == 100
    assert required_first_provision(0, [0, 210], 0.0) == 105 == required_provision(0, [0, 210])
    assert growing_balances(0, 100, 0.1, [0, 210]) == pytest.approx([100, 0])
    assert required_first_provision(0, [], 0.1) == 0
    with pytest.raises(ValueError, match="fall"):
        required_first_provision(0, [1], -1.0)


def test_rounding_of_the_provision_is_tolerated_year_by_year() -> None:
    assert maintenance_path(0, 4500, [0, 10_000], 500).short_year is None
    assert maintenance_path(0, 4500, [0, 10_001], 500).short_year == 1


@given(OPENINGS, PLANS)
def test_with_the_required_provision_no_year_ends_below_zero(opening: int, plan: list[int]) -> None:
    path = maintenance_path(opening, required_provision(opening, plan), plan)
    assert min(path.balances) >= 0
    assert path.short_year is None


@given(OPENINGS, PLANS)
def test_one_krone_less_runs_short_in_some_year(opening: int, plan: list[int]) -> None:
    needed = required_provision(opening, plan)
    if needed > 0:
        path = maintenance_path(opening, needed - 1, plan)
        assert path.short_year is not None
        assert path.balances[path.short_year] < 0
        assert all(saved >= 0 for saved in path.balances[: path.short_year])


@given(OPENINGS, PLANS, KRONER)
def test_every_balance_is_the_one_before_with_the_provision_less_the_works(
    opening: int, plan: list[int], provision: int
) -> None:
    saved = opening
    for spent, balance in zip(plan, balances(opening, provision, plan), strict=True):
        saved += provision - spent
        assert int(balance) == saved


@given(OPENINGS, PLANS, KRONER)
def test_more_saved_never_asks_for_a_higher_provision_and_more_work_never_for_a_lower(
    opening: int, plan: list[int], more: int
) -> None:
    needed = required_provision(opening, plan)
    assert required_provision(opening + more, plan) <= needed
    assert required_provision(opening, [plan[0] + more, *plan[1:]]) >= needed


@given(OPENINGS, PLANS, GROWTH)
def test_the_rising_provision_carries_the_plan_to_the_krone(opening: int, plan: list[int], growth: float) -> None:
    first = required_first_provision(opening, plan, growth)
    saved = growing_balances(opening, first, growth, plan)
    assert saved.min() >= -0.01 * len(plan)  # counted in floats
    if first > 0:
        assert growing_balances(opening, first - 1, growth, plan).min() < 0.01


@given(OPENINGS, PLANS)
def test_no_growth_is_the_constant_provision(opening: int, plan: list[int]) -> None:
    assert required_first_provision(opening, plan, 0.0) == required_provision(opening, plan)
