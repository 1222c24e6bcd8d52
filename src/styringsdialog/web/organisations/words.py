"""How pages spell what an organisation is: its fiscal year, and what applies to its kind of owner."""

import calendar
from dataclasses import dataclass

from django.utils.translation import gettext

from styringsdialog.documents.finding_text import SourceLine, checked_text, say
from styringsdialog.register.duties import duties_of
from styringsdialog.rulebook.source import LegalSource
from styringsdialog.web.templatetags.styring import language
from styringsdialog.wording.numbers import MONTHS


def fiscal_year(end_month: int) -> str:
    """`1. juli – 30. juni`, or the calendar year; February as in a common year."""
    if end_month == 12:
        return gettext("Kalenderåret")
    names = MONTHS[language()]
    last = calendar.monthrange(2025, end_month)[1]
    if language() == "en":
        return f"1 {names[end_month % 12]} – {last} {names[end_month - 1]}"
    return f"1. {names[end_month % 12]} – {last}. {names[end_month - 1]}"


@dataclass(frozen=True)
class DutyLine:
    """One thing that applies to a kind of owner, with where it was read."""

    label: str
    text: str
    source: SourceLine


def duty_lines(owner_kind: str) -> list[DutyLine]:
    """What applies to the kind of owner, in the language of the page. No query."""
    words = language()
    return [DutyLine(one.label, one.text, _source(one.source, words)) for one in duties_of(owner_kind, words)]


def _source(source: LegalSource, words: str) -> SourceLine:
    number = f" ({source.number})" if source.number else ""
    return SourceLine(
        "rule_text",
        source.key,
        f"{source.act}{number} {source.section}".strip(),
        source.status,
        say(f"status.{source.status}", words),
        source.source,
        checked_text(source.status, source.checked_on, words),
        source.link,
        source.checked_on,
    )
