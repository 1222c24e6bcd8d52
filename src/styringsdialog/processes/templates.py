"""The workbook that goes out: what the register and last year's package know, the rest left open."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from styringsdialog.exchange.template import template_for
from styringsdialog.register.models import Division, HousingOrganisation
from styringsdialog.rulebook.edition import edition
from styringsdialog.rulebook.facts import DivisionFacts, OrganisationFacts, OwnerKind, PackageFacts
from styringsdialog.submissions.facts import package_facts
from styringsdialog.submissions.models import DocumentationPackage


class UnknownOrganisation(LookupError):
    """No organisation in the register has the LBF number."""


def template_facts(*, lbf_number: str, dialogue_year: int) -> PackageFacts:
    """The package to fill in, by LBF number. UnknownOrganisation, or UnknownEdition where the year has no edition."""
    try:
        organisation = HousingOrganisation.objects.select_related("seat_municipality").get(lbf_number=lbf_number)
    except HousingOrganisation.DoesNotExist:
        raise UnknownOrganisation(lbf_number) from None
    return template_of(organisation, dialogue_year)


def template_of(organisation: HousingOrganisation, dialogue_year: int) -> PackageFacts:
    """The package to fill in for an organisation that the caller may see."""
    earlier = DocumentationPackage.objects.filter(organisation=organisation, dialogue_year=dialogue_year - 1).first()
    previous = package_facts(earlier, with_previous=False) if earlier else None
    return template_for(previous, register_facts(organisation, dialogue_year), edition(dialogue_year))


def register_facts(organisation: HousingOrganisation, dialogue_year: int) -> PackageFacts:
    """Who and which divisions, as the register has them; the fiscal year ends in the year before the dialogue year."""
    start, end = fiscal_year(organisation, dialogue_year - 1)
    shared: dict[str, Any] = {
        "owner_kind": OwnerKind(organisation.owner_kind),
        "period_start": start,
        "period_end": end,
    }
    facts = OrganisationFacts(
        lbf_number=organisation.lbf_number,
        name=organisation.name,
        cvr=organisation.cvr,
        seat_municipality=organisation.seat_municipality.code,
        **shared,
    )
    divisions = organisation.divisions.select_related("location_municipality", "area").order_by("lbf_number")
    return PackageFacts(dialogue_year, facts, tuple(_division(division, shared) for division in divisions))


def _division(division: Division, shared: dict[str, Any]) -> DivisionFacts:
    return DivisionFacts(
        lbf_number=division.lbf_number,
        name=division.name,
        location_municipality=division.location_municipality.code,
        address=division.address,
        area=division.area.name if division.area else "",
        building_form=division.building_form,
        build_year=division.build_year,
        **shared,
    )


def fiscal_year(organisation: HousingOrganisation, ending_in: int) -> tuple[date, date]:
    """First and last day of the twelve months that end in the year, by the organisation's own calendar."""
    month = organisation.fiscal_year_end_month
    end = date(ending_in, month, monthrange(ending_in, month)[1])
    before = date(ending_in - 1, month, monthrange(ending_in - 1, month)[1])
    return before + timedelta(days=1), end
