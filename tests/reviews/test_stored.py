"""Facts and findings come back from JSON as they were: Decimal, dates, tuples, and what is not stated."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from tests.exchange.packages import packages, plain
from tests.fixtures.packages.build import PACKAGES, findings_of, package_of
from tests.submissions import made

from styringsdialog.core.stored_values import from_json, to_json
from styringsdialog.reviews.stored import Sources, detail_of, dump, dump_facts, finding_from, load_facts
from styringsdialog.rulebook.engine import review
from styringsdialog.rulebook.facts import Line, PackageFacts, Statement
from styringsdialog.rulebook.finding import Figure, Finding, Outcome, Severity, Subject, YearPoint
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.rulebook.source import LegalSource, Status, ValueSource

TEXT = LegalSource("Lov om almene boliger", "§ 5", Status.VERIFIED, checked_on=date(2026, 11, 22), key="a/b#rule_text")
VALUE = ValueSource("a/b", "Sats", Decimal("5.70"), "kr", date(2019, 1, 1), Status.DERIVED, "kilde", formula="1 * 2")


class Row:
    """A stored finding without a database."""

    def __init__(self, finding, detail):
        self.rule, self.area, self.message = finding.rule, str(finding.area), finding.message
        self.subject_kind, self.subject_key, self.subject_name = (
            finding.subject.kind,
            finding.subject.key,
            finding.subject.name,
        )
        self.outcome, self.severity = str(finding.outcome), str(finding.severity)
        self.params = through_json({name: to_json(value) for name, value in finding.params.items()})
        self.detail = through_json(detail)


def through_json(value):
    return json.loads(json.dumps(value, sort_keys=True))


@given(facts=packages())
@settings(max_examples=30)
def test_any_facts_come_back(facts):
    assert plain(load_facts(through_json(dump_facts(facts)))) == plain(facts)


def test_last_year_comes_back_too():
    facts = made.package()
    whole = PackageFacts(facts.edition, facts.organisation, facts.divisions, made.package(year=2024))
    assert plain(load_facts(through_json(dump_facts(whole)))) == plain(whole)


def test_what_is_not_stated_takes_no_room():
    assert dump(Line(result=0)) == {"result": 0}
    assert dump(Statement()) == {}
    assert "arbejdskapital_contribution_kr" not in dump_facts(made.package())["organisation"]
    assert dump_facts(made.package())["organisation"]["dispositionsfond_contribution_kr"] == 0


def test_a_finding_comes_back_with_everything_it_had():
    finding = Finding(
        rule="K-01",
        area=GovernanceGoal.ECONOMY,
        subject=Subject("organisation", "0101", "Åen"),
        outcome=Outcome.ATTENTION,
        severity=Severity.HIGH,
        message="K-01.paying",
        params={
            "have": Decimal("4630.07"),
            "day": date(2025, 12, 31),
            "names": ("a", "b"),
            "n": 3,
            "t": "x",
            "no": None,
        },
        figures=(
            Figure("803", 4_681_000),
            Figure("share", Decimal("1.5"), "pct"),
            Figure("when", date(2025, 1, 2), "date"),
        ),
        trend=(YearPoint(2024, Decimal("1.5"), None), YearPoint(2025, None, Decimal(2))),
        missing=("805",),
        lowered_because=Status.DERIVED,
        rule_sources=(TEXT,),
        value_sources=(VALUE,),
        day=date(2025, 12, 31),
    )
    sources = Sources()
    row = Row(finding, detail_of(finding, sources))
    assert finding_from(row, Sources(through_json(sources.rows))) == finding


def test_a_source_is_kept_once():
    sources = Sources()
    assert [sources.place_of(source) for source in (TEXT, VALUE, TEXT, VALUE)] == [0, 1, 0, 1]
    assert len(sources.rows) == 2


@pytest.mark.parametrize("name", PACKAGES)
def test_findings_of_the_hand_worked_packages_come_back(name):
    day, _ = findings_of(name)
    sources = Sources()
    found = review(package_of(name), day)
    rows = [Row(finding, detail_of(finding, sources)) for finding in found]
    kept = Sources(through_json(sources.rows))
    assert [finding_from(row, kept) for row in rows] == list(found)
    assert len(found) > 10


@pytest.mark.parametrize(
    "value",
    [None, 1, -5, "tekst", True, Decimal("1.50"), date(2026, 2, 28), (1, (Decimal(2),)), [1, "a"], {"a": (1,)}, 1.5],
)
def test_values_come_back(value):
    again = from_json(through_json(to_json(value)))
    assert again == value
    assert type(again) is type(value)


def test_a_value_without_a_form_is_refused():
    with pytest.raises(TypeError):
        to_json(object())
