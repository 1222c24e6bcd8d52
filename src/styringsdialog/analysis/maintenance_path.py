"""The path of a division's maintenance savings through its plan, and the yearly provision that the plan asks for.

Whole kroner in the plan's fixed prices. Formulas: field notes on accounts, section 5: S_t = S_{t-1} + H - F_t, and the
constant provision H* = max over t of (F_1 + ... + F_t - S_0) / t, so that no year ends below zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

Kroner = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class MaintenancePath:
    """`balances[i]` is what is saved at the end of year i of the plan. `short_year` is the first index whose balance is
    below zero, None where there is none. `required` is the smallest whole provision a year with which none is."""

    balances: tuple[int, ...]
    short_year: int | None
    required: int


def yearly(first: int, last: int, works: Sequence[tuple[int, int]]) -> list[int]:
    """Kroner spent in each year from `first` to `last` (both included); works are (year, kr.), others are left out."""
    spent = [0] * max(0, last - first + 1)
    for year, amount in works:
        if first <= year <= last:
            spent[year - first] += amount
    return spent


def balances(opening: int, provision: int, spending: Sequence[int]) -> Kroner:
    """Saved at the end of each year, with the same provision every year."""
    planned = np.asarray(spending, dtype=np.int64)
    return opening + provision * np.arange(1, planned.size + 1, dtype=np.int64) - np.cumsum(planned)


def required_provision(opening: int, spending: Sequence[int]) -> int:
    """H*: the smallest whole yearly provision, not below zero, with which no year ends below zero."""
    planned = np.asarray(spending, dtype=np.int64)
    if not planned.size:
        return 0
    years = np.arange(1, planned.size + 1, dtype=np.int64)
    needed = -((opening - np.cumsum(planned)) // years)  # rounded up: floor of the negative, turned round
    return max(0, int(needed.max()))


def growth_factors(years: int, growth: float) -> NDArray[np.float64]:
    """(1 + g)^(t - 1) for t = 1 ... years; `growth` 0.02 is two percent a year."""
    return np.asarray((1.0 + growth) ** np.arange(years), dtype=np.float64)


def growing_balances(opening: int, first: float, growth: float, spending: Sequence[int]) -> NDArray[np.float64]:
    """Saved at the end of each year, with a provision that begins at `first` kr. and rises by `growth` a year."""
    planned = np.asarray(spending, dtype=np.float64)
    saved: NDArray[np.float64] = opening + first * np.cumsum(growth_factors(planned.size, growth)) - np.cumsum(planned)
    return saved


def required_first_provision(opening: int, spending: Sequence[int], growth: float) -> int:
    """The first year's provision, in whole kroner, where it rises by `growth` a year (above -1): the same as
    `required_provision` for no growth, less the faster it rises."""
    if growth <= -1:
        raise ValueError("a provision cannot fall by all of itself or more")
    planned = np.asarray(spending, dtype=np.float64)
    if not planned.size:
        return 0
    needed = (np.cumsum(planned) - opening) / np.cumsum(growth_factors(planned.size, growth))
    return max(0, ceil(round(float(needed.max()), 6)))  # what is left of a krone by counting in floats is not needed


def maintenance_path(opening: int, provision: int, spending: Sequence[int], slack_per_year: int = 0) -> MaintenancePath:
    """The path with today's provision. `slack_per_year`: how far the provision itself may be off by rounding."""
    saved = balances(opening, provision, spending)
    below = np.flatnonzero(saved < -slack_per_year * np.arange(1, saved.size + 1))
    short = int(below[0]) if below.size else None
    return MaintenancePath(tuple(int(each) for each in saved), short, required_provision(opening, spending))
