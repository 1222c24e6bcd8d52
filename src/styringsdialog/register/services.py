"""Changes to the register: one object a call, each in its own transaction and with its own entry in the trail."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from styringsdialog.core.acting import Acting
from styringsdialog.core.dated_rows import refuse_overlap
from styringsdialog.users.models import User

from .happening import begun
from .loading import Loaded, RegisterRows, load_register
from .models import (
    Division,
    HousingArea,
    HousingOrganisation,
    Membership,
    Municipality,
    MunicipalUnit,
    ProcessorAgreement,
    Role,
)
from .people_policies import refuse_adviser_without_agreement
from .periods import correct_end, correct_period
from .policies import can_add_municipality, can_maintain_memberships, can_maintain_register
from .writing import allow, changed, created

__all__ = [
    "Loaded",
    "RegisterRows",
    "create_area",
    "create_division",
    "create_municipality",
    "create_organisation",
    "create_unit",
    "end_role",
    "grant_role",
    "load_register",
    "update_area",
    "update_division",
    "update_municipality",
    "update_organisation",
    "update_unit",
]


@transaction.atomic
def create_municipality(acting: Acting, *, code: str, name: str, is_fictional: bool = False) -> Municipality:
    """A municipality that uses the system."""
    allow(can_add_municipality(acting))
    return created(acting, Municipality(code=code, name=name, is_fictional=is_fictional), "municipality.created")


@transaction.atomic
def update_municipality(acting: Acting, *, municipality: Municipality, **changes: Any) -> Municipality:
    """Change name or code."""
    allow(can_maintain_register(acting, municipality))
    return changed(acting, municipality, changes, ("name", "code", "is_fictional"), "municipality.changed")


@transaction.atomic
def create_unit(
    acting: Acting,
    *,
    municipality: Municipality,
    name: str,
    topic: str = "",
    valid_from: date,
    valid_until: date | None = None,
) -> MunicipalUnit:
    """A unit of the municipality; the same name may come again after the first has ended."""
    allow(can_maintain_register(acting, municipality))
    refuse_overlap(
        MunicipalUnit.objects.filter(municipality=municipality, name=name),
        lock=municipality,
        valid_from=valid_from,
        valid_until=valid_until,
        message="register.unit_exists",
    )
    unit = MunicipalUnit(
        municipality=municipality, name=name, topic=topic, valid_from=valid_from, valid_until=valid_until
    )
    return begun(acting, unit, "unit.created")


@transaction.atomic
def update_unit(acting: Acting, *, unit: MunicipalUnit, **changes: Any) -> MunicipalUnit:
    """Correct name, topic or the day it ends; a new name from a day is an event: see `history`."""
    allow(can_maintain_register(acting, unit.municipality))
    row = changed(acting, unit, changes, ("name", "topic", "valid_until"), "unit.changed")
    correct_period(row, changes, acting.day)
    correct_end(row)
    return row


@transaction.atomic
def create_organisation(
    acting: Acting,
    *,
    lbf_number: str,
    name: str,
    owner_kind: str,
    seat_municipality: Municipality,
    fiscal_year_end_month: int = 12,
    cvr: str = "",
    began_on: date | None = None,
) -> HousingOrganisation:
    """An owner seated in the municipality; its fiscal year ends with the last day of the month given.

    `began_on`, where it is known, is told as its founding.
    """
    allow(can_maintain_register(acting, seat_municipality))
    organisation = HousingOrganisation(
        lbf_number=lbf_number,
        name=name,
        owner_kind=owner_kind,
        cvr=cvr,
        seat_municipality=seat_municipality,
        fiscal_year_end_month=fiscal_year_end_month,
        began_on=began_on,
    )
    return begun(acting, organisation, "organisation.created")


@transaction.atomic
def update_organisation(acting: Acting, *, organisation: HousingOrganisation, **changes: Any) -> HousingOrganisation:
    """Correct name, owner kind, CVR number or fiscal year, as they are now; a change from a day is an event."""
    allow(can_maintain_register(acting, organisation.seat_municipality))
    fields = ("name", "owner_kind", "cvr", "fiscal_year_end_month")
    row = changed(acting, organisation, changes, fields, "organisation.changed")
    correct_period(row, changes, acting.day)
    return row


@transaction.atomic
def create_area(acting: Acting, *, municipality: Municipality, name: str, began_on: date | None = None) -> HousingArea:
    """A housing area; divisions are put in it one by one."""
    allow(can_maintain_register(acting, municipality))
    return begun(acting, HousingArea(municipality=municipality, name=name, began_on=began_on), "area.created")


@transaction.atomic
def update_area(acting: Acting, *, area: HousingArea, **changes: Any) -> HousingArea:
    """Correct the name; a new name from a day is an event."""
    allow(can_maintain_register(acting, area.municipality))
    row = changed(acting, area, changes, ("name",), "area.changed")
    correct_period(row, changes, acting.day)
    return row


@transaction.atomic
def create_division(
    acting: Acting,
    *,
    organisation: HousingOrganisation,
    lbf_number: str,
    name: str,
    location_municipality: Municipality,
    **details: Any,
) -> Division:
    """A division; `details`: area, address, building_form, build_year, began_on."""
    allow(
        can_maintain_register(acting, organisation.seat_municipality)
        or can_maintain_register(acting, location_municipality)
    )
    division = Division(
        organisation=organisation,
        lbf_number=lbf_number,
        name=name,
        location_municipality=location_municipality,
        **details,
    )
    return begun(acting, division, "division.created")


@transaction.atomic
def update_division(acting: Acting, *, division: Division, **changes: Any) -> Division:
    """Correct name, area, address, building form or build year; a change from a day is an event."""
    allow(
        can_maintain_register(acting, division.organisation.seat_municipality)
        or can_maintain_register(acting, division.location_municipality)
    )
    fields = ("name", "area", "address", "building_form", "build_year")
    row = changed(acting, division, changes, fields, "division.changed")
    correct_period(row, changes, acting.day)
    return row


@transaction.atomic
def grant_role(
    acting: Acting,
    *,
    user: User,
    role: Role | str,
    municipality: Municipality | None = None,
    organisation: HousingOrganisation | None = None,
    unit: MunicipalUnit | None = None,
    processor_agreement: ProcessorAgreement | None = None,
    valid_from: date,
    valid_until: date | None = None,
) -> Membership:
    """Give a person a role in a municipality or an organisation; the same role twice on a day is refused.

    An adviser needs a data-processor agreement of the municipality that holds for as long as the role.
    """
    place = municipality or (organisation.seat_municipality if organisation else None)
    allow(can_maintain_memberships(acting, place))
    if role == Role.ADVISER:
        refuse_adviser_without_agreement(municipality, processor_agreement, valid_from, valid_until)
    refuse_overlap(
        Membership.objects.filter(
            user=user, role=role, municipality=municipality, organisation=organisation, unit=unit
        ),
        lock=user,
        valid_from=valid_from,
        valid_until=valid_until,
        message="register.role_exists",
    )
    membership = Membership(
        user=user,
        role=role,
        municipality=municipality,
        organisation=organisation,
        unit=unit,
        processor_agreement=processor_agreement,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    return created(acting, membership, "role.granted")


@transaction.atomic
def end_role(acting: Acting, *, membership: Membership, last_day_excluded: date) -> Membership:
    """The role no longer holds from the day given."""
    organisation = membership.organisation
    place = membership.municipality or (organisation.seat_municipality if organisation else None)
    allow(can_maintain_memberships(acting, place))
    return changed(acting, membership, {"valid_until": last_day_excluded}, ("valid_until",), "role.ended")
