"""Turns simulated years into documentation packages: the same dataclasses that a read workbook gives."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from styringsdialog.exchange.content import (
    DivisionFacts,
    Line,
    OrganisationFacts,
    OwnerKind,
    PackageFacts,
    ProvisionMovement,
    Statement,
    TenancyCount,
    TenancyKind,
    YearFigures,
)

from . import texts
from .maintenance import HORIZON, plan
from .organisation_year import OrganisationYear
from .simulated import DivisionYear
from .world import DivisionSpec, OwnerSpec, tenancy_units

CENT = Decimal("0.01")
DIVISION_TREND = ("114", "115", "116.gross", "120", "129.1", "201", "401", "407")
ORGANISATION_TREND = ("530", "803", "805")


def statement(now: DivisionYear | OrganisationYear, before: DivisionYear | OrganisationYear) -> Statement:
    """Four columns of result accounts, and last year and result of the balance."""
    lines = {
        number: Line(before.result[number], amount, now.budget[number], now.next_budget[number])
        for number, amount in now.result.items()
    }
    for number, amount in now.balance.items():
        lines[number] = Line(before.balance[number], amount)
    return Statement(lines)


def rent_per_m2(result: Mapping[str, int], m2: Decimal) -> Decimal:
    """Rent of the homes (201.1-201.3) per m2 a year, two decimals."""
    return (Decimal(result["201.1"] + result["201.2"] + result["201.3"]) / m2).quantize(CENT)


def division_facts(
    spec: DivisionSpec, owner: OwnerSpec, years: Mapping[int, DivisionYear], year: int, seed: int
) -> DivisionFacts:
    """One division in one accounting year; `years` holds that year and the years before it."""
    now, before = years[year], years[year - 1]
    rng = np.random.default_rng([seed, 82, int(owner.lbf_number), int(spec.number)])
    end = owner.period(year)[1]
    rent, rent_before = (rent_per_m2(it.result, spec.dwelling_m2) for it in (now, before))
    reviewed = date(end.year - int(rng.integers(0, 4)), int(rng.integers(1, 6)), int(rng.integers(1, 28)))
    works = plan(now.next_budget["116.gross"], now.next_budget["120"], now.movements["401"]["closing"], year + 1, rng)
    return DivisionFacts(
        **_lasting(spec, owner, year),
        **_deficit(now),
        rent_per_m2_kr=rent,
        rent_increase_pct=((rent / rent_before - 1) * 100).quantize(CENT),
        external_move_outs=now.move_outs,
        vacant_dwellings=now.vacant_dwellings,
        vacant_days=now.vacant_days,
        efficiency_score=now.efficiency,
        external_review_on=reviewed,
        provision_401_next_year_kr=now.next_budget["120"],
        statement=statement(now, before),
        provisions=tuple(ProvisionMovement(account, **flows) for account, flows in now.movements.items()),
        plan_first_year=year + 1,
        plan_last_year=year + HORIZON,
        plan=works,
        report=texts.division_report(spec, owner, year, seed),
        history=_division_history(spec, years, year),
    )


def _deficit(now: DivisionYear) -> dict[str, Any]:
    return {"deficit_since_year": now.deficit_since} if now.deficit_since else {}


def _lasting(spec: DivisionSpec, owner: OwnerSpec, year: int) -> dict[str, Any]:
    """What does not change from year to year, and the period."""
    start, end = owner.period(year)
    return {
        "lbf_number": spec.number,
        "name": spec.name,
        "owner_kind": owner.kind,
        "period_start": start,
        "period_end": end,
        "location_municipality": spec.location,
        "address": spec.address,
        "area": spec.area,
        "building_form": spec.building_form,
        "build_year": spec.build_year,
        "tenancies": spec.tenancies,
        "tenancy_units": tenancy_units(spec.tenancies),
        "dwelling_m2": spec.dwelling_m2,
        "energy_label": spec.energy_label,
        "has_board": spec.has_board,
    }


def _division_history(spec: DivisionSpec, years: Mapping[int, DivisionYear], year: int) -> tuple[YearFigures, ...]:
    rows = []
    for earlier in range(max(2020, year - 5), year):
        then = years[earlier]
        figures: dict[str, int | Decimal] = {number: (then.result | then.balance)[number] for number in DIVISION_TREND}
        figures["rent_per_m2_kr"] = rent_per_m2(then.result, spec.dwelling_m2)
        figures["external_move_outs"] = then.move_outs
        figures["vacant_days"] = then.vacant_days
        figures["efficiency_score"] = then.efficiency
        rows.append(YearFigures(earlier, figures))
    return tuple(rows)


def organisation_tenancies(divisions: tuple[DivisionSpec, ...]) -> tuple[TenancyCount, ...]:
    """The divisions' homes added by kind, every commercial tenancy on its own row, garages added."""
    homes: dict[TenancyKind, tuple[int, Decimal]] = {}
    commercial: list[TenancyCount] = []
    garages = 0
    for division in divisions:
        garages += division.garages
        for row in division.tenancies:
            if row.kind is TenancyKind.COMMERCIAL:
                commercial.append(row)
            elif row.kind is not TenancyKind.GARAGE:
                count, m2 = homes.get(row.kind, (0, Decimal(0)))
                homes[row.kind] = count + row.count, m2 + row.m2
    rows = [TenancyCount(kind, count, m2) for kind, (count, m2) in homes.items()] + commercial
    return (*rows, TenancyCount(TenancyKind.GARAGE, garages, Decimal(0))) if garages else tuple(rows)


def organisation_facts(
    spec: OwnerSpec,
    divisions: tuple[DivisionSpec, ...],
    years: Mapping[int, OrganisationYear],
    division_years: list[DivisionYear],
    year: int,
    seed: int,
) -> OrganisationFacts:
    """The organisation in one accounting year; `division_years` are its divisions' results of that year."""
    now = years[year]
    start, end = spec.period(year)
    rng = np.random.default_rng([seed, 83, int(spec.lbf_number), year])
    submitted = end + timedelta(days=int(rng.integers(120, 148)))
    tenancies = organisation_tenancies(divisions)
    has_funds = spec.kind in (OwnerKind.OWN_DIVISIONS, OwnerKind.MANAGING)
    return OrganisationFacts(
        lbf_number=spec.lbf_number,
        name=spec.name,
        owner_kind=spec.kind,
        period_start=start,
        period_end=end,
        cvr=spec.cvr,
        seat_municipality=spec.seat,
        administrator=spec.administrator,
        tenancies=tenancies,
        tenancy_units=tenancy_units(tenancies),
        **(_funds(now, division_years) if has_funds else {}),
        board_approved_on=submitted - timedelta(days=int(rng.integers(14, 30))),
        top_body_approved_on=submitted - timedelta(days=int(rng.integers(1, 10))),
        submitted_on=submitted,
        statement=statement(now, years[year - 1]) if has_funds else Statement(),
        report=texts.organisation_report(spec, year, seed),
        self_monitoring=texts.self_monitoring(spec, year, seed),
        wishes=texts.wishes(spec),
        history=_organisation_history(years, year, tenancy_units(tenancies)) if has_funds else (),
    )


def _funds(now: OrganisationYear, division_years: list[DivisionYear]) -> dict[str, Any]:
    return {
        "dispositionsfond_liquid_kr": now.fund_liquid,
        "arbejdskapital_liquid_kr": now.working_capital_liquid,
        "dispositionsfond_contribution_kr": sum(it.result["112.2"] for it in division_years),
        "arbejdskapital_contribution_kr": sum(it.result["112.3"] for it in division_years),
    }


def _organisation_history(years: Mapping[int, OrganisationYear], year: int, units: Decimal) -> tuple[YearFigures, ...]:
    rows = []
    for earlier in range(max(2020, year - 5), year):
        then = years[earlier]
        figures: dict[str, int | Decimal] = {
            number: (then.result | then.balance)[number] for number in ORGANISATION_TREND
        }
        figures["dispositionsfond_liquid_kr"] = then.fund_liquid
        figures["arbejdskapital_liquid_kr"] = then.working_capital_liquid
        figures["tenancy_units"] = units
        rows.append(YearFigures(earlier, figures))
    return tuple(rows)


def package(organisation: OrganisationFacts, divisions: tuple[DivisionFacts, ...]) -> PackageFacts:
    """The package of the dialogue year that follows the accounting year."""
    return PackageFacts(organisation.dialogue_year, organisation, divisions)
