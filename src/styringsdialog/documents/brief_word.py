"""The brief as a Word document that a case worker can edit: real headings, marked table headers, alternative text."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from styringsdialog.documents import word_parts as parts
from styringsdialog.documents.brief import BriefContent, BriefPoint
from styringsdialog.documents.chart_pictures import chart_png
from styringsdialog.documents.finding_text import MARKS
from styringsdialog.rulebook.finding import Outcome

if TYPE_CHECKING:
    from docx.document import Document

SHOWN = (Outcome.POSSIBLE_BREACH, Outcome.ATTENTION, Outcome.CANNOT_JUDGE, Outcome.OK)


def brief_docx(content: BriefContent, fonts: Path) -> bytes:
    """The brief as .docx, with the same words in the same order as the PDF. `fonts` is for the pictures of charts."""
    document = parts.new_document(content)
    _first_page(document, content)
    document.add_page_break()
    parts.heading(document, content.words["points"], 2)
    if not content.points:
        parts.paragraph(document, content.words["no_points"])
    for point in content.points:
        _point(document, point, content, fonts)
    _lists(document, content)
    _key_figures(document, content)
    _sources(document, content)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _marked(outcome: Outcome, text: str) -> str:
    return f"{MARKS[outcome]} {text}"


def _first_page(document: "Document", content: BriefContent) -> None:
    words = content.words
    parts.paragraph(document, content.eyebrow, grey=True)
    if content.draft:
        parts.paragraph(document, content.draft, bold=True)
    parts.heading(document, content.organisation, 1)
    parts.paragraph(document, content.subtitle, grey=True)
    parts.paragraph(document, content.made, grey=True)
    if content.fictional:
        parts.paragraph(document, words["fictional"], bold=True)
    parts.paragraph(document, content.lead)
    if content.important:
        parts.heading(document, words["important"], 2)
    for item in content.important:
        text = parts.paragraph(document, _marked(item.outcome, item.text), bold=True, keep=True)
        text.paragraph_format.space_after = 0
        parts.paragraph(document, f"{item.outcome_label} · {item.whom}", grey=True)
    parts.heading(document, words["counts"], 2)
    header = content.counts.header
    marked = (header[0], *(_marked(o, label) for o, label in zip(SHOWN, header[1:], strict=True)))
    parts.table(document, content.counts, header=marked)
    parts.paragraph(document, " ".join((*content.count_notes, words["reservation"])), grey=True)


def _point(document: "Document", point: BriefPoint, content: BriefContent, fonts: Path) -> None:
    words = content.words
    parts.heading(document, f"{point.number}. {point.heading}", 3)
    label = point.outcome_label if point.outcome is None else _marked(point.outcome, point.outcome_label)
    who = " · ".join(part for part in (label, point.goal, point.subject) if part)
    parts.paragraph(document, who, grey=True, keep=True)
    said = " ".join(text for text in (point.sentence, point.lowered) if text)
    parts.paragraph(document, said, keep=point.chart is not None)
    if point.chart:
        parts.paragraph(document, point.chart.caption, grey=True, keep=True)
        png = chart_png(point.chart.spec, fonts)
        parts.picture(document, png, point.chart.spec["description"])
        parts.table(document, point.chart.numbers)
    if point.figures:
        parts.table(document, point.figures)
    for label, text in ((words["ask"], point.ask), (words["explanation"], point.explanation)):
        if text:
            parts.labelled(document, label, text)
    sources: Sequence[Any] = [(source.place, source.link, f" ({source.doubt})") for source in point.sources]
    if sources:
        parts.source_line(document, words["sources_of"], sources)


def _lists(document: "Document", content: BriefContent) -> None:
    words = content.words
    tables = {"wishes": content.wishes, "others": content.others, "self_monitoring": content.self_monitoring}
    for name, told in tables.items():
        if told:
            parts.heading(document, words[name], 2)
            parts.paragraph(document, words[f"{name}_text"], keep=True)
            parts.table(document, told)
    parts.heading(document, words["cannot_judge"], 2)
    if content.cannot_judge is None:
        parts.paragraph(document, words["nothing_missing"])
    else:
        parts.paragraph(document, words["cannot_judge_text"])
        parts.table(document, content.cannot_judge)


def _key_figures(document: "Document", content: BriefContent) -> None:
    parts.heading(document, content.words["key_figures"], 2)
    parts.paragraph(document, content.figures_note, grey=True)
    for one in (content.organisation_figures, *content.division_figures):
        parts.heading(document, one.caption, 3)
        parts.table(document, one)
    if content.unknown_figures:
        parts.paragraph(document, content.unknown_figures, grey=True)


def _sources(document: "Document", content: BriefContent) -> None:
    words = content.words
    if content.sources:
        parts.heading(document, words["sources"], 2)
        parts.table(document, content.sources)
    parts.heading(document, words["reading"], 2)
    for outcome, label, text in content.reading:
        parts.labelled(document, _marked(outcome, label), text, apart=False)
    parts.paragraph(document, words["reservation"])
