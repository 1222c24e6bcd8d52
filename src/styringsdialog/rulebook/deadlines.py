"""Due dates counted from the organisation's own fiscal year, and the dialogue year an accounting year belongs to."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from .parameter import LawBook
from .source import LegalSource, Status, ValueSource

KINDS = {
    "accounts": "deadlines/accounts_months",  # handed in
    "accounts_final": "deadlines/accounts_final_months",
    "top_body_approval": "deadlines/top_body_approval_months",
}


@dataclass(frozen=True, slots=True)
class Due:
    """A due date: the last day on which it is in time, and how well the deadline is known."""

    day: date
    kind: str
    status: Status  # the weaker of rule text and figure
    source: ValueSource
    rule_text: LegalSource


def months_after(day: date, months: int) -> date:
    """The same day `months` later; the last day of a month stays a last day (30 Sep + 5 months = 28 or 29 Feb)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    last = monthrange(year, month + 1)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if is_last else min(day.day, last))


def due_on(period_end: date, book: LawBook, kind: str) -> Due:
    """When something is due for the accounting year that ends on `period_end`. KeyError on an unknown kind,
    NoValueForDay where the deadline of that year is not known."""
    parameter = book[KINDS[kind]]
    value = parameter.at(period_end)
    status = max(parameter.rule_text.status, value.status, key=lambda each: each.weakness)
    return Due(months_after(period_end, int(str(value.value))), kind, status, value, parameter.rule_text)


def dialogue_year(period_end: date) -> int:
    """The year in which the fiscal year ends, plus one (LBF Orienterer, March 2014)."""
    return period_end.year + 1
