"""What follows when something ends: surfaces, contacts, agreements and roles end with it, or go on with another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from styringsdialog.core.models import Dated, overlaps
from styringsdialog.register.happening import Happening
from styringsdialog.register.models import (
    AdministrationAgreement,
    CollaborationSurface,
    Contact,
    HousingOrganisation,
    Membership,
    MunicipalUnit,
    Role,
)

TARGETS = ("organisation_id", "area_id", "division_id")


def not_over(rows: QuerySet[Any], happening: Happening) -> list[Any]:
    """Dated rows that hold on the event's day or later, those of one person or thing in the order they began."""
    return list(
        rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=happening.day)).order_by("valid_from", "pk")
    )


def end_rows(happening: Happening, rows: QuerySet[Any]) -> list[str]:
    """End them on the event's day; what was to begin later never does. Their names, for the trail."""
    found = not_over(rows, happening)
    told = [str(row) for row in found]
    for row in found:
        _end(happening, row)
    return told


def surfaces_go_on(happening: Happening, rows: QuerySet[CollaborationSurface], **new: int) -> list[str]:
    """Surfaces that end on the day and go on with the target or unit given, where the same is not there already."""
    told = []
    for row in not_over(rows, happening):
        told.append(str(row))
        _go_on(happening, row, new, same=_same_surface)
    return told


def contacts_go_on(happening: Happening, rows: QuerySet[Contact], **new: int) -> list[str]:
    """As `surfaces_go_on`, for the people to write to."""
    told = []
    for row in not_over(rows, happening):
        told.append(str(row))
        _go_on(happening, row, new, same=_same_contact)
    return told


def agreements_end(
    happening: Happening, ceasing: HousingOrganisation, into: HousingOrganisation | None = None
) -> list[str]:
    """Who administered it no longer does. Whom it administered goes on with `into`, which has taken over its duties."""
    told = end_rows(happening, AdministrationAgreement.objects.filter(organisation=ceasing))
    administered = AdministrationAgreement.objects.filter(administrator=ceasing)
    for row in not_over(administered, happening):
        told.append(str(row))
        if into is None or row.organisation_id == into.pk:
            _end(happening, row)
        else:
            _go_on(happening, row, {"administrator_id": into.pk}, same=_same_agreement)
    return told


def roles_in_unit(happening: Happening, ceasing: MunicipalUnit, into: MunicipalUnit | None = None) -> list[str]:
    """Roles go on in the unit that continues. Where none does, a unit's own contact ends and others lose the unit."""
    told = []
    for row in not_over(Membership.objects.filter(unit=ceasing), happening):
        told.append(str(row))
        if into is None and row.role == Role.UNIT_CONTACT:
            _end(happening, row)
        else:
            _go_on(happening, row, {"unit_id": into.pk if into else None}, same=_same_role)
    return told


def _end(happening: Happening, row: Dated) -> None:
    if row.valid_from < happening.day:
        happening.set(row, valid_until=happening.day)
    else:
        happening.drop(row)


def _go_on(happening: Happening, row: Any, new: Mapping[str, int | None], *, same: Any) -> None:
    """The row as it was until the day; from the day on a copy of it with the new keys, unless there is the same."""
    begins = max(row.valid_from, happening.day)
    there = same(row, new).filter(overlaps(begins, row.valid_until)).exclude(pk=row.pk).exists()
    if row.valid_from >= happening.day and not there:
        happening.set(row, **new)
        return
    until = row.valid_until
    kept = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
    _end(happening, row)
    if not there:
        happening.make(type(row)(**{**kept, **new, "valid_from": begins, "valid_until": until}))


def _same_surface(row: CollaborationSurface, new: Mapping[str, int | None]) -> QuerySet[Any]:
    """Surfaces of the same topic, unit and target as the row will have."""
    names: Iterable[str] = ("municipality_id", "topic_id", "unit_id", *TARGETS)
    return _alike(row, new, names)


def _same_contact(row: Contact, new: Mapping[str, int | None]) -> QuerySet[Any]:
    return _alike(row, new, ("municipality_id", "function", "name", "organisation_id", "unit_id"))


def _same_agreement(row: AdministrationAgreement, new: Mapping[str, int | None]) -> QuerySet[Any]:
    return _alike(row, new, ("organisation_id", "administrator_id"))


def _same_role(row: Membership, new: Mapping[str, int | None]) -> QuerySet[Any]:
    return _alike(row, new, ("user_id", "role", "municipality_id", "unit_id"))


def _alike(row: models.Model, new: Mapping[str, int | None], names: Iterable[str]) -> QuerySet[Any]:
    wanted = {name: new.get(name, getattr(row, name)) for name in names}
    found = type(row)._default_manager.all()
    for name, value in wanted.items():
        found = found.filter(**({f"{name}__isnull": True} if value is None else {name: value}))
    return found
