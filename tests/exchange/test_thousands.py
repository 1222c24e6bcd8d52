"""Amounts typed with a mark of thousands: read where only whole kroner are possible, asked about everywhere else."""

from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from styringsdialog.exchange.reading.amounts import TwoReadings, whole_kroner
from styringsdialog.exchange.reading.cells import Ambiguous, number_from_text
from styringsdialog.exchange.reading.grid import Grid, Problems
from styringsdialog.exchange.reading.package import read_package
from styringsdialog.rulebook.edition import edition
from tests.exchange.packages import sample, written


@pytest.fixture(scope="module")
def original() -> bytes:
    return written(sample())


def read(original: bytes, **cells: str):
    """The reading of the sample with texts in cells; `D4` is on the organisation's accounts, `plan_E4` on the plan."""
    book = openpyxl.load_workbook(BytesIO(original))
    pages = {"": "Regnskab organisation", "plan": "Vedligeholdelsesplan", "org": "Organisation", "div": "Afdelinger",
             "moved": "Henlæggelser", "own": "Regnskab afdelinger"}  # fmt: skip
    for place, text in cells.items():
        sheet, _, cell = place.rpartition("_")
        book[pages[sheet]][cell].value = text
    target = BytesIO()
    book.save(target)
    return read_package(target.getvalue())


@pytest.mark.parametrize(
    ("text", "kroner"),
    [("550.000", 550_000), ("550,000", 550_000), ("222.063 kr.", 222_063), ("-12.500", -12_500), ("(1.234)", -1234)],
)
def test_a_lone_mark_before_three_digits_groups_thousands_in_whole_kroner(original, text, kroner):
    reading = read(original, D4=text)
    assert reading.errors == ()
    assert reading.package.organisation.statement.amount("501") == kroner
    (notice,) = [p for p in reading.notices if p.message == "problem.thousands"]
    assert (notice.sheet, notice.cell, notice.value) == ("Regnskab organisation", "D4", text)
    assert notice.params["kroner"] == kroner


def test_one_notice_a_sheet_counts_them_all_and_names_the_first(original):
    reading = read(original, C5="1.000", D4="550.000", D6="7,500", E7="1,234,567", plan_E4="250.000")
    told = [(p.sheet, p.cell, p.params["count"]) for p in reading.notices if p.message == "problem.thousands"]
    # 1,234,567 has one reading anywhere and is not counted; D4 stands above C5
    assert told == [("Vedligeholdelsesplan", "E4", 1), ("Regnskab organisation", "D4", 3)]
    text = next(p.text() for p in reading.notices if p.sheet == "Regnskab organisation")
    assert text.startswith("«550.000» er læst som 550.000 kr.")
    assert "3 beløb" in text
    assert reading.package.organisation.statement.amount("502", "last_year") == 1000
    assert reading.package.divisions[0].plan[0].amount_kr == 250_000


def test_every_sheet_of_whole_kroner_reads_so(original):
    reading = read(original, org_B13="4.681", div_W4="410.000", moved_D4="1.000", own_E4="550.000")
    assert reading.errors == ()
    assert [p.params["count"] for p in reading.notices if p.message == "problem.thousands"] == [1, 1, 1, 1]
    first = reading.package.divisions[0]
    assert first.provision_401_next_year_kr == 410_000
    assert first.provisions[0].opening == 1000
    assert first.statement.amount("101") == 550_000
    assert reading.package.organisation.dispositionsfond_liquid_kr == 4681


@pytest.mark.parametrize(
    "cells",
    [
        {"F4": "550.000"},  # the organisation's next budget is in 1.000 kr.
        {"own_F4": "550,000"},  # and so is the first division's budget
        {"div_L4": "4.200"}, {"div_M4": "1.025"}, {"div_N4": "2.125"},  # an area, a rent, a percentage
    ],
)  # fmt: skip
def test_where_decimals_are_possible_it_is_refused(original, cells):
    reading = read(original, **cells)
    assert [(p.message, p.cell) for p in reading.errors] == [("problem.ambiguous", next(iter(cells)).split("_")[-1])]


@pytest.mark.parametrize("shown", ["1234,000", "1234.000", "1.234,000", "0,000"])
def test_a_sheet_that_writes_three_decimals_is_asked(original, shown):
    """1234,000 is 1,234 kroner written with three decimals; 550,000 beside it is then 550 kroner."""
    reading = read(original, C9=shown, D4="550,000")
    assert [(p.cell, p.message) for p in reading.errors] == [("D4", "problem.ambiguous")]


SHEET = edition(2026).sheets["organisation_accounts"]
FORMS = st.sampled_from(["{}", "-{}", "({})", "{} kr.", "kr. {}", "{}-"])


@settings(max_examples=300)
@given(st.integers(1, 999_999), st.sampled_from(".,"), FORMS, st.sampled_from([1, 1000]))
def test_no_amount_is_ever_a_factor_of_1000_wrong(amount, mark, form, unit):
    """A whole amount with its thousands grouped either reads back in kroner or is refused; never as a thousandth."""
    text = form.format(f"{amount:,}".replace(",", mark))
    meant = -amount if "-" in form or "(" in form else amount
    grid = Grid(SHEET, "Regnskab", {"result": 0}, 4, [[text]], Problems())
    try:
        number = number_from_text(text)
    except Ambiguous as two:
        number = TwoReadings(text, two.thousands)
    read_as = whole_kroner(grid, "result", 0, number, unit)
    told = [problem.message for problem in grid.problems.found]
    if isinstance(number, TwoReadings) and unit == 1000:
        assert (read_as, told) == (None, ["problem.ambiguous"])
        assert grid.problems.found[0].params["plain"] == str(meant)
    else:
        assert read_as == meant * unit
        assert told == (["problem.thousands"] if isinstance(number, TwoReadings) else [])
