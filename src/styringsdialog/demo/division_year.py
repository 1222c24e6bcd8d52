"""Division accounts from year to year: budgets that balance, results around them, provisions that roll forward."""

from math import ceil

import numpy as np

from styringsdialog.exchange.content import OwnerKind

from . import levels
from .accounts_plan import (
    DIVISION_BALANCE_LINES,
    DIVISION_BALANCE_SUMS,
    DIVISION_LINES,
    DIVISION_SUMS,
    completed,
    detailed,
)
from .simulated import Charge, DivisionYear
from .world import DivisionSpec, tenancy_units

WARM_UP_YEAR = 2019  # simulated only so that 2020 has a last year
OLD_HOMES_BELOW_MEAN = 0.96  # newer homes cost more than the mean rent, so the old ones must lie below it


class DivisionSimulation:
    """Carries one division through the years: `budget` for the coming year, then `close` for the year itself."""

    def __init__(self, spec: DivisionSpec, kind: OwnerKind, seed: int) -> None:
        self.spec, self.kind = spec, kind
        self.rng = np.random.default_rng([seed, 77, *map(ord, spec.owner[:4]), int(spec.number)])
        self.m2 = float(spec.dwelling_m2)
        self.units = float(tenancy_units(spec.tenancies))
        self.main = max(spec.dwellings, key=lambda row: row.m2).kind
        self.cost = {
            number: level * float(self.rng.lognormal(-(spread**2) / 2, spread))
            for number, (level, spread) in levels.COST_PER_M2.items()
        }
        self._bend_costs()
        self.capital = levels.net_capital_per_m2(spec.build_year, self.main)
        self.rent = levels.RENT_2021[self.main] * float(np.clip(self.rng.normal(1, levels.RENT_SPREAD), 0.84, 1.18))
        if spec.build_year < 1990 and self.main.value == "family":
            self.rent *= OLD_HOMES_BELOW_MEAN
        self.acquisition = 1000 * round(self.m2 * (1200 + 260 * max(0, spec.build_year - 1938)) / 1000)
        self.surplus_since: int | None = None
        self.deficit_since: int | None = None
        saved = levels.SAVED_PER_DWELLING_2019 * spec.dwelling_count * float(self.rng.lognormal(-0.06, 0.35))
        self.funds: dict[str, int] = {
            "401": 100 * round(saved * self._size_factor() / 100),
            "402": round(11 * self.m2),
            "403": 0,
            "404": round(30 * self.m2) if spec.b_scheme else 0,
            "405": round(6 * self.m2),
            "406": round(400 * self.m2) if spec.other_provisions else 0,
            "407": round(float(self.rng.normal(12, 14)) * self.m2),
        }
        if self._deficit_year():
            self.funds["407"] = round(30 * self.m2)

    def _size_factor(self) -> float:
        """Savings follow the size of the home; 75.9 m2 in the mean of the sector."""
        return self.m2 / self.spec.dwelling_count / 75.9

    def _bend_costs(self) -> None:
        traits = self.spec.traits
        low, high = levels.CLEANING_RANGE
        self.cost["114"] = float(np.clip(self.cost["114"], low, high))
        if "dear_cleaning" in traits:
            self.cost["114"] = 138.0  # kr. per m2 in 2021: above the 40-120 that most divisions lie between
        if "low_provisions" in traits:
            self.cost["120"] = 46.0

    def budget(self, year: int, charge: Charge) -> dict[str, int]:
        """A budget in whole thousands whose rent is what the expenses leave to be paid (balance rent)."""
        spec, index = self.spec, levels.INDEX[year]
        lines = {number: self._thousands(level * self.m2 * index) for number, level in self.cost.items()}
        lines["112.1"] = self._thousands(charge.administration * self.units)
        lines["112.2"] = round(charge.fund * self.units)
        lines["112.3"] = round(charge.working_capital * self.units)
        lines["112"] = lines["112.1"] + lines["112.2"] + lines["112.3"]
        if spec.build_year < 1970:
            lines["113"] = self._thousands(levels.COUNTRY_LEVY * self.m2 * index)
        if spec.b_scheme:
            lines["122"] = self._thousands(levels.B_SCHEME * self.m2 * index)
        else:
            lines["121"] = self._thousands(levels.A_SCHEME * self.m2 * index)
            lines["117.1"] = lines["121"]
            lines["117.2"] = -lines["117.1"]
        if spec.other_provisions:
            lines["124"] = self._thousands(levels.OTHER_PROVISIONS * self.m2 * index)
        self._capital_lines(lines)
        wanted = self._thousands(lines["120"] * self.rng.gamma(3) / 3 * 0.95)
        planned = max(0, min(wanted, self.funds["401"] + lines["120"]))
        lines["116.gross"], lines["116.cover"] = planned, -planned
        share = float(self.rng.uniform(0.3, 0.5))
        self._settle_balance(lines, year)
        self._rent_lines(lines, year, share)
        return completed(detailed(lines), DIVISION_LINES, DIVISION_SUMS)

    def _thousands(self, amount: float) -> int:
        return round(amount / 1000) * 1000

    def _capital_lines(self, lines: dict[str, int]) -> None:
        net = self._thousands(self.capital * self.m2)
        if self.spec.build_year < 1960:
            lines["105"] = net  # the loan is repaid and still charged
            return
        support = self._thousands(net * 0.25) if self.spec.build_year >= 1990 else 0
        lines["101"], lines["103"] = net + support, -support

    def _settle_balance(self, lines: dict[str, int], year: int) -> None:
        """Next year's part of what stands on 407: at most three years, next year for self-owning elderly homes."""
        balance, traits = self.funds["407"], self.spec.traits
        if balance < 0:
            elapsed = year - 1 - (self.deficit_since or year - 1)
            years = 1 if self.kind is OwnerKind.SELF_OWNING_ELDERLY else max(1, 3 - elapsed)
            part = ceil(-balance / years)
            if "deficit_unbudgeted" in traits and year >= 2024:
                part = ceil(-balance / 20)  # the planted situation: a twentieth a year
            if "elderly_deficit_three_years" in traits and year >= 2026:
                part = ceil(-balance / 3)
            lines["133"] = part
        elif balance > 0:
            elapsed = year - 1 - (self.surplus_since or year - 1)
            lines["203.6"] = balance // max(1, 3 - elapsed)
            if "surplus" in traits:
                lines["203.6"] = 0

    def _rent_lines(self, lines: dict[str, int], year: int, share: float) -> None:
        """Rent by kind of tenancy; improvement loans (125, 127) take what the published rent leaves above the costs."""
        index = levels.INDEX[year]
        lines["202"] = self._thousands(4 * self.m2 * index)
        lines["203"] = self._thousands(6 * self.m2 * index) + lines.get("203.6", 0)
        lines["201.4"] = sum(round(950 * m2 * index / 1000) * 1000 for m2 in self.spec.commercial)
        lines["201.7"] = self.spec.garages * round(2400 * index)
        target = self._thousands(self.rent * index * self.m2)
        ordinary = sum(amount for number, amount in lines.items() if "." not in number and number < "200")
        other = lines["202"] + lines["203"] + lines["201.4"] + lines["201.7"]
        # What stands on 407 is settled on top of the published level, so that it moves the rent and not the loans.
        base = ordinary - lines.get("133", 0) - (other - lines.get("203.6", 0))
        loans = max(0, self._thousands(target - base))
        lines["127"] = self._thousands(loans * share * 0.3)
        lines["125"] = loans - lines["127"]
        homes = ordinary + loans - other
        lines[{"family": "201.1", "youth": "201.2", "elderly": "201.3"}[self.main.value]] = homes
        lines["201"] = homes + lines["201.4"] + lines["201.7"]

    def close(self, now: DivisionYear) -> None:
        """The result of the year and the closing balances, from the budget in `now`."""
        budget, rng = now.budget, self.rng
        lines = {number: budget[number] for number in DIVISION_LINES}
        for number in ("106", "107", "109", "110", "111", "114", "115", "118", "119", "126", "131"):
            lines[number] = round(budget[number] * float(rng.normal(1, 0.045)))
        lines["202"] = round(budget["202"] * float(rng.uniform(0.6, 1.5)))
        self._planned_works(now, lines)
        self._move_outs(now, lines)
        self._vacancy(now, lines)
        self._bend_result(now, lines)
        lines["140"] = lines["210"] = 0
        closed = completed(detailed(lines), DIVISION_LINES, DIVISION_SUMS)
        difference = closed["209"] - closed["139"]
        lines["140"], lines["210"] = max(0, difference), max(0, -difference)
        now.result = completed(detailed(lines), DIVISION_LINES, DIVISION_SUMS)
        self._roll_forward(now)
        self._balance_sheet(now)
        low = "low_efficiency" in self.spec.traits
        now.efficiency = int(rng.integers(55, 66)) if low else int(np.clip(rng.normal(84, 7), 71, 100))

    def _planned_works(self, now: DivisionYear, lines: dict[str, int]) -> None:
        available = self.funds["401"] + lines["120"]
        spent = round(now.budget["116.gross"] * float(self.rng.uniform(0.8, 1.1)))
        spent = max(0, min(spent, available))
        if "overdrawn_401" in self.spec.traits and now.year == 2025:
            spent = available + 350_000  # the planted situation: more is covered than was saved
        lines["116.gross"], lines["116.cover"] = spent, -spent

    def _move_outs(self, now: DivisionYear, lines: dict[str, int]) -> None:
        now.move_outs = sum(
            int(self.rng.binomial(row.count, levels.MOVE_OUT_SHARE[row.kind])) for row in self.spec.dwellings
        )
        if not self.spec.b_scheme:
            spent = round(now.budget["117.1"] * float(self.rng.uniform(0.75, 1.25)))
            lines["117.1"], lines["117.2"] = spent, -min(spent, self.funds["402"] + lines["121"])
            lines["117"] = lines["117.1"] + lines["117.2"]
        loss = round(levels.MOVE_OUT_LOSS * self.m2 * levels.INDEX[now.year] * float(self.rng.gamma(1.2) / 1.2))
        borne = "move_out_losses_borne" in self.spec.traits and now.year == 2025
        if borne:  # the planted situation: twice what a division is to bear, and the fund covers nothing
            loss = round(2 * levels.move_out_rate(now.year) * self.units)
        own = min(loss, round(levels.move_out_rate(now.year) * self.units * 0.98), self.funds["405"] + lines["123"])
        lines["130.1"], lines["130.2"] = loss, -own
        lines["130.3"] = own - loss if self.kind is OwnerKind.OWN_DIVISIONS and not borne else 0
        lines["130"] = loss - own + lines["130.3"]

    def _vacancy(self, now: DivisionYear, lines: dict[str, int]) -> None:
        """Loss of rent, its days and the homes vacant at the count, tied by the rent of one home."""
        mean = levels.VACANCY_LOSS * levels.VACANCY_WEIGHT[self.main] * self.m2 * levels.INDEX[now.year]
        loss = mean * float(self.rng.gamma(0.7) / 0.7)
        if "empty_homes" in self.spec.traits and now.year >= 2024:
            loss = 0.12 * now.budget["201"]  # the planted situation: one home in eight stands empty
        rent_a_day = (now.budget["201.1"] + now.budget["201.2"] + now.budget["201.3"]) / self.spec.dwelling_count / 365
        now.vacant_days = round(loss / rent_a_day)
        now.vacant_dwellings = int(now.vacant_days / 365 + self.rng.random())
        amount = round(loss)
        has_fund = self.kind is OwnerKind.OWN_DIVISIONS  # only an organisation has a dispositionsfond to pay for it
        covered = round(amount * 0.4) if "uncovered_vacancy" in self.spec.traits else amount * has_fund
        lines["129.1"], lines["129.2"], lines["129"] = amount, -covered, amount - covered

    def _deficit_year(self) -> int:
        """The year of the planted deficit, or 0."""
        years = {"deficit_unbudgeted": 2023, "deficit_budgeted": 2024, "elderly_deficit_three_years": 2025}
        return next((year for trait, year in years.items() if trait in self.spec.traits), 0)

    def _bend_result(self, now: DivisionYear, lines: dict[str, int]) -> None:
        traits, deficit_year = self.spec.traits, self._deficit_year()
        if now.year < deficit_year:
            lines["202"] += round(25 * self.m2)  # so that the planted deficit is the first
        if now.year == deficit_year:
            lines["115"] += round(max(0, self.funds["407"])) + round(120 * self.m2)
        if "surplus" in traits:
            lines["119"] = round(lines["119"] * 0.5)
            lines["202"] += round(55 * self.m2)

    def _roll_forward(self, now: DivisionYear) -> None:
        result = now.result
        flows = {
            "401": (result["120"], -result["116.cover"]),
            "402": (result["121"], -result["117.2"]),
            "403": (0, 0),
            "404": (result["122"], round(result["122"] * 0.9)),
            "405": (result["123"], -result["130.2"]),
            "406": (result["124"], 0),
            "407": (result["140"] + result["133"], result["210"] + result["203.6"]),
        }
        for account, (added, used) in flows.items():
            opening = self.funds[account]
            closing = opening + added - used
            now.movements[account] = {
                "opening": opening,
                "added": added,
                "used": used,
                "transferred": 0,
                "closing": closing,
            }
            self.funds[account] = closing
        closing = self.funds["407"]
        self.deficit_since = self._since(now.year, self.deficit_since) if closing < 0 else None
        self.surplus_since = (self.surplus_since or now.year) if closing > 0 else None
        now.deficit_since = self.deficit_since

    def _since(self, year: int, before: int | None) -> int:
        """The year the deficit arose. What is older than the time allowed has been paid: the rest is of this year."""
        allowed = 1 if self.kind is OwnerKind.SELF_OWNING_ELDERLY else 3
        return year if before is None or year - before >= allowed else before

    def _balance_sheet(self, now: DivisionYear) -> None:
        age = now.year - self.spec.build_year
        repaid = min(self.acquisition, round(self.acquisition * age / 35))
        deposits = round(self.acquisition * 0.02)
        rent = now.result["201"]
        lines = {
            "301": self.acquisition,
            "408": self.acquisition - repaid,
            "409": min(deposits, repaid),
            "410": repaid - min(deposits, repaid),
            "413": now.budget["125"] * 9,
            "414": now.budget["127"] * 12,
            "305.1": round(rent * 0.009),
            "420": round(rent * 0.02),
            "421": round(rent * 0.008),
            "423": round(rent * 0.16),
            "424": round(rent * 0.006),
        }
        lines["303"] = lines["413"] + lines["414"]
        lines["305"] = lines["305.1"] + round(rent * 0.004)
        lines.update(self.funds)
        without_cash = completed(lines, DIVISION_BALANCE_LINES, DIVISION_BALANCE_SUMS)
        lines["307"] = without_cash["430"] - without_cash["310"]
        now.balance = completed(lines, DIVISION_BALANCE_LINES, DIVISION_BALANCE_SUMS)
