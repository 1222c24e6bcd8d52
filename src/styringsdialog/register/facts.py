"""What the register knows of an organisation and its divisions, as facts, before anything is handed in."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from styringsdialog.rulebook.facts import DivisionFacts, OrganisationFacts, OwnerKind, PackageFacts

from .models import HousingOrganisation

# Accounts are not made within the first weeks after the year: a file that comes then is still of the year before.
SOONEST = timedelta(days=31)


def register_facts(organisation: HousingOrganisation, dialogue_year: int) -> PackageFacts:
    """Names, numbers and the fiscal year; every figure unstated. Two queries."""
    first, last = fiscal_year(organisation.fiscal_year_end_month, dialogue_year - 1)
    kind = OwnerKind(organisation.owner_kind)
    divisions = tuple(
        DivisionFacts(
            lbf_number=row.lbf_number,
            name=row.name,
            owner_kind=kind,
            period_start=first,
            period_end=last,
            location_municipality=row.location_municipality.code,
            address=row.address,
            area=row.area.name if row.area is not None else "",
            building_form=row.building_form,
            build_year=row.build_year,  # type: ignore[arg-type]
        )
        for row in organisation.divisions.select_related("location_municipality", "area")
    )
    own = OrganisationFacts(
        lbf_number=organisation.lbf_number,
        name=organisation.name,
        owner_kind=kind,
        period_start=first,
        period_end=last,
        cvr=organisation.cvr,
        seat_municipality=organisation.seat_municipality.code,
    )
    return PackageFacts(dialogue_year, own, divisions)


def fiscal_year(end_month: int, ends_in: int) -> tuple[date, date]:
    """First and last day of the fiscal year that ends in the calendar year given."""
    last = date(ends_in, end_month, calendar.monthrange(ends_in, end_month)[1])
    first = date(ends_in, 1, 1) if end_month == 12 else date(ends_in - 1, end_month + 1, 1)
    return first, last


def newest_dialogue_year(organisation: HousingOrganisation, day: date) -> int:
    """The dialogue year whose accounts may have been made by `day`: fiscal year end + 1 (../field/law.md 2.3)."""
    ended = fiscal_year(organisation.fiscal_year_end_month, day.year)[1] + SOONEST <= day
    return day.year + 1 if ended else day.year
