"""Finds what the rows of the workbook name: in the register as it is when the deed is done."""

from __future__ import annotations

from typing import Any

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import UserError
from styringsdialog.register.models import (
    Division,
    HousingArea,
    HousingOrganisation,
    Municipality,
    MunicipalUnit,
    SurfaceTopic,
)
from styringsdialog.register.queries import areas_for, divisions_for, organisations_for, units_for


class Finder:
    """Looks things up by number or name among what the actor sees. UserError where there is no such thing."""

    def __init__(self, acting: Acting, municipality: Municipality) -> None:
        self.acting, self.municipality = acting, municipality

    def organisation(self, number: str) -> HousingOrganisation:
        return self._one(organisations_for(self.acting).filter(lbf_number=number), number)

    def division(self, owner: str, number: str) -> Division:
        rows = divisions_for(self.acting).filter(organisation__lbf_number=owner, lbf_number=number)
        return self._one(rows, f"{owner} {number}")

    def area(self, name: str) -> HousingArea:
        return self._one(areas_for(self.acting).filter(municipality=self.municipality, name=name), name)

    def unit(self, name: str) -> MunicipalUnit:
        """The unit of that name that goes on today or is to begin; the first of them."""
        rows = units_for(self.acting).filter(municipality=self.municipality, name=name)
        going = rows.exclude(valid_until__lte=self.acting.day).order_by("valid_from")
        return self._one(going, name)

    def topic(self, key: str) -> SurfaceTopic:
        return self._one(SurfaceTopic.objects.filter(municipality=self.municipality, key=key), key)

    def place(self, code: str) -> Municipality:
        """Any municipality of the register: an organisation's division may lie in another."""
        return self.municipality if not code else self._one(Municipality.objects.filter(code=code), code)

    def _one(self, rows: Any, name: str) -> Any:
        found = rows.first()
        if found is None:
            raise UserError.of("register.number_unknown", number=name)
        return found
