"""What the engine does with answers: lowering, missing law, missing figures, reference days, the order of a review."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.rulebook.rule_cases import Case, cases, rule_ids, run
from tests.rulebook.test_rules import BREACHES

from styringsdialog.rulebook.engine import all_rules, judge_one, review
from styringsdialog.rulebook.facts import DivisionFacts, OrganisationFacts, OwnerKind, PackageFacts, changed, require
from styringsdialog.rulebook.finding import Outcome, Severity, ok
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.rulebook.loader import law_book
from styringsdialog.rulebook.parameter import Law, LawBook, NoValueForDay
from styringsdialog.rulebook.registry import RULES, rule
from styringsdialog.rulebook.source import Status

YEAR = (date(2025, 1, 1), date(2025, 12, 31))


def book_with(text: Status, figure: Status) -> LawBook:
    """The shipped law with every rule text and every figure at the status given: no real source is claimed by it."""
    changed = {}
    for key, parameter in law_book().parameters.items():
        values = tuple(replace(value, status=figure) for value in parameter.values)
        changed[key] = replace(parameter, rule_text=replace(parameter.rule_text, status=text), values=values)
    return LawBook(changed, "test")


def flagged() -> Iterator[Case]:
    """The cases that are lowered from a possible breach."""
    for rule_id in rule_ids():
        yield from (case for case in cases(rule_id) if run(case).lowered_because)


FLAGGED = list(flagged())


def test_exactly_the_rules_on_breaches_are_lowered_today() -> None:
    assert {case.rule.id for case in FLAGGED} == BREACHES


@pytest.mark.parametrize("rule_id", sorted(BREACHES))
def test_verified_text_and_figures_carry_a_possible_breach(rule_id: str) -> None:
    case = next(case for case in FLAGGED if case.rule.id == rule_id)
    finding = run(case, book_with(Status.VERIFIED, Status.VERIFIED))
    assert (finding.outcome, finding.lowered_because) == (Outcome.POSSIBLE_BREACH, None)


@pytest.mark.parametrize("weak", [Status.SECONDARY, Status.DERIVED, Status.UNVERIFIED])
@pytest.mark.parametrize("rule_id", sorted(BREACHES))
def test_a_weak_text_or_a_weak_figure_lowers_it_and_says_why(rule_id: str, weak: Status) -> None:
    case = next(case for case in FLAGGED if case.rule.id == rule_id)
    by_text = run(case, book_with(weak, Status.VERIFIED))
    by_figure = run(case, book_with(Status.VERIFIED, weak))
    assert (by_text.outcome, by_text.lowered_because) == (Outcome.ATTENTION, weak)
    if RULES[rule_id].figures:  # a rule without figures rests on its text alone
        assert (by_figure.outcome, by_figure.lowered_because) == (Outcome.ATTENTION, weak)
    assert by_text.message == by_figure.message == run(case).message


def test_the_weakest_of_several_is_named() -> None:
    case = next(case for case in FLAGGED if case.rule.id == "K-01")
    assert run(case, book_with(Status.UNVERIFIED, Status.SECONDARY)).lowered_because is Status.UNVERIFIED


def test_an_ordinary_answer_is_not_touched_by_weak_law() -> None:
    case = next(case for case in cases("K-01") if case.expect["outcome"] == "ok")
    finding = run(case, book_with(Status.UNVERIFIED, Status.UNVERIFIED))
    assert (finding.outcome, finding.lowered_because) == (Outcome.OK, None)


def organisation(**given: object) -> OrganisationFacts:
    return OrganisationFacts("0123", "Prøven", OwnerKind.OWN_DIVISIONS, *YEAR, **given)  # type: ignore[arg-type]


def test_all_unstated_figures_are_named_at_once() -> None:
    finding = judge_one(RULES["K-02"], organisation(), YEAR[1], law_book())
    assert finding.outcome is Outcome.CANNOT_JUDGE
    assert finding.missing == ("arbejdskapital_liquid_kr", "arbejdskapital_contribution_kr", "tenancy_units")
    assert finding.params["names"] == list(finding.missing)


def test_missing_law_names_figure_and_day() -> None:
    late = changed(
        organisation(dispositionsfond_liquid_kr=1, tenancy_units=Decimal(1)),
        period_start=date(2026, 1, 1), period_end=date(2026, 12, 31),
    )  # fmt: skip
    finding = judge_one(RULES["K-01"], late, YEAR[1], law_book())
    assert finding.message == "missing_law"
    assert finding.params["day"] == date(2026, 1, 1)
    assert finding.missing == ("funds/dispositionsfond_target_kr",)


def test_a_finding_carries_its_sources_subject_and_day() -> None:
    facts = organisation(dispositionsfond_liquid_kr=1, tenancy_units=Decimal(1), dispositionsfond_contribution_kr=1)
    finding = judge_one(RULES["K-01"], facts, date(2026, 9, 1), law_book())
    assert (finding.subject.kind, finding.subject.key, finding.area) == ("organisation", "0123", GovernanceGoal.ECONOMY)
    assert finding.day == YEAR[0]
    assert [source.section for source in finding.rule_sources] == ["§ 42"]
    assert {source.key for source in finding.value_sources} == set(RULES["K-01"].figures)


def test_the_reference_day_is_start_end_or_the_day_of_the_review() -> None:
    found = {f.rule: f.day for f in review(PackageFacts(2026, organisation()), date(2026, 9, 1))}
    assert (found["K-01"], found["D-03"], found["D-10"]) == (YEAR[0], YEAR[1], date(2026, 9, 1))


def test_a_review_goes_by_rule_and_then_by_division() -> None:
    division = DivisionFacts("001", "Første", OwnerKind.OWN_DIVISIONS, *YEAR)
    package = PackageFacts(2026, organisation(), (division, changed(division, lbf_number="002", name="Anden")))
    found = review(package, date(2026, 9, 1))
    assert [f.rule for f in found] == sorted(f.rule for f in found)
    assert [f.subject.key for f in found if f.rule == "B-01"] == ["001", "002"]
    of_package = [each for each in all_rules() if each.subject in (OrganisationFacts, DivisionFacts)]
    assert {f.rule for f in found} == {each.id for each in of_package}


def test_reading_an_unstated_figure_never_gives_zero() -> None:
    with pytest.raises(LookupError, match="tenancy_units"):
        _ = organisation().tenancy_units
    require(organisation(tenancy_units=Decimal(1)), "tenancy_units")


def test_facts_with_unstated_figures_can_be_compared_shown_and_copied() -> None:
    one, other = organisation(tenancy_units=Decimal(1)), organisation(tenancy_units=Decimal(2))
    assert one == organisation(tenancy_units=Decimal(1))
    assert one != other
    assert changed(one, tenancy_units=Decimal(2)) == other
    assert "tenancy_units=Decimal('1')" in repr(one)
    assert "submitted_on" not in repr(one)


def test_law_of_another_day_is_remembered_as_used() -> None:
    law = law_book().on(date(2026, 9, 1))
    assert law.on(date(2025, 12, 31))["deadlines/accounts_months"] == 5
    assert list(law.used) == ["deadlines/accounts_months"]


def test_law_knows_words_and_has_no_value_for_an_unknown_key() -> None:
    law = Law(law_book(), date(2025, 12, 31))
    assert law.text("deadlines/accounts_months") == "5"
    with pytest.raises(KeyError):
        _ = law["funds/none"]
    with pytest.raises(NoValueForDay):
        _ = Law(law_book(), date(1990, 1, 1))["deadlines/accounts_months"]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [({"id": "K-01"}, "twice"), ({"day": "someday"}, "reference day"), ({"sources": ()}, "source")],
)
def test_a_faulty_rule_fails_at_import(change: dict[str, object], complaint: str) -> None:
    given = {
        "id": "T-99", "area": GovernanceGoal.ECONOMY, "subject": OrganisationFacts, "day": "accounting_year_end",
        "title": "Prøve", "sources": ("deadlines/accounts_months#rule_text",), "severity": Severity.LOW,
    } | change  # fmt: skip
    with pytest.raises(ValueError, match=complaint):
        rule(**given)(lambda facts, law: ok("x"))  # type: ignore[arg-type]
    assert "T-99" not in RULES
