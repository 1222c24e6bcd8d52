"""Every case of cases/*.yaml through the engine, and that the cases cover each outcome and each change of a figure."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from tests.rulebook.rule_cases import RULES, Case, cases, period, rule_ids, run

from styringsdialog.rulebook.finding import Finding, Outcome
from styringsdialog.rulebook.loader import law_book
from styringsdialog.wording.messages import LANGUAGES, catalogue, has, sentence

CASES = [case for rule_id in rule_ids() for case in cases(rule_id)]
FROM_FINDING = (
    "outcome",
    "message",
    "severity",
    "lowered_because",
    "missing",
    "trend",
    "figures",
    "faults",
    "shown",
    "more",
)

# What each rule can answer with the law as it is read today: a possible breach needs verified text and figures.
REACHABLE = {rule_id: {"ok", "attention", "cannot_judge", "not_applicable"} for rule_id in rule_ids()}
# Rules that answer `possible_breach` themselves, which the engine lowers while something is not verified.
BREACHES = {
    "D-10", "D-11", "D-12", "D-13", "K-01", "K-02", "K-03", "K-04", "K-05", "K-06", "R-01", "T-01", "T-02",
}  # fmt: skip


def plain(value: Any, like: Any) -> Any:
    """A number as the case writes it: two decimals."""
    if isinstance(value, Decimal) or (isinstance(value, int) and isinstance(like, float)):
        return float(Decimal(value).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))
    return value


def check_faults(finding: Finding, expected: list[dict[str, Any]]) -> None:
    found = finding.params["faults"]
    assert len(found) == len(expected)
    for fault, wanted in zip(found, expected, strict=True):
        assert {key: fault[key] for key in wanted} == wanted


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    """The finding is what the case expects, and it can be said in both languages."""
    finding, expect = run(case), case.expect
    assert finding.outcome == expect["outcome"], finding.params
    assert finding.message == expect.get("message", finding.message)
    assert finding.severity == expect.get("severity", finding.severity)
    if finding.outcome is not Outcome.CANNOT_JUDGE and "lowered_because" in expect:
        assert finding.lowered_because == expect["lowered_because"]
    if "missing" in expect:
        assert list(finding.missing) == expect["missing"]
    if "trend" in expect:
        assert [[p.year, plain(p.value, 0), p.limit] for p in finding.trend] == expect["trend"]
    if "figures" in expect:
        assert [figure.name for figure in finding.figures] == expect["figures"]
    if "faults" in expect:
        check_faults(finding, expect["faults"])
    if "shown" in expect:
        assert (len(finding.params["faults"]), finding.params["rest"][0]["more"]) == (expect["shown"], expect["more"])
    for key in set(expect) - set(FROM_FINDING):
        assert plain(finding.params[key], expect[key]) == expect[key], key
    for language in LANGUAGES:
        for part in ("title", "text", "ask"):
            if has(finding.message, part):
                text = sentence(finding.message, finding.params, part, language)
                assert text
                assert "{" not in text


@pytest.mark.parametrize("rule_id", rule_ids())
def test_every_reachable_outcome_has_a_case(rule_id: str) -> None:
    expected = {case.expect["outcome"] for case in CASES if case.rule.id == rule_id}
    assert expected == REACHABLE[rule_id]


def figure_day(case: Case) -> date:
    """The day the case's figures are read on."""
    start, end = period(case.rule, case.day, dict(case.facts))
    return start if case.rule.day == "accounting_year_start" else end


@pytest.mark.parametrize(
    ("rule_id", "key"), [(rule_id, key) for rule_id in rule_ids() for key in RULES[rule_id].figures]
)
def test_each_change_of_each_figure_has_a_case_on_the_day_and_the_day_before(rule_id: str, key: str) -> None:
    days = {figure_day(case) for case in CASES if case.rule.id == rule_id}
    changes = law_book()[key].change_days()
    missing = {day for change in changes for day in (change - timedelta(days=1), change)} - days
    assert not missing


@pytest.mark.parametrize("rule_id", rule_ids())
def test_a_rule_reads_the_figures_it_declares_and_no_other(rule_id: str) -> None:
    read = {source.key for case in CASES if case.rule.id == rule_id for source in run(case).value_sources}
    assert read == set(RULES[rule_id].figures)


@pytest.mark.parametrize("rule_id", rule_ids())
def test_every_title_stands_in_both_languages_and_the_danish_one_is_the_rules_own(rule_id: str) -> None:
    assert sentence(f"{rule_id}.title", part="title") == RULES[rule_id].title
    assert sentence(f"{rule_id}.title", part="title", language="en") != RULES[rule_id].title


def test_what_is_to_be_looked_at_says_what_to_ask() -> None:
    flagged = {run(case).message for case in CASES if case.expect["outcome"] == "attention"}
    assert not {message for message in flagged if not has(message, "ask")}


def test_every_message_of_these_rules_is_reached_by_a_case() -> None:
    reached = {run(case).message for case in CASES}
    worded = {m for m in catalogue() if m.split(".")[0] in RULES and m.split(".")[0] in rule_ids()}
    assert {message for message in worded - reached if not message.endswith((".title", ".trend"))} == set()
