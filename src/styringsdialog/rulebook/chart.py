"""The chart of accounts as data: which accounts a statement has, what they sum to, and how well each is known."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from .loader import Loader
from .source import Status

PARTS = ("division_result", "division_balance", "organisation_result", "organisation_balance")


@dataclass(frozen=True, slots=True)
class Account:
    """One account. `sum_of` is empty unless kind is `sum`; a `detail` is part `of` another and not summed beside it."""

    number: str
    name: str  # Danish
    part: str
    kind: str  # line | detail | sum
    status: Status
    basis: str
    sum_of: tuple[str, ...] = ()
    of: str = ""
    minus: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChartOfAccounts:
    accounts: dict[str, Account]

    def part(self, *names: str) -> tuple[Account, ...]:
        """The accounts of the parts named, in the order of the statement."""
        return tuple(account for account in self.accounts.values() if account.part in names)

    def sums(self, *parts: str) -> tuple[Account, ...]:
        return tuple(account for account in self.part(*parts) if account.kind == "sum")


@cache
def chart_of_accounts() -> ChartOfAccounts:
    """The chart, read once in a process. Numbers are unique over all parts."""
    text = (files("styringsdialog.rulebook") / "editions" / "chart_of_accounts.yaml").read_text(encoding="utf-8")
    accounts: dict[str, Account] = {}
    for part, rows in yaml.load(text, Loader).items():  # noqa: S506
        for row in rows:
            number = row["number"]
            if number in accounts:
                raise ValueError(f"account {number} stands twice in the chart")
            accounts[number] = Account(
                number=number,
                name=row["name"],
                part=part,
                kind=row["kind"],
                status=Status(row["status"]),
                basis=row["basis"],
                sum_of=tuple(row.get("sum_of", ())),
                of=row.get("of", ""),
                minus=row.get("minus", False),
                note=row.get("note", ""),
            )
    return ChartOfAccounts(accounts)
