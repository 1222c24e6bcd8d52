"""Rules that count the tenancy units anew and compare them with what is stated (check C15)."""

from decimal import Decimal
from typing import Any

from styringsdialog.rulebook.facts import (
    DivisionFacts,
    Missing,
    OrganisationFacts,
    OwnerKind,
    PackageFacts,
    TenancyCount,
    known,
)
from styringsdialog.rulebook.finding import Answer, Figure, Severity, attention, cannot_judge, not_applicable, ok
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.rulebook.parameter import Law
from styringsdialog.rulebook.registry import rule
from styringsdialog.rulebook.tenancy import FIGURES, M2_PER_UNIT, tenancy_units

TOLERANCE = Decimal("0.05")  # stated with one decimal


def compare(code: str, rows: tuple[TenancyCount, ...], stated: Decimal, law: Law) -> Answer:
    """The answer for one subject: `code` is the rule id, whose messages end in fits, differs and single_rooms."""
    units = tenancy_units(rows, law)
    figures = (
        Figure("tenancy_units", stated, "units"),
        Figure("tenancy_units_counted", units.counted, "units"),
        Figure("single_rooms", units.single_rooms, "count"),
    )
    params: dict[str, Any] = {"stated": stated, "counted": units.counted, "difference": stated - units.counted}
    fits = units.fits(stated, TOLERANCE)
    if fits is None:
        return cannot_judge(
            f"{code}.single_rooms", missing=("single_room_factor",), figures=figures, rooms=units.single_rooms, **params
        )
    return (
        ok(f"{code}.fits", figures=figures, **params)
        if fits
        else attention(f"{code}.differs", figures=figures, **params)
    )


def without_units(facts: OrganisationFacts | DivisionFacts) -> bool:
    """Only organisations with own divisions pay by the unit; others may leave the number out."""
    return facts.owner_kind is not OwnerKind.OWN_DIVISIONS and known(facts, "tenancy_units") is None


@rule(
    "L-01", area=GovernanceGoal.ECONOMY, subject=OrganisationFacts, day="accounting_year_end",
    title="Boligorganisationens lejemålsenheder er talt rigtigt", sources=[f"{M2_PER_UNIT}#rule_text"],
    severity=Severity.HIGH, needs_package=True, figures=FIGURES,
)  # fmt: skip
def organisation_units(org: OrganisationFacts, law: Law, package: PackageFacts | None) -> Answer:
    """Counted from the organisation's own list of tenancies, else from the lists of all its divisions."""
    if org.owner_kind is OwnerKind.MANAGING:
        return not_applicable("not_applicable.no_divisions")
    if without_units(org):
        return not_applicable("not_applicable.no_units", kind=f"owner_kind.{org.owner_kind}")
    rows = org.tenancies
    if not rows and package is not None and all(division.tenancies for division in package.divisions):
        rows = tuple(row for division in package.divisions for row in division.tenancies)
    if not rows:
        raise Missing("tenancies")
    return compare("L-01", rows, Decimal(org.tenancy_units), law)


@rule(
    "L-02", area=GovernanceGoal.ECONOMY, subject=DivisionFacts, day="accounting_year_end",
    title="Afdelingens lejemålsenheder er talt rigtigt", sources=[f"{M2_PER_UNIT}#rule_text"],
    severity=Severity.HIGH, figures=FIGURES,
)  # fmt: skip
def division_units(division: DivisionFacts, law: Law) -> Answer:
    """Counted from the division's list of tenancies."""
    if without_units(division):
        return not_applicable("not_applicable.no_units", kind=f"owner_kind.{division.owner_kind}")
    if not division.tenancies:
        raise Missing("tenancies")
    return compare("L-02", division.tenancies, Decimal(division.tenancy_units), law)
