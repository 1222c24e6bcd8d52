"""Numbers, kroner, shares and dates as Danes write them, and the English form."""

from datetime import date
from decimal import Decimal

import pytest

from styringsdialog.wording import numbers


@pytest.mark.parametrize(
    ("value", "decimals", "danish", "english"),
    [
        (0, None, "0", "0"),
        (1234567, None, "1.234.567", "1,234,567"),
        (Decimal("1234.5"), None, "1.234,5", "1,234.5"),
        (Decimal("1234.50"), None, "1.234,5", "1,234.5"),
        (Decimal("55.0"), None, "55", "55"),
        (Decimal("1E+3"), None, "1.000", "1,000"),
        (Decimal("0.5"), 0, "1", "1"),
        (Decimal("1.5"), 0, "2", "2"),
        (Decimal("2.5"), 0, "3", "3"),
        (Decimal("2.345"), 2, "2,35", "2.35"),
        (7, 1, "7,0", "7.0"),
        (2.675, 2, "2,68", "2.68"),
        (-1234, None, "−1.234", "−1,234"),
        (Decimal("-0.4"), 0, "0", "0"),
    ],
)
def test_number(value: Decimal, decimals: int | None, danish: str, english: str) -> None:
    """Halves go up; the minus is a minus sign; nothing is never negative."""
    assert numbers.number(value, decimals) == danish
    assert numbers.number(value, decimals, "en") == english


def test_kroner_are_whole() -> None:
    assert numbers.kroner(4681000) == "4.681.000 kr."
    assert numbers.kroner(Decimal("4630.07")) == "4.630 kr."
    assert numbers.kroner(-5, "en") == "DKK −5"


def test_percent() -> None:
    assert numbers.percent(Decimal("12.5")) == "12,5 %"
    assert numbers.percent(Decimal("12.25"), 1) == "12,3 %"
    assert numbers.percent(40, None, "en") == "40%"


def test_days() -> None:
    day = date(2026, 6, 4)
    assert (numbers.day(day), numbers.day(day, "en")) == ("4. juni 2026", "4 June 2026")
    assert (numbers.short_day(day), numbers.short_day(day, "en")) == ("04-06-2026", "2026-06-04")
    assert [len(set(months)) for months in numbers.MONTHS.values()] == [12, 12]


def test_listing() -> None:
    assert [numbers.listing(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a og b",
        "a, b og c",
    ]
    assert numbers.listing(["a", "b", "c"], "en") == "a, b and c"
