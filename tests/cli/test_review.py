"""`styringsdialog review`: bad files and bad words are refused in one Danish sentence, and then nothing is written."""

import json
import subprocess
import sys
import zipfile
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from styringsdialog.exchange.reading import bounds
from styringsdialog.exchange.workbook_writing import write_workbook
from styringsdialog.rulebook.facts import changed
from tests.cli.conftest import DAY, refusal
from tests.exchange.packages import sample, written


def packed(data: bytes, **more: bytes) -> bytes:
    """The workbook with further parts, by name with / as __."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in archive.namelist():
            out.writestr(name, archive.read(name))
        for name, content in more.items():
            out.writestr(name.replace("__", "/"), content)
    return target.getvalue()


UNREADABLE = {
    "empty": (lambda good: b"", "Filen er tom"),
    "a text named .xlsx": (lambda good: b"konto;beloeb\n101;5\n", "ikke en Excel-arbejdsbog"),
    "encrypted": (lambda good: bounds.OLE_HEAD + b"\0" * 512 + bounds.ENCRYPTED, "adgangskode"),
    "macros": (lambda good: packed(good, **{"xl__vbaProject.bin": b"\0"}), "makroer"),
    "a bomb": (lambda good: packed(good, **{"xl__media__image1.png": b"\0" * 20_000_000}), "pakkes ud"),
    "cut short": (lambda good: good[: len(good) // 2], "beskadiget"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_a_file_that_cannot_be_read_is_refused(command, tmp_path, good_bytes, case):
    make, word = UNREADABLE[case]
    path, pdf = tmp_path / "pakke.xlsx", tmp_path / "oplaeg.pdf"
    path.write_bytes(make(good_bytes))
    refusal(command("review", path, "--day", DAY, "--pdf", pdf), "pakke.xlsx: ", word)
    assert not pdf.exists()


def test_a_file_of_200_mb_is_refused_before_it_is_read(command, tmp_path):
    path = tmp_path / "stor.xlsx"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    refusal(command("review", path, "--day", DAY), "200 MB", "25 MB")


# cells changed -> sheet, cell, what the sentence holds
FAULTY = {
    "wrong edition": ({("Vejledning", "B4"): 2019}, ("Vejledning", "B4", "2025 og 2026")),
    "renamed column": (
        {("Vedligeholdelsesplan", "E3"): "Beløb i kroner"},
        ("Vedligeholdelsesplan", "E3", "Skriv «Beløb (kr.)»"),
    ),
    "text in a number cell": ({("Regnskab afdelinger", "E4"): "ca. 5"}, ("Regnskab afdelinger", "E4", "Skriv tallet")),
    "Danish amount with øre": (
        {("Regnskab afdelinger", "E4"): "1.234,5"},
        ("Regnskab afdelinger", "E4", "hele kroner"),
    ),
    "English amount with øre": (
        {("Regnskab afdelinger", "E4"): "1,234.5"},
        ("Regnskab afdelinger", "E4", "hele kroner"),
    ),
    "two digits of year": ({("Organisation", "B17"): "28-04-26"}, ("Organisation", "B17", "fire cifre")),
    "a day before 1900": ({("Organisation", "B17"): "31-12-1899"}, ("Organisation", "B17", "1900-2100")),
    "a day after 2100": ({("Organisation", "B17"): date(2101, 1, 1)}, ("Organisation", "B17", "1900-2100")),
    "a year of ten years": ({("Organisation", "B7"): date(2015, 7, 1)}, ("Organisation", "B8", "24 måneder")),
    "a division's year of another package": (
        {("Afdelinger", "G4"): date(2023, 1, 1), ("Afdelinger", "H4"): date(2023, 12, 31)},
        ("Afdelinger", "H4", "styringsår 2024"),
    ),
    "a division's year that ends first": (
        {("Afdelinger", "G4"): date(2025, 7, 1), ("Afdelinger", "H4"): date(2025, 6, 30)},
        ("Afdelinger", "H4", "slutter, før"),
    ),
    "a formula without a value": ({("Regnskab afdelinger", "E5"): "=E4+1"}, ("Regnskab afdelinger", "E5", "gem den")),
    "a duplicated division": ({("Afdelinger", "A5"): "08501"}, ("Afdelinger", "A5", "Behold én linje")),
    "a CPR number": ({("Ønsker og behov", "C4"): "Beboer 010180-1234"}, ("Ønsker og behov", "C4", "Slet CPR-nummeret")),
    "an amount beyond reason": ({("Regnskab organisation", "D4"): 2**53}, ("Regnskab organisation", "D4", "stort")),
    "true for an amount": ({("Regnskab organisation", "D4"): True}, ("Regnskab organisation", "D4", "«SAND»")),
    "a number of five digits": ({("Organisation", "B4"): "12345"}, ("Organisation", "B4", "fire cifre")),
}


@pytest.mark.parametrize("case", FAULTY)
def test_a_bad_cell_is_named_and_marked_where_it_stands(command, edited, tmp_path, case):
    cells, (sheet, cell, remedy) = FAULTY[case]
    marked, pdf = tmp_path / "retur.xlsx", tmp_path / "oplaeg.pdf"
    said = command("review", edited(cells), "--day", DAY, "--marked", marked, "--pdf", pdf)
    refusal(said, f"rettet.xlsx, ark «{sheet}», celle {cell}: ", remedy, str(marked))
    assert not pdf.exists()
    book = openpyxl.load_workbook(marked)
    rows = [[c.value or "" for c in row] for row in book["Fejl"].iter_rows(min_row=5, max_col=5)]
    assert (sheet, cell) in {(row[0], row[1]) for row in rows}
    told = next(row for row in rows if (row[0], row[1]) == (sheet, cell))
    assert remedy in told[3] + told[4]
    assert told[4] in book[sheet][cell].comment.text
    assert book[sheet][cell].fill.start_color.rgb.endswith("F8CFCB")


def test_without_marked_the_sentence_tells_how_to_get_the_marks(command, edited, tmp_path):
    path = edited({("Regnskab afdelinger", "E4"): "ca. 5"})
    before = {each.name for each in tmp_path.iterdir()}
    refusal(command("review", path, "--day", DAY), "--marked FIL.xlsx")
    assert {each.name for each in tmp_path.iterdir()} == before


ACCEPTED = {
    "an LBF number typed as a number": {("Organisation", "B4"): 123},
    "amounts with thousands, in Danish and English": {
        ("Regnskab organisation", "D4"): "1.234,00",
        ("Regnskab organisation", "D5"): "1,234.00",
    },
    "an amount of billions typed as text, which could be a CPR number": {("Regnskab organisation", "D4"): "3112991234"},
    "the same as a number": {("Regnskab organisation", "D4"): 3112991234},
    "negative zero": {("Regnskab organisation", "D4"): -0.0},
    "the largest amount": {("Regnskab organisation", "D4"): 10**15 - 1},
    "days as text": {("Organisation", "B7"): "1. januar 2025", ("Organisation", "B8"): "31/12/2025"},
    "a leap year": {("Organisation", "B7"): date(2024, 2, 29), ("Organisation", "B8"): date(2025, 2, 28)},
    "15 months": {("Organisation", "B7"): date(2024, 10, 1)},
    "6 months": {("Organisation", "B7"): date(2025, 7, 1)},
    "names in other scripts": {("Organisation", "B5"): "Åby Ærø é مرحبا", ("Afdelinger", "B4"): "שלום"},
    "a column of their own": {("Afdelinger", "AF3"): "Vores bemærkning", ("Afdelinger", "AF4"): "hej"},
}


@pytest.mark.parametrize("case", ACCEPTED)
def test_what_can_be_read_is_read(command, edited, case):
    said = command("review", edited(ACCEPTED[case]), "--day", DAY)
    assert said.status == 0, said.err
    assert "regnskabsår 2025, styringsår 2026" in said.out


def test_a_name_cannot_steer_the_terminal(command, edited):
    said = command("review", edited({("Organisation", "B5"): "Forening\u202e\u200bdrejet"}), "--day", DAY)
    assert said.status == 0
    assert "\u202e" not in said.out


def test_a_package_without_divisions_and_a_division_without_accounts(command, tmp_path):
    package = sample()
    for divisions, name in (((), "ingen.xlsx"), (package.divisions[1:], "bakken.xlsx")):
        own = changed(package.organisation, wishes=())
        alone = type(package)(package.edition, own, divisions)
        (tmp_path / name).write_bytes(written(alone))
        said = command("review", tmp_path / name, "--day", DAY, "--format", "json")
        assert said.status == 0, said.err
        found = json.loads(said.out)
        about = {each["subject"]["key"] for each in found if each["subject"]["kind"] == "division"}
        assert about == {division.lbf_number for division in divisions}
        of_accounts = [each for each in found if each["rule"] in ("D-01", "D-02") and each["outcome"] == "ok"]
        assert of_accounts == []  # a statement that is not there is never in order


def test_notices_stand_beside_the_review(command, good):
    said = command("review", good, "--day", DAY, "--format", "json")
    assert said.status == 0
    json.loads(said.out)
    assert "Konto 199" in said.err


WRONG_WORDS = {
    "no day": (["review", "pakke.xlsx"], "--day"),
    "no such day": (["review", "pakke.xlsx", "--day", "2026-13-01"], "2026-09-01"),
    "no day at all": (["review", "pakke.xlsx", "--day", "i dag"], "«i dag» er ikke en dato"),
    "no such format": (["review", "pakke.xlsx", "--day", DAY, "--format", "xml"], "text, json"),
    "no value": (["review", "pakke.xlsx", "--day", DAY, "--pdf"], "--pdf"),
    "no such option": (["review", "pakke.xlsx", "--day", DAY, "--nope"], "--nope"),
    "no such command": (["gennemse"], "review, package"),
    "no command": ([], "KOMMANDO"),
    "no number": (["package", "template", "--organisation", "1", "--year", "i år", "-o", "x"], "«i år»"),
}


@pytest.mark.parametrize("case", WRONG_WORDS)
def test_wrong_words_are_told_in_danish(command, case):
    words, told = WRONG_WORDS[case]
    refusal(command(*words), told, "--help»")


def test_help_is_danish(command):
    said = command("review", "--help")
    assert said.status == 0
    assert said.out.startswith("Brug: ")
    assert not {"usage", "options", "positional", "show this"} & set(said.out.replace(":", " ").split())


def test_files_that_are_not_there(command, tmp_path, good):
    refusal(command("review", tmp_path / "væk.xlsx", "--day", DAY), "findes ikke")
    refusal(command("review", tmp_path, "--day", DAY), "er en mappe")
    for option in ("--pdf", "--docx", "--marked"):
        refusal(command("review", good, "--day", DAY, option, tmp_path / "væk" / "ud"), "findes ikke")
        refusal(command("review", good, "--day", DAY, option, tmp_path), "er en mappe")
        refusal(command("review", good, "--day", DAY, option, good), "overskrevet")
    same = tmp_path / "ud"
    refusal(command("review", good, "--day", DAY, "--pdf", same, "--docx", same), "samme navn")


def test_a_brief_that_cannot_be_made_is_one_sentence(command, good, tmp_path, monkeypatch):
    monkeypatch.setenv("STYRINGSDIALOG_BUILD", str(tmp_path / "tom"))
    refusal(command("review", good, "--day", DAY, "--pdf", tmp_path / "ud.pdf"), "Skrifttyperne", "make install")
    assert not (tmp_path / "ud.pdf").exists()


@pytest.fixture
def last_year(tmp_path):
    """Last year's package of an organisation, as a file."""

    def make(lbf_number: str = "0123", year: int = 2025):
        package = sample(year)
        other = changed(package.organisation, lbf_number=lbf_number)
        path = tmp_path / f"{lbf_number}_{year}.xlsx"
        write_workbook(type(package)(year, other, package.divisions), year, path, results=True)
        return path

    return make


def test_last_years_package_is_compared(command, good, last_year):
    said = command("review", good, "--day", DAY, "--format", "json", "--previous", last_year())
    assert said.status == 0
    outcomes = {each["outcome"] for each in json.loads(said.out) if each["rule"] == "D-07"}
    assert "attention" in outcomes  # the sample's two years do not fit


def test_only_the_same_organisations_last_year_is_compared(command, good, last_year):
    other = last_year("0456")
    refusal(command("review", good, "--day", DAY, "--previous", other), "organisation 0456", "0123", "styringsår 2025")
    refusal(command("review", good, "--day", DAY, "--previous", last_year(year=2026)), "styringsår 2026", "året før")
    refusal(command("review", last_year(), "--day", DAY, "--previous", good), "Angiv pakken fra styringsår 2024")
    refusal(command("review", good, "--day", DAY, "--previous", good.parent / "væk.xlsx"), "findes ikke")


def test_the_2025_edition_is_read_on_a_day_in_2026(command, last_year):
    said = command("review", last_year(), "--day", DAY)
    assert said.status == 0
    assert "regnskabsår 2024, styringsår 2025" in said.out


def test_the_command_itself_starts_and_stops(good, tmp_path):
    """In a process of its own, as a shell runs it: exit status and streams."""
    run = [sys.executable, "-m", "styringsdialog", "review"]
    done = subprocess.run([*run, str(good), "--day", DAY], capture_output=True, text=True, check=False)
    assert (done.returncode, "Fiktiv Boligforening" in done.stdout) == (0, True)
    failed = subprocess.run([*run, str(tmp_path), "--day", DAY], capture_output=True, text=True, check=False)
    assert (failed.returncode, failed.stdout, failed.stderr.count("\n")) == (2, "", 1)
