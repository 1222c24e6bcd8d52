"""Editions: stable names that the facts have, headings that can be told apart, both report kinds, few differences."""

from dataclasses import fields

import pytest
import yaml

from styringsdialog.exchange.reading.grid import normalised
from styringsdialog.rulebook import edition as module
from styringsdialog.rulebook.chart import chart_of_accounts
from styringsdialog.rulebook.edition import UnknownEdition, edition, edition_years
from styringsdialog.rulebook.facts import DivisionFacts, OrganisationFacts
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.wording.messages import catalogue


@pytest.fixture(params=edition_years())
def each(request):
    return edition(request.param)


def test_names_are_fields_of_the_facts(each):
    for sheet, facts in [("organisation", OrganisationFacts), ("divisions", DivisionFacts)]:
        names = {c.name for c in each.sheets[sheet].columns if not c.name.startswith("unit_")}
        assert names <= {field.name for field in fields(facts)}


def test_headings_can_be_told_apart(each):
    for sheet in each.sheets.values():
        headings = [normalised(column.heading) for column in sheet.columns]
        assert len(headings) == len(set(headings))
        assert all(column.scale in each.scales for column in sheet.columns if column.kind == "choice")


def test_every_target_area_is_asked_about_in_both_reports(each):
    for kind in ("own_divisions", "managing"):
        assert {question.goal for question in each.asked("organisation", kind)} == set(GovernanceGoal)


def test_questions_have_one_id_and_one_name_each_and_two_languages(each):
    assert len({q.id for q in each.questions}) == len({q.name for q in each.questions}) == len(each.questions)
    assert all(q.text["da"] != q.text["en"] and q.scale in (*each.scales, "text") for q in each.questions)


def test_accounts_named_are_in_the_chart(each):
    chart = chart_of_accounts().accounts
    named = [*each.provision_accounts, *each.history_accounts, *each.account_labels, *each.idents.values()]
    assert [number for number in named if number not in chart] == []


def test_the_years_differ_by_a_few_rows_only():
    for year in edition_years():
        data = module._data(str(year))
        assert set(data) <= {"dialogue_year", "base", "headings", "leave_out", "add"}
        assert len(yaml.safe_dump(data).splitlines()) < 60
    newer, older = ({q.name for q in edition(year).questions} for year in (2026, 2025))
    assert newer - older == {"economy.energy", "division.climate"}


def test_an_edition_nobody_made_is_named():
    with pytest.raises(UnknownEdition) as caught:
        edition(1999)
    assert caught.value.year == 1999


def test_every_message_of_this_topic_is_in_two_languages():
    for name, parts in catalogue().items():
        if name.startswith(("problem.", "remedy.", "unreadable.", "check.", "workbook.", "accounts.")):
            for languages in parts.values():
                assert set(languages) == {"da", "en"}, name
                assert languages["da"], name
