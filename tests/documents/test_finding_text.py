"""A finding in words: labels, figures, sources and reasons, in Danish and English."""

from datetime import date
from decimal import Decimal

import pytest

from styringsdialog.documents import finding_text as words
from styringsdialog.rulebook.finding import Figure, Outcome, Severity, Subject
from styringsdialog.rulebook.source import Status, ValueSource
from styringsdialog.wording.messages import catalogue, sentence

from .package import ORGANISATION, finding


def test_title_sentence_and_question_come_from_the_message():
    one = finding()
    assert words.finding_title(one) == "Kan ikke vurderes: antal lejemålsenheder mangler"
    assert (
        words.finding_sentence(one) == "Forholdet kan ikke vurderes, fordi pakken ikke oplyser antal lejemålsenheder."
    )
    assert words.finding_ask(one) == "Kan I oplyse antal lejemålsenheder?"
    assert words.finding_title(one, "en") == "Cannot be judged: number of tenancy units missing"


def test_a_message_without_a_question_asks_nothing():
    assert words.finding_ask(finding(message="outcome.ok", params={})) == ""


def test_a_lowered_breach_says_why():
    assert "afledt" in words.lowered_reason(finding(lowered_because=Status.DERIVED))
    assert words.lowered_reason(finding()) == ""


@pytest.mark.parametrize(
    ("figure", "danish", "english"),
    [
        (Figure("x", 4_681_000, "kr"), "4.681.000 kr.", "DKK 4,681,000"),
        (Figure("x", Decimal("4630.07"), "kr_per_tenancy_unit"), "4.630 kr.", "DKK 4,630"),
        (Figure("x", Decimal("17.77"), "pct"), "17,8 %", "17.8%"),
        (Figure("x", Decimal("7.6"), "units"), "7,6", "7.6"),
        (Figure("x", Decimal("4313.0"), "m2"), "4.313 m²", "4,313 m²"),
        (Figure("x", date(2026, 6, 4), "date"), "4. juni 2026", "4 June 2026"),
        (Figure("x", 2024, "year"), "2024", "2024"),
        (Figure("x", None, "kr"), "ikke oplyst", "not stated"),
        (Figure("x", 0, "kr"), "0 kr.", "DKK 0"),
    ],
)
def test_figures_are_written_with_their_unit_and_missing_is_not_zero(figure, danish, english):
    assert words.figure_value(figure) == danish
    assert words.figure_value(figure, "en") == english


def test_sources_carry_status_and_day():
    law, rate = words.source_lines(finding())
    assert law.text == (
        "Bekendtgørelse om drift af almene boliger m.v. (BEK 70 af 26/01/2018) § 42 "
        "(læst i omtale, LBF Orienterer, slået op 22. november 2026)"
    )
    assert rate.place == "Dispositionsfondens mål: 6.190 kr. pr. lejemålsenhed, gælder fra 1. januar 2025"
    assert rate.status is Status.DERIVED
    assert "derived, not read in the source" in words.source_lines(finding(), "en")[1].text


@pytest.mark.parametrize("value", ["§ 42", Decimal("0.5")])
def test_a_rate_of_an_unknown_unit_is_written_plainly(value):
    source = ValueSource("t/x", "x", value, "furlongs", date(2020, 1, 1), Status.VERIFIED, "s")
    assert words.value_text(source) == ("§ 42" if value == "§ 42" else "0,5")


def test_subjects_are_named_as_people_name_them():
    division = Subject("division", "00012", "Søparken")
    assert words.subject_label(division) == "Afd. 12 Søparken"
    assert words.subject_label(division, "en") == "Div. 12 Søparken"
    assert words.subject_label(Subject("division", "012", "Afdeling Søparken")) == "Afdeling Søparken"
    assert words.subject_label(ORGANISATION) == "Boligselskabet Fjordglimt"


def test_many_subjects_are_cut_with_the_number_left_out():
    subjects = [Subject("division", f"{i:03}", "Å") for i in range(1, 10)]
    assert words.subjects_text(subjects, most=3) == "Afd. 1 Å, Afd. 2 Å og 7 andre"
    assert words.subjects_text(subjects[:2]) == "Afd. 1 Å og Afd. 2 Å"
    assert words.subjects_text([subjects[0], subjects[0]]) == "Afd. 1 Å"


def test_breaches_weigh_more_than_attentions_and_severity_more_than_area():
    breach = finding("Z-9", Outcome.POSSIBLE_BREACH, severity=Severity.LOW)
    high, low = finding("Z-1", severity=Severity.HIGH), finding("A-1", severity=Severity.LOW)
    assert sorted([low, high, breach], key=words.weight) == [breach, high, low]


def test_marks_differ_in_shape():
    assert len(set(words.MARKS.values())) == len(Outcome)


def test_missing_law_names_the_figure():
    gap = finding(
        outcome=Outcome.CANNOT_JUDGE, message="missing_law", params={"figure": "Årets mål", "day": date(2025, 1, 1)}
    )
    assert words.missing_text(gap) == "Årets mål"


def test_kroner_at_the_end_of_a_sentence_has_one_full_stop():
    params = {"have": 4630, "target": 6190}
    assert (
        sentence("K-01.reached", params) == "Den disponible del er 4.630 kr. pr. lejemålsenhed; årets mål er 6.190 kr."
    )


def test_every_label_of_documents_exists_in_both_languages():
    for key, parts in catalogue().items():
        if key.split(".")[0] in ("documents", "brief", "chart", "plain", "key_figure") or key.endswith(".trend"):
            for texts in parts.values():
                assert texts["da"], key
                assert texts["en"], key


def test_only_what_was_read_in_the_source_is_called_checked():
    assert words.checked_text(Status.VERIFIED, date(2026, 11, 22)) == "kontrolleret 22. november 2026"
    for status in (Status.SECONDARY, Status.DERIVED, Status.UNVERIFIED):
        assert words.checked_text(status, date(2026, 11, 22)) == "slået op 22. november 2026"
    assert words.checked_text(Status.UNVERIFIED, date(2026, 11, 22), "en") == "looked up 22 November 2026"
    assert words.checked_text(Status.VERIFIED, None) == ""
