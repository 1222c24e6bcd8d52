"""What the brief says: counts, choice of points, key figures, gaps and sources, made once for every medium."""

from dataclasses import replace
from datetime import date

import pytest

from styringsdialog.documents.brief import brief_content
from styringsdialog.documents.choose import choose, most_important
from styringsdialog.documents.key_figure_tables import division_tables, organisation_table
from styringsdialog.documents.table import Table
from styringsdialog.rulebook.facts import PackageFacts
from styringsdialog.rulebook.finding import Outcome, Severity, Subject
from styringsdialog.rulebook.goals import GovernanceGoal

from .package import DAY, division, finding, organisation, package, package_with_own_words


def homes(number):
    return Subject("division", f"{number:05}", "Søparken")


FINDINGS = (
    finding("X-04", Outcome.OK),
    finding("X-01", Outcome.POSSIBLE_BREACH, severity=Severity.HIGH),
    finding("X-02", area=GovernanceGoal.LETTING, subject=homes(2)),
    finding("X-03", Outcome.CANNOT_JUDGE, subject=homes(1)),
    finding("X-03", Outcome.CANNOT_JUDGE, subject=homes(2)),
    finding("X-05", Outcome.NOT_APPLICABLE),
)


def brief(findings=FINDINGS, **more):
    """The content of a brief about the small package."""
    told = {"day": DAY, "municipality": "Egekær Kommune", "chosen": None} | more
    return brief_content(package(), findings, **told)


def test_the_front_page_says_who_what_and_when():
    content = brief()
    assert content.title == "Oplæg til styringsdialog 2026: Boligselskabet Fjordglimt"
    assert content.eyebrow == "Egekær Kommune · Styringsdialog 2026"
    assert content.subtitle.endswith("1. januar 2025 – 31. december 2025")
    assert content.made == "Dannet 1. september 2026"
    assert (content.accounting_year, content.dialogue_year) == (2025, 2026)
    assert content.lead == (
        "Dokumentationspakken for styringsår 2026 (regnskabsår 2025) omfatter boligorganisationen og 2 afdelinger. "
        "Gennemgangen peger på ét muligt regelbrud og ét forhold at se på."
    )


def test_without_a_municipality_nothing_hangs_in_front():
    assert brief(municipality="").eyebrow == "Styringsdialog 2026"


def test_counts_by_area_and_outcome_add_up():
    counts = brief().counts
    assert counts.rows == (
        ("Økonomi og drift", "1", "0", "2", "1"),
        ("Udlejning", "0", "1", "0", "0"),
        ("I alt", "1", "1", "2", "1"),
    )
    assert brief().count_notes == (
        "2 forhold kan ikke vurderes, fordi oplysninger eller satser mangler.",
        "Én vurdering er ikke relevant her.",
    )


def test_points_are_breaches_and_attentions_in_the_order_of_the_areas():
    points = brief().points
    assert [(point.number, point.outcome, point.goal) for point in points] == [
        (1, Outcome.POSSIBLE_BREACH, "Økonomi og drift"),
        (2, Outcome.ATTENTION, "Udlejning"),
    ]
    assert points[1].subject == "Afd. 2 Søparken"
    assert points[0].figures.rows[2] == ("Konto 112.2 (bidrag til dispositionsfonden)", "ikke oplyst")
    assert points[0].chart.numbers.header == ("År", "2021", "2022", "2023", "2024", "2025")
    assert points[0].chart.numbers.rows[1] == ("Grænse", "5.780", "5.820", "5.900", "6.050", "6.190")


def test_the_user_chooses_points_and_their_order():
    content = brief(chosen=[2, 0], explanations={0: "Vi venter på helhedsplanen."})
    assert [point.outcome for point in content.points] == [Outcome.ATTENTION, Outcome.OK]
    assert [point.explanation for point in content.points] == ["", "Vi venter på helhedsplanen."]
    title = "Kan ikke vurderes: antal lejemålsenheder mangler"
    assert content.others.rows == ((title, "Muligt regelbrud", "Boligselskabet Fjordglimt"),)


def test_what_a_person_left_out_does_not_open_the_brief():
    assert [line.outcome for line in brief(chosen=[2]).important] == [Outcome.ATTENTION]
    assert brief(chosen=[]).important == ()
    assert len(brief().important) == 2


def test_other_matters_are_told_by_what_was_found_and_not_by_the_rule():
    late = finding("D-10", message="D-10.late", params={})
    assert brief([late], chosen=[]).others.rows == (
        ("Regnskabet er afleveret for sent", "At se på", "Boligselskabet Fjordglimt"),
    )


def test_a_wrong_choice_is_refused():
    with pytest.raises(IndexError):
        brief(chosen=[99])


def test_no_issue_is_said_in_words():
    content = brief([finding("X-04", Outcome.OK)])
    assert content.points == ()
    assert content.lead.endswith("Gennemgangen peger ikke på noget, der bør drøftes.")
    assert content.cannot_judge is None


def own_words(findings=FINDINGS, language="da"):
    """The content of a brief where the organisation has wishes, a need and self-monitoring."""
    return brief_content(package_with_own_words(), findings, day=DAY, municipality="Egekær Kommune", language=language)


def test_wishes_and_needs_stand_in_the_brief_with_whom_they_are_about():
    content = own_words()
    assert content.lead.endswith("ét forhold at se på. Organisationen har 2 ønsker og ét behov.")
    assert content.wishes.header == ("Art", "Tema", "Hvad", "Hos")
    assert content.wishes.rows == (
        ("Ønske", "Grønne fællesarealer", "Vi vil plante træer.", "Afd. 2 Lærkevej"),
        ("Ønske", "–", "En fælles ventelistedag.", "Boligselskabet Fjordglimt"),
        ("Behov", "Støj", "Støjværn mod banen.", "Banevejen"),
    )
    assert own_words(language="en").wishes.rows[2][0] == "Need"


def test_self_monitoring_is_a_table_of_what_is_described_done_and_followed_up():
    assert own_words().self_monitoring.rows == (
        ("Tømning", "Ja", "Delvist", "Nej"),
        ("Indkøb", "Ja", "ikke oplyst", "ikke oplyst"),
    )
    assert own_words(language="en").self_monitoring.header == ("Theme", "Described", "Carried out", "Followed up")


def test_wishes_without_findings_are_not_nothing_to_discuss():
    assert own_words([finding("X-04", Outcome.OK)]).lead.endswith(
        "Gennemgangen peger ikke på andet, der bør drøftes, end det, organisationen selv rejser: 2 ønsker og ét behov."
    )


def test_a_package_without_own_words_has_no_empty_sections():
    assert brief().wishes is None
    assert brief().self_monitoring is None


def test_the_most_important_lead_to_their_points():
    first, second = brief().important
    assert first.outcome is Outcome.POSSIBLE_BREACH
    assert first.whom == "Boligselskabet Fjordglimt, punkt 1"
    assert second.whom == "Afd. 2 Søparken, punkt 2"


def test_what_cannot_be_judged_is_grouped_and_names_the_gap():
    assert brief().cannot_judge.rows == (("X-03", "Afd. 1 Søparken og Afd. 2 Søparken", "Antal lejemålsenheder"),)


def test_each_source_stands_once_with_status_and_day():
    sources = brief().sources
    assert len(sources.rows) == 2
    assert sources.rows[0][1:] == ("Læst i omtale; LBF Orienterer", "22. november 2026")
    assert sources.links == ("https://example.org/bek", "")
    assert "5572 × 3386 / 3048" in sources.rows[1][1]


def test_english_has_no_danish_left():
    content = brief(language="en", fictional=True)
    assert content.title == "Brief for the governance dialogue 2026: Boligselskabet Fjordglimt"
    assert content.lead.endswith("The review points to one possible breach and one matter to look at.")
    assert content.counts.header == ("Target area", "Possible breach", "To look at", "Cannot be judged", "In order")
    assert content.points[0].chart.numbers.rows[0][-1] == "4,630"
    assert content.words["fictional_short"] == "Fictional data"


# --- choice -------------------------------------------------------------------------------------


def test_at_most_twelve_points_and_three_of_a_rule():
    many = [finding(f"X-{n:02}", subject=homes(d)) for n in range(8) for d in range(1, 6)]
    chosen = choose(many)
    assert len(chosen) == 12
    rules = [many[index].rule for index in chosen]
    assert max(rules.count(rule) for rule in rules) == 3


def test_faulty_figures_do_not_crowd_out_the_organisation():
    faulty = [finding(f"D-{n:02}", severity=Severity.ERROR) for n in range(12)]
    sound = [finding(f"K-{n:02}", severity=Severity.LOW) for n in range(9)]
    chosen = choose(faulty + sound)
    assert sum(index < 12 for index in chosen) == 4
    assert len(choose(faulty)) == 12  # alone they get the room
    front = [index for index, _ in most_important(faulty + sound)]
    assert sum(index < 12 for index in front) == 2
    assert len(front) == 5


def test_one_sentence_stands_for_all_divisions_of_a_rule():
    alike = [finding("X-01", subject=homes(d)) for d in range(1, 5)]
    assert most_important(alike) == [(0, [0, 1, 2, 3])]


# --- key figures --------------------------------------------------------------------------------


def test_the_organisations_key_figures_over_five_years():
    table = organisation_table(package())
    assert table.header == ("Nøgletal", "2021", "2022", "2023", "2024", "2025", "Udvikling")
    # 5,043,000 / 1,005 = 5,018; 4,681,000 / 1,011 = 4,630; (4,630 - 5,018) / 5,018 = -8 per cent
    assert table.rows[0][1:] == ("–", "–", "–", "5.018", "4.630", "↘ falder 8 %")
    # 3,500,000 / 1,000; 3,819,000 / 1,005; 4,145,100 / 1,011
    assert table.rows[2][1:] == ("–", "3.500", "–", "3.800", "4.100", "↗ stiger 17 %")
    assert table.rows[3][1:] == ("–", "–", "–", "–", "212.000", "–")


def test_the_divisions_key_figures_in_a_table_a_figure():
    tables, unknown = division_tables(package())
    by_caption = {table.caption: table for table in tables}
    rent = by_caption["Husleje, kr. pr. m² om året"]
    assert rent.rows[0] == ("Afd. 1 Søparken", "850", "–", "–", "–", "880", "↗ stiger 4 %")
    moves = by_caption["Fraflytning, pct. af boligerne"]  # 8 / 80 and 14 / 80
    assert moves.rows[0][1:] == ("10,0", "–", "–", "–", "17,5", "↗ stiger 7,5 pct.point")
    assert unknown == ["Effektivitetstal"]


def test_last_years_package_and_column_fill_the_year_before():
    last = organisation()
    before = replace_years(last, 2024)
    table = organisation_table(PackageFacts(2026, last, (), PackageFacts(2025, before)))
    assert table.rows[1][4] == "3.521"  # 3,538,500 / 1,005: the history's units go before the old package's


def replace_years(facts, year):
    """The same facts a year earlier, field by field, since unstated fields raise when read."""
    values = {name: object.__getattribute__(facts, name) for name in type(facts).__dataclass_fields__}
    return type(facts)(**values | {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31)})


def test_a_managing_organisation_has_no_division_tables():
    content = brief_content(PackageFacts(2026, organisation()), (), chosen=None, day=DAY, municipality="Egekær")
    assert content.division_figures == ()
    assert content.unknown_figures == ""
    assert content.lead.startswith(
        "Dokumentationspakken for styringsår 2026 (regnskabsår 2025) omfatter boligorganisationen."
    )


def test_sizes_of_this_year_stand_in_where_they_were_not_stated():
    bare = replace_history(division(), {"114": 420_000})
    tables, _ = division_tables(PackageFacts(2026, organisation(), (bare,)))
    cleaning = next(table for table in tables if "114" in table.caption)
    assert cleaning.rows[0][1] == "70"  # 420,000 / this year's 6,000 m2


def replace_history(facts, figures):
    values = {name: object.__getattribute__(facts, name) for name in type(facts).__dataclass_fields__}
    return type(facts)(**values | {"history": (replace(facts.history[0], figures=figures),)})


def test_a_table_of_uneven_rows_is_refused():
    with pytest.raises(ValueError, match="row"):
        Table("x", ("a", "b"), (("1",),), "lr", (1, 1))
    with pytest.raises(ValueError, match="headings"):
        Table("x", ("a", "b"), (), "l", (1, 1))
