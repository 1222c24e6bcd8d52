"""Whatever stands in a cell, the reading answers with facts or problems, and the workbook can be marked."""

from datetime import date, datetime, time
from io import BytesIO

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from styringsdialog.exchange.marking import marked_workbook
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
