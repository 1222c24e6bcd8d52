"""Packages made by hand for tests: small, with every kind of part in them."""

from datetime import date
from decimal import Decimal

from styringsdialog.rulebook.facts import (
    DivisionFacts,
    Line,
    OrganisationFacts,
    OwnerKind,
    PackageFacts,
    PlannedWork,
    ProvisionMovement,
    ReportAnswer,
    SelfMonitoringEntry,
    Statement,
    TenancyCount,
    TenancyKind,
    UnknownAccount,
    Wish,
    YearFigures,
)


def statement(scale: int = 1) -> Statement:
    """Two accounts that the chart knows and one that it does not."""
    return Statement(
        lines={
            "114": Line(last_year=100 * scale, result=110 * scale, budget=105 * scale, next_budget=112 * scale),
            "120": Line(result=-5 * scale),
        },
        unknown=(UnknownAccount("998.7", "Noget særligt", Line(result=7 * scale)),),
        unit_kr={"next_budget": 1000},
    )


def division(number: str = "001", *, year: int = 2025, name: str = "Ådalen", **changes) -> DivisionFacts:
    """A division with one of everything."""
    values = {
        "lbf_number": number,
        "name": name,
        "owner_kind": OwnerKind.OWN_DIVISIONS,
        "period_start": date(year, 1, 1),
        "period_end": date(year, 12, 31),
        "location_municipality": "0981",
        "address": "Ådalen 1-9",
        "area": "Åparken",
        "building_form": "etage",
        "build_year": 1972,
        "tenancies": (TenancyCount(TenancyKind.FAMILY, 55, Decimal("4321.5")),),
        "tenancy_units": Decimal("55.2"),
        "dwelling_m2": Decimal("4321.5"),
        "rent_per_m2_kr": Decimal("893.25"),
        "external_move_outs": 4,
        "has_board": True,
        "external_review_on": date(2024, 5, 6),
        "statement": statement(10),
        "provisions": (ProvisionMovement("401", opening=1000, added=200, used=50, closing=1150),),
        "plan_first_year": year + 1,
        "plan_last_year": year + 30,
        "plan": (PlannedWork(year + 1, "Tag", "Nyt tag", 1_250_000),),
        "report": (ReportAnswer("d01", "yes", "Efter aftale"),),
        **changes,
    }
    return DivisionFacts(**values)


def package(number: str = "0101", *, year: int = 2025, name: str = "Boligforeningen Åen", **changes) -> PackageFacts:
    """A package of an organisation with two divisions for an accounting year that follows the calendar."""
    divisions = changes.pop("divisions", (division("001", year=year), division("002", year=year, name="Øbo")))
    values = {
        "lbf_number": number,
        "name": name,
        "owner_kind": OwnerKind.OWN_DIVISIONS,
        "period_start": date(year, 1, 1),
        "period_end": date(year, 12, 31),
        "cvr": "12345678",
        "seat_municipality": "0981",
        "administrator": "Administrator A/S",
        "tenancies": (TenancyCount(TenancyKind.COMMERCIAL, 1, Decimal("123.4")),),
        "tenancy_units": Decimal(113),
        "dispositionsfond_liquid_kr": 900_000 + year,
        "arbejdskapital_liquid_kr": 400_000,
        "dispositionsfond_contribution_kr": 0,
        "board_approved_on": date(year + 1, 5, 4),
        "submitted_on": date(year + 1, 5, 28),
        "statement": statement(100),
        "report": (ReportAnswer("o01", "no", ""), ReportAnswer("o02", "", "Se bilag")),
        "self_monitoring": (SelfMonitoringEntry("Forvaltningsrevision", "yes", "partly", "no", "Kun for 2025"),),
        "wishes": (Wish("need", "Tryghed", "Bedre belysning i Åparken", "001"),),
        **changes,
    }
    return PackageFacts(year + 1, OrganisationFacts(**values), divisions)


def told_history(year: int = 2025) -> tuple[YearFigures, ...]:
    """Two earlier years as a file may tell them."""
    return (
        YearFigures(year - 3, {"tenancy_units": Decimal("112.5"), "803": 880_000}),
        YearFigures(year - 2, {"803": 890_000}),
    )
