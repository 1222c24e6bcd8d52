"""The smaller parts of a package: planned works, answers, self-monitoring, wishes and figures of earlier years."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class PlannedWork:
    """One line of the maintenance plan: what is to be spent in a calendar year, kr. incl. VAT, fixed prices."""

    year: int
    part: str  # building part
    activity: str
    amount_kr: int


@dataclass(frozen=True, slots=True)
class ReportAnswer:
    """An answer of the governance report (subject None) or of a division's sheet: question id of the edition."""

    question: str
    answer: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class SelfMonitoringEntry:
    """One theme of the organisation's self-monitoring: choice `yes`, `partly`, `no` or empty."""

    theme: str
    described: str = ""
    carried_out: str = ""
    followed_up: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """A need or a wish for an agreement, from the organisation; division is an LBF number or empty."""

    kind: str  # need | wish
    theme: str
    text: str
    division: str = ""


@dataclass(frozen=True, slots=True)
class YearFigures:
    """Figures of one earlier accounting year, by figure name or account number: for trends, not to judge this year."""

    accounting_year: int
    figures: Mapping[str, int | Decimal]
