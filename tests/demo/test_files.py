"""The demo as files: the same bytes from the same seed, areas as their story says, accounts and a large package."""

import csv
import subprocess
import sys

import pytest
from python_calamine import CalamineWorkbook

from styringsdialog.demo.files import write_files
from styringsdialog.demo.generate import generate
from styringsdialog.demo.large import large_package
from styringsdialog.demo.world import PACKAGE_YEARS
from styringsdialog.exchange.reading.package import read_package
from styringsdialog.exchange.workbook_writing import write_workbook
from styringsdialog.rulebook.chart import PARTS, chart_of_accounts
from styringsdialog.rulebook.edition import edition


@pytest.fixture(scope="module")
def folder(world, tmp_path_factory):
    place = tmp_path_factory.mktemp("demo")
    write_files(world, place)
    return place


def test_every_file_is_there(folder):
    """7 owners with packages for 2 years, and accounts of 7 owners x 4 years + 1 owner x 6 years."""
    assert len(list((folder / "packages").glob("*.xlsx"))) == 14
    assert len(list((folder / "accounts").glob("*.csv"))) == 7 * 4 + 6
    assert {path.name for path in (folder / "register").iterdir()} == {
        "municipalities.csv",
        "units.csv",
        "owners.csv",
        "areas.csv",
        "divisions.csv",
        "users.csv",
    }
    assert "Fiktive data" in (folder / "LAESMIG.txt").read_text(encoding="utf-8")


def test_same_seed_same_csv_bytes(folder, tmp_path):
    write_files(generate(), tmp_path, workbooks=False)
    for path in sorted(folder.rglob("*.csv")):
        assert path.read_bytes() == (tmp_path / path.relative_to(folder)).read_bytes(), path.name


def test_packages_come_back_as_they_were(world, folder, in_full):
    """Read from the written workbook; the one notice is the planted account that the chart does not know."""
    notices = []
    for owner in world.owners:
        if not owner.spec.has_package:
            continue
        for year in PACKAGE_YEARS:
            package = owner.packages[year]
            reading = read_package(folder / "packages" / f"{owner.spec.lbf_number}_{package.edition}.xlsx")
            notices += [(owner.spec.key, problem.value) for problem in reading.problems]
            assert in_full(reading.package.organisation) == in_full(package.organisation)
            assert in_full(reading.package.divisions) == in_full(package.divisions)
    assert notices == [("ravnso", "118.7")]


def test_areas_are_classed_as_their_story_says(folder, tmp_path):
    """The designations were written by hand from the criteria; two rows of one area cannot be decided, on purpose."""
    classified = tmp_path / "klasser.csv"
    command = [sys.executable, "-m", "styringsdialog", "areas", "classify", str(folder / "area_values.csv")]
    command += ["--history", str(folder / "area_lists.csv"), "-o", str(classified)]
    subprocess.run(command, check=True)
    with classified.open(encoding="utf-8-sig", newline="") as rows:
        table = list(csv.DictReader(rows))
    assert len(table) == 8 * 6
    undecided = {(row["area"], row["year"]) for row in table if row["computed_designation"] == "cannot_judge"}
    assert undecided == {("Akelejebakken", "2024"), ("Akelejebakken", "2025")}
    for row in table:
        if row["designation"]:
            assert row["computed_label"] == row["designation"], (row["area"], row["year"])
    classes = {row["computed_designation"] for row in table}
    assert classes >= {"not_listed", "vulnerable", "parallel_society", "transformation", "prevention"}


def test_the_demos_own_account_list_is_the_charts():
    """Two lists, written apart, that must say the same: every account, and what each sum adds up."""
    from styringsdialog.demo import accounts_plan as plan

    lines = plan.DIVISION_LINES + plan.DIVISION_BALANCE_LINES + plan.ORGANISATION_LINES
    lines += plan.ORGANISATION_BALANCE_LINES
    sums = plan.DIVISION_SUMS | plan.DIVISION_BALANCE_SUMS | plan.ORGANISATION_SUMS | plan.ORGANISATION_BALANCE_SUMS
    assert sorted(lines + list(sums)) == sorted(chart_of_accounts().accounts)
    assert {sum_.number: sum_.sum_of for sum_ in chart_of_accounts().sums(*PARTS)} == sums


def test_large_package_has_its_cells(tmp_path):
    """At least 50,000 cells that hold something, in a workbook that is read without a problem."""
    package = large_package()
    path = tmp_path / "stor.xlsx"
    write_workbook(package, edition(package.edition), path, results=True)
    workbook = CalamineWorkbook.from_path(path)
    sheets = (workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names)
    assert sum(cell != "" for sheet in sheets for row in sheet for cell in row) >= 50_000
    reading = read_package(path)
    assert not reading.problems
    assert len(reading.package.divisions) == 40
    with pytest.raises(ValueError, match="1 to 999"):
        large_package(0)
