"""The workbook that goes out: what the register and last year's package know, the rest left open."""

from __future__ import annotations

from styringsdialog.exchange.template import template_for
from styringsdialog.register.facts import register_facts
from styringsdialog.register.models import HousingOrganisation
from styringsdialog.rulebook.edition import edition
from styringsdialog.rulebook.facts import PackageFacts
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
