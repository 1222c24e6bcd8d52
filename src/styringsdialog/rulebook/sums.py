"""Adds up a statement by the chart of accounts: which sums do not fit, and which an unknown account makes unsure.

Amounts are kroner. A line that is not stated counts as nothing booked; an unstated sum is replaced by the sum of its
components, so that the totals above it can still be tried. Basis: field notes on accounts, checks C1, C2 and C4.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from operator import attrgetter
from typing import Any

from .chart import chart_of_accounts
from .facts import COLUMNS, Statement, UnknownAccount

Fault = Mapping[str, Any]  # {"message": message id, ...its parameters}
TELLING = ("last_year", "result", "budget")  # next year's budget alone says nothing of an account's use before


@dataclass(frozen=True, slots=True)
class Sum:
    """One sum of the chart. `span` is the first and last account number that can belong to it."""

    number: str
    components: tuple[str, ...]
    span: tuple[int, int]
    grand: bool  # stands in no other sum

    def holds(self, number: int) -> bool:
        return self.span[0] <= number <= self.span[1]


@dataclass(slots=True)
class SumCheck:
    """What the sums of a statement say."""

    faults: list[Fault] = field(default_factory=list)
    unsure: list[str] = field(default_factory=list)  # unknown accounts that touch a sum
    missing: list[str] = field(default_factory=list)  # accounts that a stated sum needs and that are empty
    tried: int = 0

    def joined(self, other: "SumCheck") -> "SumCheck":
        return SumCheck(
            self.faults + other.faults,
            self.unsure + other.unsure,
            self.missing + other.missing,
            self.tried + other.tried,
        )


def main_number(account: str) -> int | None:
    """The three leading digits («118.9» and «1185» -> 118), or None where there are none."""
    return int(account[:3]) if account[:3].isdigit() and len(account) >= 3 else None


@cache
def sums_of(*parts: str) -> tuple[Sum, ...]:
    """The sums of the parts, components before what they are summed into."""
    rows = chart_of_accounts().sums(*parts)
    inner = {component for row in rows for component in row.sum_of}
    spans: dict[str, tuple[int, int]] = {}
    found = []
    for row in rows:
        within = [spans.get(component, (int(component[:3]), int(component[:3]))) for component in row.sum_of]
        low = min(span[0] for span in within)
        # A total's own number closes its range: 308 is between 307 and 309, so it may belong to 309.
        high = max([span[1] for span in within] + ([int(row.number)] if row.number.isdigit() else []))
        spans[row.number] = (low, high)
        found.append(Sum(row.number, row.sum_of, (low, high), row.number not in inner))
    return tuple(found)


def family_of(parts: tuple[str, ...]) -> tuple[Sum, ...]:
    """The sums of result and balance together, since an account of one is not outside the plan of the other."""
    owner = parts[0].partition("_")[0]
    return sums_of(f"{owner}_result", f"{owner}_balance")


@cache
def accounts_of(*parts: str) -> tuple[str, ...]:
    """The accounts that the sums of the parts are about, each once."""
    return tuple(dict.fromkeys(name for row in sums_of(*parts) for name in (*row.components, row.number)))


def column_amounts(statement: Statement, column: str, accounts: tuple[str, ...]) -> dict[str, int]:
    """The stated amounts of one column, by account number."""
    lines, of_column = statement.lines, attrgetter(column)
    return {name: value for name in accounts if name in lines and (value := of_column(lines[name])) is not None}


def touching(
    row: Sum, unknown: tuple[UnknownAccount, ...], column: str, inner: list[Sum], family: tuple[Sum, ...]
) -> list[str]:
    """Unknown accounts with an amount in the column that may belong to this sum itself, not to a stated sum in it."""
    found = []
    for account in unknown:
        if not getattr(account.line, column):
            continue
        number = main_number(account.number)
        anywhere = number is not None and any(each.holds(number) for each in family)
        if not anywhere:
            if row.grand:
                found.append(account.number)
        elif number is not None and row.holds(number) and not any(each.holds(number) for each in inner):
            found.append(account.number)
    return found


def check_sums(statement: Statement, parts: tuple[str, ...], per_line_kr: int) -> SumCheck:
    """Try every stated sum of the parts in every stated column. `per_line_kr`: rounding of a line in 1,000 kr."""
    check = SumCheck()
    for column in COLUMNS:
        _check_column(check, statement, parts, column, per_line_kr if statement.rounding(column) > 1 else 0)
    check.unsure = sorted(set(check.unsure))
    return check


def _check_column(check: SumCheck, statement: Statement, parts: tuple[str, ...], column: str, per_line_kr: int) -> None:
    amounts = column_amounts(statement, column, accounts_of(*parts))
    if not amounts:
        return
    sums, family = sums_of(*parts), family_of(parts)
    weight: dict[str, int] = {}  # rounded lines behind a sum that is not stated itself
    stated_sums: dict[str, Sum] = {}
    for row in sums:
        stated = amounts.get(row.number)
        known = [amounts[component] for component in row.components if component in amounts]
        if stated is None:
            if known:
                weight[row.number] = sum(weight.get(part, 1) for part in row.components if part in amounts)
                amounts[row.number] = sum(known)
            continue
        inner = [stated_sums[component] for component in row.components if component in stated_sums]
        stated_sums[row.number] = row
        if statement.unknown and (names := touching(row, statement.unknown, column, inner, family)):
            check.unsure += names
            continue
        if not known:
            if stated and column == "result":
                check.missing += row.components
            continue
        check.tried += 1
        difference = sum(known) - stated
        if difference == 0:
            continue
        lines = sum(weight.get(part, 1) for part in row.components if part in amounts)
        if abs(difference) > per_line_kr * lines:
            empty = unstated(statement, [part for part in row.components if part not in amounts], column)
            check.faults.append(
                {"message": "fault.sum_unstated" if empty else "fault.sum", "account": row.number,
                 "column": f"column.{column}", "stated": stated, "computed": sum(known), "difference": difference}
                | ({"unstated": empty} if empty else {})
            )  # fmt: skip


def unstated(statement: Statement, accounts: list[str], column: str) -> list[Fault]:
    """Of the accounts that are empty in the column, those with an amount in last year's, this year's or the budget's.

    They count as not used, but where a sum does not fit, an amount that was forgotten is the likely cause.
    """
    found: list[Fault] = []
    for account in accounts:
        other = next((each for each in TELLING if each != column and statement.known(account, each)), None)
        if other is not None:
            found.append(
                {"message": "fault.unstated", "account": account, "column": f"column.{column}",
                 "other": f"column.{other}"}
            )  # fmt: skip
    return found


def unequal(statement: Statement, left: str, right: str, per_line_kr: int, check: SumCheck) -> None:
    """Two totals that must be the same krone in every column where both are stated."""
    for column in COLUMNS:
        one, other = statement.known(left, column), statement.known(right, column)
        if one is None or other is None:
            continue
        check.tried += 1
        # Both are rounded from the same amount, but a total made of rounded lines may be off by one thousand.
        if abs(one - other) > (2 * per_line_kr if statement.rounding(column) > 1 else 0):
            check.faults.append(
                {"message": "fault.unequal", "left": left, "right": right, "column": f"column.{column}",
                 "left_kr": one, "right_kr": other, "difference": one - other}
            )  # fmt: skip
