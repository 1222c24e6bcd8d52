"""`areas classify`, `demo` and the database behind `package template`: odd tables and places that cannot be written."""

import csv
import io

import pytest

from tests.cli.conftest import refusal

COLUMNS = (
    "year",
    "area",
    "municipality",
    "residents",
    "share_outside_work_education_pct",
    "share_nonwestern_pct",
    "convicted_pct",
    "share_basic_education_pct",
    "income_pct_of_region",
)
ROW = ("2019", "Åparken", "Egekær", "1.453", "41,2", "60,5 %", "2,03", "61", "54,9")


@pytest.fixture
def table(tmp_path):
    def make(*rows, columns=COLUMNS, separator=";", encoding="utf-8", name="omraader.csv"):
        path = tmp_path / name
        text = "".join(separator.join(row) + "\n" for row in (columns, *rows))
        path.write_bytes(text.encode(encoding))
        return path

    return make


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_table_as_a_danish_spreadsheet_saves_it(command, table, encoding, separator):
    said = command("areas", "classify", table(ROW, encoding=encoding, separator=separator))
    assert (said.status, said.err) == (0, "")
    (found,) = read(said.out)
    # 41.2 > 40, 60.5 > 50, 2.03 = three times the average, 61 > 60, 54.9 < 55: all five criteria
    assert (found["area"], found["computed_designation"]) == ("Åparken", "cannot_judge")
    assert found["missing"] == "list_2015; list_2016; list_2017; list_2018"  # five lists running is not known
    assert (found["residents_distance"], found["convicted_pct_distance"]) == ("453", "0.00")


def test_tables_that_are_none(command, tmp_path, table):
    empty = tmp_path / "tom.csv"
    empty.write_bytes(b"")
    refusal(command("areas", "classify", empty), "tom.csv", "«area»")
    refusal(command("areas", "classify", table(("2019", "A"), columns=("year", "area"))), "«municipality»")
    refusal(command("areas", "classify", tmp_path), str(tmp_path))
    only_heading = command("areas", "classify", table())
    assert (only_heading.status, read(only_heading.out)) == (0, [])


def test_an_area_twice_on_one_list_is_told(command, table):
    said = command("areas", "classify", table(ROW, (*ROW[:5], "20", *ROW[6:])))
    assert said.status == 0
    assert len(read(said.out)) == 2
    assert "Linje 3" in said.err
    assert "linje 2" in said.err
    again = command("areas", "classify", table(ROW, ("2018", *ROW[1:])))
    assert again.err == ""  # two lists of one area are no repetition


def test_days_of_lists(command, table):
    without = ("", *ROW[1:])
    refusal(command("areas", "classify", table(without)), "--list-date 2019-12-01")
    refusal(command("areas", "classify", table(without), "--list-date", "2009-12-01"), "2010-2100")
    refusal(command("areas", "classify", table(without), "--list-date", "1.12.2019"), "2019-12-01")
    refusal(command("areas", "classify", table(("2009", *ROW[1:]))), "Linje 2", "«2009»")
    two_of_five = ("2031", "Åparken", "Egekær", "1500", "41", "60", "1", "51", "70")
    future = read(command("areas", "classify", table(two_of_five)).out)[0]
    assert future["computed_designation"] == "cannot_judge"  # no limit for convicted is known for 2031
    assert "areas/convicted_limit_pct" in future["missing"]


def test_the_table_that_is_read_is_not_written_over(command, table, tmp_path):
    path = table(ROW)
    before = path.read_bytes()
    refusal(command("areas", "classify", path, "-o", path), "overskrevet")
    assert path.read_bytes() == before
    refusal(command("areas", "classify", path, "-o", tmp_path / "væk" / "ud.csv"), "findes ikke")


def test_the_demo_is_written_only_to_a_folder(command, tmp_path):
    file = tmp_path / "fil"
    file.write_text("mit", encoding="utf-8")
    refusal(command("demo", "write", file), "er en fil")
    refusal(command("demo", "write", file / "under"), "kunne ikke skrives")
    assert file.read_text(encoding="utf-8") == "mit"
