"""`styringsdialog areas classify`: what comes out, and what is said of files that cannot be read."""

import csv
import io
from pathlib import Path

import pytest

from styringsdialog.cli import main
from styringsdialog.exchange.reading.areas import safe_cell

DATA = Path(__file__).parent / "data" / "areas"
HEADING = (
    "year,area,municipality,residents,share_outside_work_education_pct,share_nonwestern_pct,convicted_pct,"
    "share_basic_education_pct,income_pct_of_region,remark\n"
)


def run(*words):
    return main(["areas", "classify", *map(str, words)])


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def write(tmp_path):
    def make(text, name="omraader.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return make


def test_published_areas_with_lists(tmp_path):
    out = tmp_path / "ud.csv"
    assert run(DATA / "areas.csv", "--history", DATA / "membership.csv", "-o", out) == 0
    found = rows(out.read_text(encoding="utf-8"))
    assert len(found) == 25
    ringparken = next(row for row in found if row["area"] == "Ringparken")
    assert ringparken["computed_designation"] == "transformation"
    assert ringparken["computed_label"] == "hårdt ghettoområde"
    assert ringparken["list_date"] == "2019-12-01"
    assert ringparken["designation"] == "hårdt ghettoområde"  # passed through
    assert ringparken["convicted_pct_limit"] == "2.03"
    assert ringparken["convicted_pct_outcome"] == "met"
    assert ringparken["convicted_pct_distance"] == "0.04"  # 2.07 - 2.03
    assert ringparken["income_pct_of_region_distance"] == "2.7"  # 57.7 - 55: above, so not met
    assert ringparken["income_pct_of_region_outcome"] == "not_met"
    assert ringparken["residents_distance"] == "1008"
    assert ringparken["lists_running_outcome"] == "met"
    assert ringparken["share_nonwestern_pct_prevention_limit"] == ""  # no prevention areas in 2019
    agervang = next(row for row in found if row["area"] == "Agervang (Vangkvarteret)")
    assert (agervang["computed_designation"], agervang["missing"]) == ("cannot_judge", "residents")


def test_an_alias_joins_two_names(tmp_path, write):
    aliases = write(
        "municipality,name,canonical,reason\n"
        "Holbæk,Agervang (Vangkvarteret),Agervang,Avisen tilføjer kvarterets navn\n",
        "navne.csv",
    )
    out = tmp_path / "ud.csv"
    assert run(DATA / "areas.csv", "--history", DATA / "membership.csv", "--aliases", aliases, "-o", out) == 0
    assert rows(out.read_text(encoding="utf-8"))[0]["computed_designation"] == "ghetto_list"


def test_the_years_own_list_wins_over_the_option_and_the_option_fills_in(write, capsys):
    path = write(HEADING + "2017,A,Egekær,1500,41,60,1,51,70,\n,B,Egekær,1500,41,20,1,61,70,\n")
    assert run(path, "--list-date", "2019-12-01") == 0
    found = rows(capsys.readouterr().out)
    assert [row["list_date"] for row in found] == ["2017-12-01", "2019-12-01"]
    assert [row["computed_designation"] for row in found] == ["ghetto_list", "vulnerable"]


def test_danish_excel_form_is_read(write, capsys):
    text = HEADING.replace(",", ";") + '2019;Åparken;Egekær;"1.453";"41,2 %";20;"2,03";..;70;bemærk\n'
    assert run(write(text, encoding="cp1252")) == 0
    found = rows(capsys.readouterr().out)[0]
    assert (found["area"], found["remark"]) == ("Åparken", "bemærk")
    assert found["residents_distance"] == "453"
    assert found["share_outside_work_education_pct_distance"] == "1.2"
    assert found["computed_designation"] == "vulnerable"


def test_its_own_output_can_be_read_again(tmp_path):
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    assert run(DATA / "areas.csv", "-o", first) == 0
    assert run(first, "-o", second) == 0
    assert first.read_bytes() == second.read_bytes()


def test_cells_that_a_spreadsheet_would_calculate_become_text(write, capsys):
    assert run(write(HEADING + "2019,A,Egekær,900,1,1,1,1,90,=1+1\n")) == 0
    assert rows(capsys.readouterr().out)[0]["remark"] == "'=1+1"
    assert [safe_cell(text) for text in ("-0.06", "-", "@x", "+45", "a=b")] == ["-0.06", "'-", "'@x", "+45", "a=b"]


GOOD = "2019,A,Egekær,1500,41,20,1,61,70,\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEADING.replace("convicted_pct,", "") + "\n", ["convicted_pct", "tilføj"]),
        (HEADING + GOOD + "2019,B,Egekær,1500,mange,20,1,61,70,\n",
         ["Linje 3", "share_outside_work_education_pct", "«mange»", "41,2"]),
        (HEADING + "2019,B,Egekær,1500,410,20,1,61,70,\n", ["Linje 2", "«410»", "procent"]),
        (HEADING + "2019,B,Egekær,15.5,41,20,1,61,70,\n", ["Linje 2", "residents", "«15.5»", "1453"]),
        (HEADING + "19,B,Egekær,1500,41,20,1,61,70,\n", ["Linje 2", "year", "«19»"]),
        (HEADING + "2009,B,Egekær,1500,41,20,1,61,70,\n", ["Linje 2", "2010"]),
        (HEADING + ",B,Egekær,1500,41,20,1,61,70,\n", ["Linje 2", "--list-date"]),
        (HEADING + "2019,,Egekær,1500,41,20,1,61,70,\n", ["Linje 2", "area", "udfyld"]),
        (HEADING + GOOD.replace("\n", ",for meget\n"), ["Linje 2", "for meget", "anførselstegn"]),
        (HEADING + '2019,"A,Egekær\n', ["CSV"]),
        (HEADING.replace("remark", "year") + GOOD, ["year", "to gange"]),
    ],
)  # fmt: skip
def test_a_faulty_table_gives_one_sentence_and_exit_2(write, capsys, text, words):
    assert run(write(text)) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    for word in words:
        assert word in captured.err


def test_faulty_options(write, tmp_path, capsys):
    good = write(HEADING + GOOD)
    assert run(tmp_path / "findes-ikke.csv") == 2
    assert "findes-ikke.csv" in capsys.readouterr().err
    assert run(good, "--list-date", "1/12-2019") == 2
    assert "2019-12-01" in capsys.readouterr().err
    assert run(good, "-o", tmp_path / "ingen" / "ud.csv") == 2
    assert "mappe" in capsys.readouterr().err
    lists = write("date,list,area,municipality\n2019-12-01,hvid liste,A,Egekær\n", "lister.csv")
    assert run(good, "--history", lists) == 2
    assert "«hvid liste»" in capsys.readouterr().err
    names = write("municipality,name,canonical,reason\nEgekær,A,B,\n", "navne.csv")
    assert run(good, "--aliases", names) == 2
    assert "reason" in capsys.readouterr().err
