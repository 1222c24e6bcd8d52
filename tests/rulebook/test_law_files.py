"""The law as data: loader faults, gaps and expiry, and that each shipped figure keeps what it says of itself."""

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from styringsdialog.rulebook.loader import FaultyLaw, law_book, parameter_from
from styringsdialog.rulebook.parameter import NoValueForDay, Parameter
from styringsdialog.rulebook.source import Status

DAY = date(2020, 1, 1)
ARITHMETIC = re.compile(r"[\d.]+( [*/] [\d.]+)*")


def figure(value: dict[str, Any] | None = None, **changes: Any) -> Parameter:
    """A small law document, changed."""
    row = {"value": 1, "status": "verified", "source": "kilde", "checked_on": DAY} | (value or {})
    text = {"act": "Lov", "section": "§ 1", "status": "verified"}
    return parameter_from("a/b", {"label": "L", "unit": "kr", "rule_text": text, "values": {DAY: row}} | changes)


def test_a_whole_document_is_read() -> None:
    assert figure().at(DAY).value == 1
    assert figure().rule_text.key == "a/b#rule_text"


@pytest.mark.parametrize("field", ["value", "status", "source", "checked_on"])
def test_a_value_must_say_where_and_how_it_was_read(field: str) -> None:
    with pytest.raises(FaultyLaw, match=field):
        figure({field: None})


@pytest.mark.parametrize("field", ["label", "unit", "rule_text", "values"])
def test_a_figure_must_be_whole(field: str) -> None:
    with pytest.raises(FaultyLaw, match=field):
        figure(**{field: None})


@pytest.mark.parametrize("field", ["act", "status"])
def test_a_rule_text_must_name_its_act_and_status(field: str) -> None:
    with pytest.raises(FaultyLaw, match=field):
        figure(rule_text={"act": "Lov", "section": "§ 1", "status": "verified"} | {field: ""})


def test_a_derived_value_gives_its_formula() -> None:
    with pytest.raises(FaultyLaw, match="formula"):
        figure({"status": "derived"})
    assert figure({"status": "derived", "formula": "2 / 2"}).at(DAY).formula == "2 / 2"


def test_an_unknown_status_is_refused() -> None:
    with pytest.raises(ValueError, match="perhaps"):
        figure({"status": "perhaps"})


def test_no_value_before_the_first_day_after_expiry_or_in_a_gap() -> None:
    later = date(2025, 1, 1)
    row = {"value": 2, "status": "verified", "source": "kilde", "checked_on": DAY}
    first = {"value": 1, "status": "verified", "source": "kilde", "checked_on": DAY}
    known = figure(values={DAY: first, later: row}, unknown_from=[date(2022, 1, 1)], expires=date(2026, 1, 1))
    assert [known.at(day).value for day in (DAY, date(2021, 12, 31), later, date(2025, 12, 31))] == [1, 1, 2, 2]
    for day in (DAY - timedelta(days=1), date(2022, 1, 1), date(2024, 12, 31), date(2026, 1, 1)):
        with pytest.raises(NoValueForDay):
            known.at(day)
    assert known.change_days() == (DAY, date(2022, 1, 1), later, date(2026, 1, 1))


def own() -> list[Parameter]:
    topics = ("accounts", "agreements", "deadlines", "funds", "losses", "maintenance", "tenancy")
    return [each for each in law_book().parameters.values() if each.key.split("/")[0] in topics]


@pytest.mark.parametrize("parameter", own(), ids=lambda parameter: parameter.key)
def test_every_derived_value_is_what_its_formula_gives(parameter: Parameter) -> None:
    """Rounded to whole kroner, half up; intermediate results are not rounded."""
    for value in parameter.values:
        if value.status is Status.DERIVED:
            assert ARITHMETIC.fullmatch(value.formula), value.formula
            words = value.formula.split(" ")
            result = Decimal(words[0])
            for operator, number in zip(words[1::2], words[2::2], strict=True):
                result = result * Decimal(number) if operator == "*" else result / Decimal(number)
            assert int(result.quantize(Decimal(1), rounding=ROUND_HALF_UP)) == value.value


@pytest.mark.parametrize("parameter", own(), ids=lambda parameter: parameter.key)
def test_what_is_claimed_can_be_looked_up(parameter: Parameter) -> None:
    for link in (parameter.rule_text.link, *(value.link for value in parameter.values)):
        assert link.startswith("https://"), link
    kinds = ("Aftale om",) if parameter.key.startswith("agreements/") else ("Bekendtgørelse om", "Lov om")
    assert parameter.rule_text.act.startswith(kinds), "the full title, not an abbreviation; an agreement is not a law"
    assert all(value.checked_on for value in parameter.values)


def test_nothing_here_is_claimed_to_be_verified() -> None:
    """Annexes and orders could not be opened; a status is raised only together with the reading of the source."""
    statuses = {value.status for each in own() for value in each.values} | {each.rule_text.status for each in own()}
    assert Status.VERIFIED not in statuses


# field notes on accounts, 2.1: year of update -> what was read there; the figure holds for years begun after 30 June
READ = {
    "funds/dispositionsfond_yearly_kr": {2000: 177, 2005: 197, 2013: 544, 2015: 558, 2019: 571, 2020: 579, 2021: 584},
    "funds/dispositionsfond_target_kr": {
        2000: 3412, 2005: 3806, 2013: 5434, 2015: 5572, 2019: 5700, 2020: 5777, 2021: 5828,
    },
    "funds/arbejdskapital_yearly_max_kr": {2015: 158, 2019: 161, 2020: 163, 2021: 165},
    "funds/arbejdskapital_target_kr": {2015: 3048, 2019: 3119, 2020: 3160, 2021: 3188},
    "losses/move_out_own_part_kr": {2013: 313, 2015: 321, 2019: 328, 2020: 333, 2021: 336},
}  # fmt: skip


@pytest.mark.parametrize("key", sorted(READ))
def test_the_rates_are_those_of_the_notes(key: str) -> None:
    first_in_year: dict[int, int] = {}
    for value in law_book()[key].values:
        first_in_year.setdefault(value.valid_from.year, value.value)  # type: ignore[arg-type]
    assert {year: first_in_year[year] for year in READ[key]} == READ[key]


def test_the_agreement_of_the_sector_has_a_last_day() -> None:
    """2021-2026, measured on the accounts of 2026 (field notes on accounts, section 3): no later than 31 December."""
    agreement = law_book()["agreements/efficiency_plan_red_years"]
    assert agreement.at(date(2026, 12, 31)).value == 3
    assert agreement.expires == date(2027, 1, 1)
    with pytest.raises(NoValueForDay):
        agreement.at(date(2027, 1, 1))


def test_the_version_is_of_the_texts() -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", law_book().version)
