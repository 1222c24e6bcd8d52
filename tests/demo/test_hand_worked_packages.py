"""The two packages worked out by hand: written to a workbook, read back, reviewed, and compared with the table."""

from dataclasses import fields
from decimal import Decimal

import pytest
from tests.fixtures.packages.build import PACKAGES, findings_of, package_of

from styringsdialog.exchange.reading.package import read_package
from styringsdialog.exchange.workbook_writing import write_workbook
from styringsdialog.rulebook.edition import edition
from styringsdialog.rulebook.engine import all_rules, review
from styringsdialog.rulebook.facts import OrganisationFacts, known


def through_a_workbook(package, folder):
    path = folder / "pakke.xlsx"
    write_workbook(package, edition(package.edition), path, results=True)
    reading = read_package(path)
    assert reading.package is not None, [problem.text() for problem in reading.problems]
    return reading.package


@pytest.mark.parametrize("name", PACKAGES)
def test_findings_are_the_hand_written_ones(name, tmp_path):
    day, expected = findings_of(name)
    found = review(through_a_workbook(package_of(name), tmp_path), day)
    outcomes = {(it.rule, it.subject.key): it.outcome.value for it in found}
    assert outcomes == {(row["rule"], row["subject"]): row["outcome"] for row in expected}


@pytest.mark.parametrize("name", PACKAGES)
def test_numbers_are_the_hand_reckoned_ones(name, tmp_path):
    day, expected = findings_of(name)
    found = {(it.rule, it.subject.key): it for it in review(through_a_workbook(package_of(name), tmp_path), day)}
    for row in expected:
        finding = found[row["rule"], row["subject"]]
        for number, value in row.get("numbers", {}).items():
            assert Decimal(finding.params[number]) == Decimal(str(value)), (row["rule"], number)
        if "faults" in row:
            stated = {fault["account"]: [fault["stated"], fault["computed"]] for fault in finding.params["faults"]}
            assert stated == row["faults"]
        assert list(finding.missing) == row.get("missing", [])


@pytest.mark.parametrize("name", PACKAGES)
def test_the_table_names_every_rule_and_subject(name):
    package = package_of(name)
    subjects = {OrganisationFacts: [package.organisation.lbf_number]}
    wanted = {
        (rule.id, key)
        for rule in all_rules()
        if rule.subject.__name__ in ("OrganisationFacts", "DivisionFacts")
        for key in subjects.get(rule.subject, [it.lbf_number for it in package.divisions])
    }
    assert {(row["rule"], row["subject"]) for row in findings_of(name)[1]} == wanted


@pytest.mark.parametrize("name", PACKAGES)
def test_nothing_is_lost_on_the_way(name, tmp_path):
    package = package_of(name)
    read = through_a_workbook(package, tmp_path)
    for made, came in zip(
        (package.organisation, *package.divisions), (read.organisation, *read.divisions), strict=True
    ):
        for place in fields(made):
            if place.name != "statement":
                assert known(came, place.name) == known(made, place.name), place.name
        assert dict(came.statement.unit_kr) == dict(made.statement.unit_kr)
        assert came.statement.unknown == made.statement.unknown
        stated = {number: line for number, line in came.statement.lines.items() if any(_amounts(line))}
        assert stated == {number: line for number, line in made.statement.lines.items() if any(_amounts(line))}


def _amounts(line):
    return [amount is not None for amount in (line.last_year, line.result, line.budget, line.next_budget)]
