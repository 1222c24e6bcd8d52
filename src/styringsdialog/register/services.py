"""Changes to the register: one object a call, each in its own transaction and with its own entry in the trail."""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction

from styringsdialog.core.acting import Acting
from styringsdialog.core.dated_rows import refuse_overlap
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.trail.services import record
from styringsdialog.users.models import User

from .loading import Loaded, RegisterRows, load_register
from .models import Division, HousingArea, HousingOrganisation, Membership, Municipality, MunicipalUnit, Role
from .policies import can_add_municipality, can_maintain_memberships, can_maintain_register

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
    "update_division",
    "update_municipality",
    "update_organisation",
    "update_unit",
]

Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def create_municipality(acting: Acting, *, code: str, name: str, is_fictional: bool = False) -> Municipality:
    """A municipality that uses the system."""
    _allow(can_add_municipality(acting))
    return _created(acting, Municipality(code=code, name=name, is_fictional=is_fictional), "municipality.created")


@transaction.atomic
def update_municipality(acting: Acting, *, municipality: Municipality, **changes: Any) -> Municipality:
    """Change name or code."""
    _allow(can_maintain_register(acting, municipality))
    return _changed(acting, municipality, changes, ("name", "code", "is_fictional"), "municipality.changed")


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
    _allow(can_maintain_register(acting, municipality))
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
    return _created(acting, unit, "unit.created")


@transaction.atomic
def update_unit(acting: Acting, *, unit: MunicipalUnit, **changes: Any) -> MunicipalUnit:
    """Change name, topic or the day it ends."""
    _allow(can_maintain_register(acting, unit.municipality))
    return _changed(acting, unit, changes, ("name", "topic", "valid_until"), "unit.changed")


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
) -> HousingOrganisation:
    """An owner seated in the municipality; its fiscal year ends with the last day of the month given."""
    _allow(can_maintain_register(acting, seat_municipality))
    organisation = HousingOrganisation(
        lbf_number=lbf_number,
        name=name,
        owner_kind=owner_kind,
        cvr=cvr,
        seat_municipality=seat_municipality,
        fiscal_year_end_month=fiscal_year_end_month,
    )
    return _created(acting, organisation, "organisation.created")


@transaction.atomic
def update_organisation(acting: Acting, *, organisation: HousingOrganisation, **changes: Any) -> HousingOrganisation:
    """Change name, owner kind, CVR number or fiscal year."""
    _allow(can_maintain_register(acting, organisation.seat_municipality))
    fields = ("name", "owner_kind", "cvr", "fiscal_year_end_month")
    return _changed(acting, organisation, changes, fields, "organisation.changed")


@transaction.atomic
def create_area(acting: Acting, *, municipality: Municipality, name: str) -> HousingArea:
    """A housing area; divisions are put in it one by one."""
    _allow(can_maintain_register(acting, municipality))
    return _created(acting, HousingArea(municipality=municipality, name=name), "area.created")


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
    """A division; `details`: area, address, building_form, build_year."""
    _allow(
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
    return _created(acting, division, "division.created")


@transaction.atomic
def update_division(acting: Acting, *, division: Division, **changes: Any) -> Division:
    """Change name, area, address, building form or build year."""
    _allow(
        can_maintain_register(acting, division.organisation.seat_municipality)
        or can_maintain_register(acting, division.location_municipality)
    )
    fields = ("name", "area", "address", "building_form", "build_year")
    return _changed(acting, division, changes, fields, "division.changed")


@transaction.atomic
def grant_role(
    acting: Acting,
    *,
    user: User,
    role: Role | str,
    municipality: Municipality | None = None,
    organisation: HousingOrganisation | None = None,
    unit: MunicipalUnit | None = None,
    valid_from: date,
    valid_until: date | None = None,
) -> Membership:
    """Give a person a role in a municipality or an organisation; the same role twice on a day is refused."""
    place = municipality or (organisation.seat_municipality if organisation else None)
    _allow(can_maintain_memberships(acting, place))
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
        valid_from=valid_from,
        valid_until=valid_until,
    )
    return _created(acting, membership, "role.granted")


@transaction.atomic
def end_role(acting: Acting, *, membership: Membership, last_day_excluded: date) -> Membership:
    """The role no longer holds from the day given."""
    organisation = membership.organisation
    place = membership.municipality or (organisation.seat_municipality if organisation else None)
    _allow(can_maintain_memberships(acting, place))
    return _changed(acting, membership, {"valid_until": last_day_excluded}, ("valid_until",), "role.ended")


def _allow(answer: bool) -> None:
    if not answer:
        raise NotAllowed.of("not_allowed")


def _created(acting: Acting, row: Row, action: str) -> Row:
    _check(row)
    row.save(force_insert=True)
    record(acting, action, row)
    return row


def _changed(acting: Acting, row: Row, changes: dict[str, Any], allowed: tuple[str, ...], action: str) -> Row:
    if unknown := changes.keys() - set(allowed):
        raise TypeError(f"{sorted(unknown)} cannot be changed here")
    before = {name: _told(getattr(row, name)) for name in changes}
    for name, value in changes.items():
        setattr(row, name, value)
    _check(row)
    row.save(update_fields=list(changes))
    record(acting, action, row, before=before, after={name: _told(value) for name, value in changes.items()})
    return row


def _check(row: models.Model) -> None:
    """UserError with Django's own sentences where a field or a constraint of the model says no."""
    try:
        row.full_clean()
    except ValidationError as fault:
        raise UserError(" ".join(fault.messages)) from fault


def _told(value: Any) -> Any:
    return str(value) if isinstance(value, models.Model) else value
