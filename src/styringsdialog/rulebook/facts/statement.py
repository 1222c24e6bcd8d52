"""A statement by account number, and the movements of the accounts that are carried from year to year."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .stated import NOTHING, Missing


@dataclass(frozen=True, slots=True)
class Line:
    """One account, four columns in kroner; None where the column is empty."""

    last_year: int | None = None
    result: int | None = None
    budget: int | None = None
    next_budget: int | None = None


COLUMNS = ("last_year", "result", "budget", "next_budget")


@dataclass(frozen=True, slots=True)
class UnknownAccount:
    """An account that the chart does not know: kept and named, left out of sums, makes the sums it may touch unsure."""

    number: str
    label: str
    line: Line


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement by account number (chart_of_accounts.yaml). `unit_kr` is 1 or 1000 per column: the rounding."""

    lines: Mapping[str, Line] = field(default_factory=lambda: NOTHING)
    unknown: tuple[UnknownAccount, ...] = ()
    unit_kr: Mapping[str, int] = field(default_factory=lambda: NOTHING)  # column -> 1 | 1000; absent = 1

    def known(self, account: str, column: str = "result") -> int | None:
        line = self.lines.get(account)
        return None if line is None else getattr(line, column)

    def amount(self, account: str, column: str = "result") -> int:
        """Kroner on the account; raises Missing with the account number where the cell is empty."""
        value = self.known(account, column)
        if value is None:
            raise Missing(account if column == "result" else f"{account}:{column}")
        return value

    def rounding(self, column: str) -> int:
        return self.unit_kr.get(column, 1)


@dataclass(frozen=True, slots=True)
class ProvisionMovement:
    """One provision account (401-406) or the result account (407) through the year, kr.:
    closing = opening + added - used + transferred."""

    account: str
    opening: int | None = None
    added: int | None = None
    used: int | None = None
    transferred: int | None = None
    closing: int | None = None
