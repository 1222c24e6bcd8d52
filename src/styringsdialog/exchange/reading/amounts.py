"""Makes whole kroner of the amounts of a sheet, by the unit that their column is stated in."""

from decimal import Decimal
from typing import Any, NamedTuple

from .cells import Ambiguous, NotANumber, number_from_text
from .grid import Grid


class TwoReadings(NamedTuple):
    """An amount such as «550.000»: thousands or three decimals. What it is depends on the unit of its column."""

    text: str
    thousands: Decimal


Amount = int | Decimal | TwoReadings


def refuse_ambiguous(grid: Grid, name: str, row: int, value: Any, thousands: Decimal) -> None:
    """Ask for the number without marks, its unit left out: «222.063 kr.» is to be written 222063."""
    grid.refuse(name, row, value, "problem.ambiguous", "remedy.ambiguous", plain=f"{thousands:f}")


def _shows_three_decimals(grid: Grid) -> bool:
    """Whether an amount of the sheet is written with three decimals («1234,000»): then «550,000» may be, too."""
    for value in grid.amounts():
        try:
            if type(value) is str and len(str(number_from_text(value)).partition(".")[2]) > 2:
                return True
        except (Ambiguous, NotANumber):
            continue
    return False


def _in_kroner(grid: Grid, name: str, row: int, amount: TwoReadings, unit: int) -> int | None:
    """Whole kroner have no three decimals, so a lone mark before three digits groups thousands; elsewhere it is asked.

    Read so only in a column stated in kroner, on a sheet where nothing is written with three decimals.
    """
    if grid.three_decimals is None:
        grid.three_decimals = _shows_three_decimals(grid)
    if unit != 1 or grid.three_decimals:
        refuse_ambiguous(grid, name, row, amount.text, amount.thousands)
        return None
    grid.notice_thousands(name, row, amount.text, int(amount.thousands))
    return int(amount.thousands)


def whole_kroner(grid: Grid, name: str, row: int, number: Amount | None, unit: int = 1) -> int | None:
    """An amount in whole kroner. Øre are refused: rounding is the sender's to do, or sums would no longer agree."""
    if number is None:
        return None
    if isinstance(number, TwoReadings):
        return _in_kroner(grid, name, row, number, unit)
    amount = Decimal(number) * unit
    nearest = amount.to_integral_value()
    if abs(amount - nearest) < Decimal("0.001"):  # dust of a spreadsheet's own arithmetic
        return int(nearest)
    grid.refuse(name, row, str(number).replace(".", ","), "problem.not_whole_kroner", "remedy.not_whole_kroner")
    return None
