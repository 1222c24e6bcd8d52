"""Due dates from the organisation's own fiscal year: the pairs of the field notes on law, 3.1, and leap years."""

from datetime import date

import pytest

from styringsdialog.rulebook.deadlines import dialogue_year, due_on, months_after
from styringsdialog.rulebook.loader import law_book
from styringsdialog.rulebook.parameter import NoValueForDay
from styringsdialog.rulebook.source import Status

PAIRS = [
    (date(2025, 12, 31), date(2026, 5, 31), date(2026, 6, 30)),
    (date(2025, 3, 31), date(2025, 8, 31), date(2025, 9, 30)),
    (date(2025, 6, 30), date(2025, 11, 30), date(2025, 12, 31)),
    (date(2024, 9, 30), date(2025, 2, 28), date(2025, 3, 31)),
    (date(2023, 9, 30), date(2024, 2, 29), date(2024, 3, 31)),
    (date(2024, 2, 29), date(2024, 7, 31), date(2024, 8, 31)),
]


@pytest.mark.parametrize(("end", "five", "six"), PAIRS)
def test_five_and_six_months(end: date, five: date, six: date) -> None:
    assert due_on(end, law_book(), "accounts").day == five
    assert due_on(end, law_book(), "accounts_final").day == six
    assert due_on(end, law_book(), "top_body_approval").day == six


def test_a_day_within_a_month_stays_that_day() -> None:
    assert months_after(date(2025, 10, 15), 5) == date(2026, 3, 15)
    assert months_after(date(2025, 12, 30), 2) == date(2026, 2, 28)


def test_a_due_date_says_how_well_it_is_known() -> None:
    assert due_on(date(2025, 12, 31), law_book(), "accounts").status is Status.SECONDARY
    final = due_on(date(2025, 12, 31), law_book(), "accounts_final")
    assert (final.status, final.kind, final.source.value) == (Status.UNVERIFIED, "accounts_final", 6)


def test_unknown_kinds_and_years() -> None:
    with pytest.raises(KeyError):
        due_on(date(2025, 12, 31), law_book(), "dinner")
    with pytest.raises(NoValueForDay):
        due_on(date(2010, 5, 31), law_book(), "accounts")


def test_the_dialogue_year_follows_the_year_in_which_the_fiscal_year_ends() -> None:
    """LBF Orienterer, March 2014: both a year that ends 31 Mar 2014 and one that ends 31 Dec 2014 give 2015."""
    assert dialogue_year(date(2014, 3, 31)) == dialogue_year(date(2014, 12, 31)) == 2015
    assert dialogue_year(date(2015, 3, 31)) == 2016
