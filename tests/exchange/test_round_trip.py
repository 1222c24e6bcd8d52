"""What is written reads back equal: a sample, any valid package, and columns in another order."""

import random
from io import BytesIO

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from styringsdialog.exchange.reading.package import read_package
from styringsdialog.exchange.reading.problem import Weight
from tests.exchange.packages import packages, plain, sample, written


@pytest.mark.parametrize("year", [2025, 2026])
def test_the_sample_comes_back_equal(year):
    package = sample(year)
    reading = read_package(written(package), name="pakke.xlsx")
    assert plain(reading.package) == plain(package)
    assert reading.edition == year
    assert [problem.message for problem in reading.problems] == ["problem.unknown_account"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(packages())
def test_any_valid_package_comes_back_equal(package):
    reading = read_package(written(package))
    assert reading.errors == ()
    assert plain(reading.package) == plain(package)


def test_moved_columns_read_equal():
    """Every table's columns in another order, and the fields of the organisation in another order."""
    package = sample()
    book = openpyxl.load_workbook(BytesIO(written(package)))
    chance = random.Random(7)  # noqa: S311
    for page in book.worksheets:
        if page.title in ("Vejledning", "Lister"):
            continue
        for merged in list(page.merged_cells.ranges):
            page.unmerge_cells(str(merged))
        rows = [[(cell.value, cell.number_format) for cell in row] for row in page.iter_rows()]
        if page.title == "Organisation":
            body = rows[3:]
            chance.shuffle(body)
            rows[3:] = body
        else:
            order = list(range(len(rows[2])))
            chance.shuffle(order)
            rows = rows[:2] + [[row[i] for i in order] for row in rows[2:]]
        for r, row in enumerate(rows, 1):
            for c, (value, number_format) in enumerate(row, 1):
                cell = page.cell(r, c)
                cell.value, cell.number_format = value, number_format
                if isinstance(value, str):
                    cell.data_type = "s"
    target = BytesIO()
    book.save(target)
    reading = read_package(target.getvalue())
    assert reading.errors == ()
    assert plain(reading.package) == plain(package)


def test_cells_that_start_like_formulas_are_texts():
    book = openpyxl.load_workbook(BytesIO(written(sample())))
    formulas = [c.coordinate for page in book.worksheets for row in page.iter_rows() for c in row if c.data_type == "f"]
    assert formulas == []
    assert book["Ønsker og behov"]["C5"].value == "-Lys på stierne"


def test_headings_are_locked_and_input_is_open():
    book = openpyxl.load_workbook(BytesIO(written(sample())))
    page = book["Afdelinger"]
    assert page.protection.sheet
    assert page["A3"].protection.locked
    assert not page["B4"].protection.locked
    assert not page.column_dimensions["B"].protection.locked
    accounts = book["Regnskab afdelinger"]
    assert accounts["B4"].protection.locked
    assert page.freeze_panes == "B4"
    assert any(v.type == "list" for v in page.data_validations.dataValidation)


def test_unknown_accounts_are_kept_and_named_with_their_place():
    reading = read_package(written(sample()))
    (problem,) = reading.problems
    assert problem.severity is Weight.NOTICE
    assert (problem.sheet, problem.value) == ("Regnskab afdelinger", "199")
    assert "Egen konto" in problem.text()
    assert reading.package.divisions[0].statement.unknown[0].number == "199"
