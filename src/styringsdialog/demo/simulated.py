"""What one simulated year of a division holds, and what it is charged."""

from dataclasses import dataclass, field

Movement = dict[str, int]  # opening, added, used, transferred, closing


@dataclass(frozen=True, slots=True)
class Charge:
    """What the organisation charges in one year, kr. per tenancy unit."""

    administration: int
    fund: int
    working_capital: int


@dataclass(slots=True)
class DivisionYear:
    """One simulated year; all amounts in kroner."""

    year: int
    budget: dict[str, int]
    result: dict[str, int] = field(default_factory=dict)
    next_budget: dict[str, int] = field(default_factory=dict)
    balance: dict[str, int] = field(default_factory=dict)
    movements: dict[str, Movement] = field(default_factory=dict)
    deficit_since: int | None = None
    move_outs: int = 0
    vacant_dwellings: int = 0
    vacant_days: int = 0
    efficiency: int = 0
