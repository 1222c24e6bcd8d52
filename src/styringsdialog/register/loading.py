"""Loads a whole register at once: for first use and for the demo. The same rows a second time change nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models, transaction

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.trail.services import record
from styringsdialog.users.models import User

from .models import (
    AdministrationAgreement,
    Division,
    HousingArea,
    HousingOrganisation,
    Membership,
    Municipality,
    MunicipalUnit,
)
from .periods import KINDS, first_period
from .policies import can_add_municipality


@dataclass(frozen=True)
class RegisterRows:
    """Rows as dicts of field values; another row is named by its number.

    municipalities: code, name, is_fictional · units: municipality (code), name, topic, valid_from ·
    organisations: lbf_number, name, owner_kind, cvr, seat_municipality (code), fiscal_year_end_month ·
    areas: municipality (code), name · divisions: organisation (LBF number), lbf_number, name,
    location_municipality (code), area (name or empty), address, building_form, build_year ·
    users: username, name, email, language · memberships: user (username), role, municipality (code) or
    organisation (LBF number), unit (name), valid_from, valid_until · administration_agreements: organisation and
    administrator (LBF numbers), valid_from.
    """

    municipalities: tuple[Mapping[str, Any], ...] = ()
    units: tuple[Mapping[str, Any], ...] = ()
    organisations: tuple[Mapping[str, Any], ...] = ()
    areas: tuple[Mapping[str, Any], ...] = ()
    divisions: tuple[Mapping[str, Any], ...] = ()
    users: tuple[Mapping[str, Any], ...] = ()
    memberships: tuple[Mapping[str, Any], ...] = ()
    administration_agreements: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Loaded:
    """How many rows of each kind were new."""

    new: Mapping[str, int] = field(default_factory=dict)


@transaction.atomic
def load_register(acting: Acting, rows: RegisterRows) -> Loaded:
    """Add what is not there yet, found by number or name; rows that exist are left as they are.

    UserError where a row names a municipality, organisation or unit that is in neither rows nor register.
    Passwords are not set: a user signs in by the identity provider, or is given one by the administrator.
    """
    if not can_add_municipality(acting):
        raise NotAllowed.of("not_allowed")
    new = {}
    new["municipalities"] = _add(Municipality, ("code",), [dict(row) for row in rows.municipalities])
    places = {row.code: row for row in Municipality.objects.all()}
    new["units"] = _add(MunicipalUnit, ("municipality", "name"), [_at(places, row) for row in rows.units])
    new["areas"] = _add(HousingArea, ("municipality", "name"), [_at(places, row) for row in rows.areas])
    owners = [{**row, "seat_municipality": _known(places, row["seat_municipality"])} for row in rows.organisations]
    new["organisations"] = _add(HousingOrganisation, ("lbf_number",), owners)
    by_number = {row.lbf_number: row for row in HousingOrganisation.objects.all()}
    areas = {(row.municipality_id, row.name): row for row in HousingArea.objects.all()}
    new["divisions"] = _add(
        Division, ("organisation", "lbf_number"), [_division(places, by_number, areas, row) for row in rows.divisions]
    )
    new["users"] = _add_users(rows.users)
    members = [_membership(places, by_number, row) for row in rows.memberships]
    key = ("user", "role", "municipality", "organisation", "unit", "valid_from")
    new["memberships"] = _add(Membership, key, members)
    agreed = [
        {**row, **{name: _known(by_number, row[name]) for name in ("organisation", "administrator")}}
        for row in rows.administration_agreements
    ]
    agreement_key = ("organisation", "administrator", "valid_from")
    new["administration_agreements"] = _add(AdministrationAgreement, agreement_key, agreed)
    record(acting, "register.loaded", next(iter(places.values()), None), count=sum(new.values()))
    return Loaded(new)


def _add(model: type[models.Model], key: tuple[str, ...], rows: list[dict[str, Any]]) -> int:
    """Insert the rows whose key is not there yet, all in one statement; the number of new ones."""
    names = [model._meta.get_field(name).attname for name in key]  # type: ignore[union-attr]
    there = set(model._default_manager.values_list(*names))
    fresh = []
    for row in rows:
        made = model(**row)
        mark = tuple(getattr(made, name) for name in names)
        if mark not in there:
            there.add(mark)
            fresh.append(made)
    model._default_manager.bulk_create(fresh)
    if model in KINDS:
        KINDS[model].model._default_manager.bulk_create(first_period(thing) for thing in fresh)  # type: ignore[arg-type]
    return len(fresh)


def _add_users(rows: tuple[Mapping[str, Any], ...]) -> int:
    there = set(User.objects.values_list("username", flat=True))
    fresh = [User(**row) for row in rows if row["username"] not in there]
    for user in fresh:
        user.set_unusable_password()
    User.objects.bulk_create(fresh)
    return len(fresh)


def _known(there: Mapping[str, Any], number: str) -> Any:
    if number not in there:
        raise UserError.of("register.number_unknown", number=number)
    return there[number]


def _at(places: Mapping[str, Municipality], row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "municipality": _known(places, row["municipality"])}


def _division(
    places: Mapping[str, Municipality],
    owners: Mapping[str, HousingOrganisation],
    areas: Mapping[tuple[int, str], HousingArea],
    row: Mapping[str, Any],
) -> dict[str, Any]:
    organisation = _known(owners, row["organisation"])
    place = _known(places, row["location_municipality"])
    area = None
    if row.get("area") and (area := areas.get((place.pk, row["area"]))) is None:
        raise UserError.of("register.number_unknown", number=row["area"])
    return {**row, "organisation": organisation, "location_municipality": place, "area": area}


def _membership(
    places: Mapping[str, Municipality], owners: Mapping[str, HousingOrganisation], row: Mapping[str, Any]
) -> dict[str, Any]:
    place = _known(places, row["municipality"]) if row.get("municipality") else None
    unit = None
    if row.get("unit"):
        day: date = row["valid_from"]
        unit = MunicipalUnit.objects.as_of(day).filter(municipality=place, name=row["unit"]).first()
    return {
        **row,
        "user": User.objects.get(username=row["user"]),
        "municipality": place,
        "organisation": _known(owners, row["organisation"]) if row.get("organisation") else None,
        "unit": unit,
    }
