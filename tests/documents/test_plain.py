"""Findings for the terminal and as JSON: grouped, wrapped, marked by shape, and with a fixed set of keys."""

import json
from decimal import Decimal

import pytest

from styringsdialog.documents.plain import WIDTH, review_json, review_text
from styringsdialog.rulebook.finding import Figure, Outcome, Severity, Subject
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.rulebook.source import Status

from .package import finding, package

FINDINGS = (
    *(finding("X-04", Outcome.OK, subject=Subject("division", f"{n:03}", "Å")) for n in range(1, 8)),
    finding("X-02", lowered_because=Status.DERIVED),
    finding("X-01", Outcome.POSSIBLE_BREACH, severity=Severity.LOW),
    finding("X-03", Outcome.CANNOT_JUDGE, area=GovernanceGoal.DIVISIONS),
    finding("X-05", Outcome.NOT_APPLICABLE, area=GovernanceGoal.DIVISIONS),
)
KEYS = {"rule", "target_area", "subject", "outcome", "severity", "text", "figures", "sources"}


def test_text_is_grouped_by_area_with_breaches_first():
    text = review_text(package(), FINDINGS)
    places = [
        text.index(part)
        for part in ("ØKONOMI OG DRIFT", "▲ Muligt", "◆ At se på", "● X-04", "BOLIGAFDELINGER", "◌ Kan")
    ]
    assert places == sorted(places)
    assert text.splitlines()[0] == "Boligselskabet Fjordglimt: regnskabsår 2025, styringsår 2026"
    assert " ".join(line.strip() for line in text.splitlines()[1:3]) == (
        "11 forhold: ▲ 1 muligt regelbrud, ◆ 1 at se på, ◌ 1 kan ikke vurderes, ● 7 i orden, – 1 ikke relevant"
    )


def test_what_is_in_order_is_only_counted():
    text = review_text(package(), FINDINGS)
    assert "● X-04 (X-04): i orden, 7" in text
    assert "– X-05 (X-05): ikke relevant, 1" in text
    assert "Afd. 3 Å" not in text


def test_an_issue_has_sentence_figures_question_reason_and_source():
    text = " ".join(review_text(package(), FINDINGS).split())
    assert (
        "pakken ikke oplyser antal lejemålsenheder. "
        "Sat til «At se på» og ikke «Muligt regelbrud», fordi satsen er afledt og ikke læst i kilden."
    ) in text
    assert (
        "Dispositionsfondens disponible del: 4.681.000 kr. Antal lejemålsenheder: 1.011 "
        "Konto 112.2 (bidrag til dispositionsfonden): ikke oplyst"
    ) in text
    assert "Spørg: Kan I oplyse antal lejemålsenheder?" in text
    assert "§ 42 (læst i omtale, LBF Orienterer, slået op 22. november 2026)" in text


def test_sources_and_question_of_a_rule_stand_once():
    alike = [finding("X-01", subject=Subject("division", f"{n:03}", "Å")) for n in range(1, 5)]
    text = review_text(package(), alike)
    assert text.count("◆ At se på") == 4
    assert text.count("Hjemmel for alle 4:") == 1
    assert text.count("Spørg om alle 4:") == 1
    assert text.rindex("◆ At se på") < text.index("Spørg om alle 4:") < text.index("Hjemmel for alle 4:")


def test_questions_that_differ_stand_with_their_finding():
    other = finding("X-01", params={"names": ["dwelling_m2"]}, value_sources=())
    text = review_text(package(), [finding("X-01"), other])
    assert text.count("Spørg: ") == 2
    assert text.count("Hjemmel: ") == 2
    assert "alle 2" not in text


@pytest.mark.parametrize("language", ["da", "en"])
def test_no_line_is_wider_than_the_terminal(language):
    assert max(len(line) for line in review_text(package(), FINDINGS, language).splitlines()) <= WIDTH


def test_a_name_cannot_steer_the_terminal():
    text = review_text(package("Bo\x1b[31mlig\r\n◆ falsk"), FINDINGS)
    assert "\x1b" not in text
    assert "\r" not in text
    assert text.splitlines()[0].startswith("Bo [31mlig ◆ falsk:")


def test_english_text():
    text = review_text(package(), FINDINGS, "en")
    assert "ECONOMY AND OPERATION" in text
    assert "▲ Possible breach: " in text
    assert "Legal basis:" in text


def test_json_has_the_eight_keys_and_nothing_else():
    rows = json.loads(json.dumps(review_json(FINDINGS)))
    assert len(rows) == len(FINDINGS)
    for row in rows:
        assert set(row) == KEYS
    row = rows[8]
    assert (row["rule"], row["target_area"], row["outcome"], row["severity"]) == (
        "X-01",
        "economy",
        "possible_breach",
        "low",
    )
    assert row["subject"] == {"kind": "organisation", "key": "0512", "name": "Boligselskabet Fjordglimt"}
    assert row["text"].startswith("Kan ikke vurderes: antal lejemålsenheder mangler. Forholdet")
    assert row["figures"][0] == {
        "name": "dispositionsfond_liquid_kr",
        "label": "dispositionsfondens disponible del",
        "value": 4_681_000,
        "unit": "kr",
    }
    assert row["figures"][2]["value"] is None


def test_json_sources_carry_status_day_and_the_value_used():
    law, rate = review_json(FINDINGS)[0]["sources"]
    assert (law["kind"], law["status"], law["checked_on"]) == ("rule_text", "secondary", "2026-11-22")
    assert law["link"] == "https://example.org/bek"
    assert (rate["kind"], rate["value"], rate["unit"], rate["valid_from"]) == (
        "value",
        6190,
        "kr_per_tenancy_unit",
        "2025-01-01",
    )


def test_json_numbers_stay_exact_where_they_are_whole():
    figures = (Figure("a", Decimal("1011.0"), "units"), Figure("b", Decimal("7.6"), "units"))
    assert [figure["value"] for figure in review_json([finding(figures=figures)])[0]["figures"]] == [1011, 7.6]
