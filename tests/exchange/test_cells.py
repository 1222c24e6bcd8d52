"""Numbers and dates typed as text: read in Danish and English form, or refused; never a factor 1,000 wrong."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from styringsdialog.exchange.reading.cells import (
    Ambiguous,
    NotADate,
    NotANumber,
    date_from_text,
    number_from_text,
)
from styringsdialog.exchange.reading.cpr import MASK, holds_cpr, mask_cpr


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", "1234.5"), ("1,234.5", "1234.5"), ("1.234.567", "1234567"), ("1,234,567", "1234567"),
        ("1234,5", "1234.5"), ("1234.5", "1234.5"), ("1 234 567", "1234567"), ("1 234,50", "1234.50"),
        ("0,125", "0.125"), ("1234,567", "1234.567"), ("12,3456", "12.3456"), ("-5", "-5"), ("−5", "-5"),
        ("5-", "-5"), ("(1.234,50)", "-1234.5"), ("kr. -12", "-12"), ("1.500,00 kr.", "1500"), ("2,5 %", "2.5"),
        ("2,5 pct.", "2.5"), ("1.000,-", None), ("500,-", "500"), ("DKK 7", "7"), ("1'234'567", "1234567"),
    ],
)  # fmt: skip
def test_numbers_in_the_forms_people_write(text, value):
    if value is None:
        with pytest.raises((Ambiguous, NotANumber)):
            number_from_text(text)
    else:
        assert number_from_text(text) == Decimal(value)


@pytest.mark.parametrize("text", ["1.234", "1,234", "-12.500", "(999,000)", "125.000 kr."])
def test_what_can_be_read_in_two_ways_is_refused(text):
    with pytest.raises(Ambiguous):
        number_from_text(text)


@pytest.mark.parametrize("text", ["ca. 5", "5 stk", "1.23.456", "1,23,4", "12e5", "--5", "", "-", "1.2,3.4", "½", "٣"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(NotANumber):
        number_from_text(text)


@settings(max_examples=300)
@given(st.decimals(-(10**12), 10**12, places=4), st.integers(0, 4), st.booleans(), st.booleans(), st.integers(0, 3))
def test_any_number_in_danish_or_english_form_reads_back_or_is_refused(value, places, danish, grouped, sign):
    value = round(value, places)
    text = f"{abs(value):,f}" if grouped else f"{abs(value):f}"
    if danish:
        text = text.translate(str.maketrans(",.", ".,"))
    if value < 0:
        text = (f"-{text}", f"−{text}", f"{text}-", f"({text})")[sign]
    try:
        assert number_from_text(text) == value
    except Ambiguous:
        # Only a single mark before exactly three digits can be refused.
        marks = [sign for sign in text if sign in ".,"]
        assert len(marks) == 1
        assert len(text.strip("()-−").rpartition(marks[0])[2]) == 3
    assert number_from_text(text, "," if danish else ".") == value


@pytest.mark.parametrize(
    "text", ["31-12-2025", "31.12.2025", "31/12/2025", "2025-12-31", "31. december 2025", " 31-12-2025 "]
)
def test_dates_in_the_forms_people_write(text):
    assert date_from_text(text) == date(2025, 12, 31)


@pytest.mark.parametrize("text", ["12/31/2025", "31-12-25", "2025", "30-02-2025", "i går", "46022"])
def test_dates_that_cannot_be_read_with_certainty_are_refused(text):
    with pytest.raises(NotADate):
        date_from_text(text)


@pytest.mark.parametrize("text", ["010180-1234", "Beboer 0101801234 klager", "(310599-4321)", "290200-4000"])
def test_cpr_numbers_are_found_and_masked(text):
    assert holds_cpr(text)
    assert MASK in mask_cpr(text)
    assert not holds_cpr(mask_cpr(text))


@pytest.mark.parametrize(
    "text", ["320180-1234", "011380-1234", "00010180-1234", "01018012345", "290201-4000", "12345678", "1.010.180.123"]
)
def test_other_digits_are_no_cpr_number(text):
    """A day or month that does not exist, too many digits, 29 February in a year that has none."""
    assert not holds_cpr(text)
    assert mask_cpr(text) == text
