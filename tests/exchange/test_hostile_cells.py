"""Whatever stands in a cell, the reading answers with facts or problems, and the workbook can be marked."""

from datetime import date, datetime, time
from io import BytesIO

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from styringsdialog.exchange.marking import marked_workbook
from styringsdialog.exchange.reading.accounts_file import read_accounts_file
from styringsdialog.exchange.reading.package import read_package
from styringsdialog.exchange.reading.problem import UnreadableFile
from tests.exchange.packages import sample, written

ORIGINAL = written(sample())
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1900, 3, 1), date(9999, 12, 31)),
    st.just(datetime(2025, 1, 2, 3, 4)),
    st.just(time(3, 4)),
    st.sampled_from(["=1/0", "=A1", "#N/A", "Organisationen", "Ja", "1.234", "x" * 40_000, "Afdeling", "999", " "]),
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=40),
)
PLACES = st.tuples(st.integers(0, 12), st.integers(1, 12), st.integers(1, 30))


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(PLACES, VALUES), min_size=5, max_size=40))
def test_any_value_in_any_cell_is_answered(changes):
    book = openpyxl.load_workbook(BytesIO(ORIGINAL))
    for (sheet, row, column), value in changes:
        page = book.worksheets[sheet % len(book.worksheets)]
        cell = page.cell(row, column)
        if not isinstance(cell, openpyxl.cell.MergedCell):
            cell.value = value[:32_767] if isinstance(value, str) else value
    target = BytesIO()
    book.save(target)
    try:
        reading = read_package(target.getvalue())
    except UnreadableFile:
        return
    assert (reading.package is None) == bool(reading.errors)
    for problem in reading.problems:
        assert problem.text("da")
        assert problem.remedy_text("en")
        assert problem.place()
    if reading.errors:
        marked = openpyxl.load_workbook(BytesIO(marked_workbook(target.getvalue(), reading.problems)))
        assert marked["Fejl"].max_row == 4 + len(reading.problems)


@pytest.mark.parametrize(("number", "shown_as"), [(-(10**20), "hh:mm"), (10**20, "[h]:mm:ss")])
def test_a_number_that_cannot_be_the_time_it_is_shown_as_is_told(number, shown_as):
    book = openpyxl.load_workbook(BytesIO(ORIGINAL))
    cell = book["Afdelinger"]["B3"]
    cell.value, cell.number_format = number, shown_as
    target = BytesIO()
    book.save(target)
    for read in (read_package, lambda data: read_accounts_file(data, "regnskab.xlsx")):
        with pytest.raises(UnreadableFile) as refusal:
            read(target.getvalue())
        assert "vises som en dato" in refusal.value.text()
