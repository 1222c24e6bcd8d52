"""What a reader is told of every rule and figure: rows for the page «Regler og satser» and for docs/rules.md."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from styringsdialog.wording.messages import catalogue, sentence

from .engine import all_rules, rule_texts
from .facts import DivisionFacts, OrganisationFacts
from .finding import Severity
from .goals import GovernanceGoal
from .loader import law_book
from .parameter import LawBook, Parameter
from .source import LegalSource, ValueSource

SUBJECTS = {OrganisationFacts: "organisation", DivisionFacts: "division"}
DAYS = {
    "accounting_year_start": "first day of the accounting year",
    "accounting_year_end": "last day of the accounting year",
    "submission": "day of the review",
    "meeting": "day of the dialogue meeting",
    "list_date": "date of the area list",
}


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of the law with all its values; `unknown_from` and `expires` are the days knowledge ends."""

    key: str
    label: str
    unit: str
    rule_text: LegalSource
    values: tuple[ValueSource, ...]
    unknown_from: tuple[date, ...]
    expires: date | None
    used_by: tuple[str, ...]  # rule ids


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule as a reader sees it. `subject` is organisation, division or area; `title` is Danish."""

    id: str
    title: str
    title_en: str
    area: GovernanceGoal
    subject: str
    day: str
    severity: Severity
    sources: tuple[LegalSource, ...]
    figures: tuple[FigureRow, ...]


def figure_row(parameter: Parameter) -> FigureRow:
    users = tuple(rule.id for rule in all_rules() if parameter.key in rule.figures)
    return FigureRow(
        parameter.key, parameter.label, parameter.unit, parameter.rule_text, parameter.values, parameter.unknown_from,
        parameter.expires, users,
    )  # fmt: skip


def figure_rows(book: LawBook | None = None) -> tuple[FigureRow, ...]:
    """Every figure of the law, by key."""
    parameters = (book or law_book()).parameters
    return tuple(figure_row(parameters[key]) for key in sorted(parameters))


def rule_rows(book: LawBook | None = None) -> tuple[RuleRow, ...]:
    """Every rule, by id."""
    book = book or law_book()
    rows = []
    for rule in all_rules():
        message = f"{rule.id}.title"
        english = sentence(message, part="title", language="en") if message in catalogue() else rule.title
        rows.append(
            RuleRow(
                rule.id, rule.title, english, rule.area, SUBJECTS.get(rule.subject, "area"), rule.day, rule.severity,
                rule_texts(rule, book), tuple(figure_row(book[key]) for key in rule.figures),
            )
        )  # fmt: skip
    return tuple(rows)


def source_words(source: LegalSource) -> str:
    """Act, number, section, status and where it was read, in one line."""
    parts = [source.act, source.number, source.section]
    read = f"; read in: {source.source}" if source.source else ""
    link = f" <{source.link}>" if source.link else ""
    return ", ".join(part for part in parts if part) + f" ({source.status}{read}){link}"


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|")


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> list[str]:
    heads = list(head)
    lines = [" | ".join(heads), " | ".join("---" for _ in heads)]
    lines += [" | ".join(_cell(cell) for cell in row) for row in rows]
    return [f"| {line} |" for line in lines] + [""]


def _rule_part(row: RuleRow) -> list[str]:
    figures = ", ".join(f"`{figure.key}`" for figure in row.figures) or "none"
    return [
        f"### {row.id} {row.title_en}",
        "",
        row.title.rstrip(".") + ".",
        "",
        f"- Target area: {row.area}; about: {row.subject}; weight: {row.severity}",
        f"- Read on: {DAYS[row.day]}",
        *(f"- Source: {source_words(source)}" for source in row.sources),
        f"- Figures: {figures}",
        "",
    ]


def _known(row: FigureRow) -> str:
    ends = [f"not known from {day} until the next value" for day in row.unknown_from]
    ends += [f"not known, or no longer in force, from {row.expires}"] if row.expires else []
    return f"- {'; '.join(ends)}" if ends else ""


def _figure_part(row: FigureRow) -> list[str]:
    known = _known(row)
    used = ", ".join(row.used_by) or "no rule"
    lines = [f"### `{row.key}`", "", f"{row.label} (unit: {row.unit})", "", f"- Used by: {used}"]
    lines += [f"- Source: {source_words(row.rule_text)}", *([known] if known else []), ""]
    values = [(v.valid_from, v.value, v.status, v.formula, v.source, v.link, v.checked_on) for v in row.values]
    return lines + _table(("from", "value", "status", "formula", "read in", "link", "checked on"), values)


def rules_markdown(book: LawBook | None = None) -> str:
    """docs/rules.md: every rule, then every figure with its values. The same law gives the same text."""
    book = book or law_book()
    rows = rule_rows(book)
    lines = [
        "# Rules and rates",
        "",
        "Generated from the rulebook; do not edit. A possible breach is only said where the rule text and every figure",
        "used are `verified` (read in the source). `secondary`: read in a text about it. `derived`: computed by the",
        "formula. `unverified`: not read anywhere yet.",
        "",
        "## Rules",
        "",
        *_table(("id", "rule", "target area", "about"), ((r.id, r.title_en, r.area, r.subject) for r in rows)),
    ]
    for row in rows:
        lines += _rule_part(row)
    lines += ["## Figures", ""]
    for figure in figure_rows(book):
        lines += _figure_part(figure)
    return "\n".join(lines).rstrip("\n") + "\n"
