"""The brief for the dialogue meeting: what it says, made once, before anybody asks whether it is PDF or Word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from styringsdialog.documents import brief_tables, organisation_words
from styringsdialog.documents.brief_edits import NO_EDITS, AddedPoint, BriefEdits
from styringsdialog.documents.charts import YEARS, chart_table, has_trend, trend_spec
from styringsdialog.documents.choose import choose, most_important
from styringsdialog.documents.finding_text import (
    SourceLine,
    capital,
    figure_rows,
    finding_ask,
    finding_sentence,
    finding_title,
    goal_label,
    lowered_reason,
    outcome_label,
    say,
    source_lines,
    subject_label,
    subjects_text,
    trend_words,
)
from styringsdialog.documents.key_figure_tables import division_tables, organisation_table
from styringsdialog.documents.table import Table
from styringsdialog.rulebook.facts import PackageFacts
from styringsdialog.rulebook.finding import Finding, Outcome

WORDS = (
    "fictional fictional_short important counts points no_points sources_of ask explanation others cannot_judge "
    "wishes self_monitoring nothing_missing key_figures sources reading page page_of reservation"
).split()
WITH_TEXT = ("counts", "others", "wishes", "self_monitoring", "cannot_judge")


@dataclass(frozen=True, slots=True)
class BriefChart:
    """A chart: its specification (its `description` is the alternative text), a caption, and its numbers."""

    spec: Mapping[str, Any]
    caption: str
    numbers: Table


@dataclass(frozen=True, slots=True)
class BriefPoint:
    """One point for the meeting. `outcome` is None for a point that a person added."""

    number: int
    goal: str
    subject: str
    outcome: Outcome | None
    outcome_label: str
    heading: str
    sentence: str
    lowered: str
    figures: Table | None
    chart: BriefChart | None
    sources: tuple[SourceLine, ...]
    ask: str
    explanation: str


@dataclass(frozen=True, slots=True)
class ImportantLine:
    """One of the three to five sentences of the first page."""

    outcome: Outcome
    outcome_label: str
    text: str
    whom: str


@dataclass(frozen=True, slots=True)
class BriefContent:
    """Everything the brief says, in the order it is said. `words` are headings and labels in the chosen language."""

    language: str
    title: str
    eyebrow: str
    organisation: str
    subtitle: str
    made: str
    municipality: str
    accounting_year: int
    dialogue_year: int
    day: date
    fictional: bool
    lead: str
    important: tuple[ImportantLine, ...]
    counts: Table
    count_notes: tuple[str, ...]
    points: tuple[BriefPoint, ...]
    wishes: Table | None
    others: Table | None
    self_monitoring: Table | None
    cannot_judge: Table | None
    organisation_figures: Table
    division_figures: tuple[Table, ...]
    figures_note: str
    unknown_figures: str
    sources: Table | None
    reading: tuple[tuple[Outcome, str, str], ...]
    words: Mapping[str, str] = field(default_factory=dict)
    draft: str = ""  # «Udkast», on every page until the brief is fixed


def brief_content(
    package: PackageFacts,
    findings: Sequence[Finding],
    *,
    chosen: Sequence[int] | None = None,
    day: date,
    municipality: str,
    language: str = "da",
    fictional: bool = False,
    explanations: Mapping[int, str] | None = None,
    edits: BriefEdits = NO_EDITS,
    draft: bool = False,
) -> BriefContent:
    """The brief of one package. `chosen` are indexes into `findings` in the order wished; None lets the rule choose.

    `explanations` holds the organisation's own words by the same index. IndexError if an index is not in `findings`.
    """
    order = choose(findings) if chosen is None else list(chosen)
    rest = [finding for i, finding in enumerate(findings) if i not in set(order)]
    tables, unknown = division_tables(package, language)
    return BriefContent(
        **_front(package, municipality, day, language),
        language=language,
        municipality=municipality,
        day=day,
        fictional=fictional,
        lead=lead(package, findings, language) if edits.lead is None else edits.lead,
        important=important_lines(findings, order, language, chosen),
        counts=brief_tables.counts(findings, language),
        count_notes=brief_tables.count_notes(findings, language),
        points=_points(findings, order, explanations or {}, edits, language),
        wishes=organisation_words.wishes(package, language),
        others=brief_tables.others(rest, language),
        self_monitoring=organisation_words.self_monitoring(package, language),
        cannot_judge=brief_tables.cannot_judge(findings, language),
        organisation_figures=organisation_table(package, language),
        division_figures=tuple(tables),
        figures_note=say("brief.key_figures", language, "text"),
        unknown_figures=say("brief.no_figures", language, names=unknown) if unknown else "",
        sources=brief_tables.sources(findings, language),
        reading=brief_tables.reading(language),
        words=_words(language),
        draft=say("brief.draft", language) if draft else "",
    )


def _points(
    findings: Sequence[Finding], order: Sequence[int], said: Mapping[int, str], edits: BriefEdits, language: str
) -> tuple[BriefPoint, ...]:
    """The chosen points in order, as edited, and after them those that a person added."""
    points = [_edited(point(findings[i], n, said.get(i, ""), language), i, edits) for n, i in enumerate(order, start=1)]
    return (*points, *(_added(extra, n, language) for n, extra in enumerate(edits.added, start=len(points) + 1)))


def _edited(made: BriefPoint, index: int, edits: BriefEdits) -> BriefPoint:
    """The point with the person's own words where there are any; figures, chart and sources are never edited."""
    text = edits.texts.get(index)
    changed = replace(made, ask=edits.asks.get(index, made.ask))
    return changed if text is None else replace(changed, sentence=text, lowered="")


def _added(extra: AddedPoint, number: int, language: str) -> BriefPoint:
    label = say("brief.added", language)
    return BriefPoint(number, "", "", None, label, extra.heading, extra.text, "", None, None, (), extra.ask, "")


def _front(package: PackageFacts, municipality: str, day: date, language: str) -> dict[str, Any]:
    organisation = package.organisation
    year = organisation.dialogue_year
    return {
        "title": say("brief.title", language, year=year, organisation=organisation.name),
        "eyebrow": _eyebrow(municipality, year, language),
        "organisation": organisation.name,
        "subtitle": say("brief.subtitle", language, start=organisation.period_start, end=organisation.period_end),
        "made": say("brief.made", language, day=day),
        "accounting_year": organisation.accounting_year,
        "dialogue_year": year,
    }


def _eyebrow(municipality: str, year: int, language: str) -> str:
    if not municipality.strip():
        return say("brief.eyebrow_alone", language, year=year)
    return say("brief.eyebrow", language, municipality=municipality, year=year)


def _words(language: str) -> dict[str, str]:
    words = {word: say(f"brief.{word}", language) for word in WORDS}
    return words | {f"{word}_text": say(f"brief.{word}", language, "text") for word in WITH_TEXT}


def lead(package: PackageFacts, findings: Sequence[Finding], language: str) -> str:
    """Two to four sentences that tell a reader in a hurry what the review found."""
    organisation = package.organisation
    year, dialogue_year = organisation.accounting_year, organisation.dialogue_year
    if package.divisions:
        divisions = brief_tables.count_phrase("divisions", len(package.divisions), language)
        sentences = [say("brief.lead.scope", language, year=year, dialogue_year=dialogue_year, divisions=divisions)]
    else:
        sentences = [say("brief.lead.scope_alone", language, year=year, dialogue_year=dialogue_year)]
    number = brief_tables.outcome_numbers(findings)
    issues = [
        brief_tables.count_phrase(outcome, number[outcome], language)
        for outcome in (Outcome.POSSIBLE_BREACH, Outcome.ATTENTION)
        if number[outcome]
    ]
    wishes = organisation_words.wish_phrases(package, language)
    if issues:
        sentences.append(say("brief.lead.issues", language, issues=issues))
        if wishes:
            sentences.append(say("brief.lead.wishes", language, wishes=wishes))
    elif wishes:
        sentences.append(say("brief.lead.only_wishes", language, wishes=wishes))
    else:
        sentences.append(say("brief.lead.no_issues", language))
    return " ".join(sentences)


def important_lines(
    findings: Sequence[Finding], order: Sequence[int], language: str, chosen: Sequence[int] | None = None
) -> tuple[ImportantLine, ...]:
    """The weightiest findings, one a rule, each with whom it is about and the point that treats it.

    Where somebody chose the points, only those: what was left out shall not open the meeting.
    """
    lines = []
    for index, alike in most_important(findings, among=chosen):
        finding = findings[index]
        whom = subjects_text((findings[i].subject for i in alike), language, most=3)
        if index in order:
            whom = f"{whom}, {say('brief.point_at', language, number=list(order).index(index) + 1)}"
        label = outcome_label(finding.outcome, language)
        lines.append(ImportantLine(finding.outcome, label, finding_title(finding, language), whom))
    return tuple(lines)


def point(finding: Finding, number: int, explanation: str, language: str) -> BriefPoint:
    """One finding as a point of the brief."""
    return BriefPoint(
        number=number,
        goal=goal_label(finding.area, language),
        subject=subject_label(finding.subject, language),
        outcome=finding.outcome,
        outcome_label=outcome_label(finding.outcome, language),
        heading=finding_title(finding, language),
        sentence=finding_sentence(finding, language),
        lowered=lowered_reason(finding, language),
        figures=_figures(finding, language),
        chart=_chart(finding, language),
        sources=tuple(source_lines(finding, language)),
        ask=finding_ask(finding, language),
        explanation=explanation,
    )


def _figures(finding: Finding, language: str) -> Table | None:
    rows = tuple(figure_rows(finding, language))
    header = (say("brief.figure", language), say("documents.value", language))
    return Table(header[0], header, rows, "lr", (4, 2.2)) if rows else None


def _chart(finding: Finding, language: str) -> BriefChart | None:
    if not has_trend(finding):
        return None
    name, limit_name = trend_words(finding, language)
    rows = chart_table(finding, language)
    if len(rows) > YEARS:  # a path that looks ahead: too many years to stand side by side
        caption = say("brief.years_ahead", language, name=name, year=rows[-1][0])
        header = (say("documents.year", language), capital(name), limit_name)
        return BriefChart(trend_spec(finding, language), caption, Table(caption, header, tuple(rows), "lrr", (1, 3, 1)))
    caption = say("brief.five_years", language, name=name)
    years = (say("documents.year", language), *(year for year, _, _ in rows))
    lines = [(capital(name), *(value for _, value, _ in rows))]
    if any(limit != "–" for _, _, limit in rows):
        lines.append((limit_name, *(limit for _, _, limit in rows)))
    table = Table(caption, years, tuple(lines), "l" + "r" * len(rows), (5, *(1.6,) * len(rows)))
    return BriefChart(trend_spec(finding, language), caption, table)
