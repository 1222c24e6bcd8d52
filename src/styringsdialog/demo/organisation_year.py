"""The organisation's own accounts: what the divisions pay in, what the funds bear, and what is left."""

from dataclasses import dataclass, field

import numpy as np

from . import levels
from .accounts_plan import (
    ORGANISATION_BALANCE_LINES,
    ORGANISATION_BALANCE_SUMS,
    ORGANISATION_LINES,
    ORGANISATION_SUMS,
    completed,
)
from .simulated import Charge, DivisionYear
from .world import OwnerSpec

# Kr. per tenancy unit at the end of 2018. Above or below the yearly target (5,827 in 2021, derived) by a wide margin,
# so that no reading of the later, unpublished rates can move an organisation to the other side.
FUND_OPENING = {"elmelund": 3100, "ravnso": 3600, "vesterlyng": 16000}
WORKING_CAPITAL_OPENING = {"elmelund": 5200, "ravnso": 1100, "vesterlyng": 1300}
MANAGED_FEE = 2_600_000  # what the managing organisation takes for administering others, kr. a year in 2021
DIVISION_COSTS = {
    "511": 0.62,
    "512": 0.13,
    "513": 0.07,
    "514": 0.02,
    "515": 0.01,
    "516": 0.05,
    "501": 0.03,
    "502": 0.03,
    "521": 0.04,
}


@dataclass(slots=True)
class OrganisationYear:
    """One simulated year of the organisation; kroner."""

    year: int
    budget: dict[str, int]
    result: dict[str, int] = field(default_factory=dict)
    next_budget: dict[str, int] = field(default_factory=dict)
    balance: dict[str, int] = field(default_factory=dict)
    fund_liquid: int = 0
    working_capital_liquid: int = 0


class OrganisationSimulation:
    """Carries one organisation through the years beside its divisions."""

    def __init__(self, spec: OwnerSpec, units: float, seed: int) -> None:
        self.spec, self.units = spec, units
        self.rng = np.random.default_rng([seed, 78, int(spec.lbf_number)])
        self.managed = MANAGED_FEE if not units else 0
        scale = units or 600.0  # the managing organisation is sized by what it administers
        self.fund = round(FUND_OPENING.get(spec.key, 900 if not units else 0) * scale)
        self.bound = round(self.fund * 0.3)
        self.working_capital = round(WORKING_CAPITAL_OPENING.get(spec.key, 2400 if not units else 800) * scale)
        self.price = levels.ADMINISTRATION_PER_UNIT * float(self.rng.normal(1, 0.04))

    def charge(self, year: int) -> Charge:
        """What the divisions are charged in `year`, decided by the situation the organisation is to show."""
        traits, first_day = self.spec.traits, self.spec.period(year)[0]
        fund = (
            ("fund_below_paying" in traits)
            or ("fund_below_not_paying" in traits and year != 2025)
            or ("fund_above_charged" in traits and year == 2025)
        )
        working = ("working_capital_below_paying" in traits) or (
            "working_capital_above_charged" in traits and year == 2025
        )
        return Charge(
            administration=round(self.price * levels.INDEX[year] / 10) * 10,
            fund=levels.rate_on(levels.FUND_RATES, first_day) if fund else 0,
            working_capital=levels.rate_on(levels.WORKING_CAPITAL_RATES, first_day) if working else 0,
        )

    def budget(self, divisions: list[dict[str, int]], year: int) -> dict[str, int]:
        """A budget that balances: administration costs are what the income leaves."""
        lines = self._income(divisions, year)
        lines["533"] = lines["604"]
        gross = sum(lines[number] for number in ("601", "602", "603", "605", "606", "607"))
        lines.update(self._costs(gross))
        return completed(lines, ORGANISATION_LINES, ORGANISATION_SUMS)

    def _income(self, divisions: list[dict[str, int]], year: int) -> dict[str, int]:
        index = levels.INDEX[year]
        own = sum(lines["112.1"] for lines in divisions)
        paid_in = sum(lines["112.2"] + lines["112.3"] + lines["105"] for lines in divisions)
        income = {
            "601.1": own,
            "601.2": round(self.managed * index),
            "602": round(95 * self.units * index),
            "603": round(60 * self.units * index),
            "604": paid_in,
            "605": 0,
            "606": round(40 * self.units * index),
            "607": 0,
        }
        income["601"] = income["601.1"] + income["601.2"]
        return income

    def _costs(self, gross: int) -> dict[str, int]:
        lines = {number: round(gross * share) for number, share in DIVISION_COSTS.items()}
        lines["511"] += gross - sum(lines.values())
        return lines

    def close(self, now: OrganisationYear, divisions: list[DivisionYear]) -> None:
        """The result and the funds, from the divisions' results of the same year."""
        lines = {number: now.budget[number] for number in ORGANISATION_LINES}
        lines.update(self._income([division.result for division in divisions], now.year))
        lines["533"] = lines["604"]
        for number in DIVISION_COSTS:
            lines[number] = round(now.budget[number] * float(self.rng.normal(1, 0.012)))
        lines["603"] = round(lines["603"] * float(self.rng.uniform(0.7, 1.4)))
        lines["550"] = lines["620"] = 0
        open_result = completed(lines, ORGANISATION_LINES, ORGANISATION_SUMS)
        difference = open_result["610"] - open_result["540"]
        lines["550"], lines["620"] = max(0, difference), max(0, -difference)
        now.result = completed(lines, ORGANISATION_LINES, ORGANISATION_SUMS)
        self._roll_funds(now, divisions, difference)

    def _roll_funds(self, now: OrganisationYear, divisions: list[DivisionYear], difference: int) -> None:
        """803: contributions and a third of what repaid loans yield, less losses borne. 805: contributions, result."""
        results = [division.result for division in divisions]
        losses = -sum(lines["129.2"] + lines["130.3"] for lines in results)
        paid_in = sum(lines["112.2"] for lines in results) + sum(lines["105"] for lines in results) // 3
        self.fund += paid_in - losses
        capital_in = sum(lines["112.3"] for lines in results)
        self.working_capital += capital_in + difference
        now.fund_liquid = self.fund - self.bound
        now.working_capital_liquid = self.working_capital
        lines = {
            "701": round(1500 * self.units),
            "702": round(120 * self.units),
            "716": self.bound,
            "739": 0,
            "801": round(50 * self.units),
            "803": self.fund,
            "803.22": losses,
            "803.added": paid_in,
            "803.bound": self.bound,
            "805": self.working_capital,
            "805.added": capital_in + max(0, difference),
            "805.used": max(0, -difference),
            "830": round(900 * (self.units or 600)),
        }
        without_cash = completed(lines, ORGANISATION_BALANCE_LINES, ORGANISATION_BALANCE_SUMS)
        lines["732"] = without_cash["840"] - without_cash["740"]
        now.balance = completed(lines, ORGANISATION_BALANCE_LINES, ORGANISATION_BALANCE_SUMS)
