"""`styringsdialog package template`: from last year's file, for both kinds of report, filled in as a person would."""

import json
from datetime import date

import openpyxl
import pytest

from styringsdialog.exchange.workbook_writing import write_workbook
from styringsdialog.rulebook.facts import OwnerKind, changed
from tests.cli.conftest import DAY, refusal
from tests.exchange.packages import sample


@pytest.fixture
def before(tmp_path):
    """Last year's package as a file."""

    def make(kind: OwnerKind = OwnerKind.OWN_DIVISIONS):
        package = sample(2025)
        managing = kind is OwnerKind.MANAGING
        own = changed(
            package.organisation, owner_kind=kind, report=(), **({"tenancies": (), "wishes": ()} if managing else {})
        )
        path = tmp_path / "2025.xlsx"
        divisions = () if managing else package.divisions
        write_workbook(type(package)(2025, own, divisions), 2025, path, results=True)
        return path

    return make


@pytest.fixture
def template(command, before, tmp_path):
    def make(kind: OwnerKind = OwnerKind.OWN_DIVISIONS):
        path = tmp_path / "2026.xlsx"
        said = command(
            "package", "template", "--organisation", "0123", "--year", 2026, "--from", before(kind), "-o", path
        )
        assert (said.status, said.err) == (0, "")
        return path

    return make


def rows(page, first: int = 4):
    return [tuple(cell.value for cell in row) for row in page.iter_rows(min_row=first)]


def test_what_is_known_is_filled_in_and_results_of_the_year_are_not(template):
    book = openpyxl.load_workbook(template())
    own = {label: value for label, value, *_ in rows(book["Organisation"])}
    assert own["LBF-nummer"] == "0123"
    assert own["Regnskabsår fra"].date() == date(2025, 1, 1)
    assert own["Regnskabsår til"].date() == date(2025, 12, 31)
    for label in ("Dispositionsfond, disponibel del (kr.)", "Regnskabet godkendt af bestyrelsen"):
        assert own[label] is None
    accounts = {row[0]: row[2:6] for row in rows(book["Regnskab organisation"])}
    # Last year's result 2 kr., and its next budget of 4 kr. as the budget, which the sample has in 1,000 kr.
    assert accounts["501"] == (2, None, 0.004, None)
    first = next(row for row in rows(book["Afdelinger"]) if row[0] == "08501")
    headings = [cell.value for cell in book["Afdelinger"][3]]
    named = dict(zip(headings, first, strict=False))
    assert named["Opførelsesår"] == 1971
    for heading in ("Husleje pr. m² om året (kr.)", "Eksterne fraflytninger", "Effektivitetstal"):
        assert named[heading] is None
    assert all(row[3:5] == (None, None) for row in rows(book["Styringsrapport"]))


def test_headings_are_locked_and_choices_are_lists(template):
    book = openpyxl.load_workbook(template())
    for page in book.worksheets:
        assert page.protection.sheet or page.sheet_state != "visible", page.title
    for title in ("Styringsrapport", "Afdelinger", "Regnskab afdelinger", "Henlæggelser", "Lejemål"):
        page = book[title]
        assert all(cell.protection.locked for cell in page[3] if cell.value)
        assert page.data_validations.dataValidation, title
    answer = book["Styringsrapport"]["D4"]
    assert not answer.protection.locked
    lists = [v for v in book["Styringsrapport"].data_validations.dataValidation if v.type == "list"]
    assert any("D4" in validation.sqref for validation in lists)


def test_a_managing_organisation_gets_its_own_report(template):
    book = openpyxl.load_workbook(template(OwnerKind.MANAGING))
    assert "Afdelinger" not in book.sheetnames
    assert "Styringsrapport" in book.sheetnames
    assert len([row for row in rows(book["Styringsrapport"]) if row[0]]) > 0


def test_a_template_hardly_filled_in_is_never_in_order_where_it_is_empty(command, template, tmp_path):
    """As a person would who has typed three things and wants to see: what is empty cannot be judged, and is named."""
    book = openpyxl.load_workbook(template())
    book["Styringsrapport"]["D4"].value = "I nogen grad"
    book["Regnskab organisation"]["D4"].value = "392.600,00"
    book["Organisation"]["B17"].value = "28-04-2026"
    book.save(tmp_path / "begyndt.xlsx")
    said = command("review", tmp_path / "begyndt.xlsx", "--day", DAY, "--format", "json")
    assert said.status == 0, said.err
    found = {(each["rule"], each["subject"]["key"]): each for each in json.loads(said.out)}
    for key in (("D-01", "08501"), ("D-02", "08501"), ("D-03", "0123"), ("D-05", "08501"), ("D-10", "0123")):
        assert found[key]["outcome"] == "cannot_judge", found[key]
    assert "resultatopgørelsen" in found["D-01", "08501"]["text"]


def test_an_empty_template_reads_back(command, template):
    assert command("review", template(), "--day", DAY).status == 0


def test_what_cannot_be_made_is_refused(command, before, tmp_path):
    source, target = before(), tmp_path / "ud.xlsx"
    words = ["package", "template", "--from", source]
    refusal(command(*words, "--organisation", "0123", "--year", 2019, "-o", target), "2025, 2026")
    refusal(command(*words, "--organisation", "0123", "--year", 2025, "-o", target), "styringsår 2025", "--year 2026")
    refusal(command(*words, "--organisation", "0456", "--year", 2026, "-o", target), "0123", "0456")
    refusal(command(*words, "--organisation", "0123", "--year", 2026, "-o", source), "overskrevet")
    refusal(command(*words, "--organisation", "0123", "--year", 2026, "-o", tmp_path), "er en mappe")
    refusal(command(*words, "--organisation", "0123", "--year", 2026, "-o", tmp_path / "x" / "y"), "findes ikke")
    assert not target.exists()


def test_a_number_without_its_zeros_is_the_same_organisation(command, before, tmp_path):
    target = tmp_path / "ud.xlsx"
    said = command("package", "template", "--from", before(), "--organisation", "123", "--year", 2026, "-o", target)
    assert said.status == 0
    assert openpyxl.load_workbook(target)["Organisation"]["B4"].value == "0123"
