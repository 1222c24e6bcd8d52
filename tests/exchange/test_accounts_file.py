"""An organisation's own accounts file: columns proposed, idents proposed with confidence, confirmed once and kept."""

from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from styringsdialog.exchange.reading.accounts_file import read_accounts_file
from styringsdialog.exchange.reading.accounts_mapping import AccountsMapping, Confidence, propose_columns
from styringsdialog.exchange.reading.problem import UnreadableFile
from styringsdialog.rulebook.facts import Line

TEXT = """LBF-afdelingsnr.;Ident;Tekst;Regnskab 2025;Regnskab 2024;Budget 2025;Budget 2026
085;106;Ejendomsskatter;1.250.000;1.200.500,00;1.240.000;1.260.000
085;5130.025;Heraf dækket af dispositionsfonden;-45.000,00;;;
085;5115.015;Klimaskærm;12.000,40;;;
085;198;Egen konto æøå;77,00;;;
;1803.215;Tilskud til tab;-300.000,00;;;
;803;Dispositionsfond;4.681.000,00;;;
"""


def test_columns_are_proposed_by_words_and_years():
    reading = read_accounts_file(TEXT.encode("utf-8"), "regnskab.csv")
    assert reading.mapping.division == "LBF-afdelingsnr."
    assert reading.mapping.account == "Ident"
    assert reading.mapping.text == "Tekst"
    assert reading.mapping.amounts == {
        "last_year": "Regnskab 2024",
        "result": "Regnskab 2025",
        "budget": "Budget 2025",
        "next_budget": "Budget 2026",
    }
    assert reading.mapping.decimal_mark == ","
    assert reading.complete


@pytest.mark.parametrize(
    ("headings", "amounts"),
    [
        (["Konto", "Sidste år", "Regnskab", "Budget", "Næste års budget"],
         {"last_year": "Sidste år", "result": "Regnskab", "budget": "Budget", "next_budget": "Næste års budget"}),
        (["Kontonr.", "Beløb"], {"result": "Beløb"}),
        (["Kontonr.", "Farve"], {}),
    ],
)  # fmt: skip
def test_other_words_for_the_columns(headings, amounts):
    mapping = propose_columns(headings)
    assert mapping.account == headings[0]
    assert mapping.amounts == amounts


def test_idents_are_proposed_with_how_sure_we_are():
    """5130.025 and 1803.215 were read in a source; (15 + 5) / 10 = line 2 of 115 follows their pattern only."""
    reading = read_accounts_file(TEXT.encode("utf-8"), "regnskab.csv")
    found = {p.written: (p.account, p.confidence) for p in reading.proposals}
    assert found == {
        "106": ("106", Confidence.CERTAIN),
        "5130.025": ("130.3", Confidence.CERTAIN),
        "5115.015": ("115.2", Confidence.LIKELY),
        "198": ("", Confidence.NONE),
        "1803.215": ("803.22", Confidence.CERTAIN),
        "803": ("803", Confidence.CERTAIN),
    }
    assert [p.written for p in reading.to_confirm] == ["5115.015", "198"]


def test_what_is_not_confirmed_stays_unknown_and_named():
    statements = read_accounts_file(TEXT.encode("utf-8"), "regnskab.csv").statements()
    assert set(statements) == {"", "085"}
    division = statements["085"]
    assert division.lines["106"] == Line(1_200_500, 1_250_000, 1_240_000, 1_260_000)
    assert division.lines["130.3"] == Line(result=-45_000)
    assert [(u.number, u.label, u.line.result) for u in division.unknown] == [
        ("5115.015", "Klimaskærm", 12_000),
        ("198", "Egen konto æøå", 77),
    ]
    assert statements[""].amount("803.22") == -300_000


def test_a_confirmed_mapping_is_kept_as_json_and_used_on_the_next_file():
    first = read_accounts_file(TEXT.encode("utf-8"), "regnskab.csv")
    confirmed = replace(first.mapping, accounts={"5115.015": "115.2", "198": ""})
    kept = AccountsMapping.from_json(confirmed.to_json())
    assert kept == confirmed
    again = read_accounts_file(TEXT.encode("utf-8"), "regnskab.csv", kept)
    assert again.to_confirm == ()
    assert again.statements()["085"].amount("115.2") == 12_000
    assert [u.number for u in again.statements()["085"].unknown] == ["198"]


def test_a_mapping_of_something_else_is_refused():
    for text in ("[]", '{"version": 2}', '{"version": 1, "colour": "red"}'):
        with pytest.raises(ValueError, match="not a mapping"):
            AccountsMapping.from_json(text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1"])
@pytest.mark.parametrize("separator", [";", "\t"])
def test_encodings_and_separators(encoding, separator):
    data = TEXT.replace(";", separator).encode(encoding)
    reading = read_accounts_file(data, "regnskab.csv")
    assert reading.statements()["085"].unknown[1].label == "Egen konto æøå"


def test_commas_as_separator_and_points_before_decimals():
    text = 'Afdeling,Konto,Tekst,Beløb\n012,106,"Skat, ejendom",1250.50\n012,107,Vand,"1,000.00"\n'
    reading = read_accounts_file(text.encode(), "regnskab.csv")
    assert reading.mapping.decimal_mark == "."
    assert reading.statements()["012"].lines == {"106": Line(result=1251), "107": Line(result=1000)}
    assert [p.message for p in reading.problems] == ["accounts.rounded"]


def test_thousands_that_may_be_decimals_are_asked_about():
    """Every amount is like 1.250: the file itself does not tell which mark is which."""
    data = b"Afdeling;Konto;Belob\n012;106;1.250\n".replace(b"Belob", "Beløb".encode())
    reading = read_accounts_file(data, "regnskab.csv")
    assert not reading.complete
    assert [(p.cell, p.message) for p in reading.problems] == [("C2", "problem.ambiguous")]
    told = replace(reading.mapping, decimal_mark=",")
    assert read_accounts_file(data, "regnskab.csv", told).statements()["012"].amount("106") == 1250


def test_amounts_in_thousands_and_a_file_about_one_division():
    mapping = AccountsMapping(
        account="Konto", amounts={"budget": "Budget"}, units={"budget": 1000}, only_division="08501"
    )
    reading = read_accounts_file(b"Konto;Budget\n106;1250,5\n", "budget.csv", mapping)
    statement = reading.statements()["08501"]
    assert statement.amount("106", "budget") == 1_250_500
    assert statement.rounding("budget") == 1000


def test_an_excel_file_with_lines_above_the_headings():
    book, target = openpyxl.Workbook(), BytesIO()
    page = book.active
    page.append(["Fiktiv Boligforening"])
    page.append([])
    page.append(["Afd.", "Kontonr.", "Kontotekst", "Regnskab"])
    page.append([12, 106, "Ejendomsskatter", 1_250_000])
    page.append([12, "5130.025", "Dækket", -45_000])
    book.save(target)
    statements = read_accounts_file(target.getvalue(), "regnskab.xlsx").statements()
    assert statements["012"].lines == {"106": Line(result=1_250_000), "130.3": Line(result=-45_000)}


def test_faults_are_named_with_their_place():
    text = "Afdeling;Konto;Beløb\n012;106;mange\n;107;5\nx;108;5\n"
    reading = read_accounts_file(text.encode(), "regnskab.csv")
    assert [(p.cell, p.message) for p in reading.problems] == [
        ("C2", "problem.not_a_number"),
        ("A3", "accounts.no_division"),
        ("A4", "accounts.no_division"),
    ]
    assert not reading.complete


def test_cpr_numbers_are_refused_without_being_repeated():
    text = "Afdeling;Konto;Tekst;Beløb\n012;106;Lejer 010180-1234;5\n"
    reading = read_accounts_file(text.encode(), "regnskab.csv")
    assert [(p.cell, p.message) for p in reading.problems] == [("C2", "problem.cpr")]
    assert "010180" not in repr(reading.problems)


def test_a_column_of_the_mapping_that_is_gone_is_named():
    mapping = AccountsMapping(account="Konto", division="Afdeling", amounts={"result": "Regnskab 2024"})
    reading = read_accounts_file(b"Afdeling;Konto;Regnskab 2025\n012;106;5\n", "regnskab.csv", mapping)
    (problem,) = reading.problems
    assert problem.message == "accounts.no_column"
    assert "Regnskab 2025" in problem.remedy_text()


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"", "unreadable.empty"), (b"1;2\n3;4\n", "unreadable.no_table"), (b"\0\1\2", "unreadable.not_text"),
     (b"%PDF-1.4", "unreadable.pdf")],
)  # fmt: skip
def test_files_without_a_table(data, message):
    with pytest.raises(UnreadableFile) as caught:
        read_accounts_file(data, "regnskab.csv")
    assert caught.value.message == message
