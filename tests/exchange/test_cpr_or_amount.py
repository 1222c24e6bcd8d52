"""Ten bare digits are an amount where a column holds kroner, and a CPR number everywhere else; neither is lost."""

from io import BytesIO

import openpyxl
import pytest

from styringsdialog.exchange.marking import marked_workbook
from styringsdialog.exchange.reading.accounts_file import read_accounts_file
from styringsdialog.exchange.reading.cpr import holds_cpr, may_be_amount
from styringsdialog.exchange.reading.package import read_package
from tests.exchange.packages import sample, written

BILLIONS = "3112991234"  # 31-12-99 is a day, so the digits could be a person's


@pytest.fixture(scope="module")
def original() -> bytes:
    return written(sample())


def changed_cells(original: bytes, cells: dict[tuple[str, str], object]) -> bytes:
    book, target = openpyxl.load_workbook(BytesIO(original)), BytesIO()
    for (sheet, cell), value in cells.items():
        book[sheet][cell].value = value
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("text", "cpr", "amount"),
    [
        (BILLIONS, True, True),
        ("3199991234", False, True),  # no month 99
        ("0101801234", True, False),  # an amount does not begin with 0
        ("311299-1234", True, False),
        ("311299 1234", True, False),
        ("5130.025", False, False),  # an ident of an account
        ("1.012.345.678", False, False),  # grouped: an amount beyond doubt
        ("31129912345", False, False),  # eleven digits
    ],
)
def test_which_texts_could_be_which(text, cpr, amount):
    assert (holds_cpr(text), may_be_amount(text)) == (cpr, amount)


def test_billions_typed_as_text_are_read(original):
    reading = read_package(changed_cells(original, {("Regnskab organisation", "D4"): BILLIONS}))
    assert reading.errors == ()
    assert reading.package.organisation.statement.amount("501") == 3_112_991_234


@pytest.mark.parametrize(
    ("sheet", "cell", "value"),
    [
        ("Regnskab organisation", "D4", "311299-1234"),
        ("Regnskab organisation", "D4", "0101801234"),
        ("Regnskab organisation", "B4", BILLIONS),  # a text, not an amount
        ("Regnskab organisation", "H4", BILLIONS),  # beside the columns that we know
        ("Organisation", "B5", BILLIONS),
        ("Afdelinger", "O4", BILLIONS),  # a count of persons is no amount of kroner
    ],
)
def test_everywhere_else_they_are_refused(original, sheet, cell, value):
    reading = read_package(changed_cells(original, {(sheet, cell): value}))
    assert [(p.sheet, p.cell) for p in reading.errors if p.message == "problem.cpr"] == [(sheet, cell)]
    assert all(value not in repr(problem) for problem in reading.problems)


def test_an_amount_is_not_masked_in_the_workbook_that_goes_back(original):
    faulty = changed_cells(
        original,
        {
            ("Regnskab organisation", "D4"): BILLIONS,
            ("Regnskab organisation", "B5"): BILLIONS,
            ("Regnskab organisation", "D6"): "ca. 5",
        },
    )
    page = openpyxl.load_workbook(BytesIO(marked_workbook(faulty, read_package(faulty).problems)))[
        "Regnskab organisation"
    ]
    assert page["D4"].value == BILLIONS
    assert page["B5"].value == "xxxxxx-xxxx"


def test_an_accounts_file_of_texts():
    rows = f"Konto;Tekst;Regnskab\n740;Aktiver i alt;{BILLIONS}\n840;Passiver i alt;{BILLIONS}\n"
    reading = read_accounts_file(rows.encode(), "regnskab.csv")
    assert reading.complete
    assert reading.statements()[""].amount("740") == 3_112_991_234
    with_person = read_accounts_file(rows.replace("Aktiver i alt", BILLIONS).encode(), "regnskab.csv")
    assert [(p.cell, p.value) for p in with_person.problems if p.message == "problem.cpr"] == [("B2", "xxxxxx-xxxx")]
