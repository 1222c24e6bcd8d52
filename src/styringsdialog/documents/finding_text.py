"""A finding in words: title, sentence, question, figures and sources, the same in page, PDF, Word and terminal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from styringsdialog.rulebook.finding import Figure, Finding, Outcome, Severity, Subject
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.rulebook.registry import RULES
from styringsdialog.rulebook.source import LegalSource, Status, ValueSource
from styringsdialog.wording import numbers
from styringsdialog.wording.messages import catalogue, figure_name, has, sentence

MARKS = {  # differ in shape, not only in colour
    Outcome.POSSIBLE_BREACH: "▲",
    Outcome.ATTENTION: "◆",
    Outcome.CANNOT_JUDGE: "◌",
    Outcome.OK: "●",
    Outcome.NOT_APPLICABLE: "–",
}
OUTCOMES = tuple(MARKS)
UNIT_CODES = {
    "kr": "kr",
    "kr_per_tenancy_unit": "kr",
    "kr_per_m2": "kr",
    "pct": "pct",
    "date": "",
    "year": "",
    "text": "",
}


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source in words. `kind` is `rule_text` or `value`; `place` is act and section, or figure and value."""

    kind: str
    key: str
    place: str
    status: Status
    status_label: str
    read_in: str
    checked: str
    link: str
    checked_on: date | None
    formula: str = ""

    @property
    def doubt(self) -> str:
        """How far the source can be trusted: status, where it was read, and the day somebody checked it."""
        return ", ".join(part for part in (self.status_label, self.read_in, self.checked) if part)

    @property
    def text(self) -> str:
        """One line: place, and in brackets how far it can be trusted."""
        return f"{self.place} ({self.doubt})"


def say(message: str, language: str = "da", part: str = "title", **params: object) -> str:
    """A label or sentence of the catalogue; `title` unless told."""
    return sentence(message, params, part, language)


def outcome_label(outcome: Outcome, language: str = "da") -> str:
    return say(f"outcome.{outcome}", language)


def goal_label(goal: GovernanceGoal, language: str = "da") -> str:
    return say(f"goal.{goal}", language)


def rule_title(rule_id: str, language: str = "da") -> str:
    """The rule's own title: from the catalogue, else as registered (Danish), else its id."""
    for message in (rule_id, f"{rule_id}.title"):
        if has(message, "title"):
            return say(message, language)
    return RULES[rule_id].title if rule_id in RULES else rule_id


def finding_title(finding: Finding, language: str = "da") -> str:
    """One line that says what matters."""
    if has(finding.message, "title"):
        return sentence(finding.message, finding.params, "title", language)
    return rule_title(finding.rule, language)


def finding_sentence(finding: Finding, language: str = "da") -> str:
    """The sentences with the figures."""
    if has(finding.message, "text"):
        return sentence(finding.message, finding.params, "text", language)
    return finding_title(finding, language)


def finding_ask(finding: Finding, language: str = "da") -> str:
    """What to ask the organisation; empty where there is nothing to ask."""
    return sentence(finding.message, finding.params, "ask", language) if has(finding.message, "ask") else ""


def lowered_reason(finding: Finding, language: str = "da") -> str:
    """Why a possible breach is only shown as something to look at; empty when nothing was lowered."""
    return say(f"lowered.{finding.lowered_because}", language, "text") if finding.lowered_because else ""


def subject_label(subject: Subject, language: str = "da") -> str:
    """`Afd. 12 Søparken`; an organisation or area goes by its name."""
    if subject.kind != "division":
        return subject.name
    short = say("documents.division_short", language)
    plain_number = subject.key.lstrip("0") or subject.key
    if subject.name.lower().startswith(("afd", "division")):
        return subject.name
    return f"{short} {plain_number} {subject.name}".strip()


def subjects_text(subjects: Iterable[Subject], language: str = "da", most: int = 6) -> str:
    """`Afd. 4 Lærkevej, Afd. 12 Søparken og 7 andre`: each once, in the order given."""
    labels = list(dict.fromkeys(subject_label(subject, language) for subject in subjects))
    if len(labels) > most:
        labels = [*labels[: most - 1], say("documents.and_others", language, count=len(labels) - most + 1)]
    return numbers.listing(labels, language)


def figure_value(figure: Figure, language: str = "da") -> str:
    """The figure with its unit as a reader would write it; `ikke oplyst` when it is missing, never 0."""
    value = figure.value
    if value is None:
        return say("documents.not_stated", language)
    if isinstance(value, date):
        return numbers.day(value, language)
    if isinstance(value, str) or figure.unit in ("year", "text"):
        return str(value)
    if figure.unit.startswith("kr"):
        return numbers.kroner(value, language)
    if figure.unit == "pct":
        return numbers.percent(_rounded(value, 1), None, language)
    text = numbers.number(_rounded(value, 2), None, language)
    return f"{text} m²" if figure.unit == "m2" else text


def _rounded(value: int | Decimal, decimals: int) -> int | Decimal:
    return value if isinstance(value, int) else round(value, decimals)


def figure_rows(finding: Finding, language: str = "da") -> list[tuple[str, str]]:
    """Label and value of each figure behind the finding."""
    return [(capital(figure_name(f.name, language)), figure_value(f, language)) for f in finding.figures]


def capital(text: str) -> str:
    """The first letter large; the rest as it stands (`str.capitalize` would shrink names)."""
    return text[:1].upper() + text[1:]


def checked_text(status: Status, day: date | None, language: str = "da") -> str:
    """`kontrolleret 22. november 2026` where the source itself was read; else `slået op …`, which claims no more."""
    message = "documents.checked_on" if status is Status.VERIFIED else "documents.looked_up_on"
    return say(message, language, day=day) if day else ""


def _legal_line(source: LegalSource, language: str) -> SourceLine:
    number = f" ({source.number})" if source.number else ""
    place = f"{source.act}{number} {source.section}".strip()
    return SourceLine(
        "rule_text",
        source.key,
        place,
        source.status,
        say(f"status.{source.status}", language),
        source.source,
        checked_text(source.status, source.checked_on, language),
        source.link,
        source.checked_on,
    )


def value_text(source: ValueSource, language: str = "da") -> str:
    """A legal figure's value with its unit: `6.190 kr. pr. lejemålsenhed`."""
    value = source.value
    if source.unit == "text":
        return numbers.listing([figure_name(word, language) for word in str(value).split()], language)
    if not isinstance(value, int | Decimal):
        try:
            value = Decimal(str(value))
        except ArithmeticError:
            return str(value)
    unit = f"documents.unit.{source.unit}"
    return say(unit, language, value=value) if has(unit, "title") else numbers.number(value, None, language)


def law_figure_name(key: str, label: str, language: str = "da") -> str:
    """What a figure of the law is called; its own Danish label where the catalogue does not name it."""
    name = f"law_figure.{key}"
    return say(name, language) if has(name, "title") else label


def _value_line(source: ValueSource, language: str) -> SourceLine:
    place = say(
        "documents.value_source",
        language,
        label=law_figure_name(source.key, source.label, language),
        value=value_text(source, language),
        day=source.valid_from,
    )
    return SourceLine(
        "value",
        source.key,
        place,
        source.status,
        say(f"status.{source.status}", language),
        source.source,
        checked_text(source.status, source.checked_on, language),
        source.link,
        source.checked_on,
        source.formula,
    )


def source_lines(finding: Finding, language: str = "da") -> list[SourceLine]:
    """The rule texts first, then the figures used, each with status and the day somebody last checked it."""
    return [_legal_line(source, language) for source in finding.rule_sources] + [
        _value_line(source, language) for source in finding.value_sources
    ]


def weight(finding: Finding) -> tuple[int, int, int, str, str]:
    """Sort key: breaches before attentions, then severity, target area, rule and subject."""
    return (
        OUTCOMES.index(finding.outcome),
        list(Severity).index(finding.severity),
        list(GovernanceGoal).index(finding.area),
        finding.rule,
        finding.subject.key,
    )


def missing_text(finding: Finding, language: str = "da") -> str:
    """What would decide a finding that cannot be judged: labels of figures, or of the legal figure."""
    if finding.message == "missing_law" and "figure" in finding.params:
        return str(finding.params["figure"])
    names = [figure_name(name, language) for name in finding.missing]
    return numbers.listing(names, language) if names else finding_sentence(finding, language)


def trend_words(finding: Finding, language: str = "da") -> tuple[str, str]:
    """What the trend shows and what its limit is called: message `<rule>.trend`, parts title and text."""
    message = f"{finding.rule}.trend"
    if message in catalogue():
        return say(message, language), say(message, language, "text")
    return rule_title(finding.rule, language), say("documents.limit", language)
