"""Bad cells, headings and sheets: each is told in Danish with its place and remedy, and marked in the same workbook."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest

from styringsdialog.exchange.marking import marked_workbook
from styringsdialog.exchange.reading.package import read_package
from tests.exchange.packages import sample, written


@pytest.fixture(scope="module")
def original() -> bytes:
    return written(sample())


def edited(original: bytes, change) -> bytes:
    """The workbook after `change(book)`, as a user who edits and saves. Formulas lose their saved values."""
    book = openpyxl.load_workbook(BytesIO(original))
    change(book)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def setting(sheet: str, cell: str, value, number_format: str | None = None):
    def change(book) -> None:
        book[sheet][cell].value = value
        if number_format:
            book[sheet][cell].number_format = number_format

    return change


def text_cell(sheet: str, cell: str, value: str):
    def change(book) -> None:
        book[sheet][cell].value = value
        book[sheet][cell].data_type = "s"

    return change


def repeat_first_division(book) -> None:
    page = book["Afdelinger"]
    for cell in page[4]:
        page.cell(6, cell.column).value = cell.value


def drop(sheet: str):
    return lambda book: book.remove(book[sheet])


# What is done to the workbook; then sheet, cell, value, message, and a word of the remedy.
CASES = {
    "text in a number cell": (
        setting("Regnskab afdelinger", "E4", "ca. 5 mio."),
        ("Regnskab afdelinger", "E4", "ca. 5 mio.", "problem.not_a_number", "Skriv tallet alene"),
    ),
    "a number that can be read in two ways": (
        setting("Regnskab organisation", "F4", "1.234"),  # the sample's next budget is in 1.000 kr.
        ("Regnskab organisation", "F4", "1.234", "problem.ambiguous", "1234"),
    ),
    "an amount of two readings, with its unit": (
        setting("Regnskab organisation", "F4", "222.063 kr."),
        ("Regnskab organisation", "F4", "222.063 kr.", "problem.ambiguous", "Skriv 222063, hvis"),
    ),
    "an area that can be read in two ways": (
        setting("Afdelinger", "L4", "4.200"),
        ("Afdelinger", "L4", "4.200", "problem.ambiguous", "Skriv 4200, hvis"),
    ),
    "a percentage that can be read in two ways": (
        setting("Afdelinger", "N4", "2.125 pct."),
        ("Afdelinger", "N4", "2.125 pct.", "problem.ambiguous", "Skriv 2125, hvis"),
    ),
    "øre": (
        setting("Regnskab afdelinger", "E4", 12.5),
        ("Regnskab afdelinger", "E4", "12,5", "problem.not_whole_kroner", "Afrund"),
    ),
    "a date in a number cell": (
        setting("Afdelinger", "K4", date(2025, 1, 2)),
        ("Afdelinger", "K4", "2025-01-02", "problem.date_for_number", "format"),
    ),
    "a date with two digits of year": (
        setting("Organisation", "B17", "28-04-26"),
        ("Organisation", "B17", "28-04-26", "problem.not_a_date", "31-12-2025"),
    ),
    "an answer that is none of the choices": (
        setting("Styringsrapport", "D4", "Måske"),
        ("Styringsrapport", "D4", "Måske", "problem.not_a_choice", "I nogen grad"),
    ),
    "a count below zero": (
        setting("Afdelinger", "O4", -1),
        ("Afdelinger", "O4", "-1", "problem.not_a_count", "helt tal"),
    ),
    "a formula without a saved value": (
        setting("Regnskab afdelinger", "E5", "=E4+1"),
        ("Regnskab afdelinger", "E5", "", "problem.formula_without_value", "gem den"),
    ),
    "a cell that shows an error": (
        setting("Regnskab afdelinger", "E5", "#REF!"),
        ("Regnskab afdelinger", "E5", "#REF!", "problem.formula_error", "Ret formlen"),
    ),
    "a duplicated division": (
        repeat_first_division,
        ("Afdelinger", "A6", "08501", "problem.division_twice", "Behold én linje"),
    ),
    "a division nobody knows": (
        setting("Vedligeholdelsesplan", "A4", "777"),
        ("Vedligeholdelsesplan", "A4", "777", "problem.unknown_division", "tilføj afdelingen"),
    ),
    "a renamed column": (
        setting("Vedligeholdelsesplan", "E3", "Beløb i kroner"),
        ("Vedligeholdelsesplan", "E3", "Beløb i kroner", "problem.heading_renamed", "Beløb (kr.)"),
    ),
    "a renamed field": (
        setting("Organisation", "A8", "Regnskabsår slutter"),
        ("Organisation", "A8", "Regnskabsår slutter", "problem.heading_renamed", "Regnskabsår til"),
    ),
    "a missing column": (
        setting("Vedligeholdelsesplan", "B3", None),
        ("Vedligeholdelsesplan", "A3", "", "problem.heading_missing", "Tilføj «År»"),
    ),
    "a heading twice": (
        setting("Vedligeholdelsesplan", "F3", "År"),
        ("Vedligeholdelsesplan", "F3", "År", "problem.heading_twice", "Slet"),
    ),
    "a missing sheet": (drop("Henlæggelser"), ("Henlæggelser", "", "", "problem.sheet_missing", "skabelonen")),
    "the wrong edition": (
        setting("Vejledning", "B4", 2019),
        ("Vejledning", "B4", "2019", "problem.wrong_edition", "2025 og 2026"),
    ),
    "an accounting year of another dialogue year": (
        setting("Organisation", "B8", date(2024, 12, 31)),
        ("Organisation", "B8", "31-12-2024", "problem.period", "Ret datoerne"),
    ),
    "a needed field left empty": (
        setting("Organisation", "B4", None),
        ("Organisation", "B4", "", "problem.needed", "Udfyld"),
    ),
    "a needed cell left empty": (
        setting("Vedligeholdelsesplan", "E4", None),
        ("Vedligeholdelsesplan", "E4", "", "problem.needed", "Udfyld"),
    ),
    "an account twice": (
        lambda book: (
            setting("Regnskab organisation", "A5", "501")(book),
            setting("Regnskab organisation", "D5", 5)(book),
        ),
        ("Regnskab organisation", "A5", "501", "problem.account_twice", "Behold én linje"),
    ),
    "a question of another year": (
        text_cell("Styringsrapport", "A4", "X9"),
        ("Styringsrapport", "A4", "X9", "problem.unknown_question", "Id"),
    ),
    "a CPR number": (
        setting("Ønsker og behov", "C4", "Beboer 010180-1234 mangler bolig"),
        ("Ønsker og behov", "C4", "Beboer xxxxxx-xxxx mangler bolig", "problem.cpr", "Slet CPR-nummeret"),
    ),
    "a CPR number on a sheet of their own": (
        lambda book: book.create_sheet("Noter").append(["0101801234"]),
        ("Noter", "A1", "xxxxxx-xxxx", "problem.cpr", "Slet CPR-nummeret"),
    ),
    "a value like a formula": (
        text_cell("Afdelinger", "A4", "=HYPERLINK(1)"),
        ("Afdelinger", "A4", "=HYPERLINK(1)", "problem.not_division_number", "3 eller 5 cifre"),
    ),
}
CASES["an accounting year of another dialogue year"] = (
    lambda book: (
        setting("Organisation", "B7", date(2024, 1, 1))(book),
        setting("Organisation", "B8", date(2024, 12, 31))(book),
    ),
    ("Organisation", "B8", "31-12-2024", "problem.other_year", "styringsår 2025"),
)
CASES["a period that ends before it begins"] = (
    setting("Organisation", "B8", date(2024, 12, 31)),
    ("Organisation", "B8", "2024-12-31", "problem.period", "Ret datoerne"),
)


@pytest.mark.parametrize("case", CASES)
def test_each_fault_is_named_and_marked_where_it_stands(original, case):
    change, (sheet, cell, value, message, remedy) = CASES[case]
    faulty = edited(original, change)
    reading = read_package(faulty)
    assert reading.package is None
    problem = next(p for p in reading.errors if p.message == message)
    assert (problem.sheet, problem.cell) == (sheet, cell)
    assert problem.value.startswith(value)
    assert remedy in problem.remedy_text()
    assert problem.text("en") != problem.text("da")

    book = openpyxl.load_workbook(BytesIO(marked_workbook(faulty, reading.problems)))
    rows = [[c.value or "" for c in row[:5]] for row in book["Fejl"].iter_rows(min_row=5)]
    assert [sheet, cell, problem.value, problem.text(), problem.remedy_text()] in rows
    assert all(c.data_type != "f" for row in book["Fejl"].iter_rows() for c in row)
    if cell:
        marked = book[sheet][cell]
        assert marked.fill.start_color.rgb.endswith("F8CFCB")
        assert problem.remedy_text() in marked.comment.text


def test_a_cpr_number_is_never_repeated(original):
    faulty = edited(original, setting("Ønsker og behov", "C4", "Beboer 010180-1234 mangler bolig"))
    reading = read_package(faulty)
    assert all("010180" not in repr(problem) for problem in reading.problems)
    marked = openpyxl.load_workbook(BytesIO(marked_workbook(faulty, reading.problems)))
    texts = [str(cell.value) for page in marked.worksheets for row in page.iter_rows() for cell in row]
    assert not any("010180" in text for text in texts)
    assert "Beboer xxxxxx-xxxx mangler bolig" in texts


@pytest.mark.parametrize(
    ("sheet", "cell", "value"),
    [
        ("Afdelinger", "C4", 101801234),  # 010180-1234 typed as a number
        ("Regnskab afdelinger", "E4", "010180-1234"),
        ("Regnskab afdelinger", "C139", "Lejer 0101801234"),  # the text of an unknown account
        ("Afdelinger", "AD3", "x" * 70 + " 010180-1234"),  # an unknown heading, cut when shown
    ],
)
def test_a_cpr_number_anywhere_is_refused_and_masked_in_every_message(original, sheet, cell, value):
    faulty = edited(original, setting(sheet, cell, value))
    reading = read_package(faulty)
    assert [(p.sheet, p.cell) for p in reading.errors if p.message == "problem.cpr"] == [(sheet, cell)]
    said = repr(reading.problems) + "".join(p.text() + p.remedy_text() for p in reading.problems)
    assert "1801234" not in said
    assert "010180" not in said
    book = openpyxl.load_workbook(BytesIO(marked_workbook(faulty, reading.problems)))
    texts = [str(c.value) for page in book.worksheets for row in page.iter_rows() for c in row]
    assert not any("010180" in text or "1801234" in text for text in texts)


def test_a_marked_workbook_can_be_corrected_and_sent_again(original):
    faulty = edited(original, setting("Regnskab afdelinger", "E4", "ca. 5"))
    marked = marked_workbook(faulty, read_package(faulty).problems)
    again = read_package(marked)
    assert [p.message for p in again.errors] == ["problem.not_a_number"]
    corrected = edited(marked, setting("Regnskab afdelinger", "E4", 5))
    reading = read_package(corrected)
    assert reading.errors == ()
    assert reading.package.divisions[0].statement.amount("101") == 5
    assert "Fejl" in openpyxl.load_workbook(BytesIO(marked_workbook(marked, again.problems))).sheetnames


@pytest.mark.parametrize(("sheet", "cell"), [("Lejemål", "B3"), ("Afdelinger", "A3"), ("Regnskab afdelinger", "B3")])
def test_a_needed_column_that_is_renamed_is_told_once(original, sheet, cell):
    """Without it no row of the sheet can be read; what follows from that is not told again for every row."""
    reading = read_package(edited(original, setting(sheet, cell, "Noget andet")))
    assert [(p.sheet, p.cell) for p in reading.errors] == [(sheet, cell)]


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [(0.025, "0.0%", "2.5"), (2.5, "0.00", "2.5"), ("2,5 %", None, "2.5"), (0.025, '0.000" %"', "0.025")],
)
def test_percentages_are_read_as_they_are_shown(original, value, number_format, expected):
    """0.025 shown as 2.5 % is 2.5; a per cent sign that is only text beside the number changes nothing."""
    reading = read_package(edited(original, setting("Afdelinger", "N4", value, number_format)))
    assert reading.errors == ()
    assert reading.package.divisions[0].rent_increase_pct == Decimal(expected)


@pytest.mark.parametrize(
    ("value", "expected"), [("1.234.567", 1_234_567), ("(1.500,00)", -1500), ("−12", -12), ("1 234 kr.", 1234), (0, 0)]
)
def test_amounts_typed_as_text_are_read(original, value, expected):
    reading = read_package(edited(original, setting("Regnskab organisation", "D4", value)))
    assert reading.errors == ()
    assert reading.package.organisation.statement.amount("501") == expected


def test_numbers_without_their_leading_zeros_are_found_again(original):
    """Excel makes 8501 of 08501 and 12 of 012."""

    def change(book) -> None:
        book["Afdelinger"]["A4"].value = 8501
        book["Afdelinger"]["A5"].value = 12
        book["Organisation"]["B4"].value = 123

    package = read_package(edited(original, change)).package
    assert package.organisation.lbf_number == "0123"
    assert [division.lbf_number for division in package.divisions] == ["08501", "012"]


def test_saved_values_of_formulas_are_read(original):
    from xlsxwriter import Workbook

    target = BytesIO()
    with Workbook(target) as book:  # a workbook of the same cells, one of them a formula with its value
        for page in openpyxl.load_workbook(BytesIO(original)).worksheets:
            copy = book.add_worksheet(page.title)
            for row in page.iter_rows():
                for cell in row:
                    if cell.value is None:
                        continue
                    if isinstance(cell.value, str):
                        copy.write_string(cell.row - 1, cell.column - 1, cell.value)
                    elif cell.is_date:
                        day = book.add_format({"num_format": "dd-mm-yyyy"})
                        copy.write_datetime(cell.row - 1, cell.column - 1, cell.value, day)
                    else:
                        copy.write_number(cell.row - 1, cell.column - 1, cell.value)
            if page.title == "Regnskab organisation":
                copy.write_formula("D5", "=D4*2", None, 4444)
    reading = read_package(target.getvalue())
    assert reading.errors == ()
    assert reading.package.organisation.statement.amount("502") == 4444
