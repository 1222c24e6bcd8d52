"""Working days and the deadline for access to documents, worked out by hand on the calendar."""

from datetime import date

import pytest

from styringsdialog.rulebook.loader import law_book
from styringsdialog.rulebook.source import Status
from styringsdialog.rulebook.working_days import easter, is_working_day, working_days_after


@pytest.mark.parametrize(
    ("year", "month", "day"), [(2000, 4, 23), (2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2038, 4, 25)]
)
def test_easter(year, month, day):
    assert easter(year) == date(year, month, day)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 4, 1), True),  # Wednesday before Easter
        (date(2026, 4, 2), False),  # Maundy Thursday
        (date(2026, 4, 3), False),
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 5, 14), False),  # Ascension Day, 39 days after 5 April
        (date(2026, 5, 25), False),  # Whit Monday, 50 days after
        (date(2026, 6, 5), True),  # Constitution Day is no public holiday by law
        (date(2023, 5, 5), False),  # store bededag, for the last time
        (date(2024, 4, 26), True),  # the fourth Friday after Easter, a working day since
        (date(2026, 12, 25), False),
        (date(2026, 12, 24), True),
        (date(2026, 8, 29), False),  # Saturday
    ],
)
def test_working_days(day, works):
    assert is_working_day(day) is works


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 9, 1), date(2026, 9, 10)),  # Tuesday: Wed, Thu, Fri, Mon, Tue, Wed, Thu
        (date(2026, 8, 29), date(2026, 9, 8)),  # Saturday: Mon 31 is the first day, Tue 8 the seventh
        (date(2026, 3, 30), date(2026, 4, 13)),  # Tue 31, Wed 1, then Tue 7 to Fri 10, and Mon 13
    ],
)
def test_seven_working_days(received, due):
    assert working_days_after(received, 7) == due


def test_the_law_figure_says_how_well_it_is_known():
    figure = law_book()["access/answer_working_days"]
    assert (figure.at(date(2026, 9, 1)).value, figure.rule_text.status) == (7, Status.SECONDARY)
