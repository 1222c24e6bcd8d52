"""Which sums an account may belong to, and the counting of tenancy units beside the rules' cases."""

from datetime import date
from decimal import Decimal

import pytest

from styringsdialog.rulebook.facts import Line, Statement, TenancyCount, TenancyKind, UnknownAccount
from styringsdialog.rulebook.loader import law_book
from styringsdialog.rulebook.sums import check_sums, main_number, sums_of
from styringsdialog.rulebook.tenancy import tenancy_units
from styringsdialog.wording.messages import sentence

SPANS = {row.number: row.span for row in sums_of("division_result", "division_balance")}
GRAND = {row.number for row in sums_of("division_result", "division_balance") if row.grand}


def test_each_sum_spans_the_accounts_it_is_made_of() -> None:
    assert SPANS["119.9"] == (114, 119)
    assert SPANS["124.9"] == (101, 124)
    assert SPANS["137"] == (125, 137)
    assert SPANS["150"] == (101, 150)
    assert SPANS["309"] == (305, 309)


def test_the_grand_totals_stand_in_no_other_sum() -> None:
    assert {"150", "220", "310", "430"} == GRAND
    of_organisation = sums_of("organisation_result", "organisation_balance")
    assert {row.number for row in of_organisation if row.grand} == {"560", "630", "740", "840"}


@pytest.mark.parametrize(("number", "main"), [("118.9", 118), ("1185", 118), ("118", 118), ("99", None), ("X-1", None)])
def test_main_number(number: str, main: int | None) -> None:
    assert main_number(number) == main


# The unknown account, and the stated totals of the result statement it may belong to itself.
TOUCHED = [("118.9", {"119.9"}), ("126.5", {"137"}), ("138", {"139"}), ("145", {"150"}), ("999", {"150", "220"})]


@pytest.mark.parametrize(("number", "touched"), TOUCHED)
def test_an_unknown_account_touches_the_smallest_sum_it_fits(number: str, touched: set[str]) -> None:
    """Every sum is stated wrong by one: those that are not touched are found, those touched are left unsaid."""
    lines = {row.number: Line(result=1) for row in sums_of("division_result")}
    lines |= {
        part: Line(result=1) for row in sums_of("division_result") for part in row.components if part not in lines
    }
    stranger = UnknownAccount(number, "", Line(result=7))
    every = {fault["account"] for fault in check_sums(Statement(lines), ("division_result",), 0).faults}
    check = check_sums(Statement(lines, (stranger,)), ("division_result",), 0)
    assert every - {fault["account"] for fault in check.faults} == touched
    assert check.unsure == [number]


def test_an_unstated_sum_passes_its_doubt_on() -> None:
    """119.9 is empty, so the unknown 118.9 may belong to 124.9, which is computed with it."""
    lines = {"101": Line(result=3), "114": Line(result=4), "105.9": Line(result=3), "124.9": Line(result=9)}
    stranger = UnknownAccount("118.9", "", Line(result=2))
    check = check_sums(Statement(lines, (stranger,)), ("division_result",), 0)
    assert (check.faults, check.unsure) == ([], ["118.9"])
    assert check_sums(Statement(lines), ("division_result",), 0).faults[0]["difference"] == -2


def test_an_empty_account_with_an_amount_elsewhere_is_named_where_its_sum_does_not_fit() -> None:
    """106 is 50 and 112 is empty, so 113.9 at 100 lacks 50; 112 was 45 last year. 111 is empty everywhere."""
    lines = {"106": Line(result=50), "112": Line(last_year=45), "113.9": Line(result=100)}
    faults = check_sums(Statement(lines), ("division_result",), 0).faults
    text = sentence("D-01.wrong", {"faults": faults, "rest": []})
    assert text.endswith(
        "posterne giver 50 kr.: en forskel på 50 kr. Konto 112 (bidrag til boligorganisationen) er ikke oplyst i "
        "kolonnen regnskab og tæller som ikke brugt, men har et beløb i kolonnen sidste år."
    )
    assert "111" not in text


@pytest.mark.parametrize(
    ("kind", "count", "m2", "units"),
    [("family", 55, "4313", "55"), ("garage", 38, "0", "7.6"), ("commercial", 1, "123.4", "3"),
     ("commercial", 1, "60", "1"), ("institution", 2, "60.1", "4"), ("commercial", 0, "500", "0")],
)  # fmt: skip
def test_tenancy_units_of_the_published_examples(kind: str, count: int, m2: str, units: str) -> None:
    row = TenancyCount(TenancyKind(kind), count, Decimal(m2))
    assert tenancy_units([row], law_book().on(date(2020, 12, 31))).counted == Decimal(units)
