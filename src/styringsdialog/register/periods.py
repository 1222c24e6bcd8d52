"""Periods of a thing in the register: its columns from day to day, and the columns of today that repeat them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from styringsdialog.core.errors import UserError

from .models import (
    BEGINNING,
    AreaPeriod,
    Division,
    DivisionPeriod,
    HousingArea,
    HousingOrganisation,
    Municipality,
    MunicipalUnit,
    OrganisationPeriod,
    Period,
    RegisterEvent,
    UnitPeriod,
)

Thing = HousingOrganisation | Division | HousingArea | MunicipalUnit


@dataclass(frozen=True)
class PeriodKind:
    """How the periods of one kind of thing are kept: their model, its key to the thing, and the columns."""

    model: type[Period]
    key: str
    columns: tuple[str, ...]
    begins: str = "began_on"
    ends: str = "ended_on"


KINDS: dict[type[models.Model], PeriodKind] = {
    HousingOrganisation: PeriodKind(
        OrganisationPeriod,
        "organisation",
        ("name", "owner_kind", "cvr", "seat_municipality_id", "fiscal_year_end_month"),
    ),
    Division: PeriodKind(DivisionPeriod, "division", ("organisation_id", "lbf_number", "name", "area_id")),
    HousingArea: PeriodKind(AreaPeriod, "area", ("name",)),
    MunicipalUnit: PeriodKind(UnitPeriod, "unit", ("name", "topic"), "valid_from", "valid_until"),
}


def kind_of(thing: models.Model) -> PeriodKind:
    """KeyError for a model without periods."""
    return KINDS[type(thing)]


def first_day(thing: Thing) -> date | None:
    """The day the thing began, where it is known."""
    found: date | None = getattr(thing, kind_of(thing).begins)
    return found


def end_day(thing: Thing) -> date | None:
    """The first day on which the thing is no more; may lie in the future."""
    found: date | None = getattr(thing, kind_of(thing).ends)
    return found


def exists_on(thing: Thing, day: date) -> bool:
    """Is there such a thing on the day, as far as is known?"""
    began, ended = first_day(thing), end_day(thing)
    return (began is None or began <= day) and (ended is None or day < ended)


def first_period(thing: Thing, begun_by: RegisterEvent | None = None) -> Period:
    """A period, not saved, as the columns of the thing are now, for as long as the thing is."""
    kind = kind_of(thing)
    return kind.model(
        **{kind.key: thing, **{name: getattr(thing, name) for name in kind.columns}},
        valid_from=first_day(thing) or BEGINNING,
        valid_until=end_day(thing),
        begun_by=begun_by,
    )


def periods_of(thing: Thing) -> list[Period]:
    """All periods, the first first. A thing that was made without any is given one as its columns say."""
    kind = kind_of(thing)
    found = list(kind.model._default_manager.filter(**{kind.key: thing}).order_by("valid_from"))
    if not found:
        first = first_period(thing)
        first.save()
        found = [first]
    return found


def period_on(thing: Thing, day: date) -> Period | None:
    """The period that holds on the day, saved or (for a thing without periods) as its columns say."""
    kind = kind_of(thing)
    rows = kind.model._default_manager.filter(**{kind.key: thing})
    found = [row for row in rows.order_by("valid_from") if holds(row, day)]
    if found:
        return found[0]
    return first_period(thing) if not rows.exists() else None


def holds(period: Period, day: date) -> bool:
    """valid_from <= day < valid_until (or open)."""
    return period.valid_from <= day and (period.valid_until is None or day < period.valid_until)


def seat_on(organisation: HousingOrganisation, day: date) -> Municipality:
    """The municipality of the seat on the day: it supervises, and keeps the register. Today's where nothing is told."""
    period = period_on(organisation, day)
    return period.seat_municipality if isinstance(period, OrganisationPeriod) else organisation.seat_municipality


def owner_on(division: Division, day: date) -> HousingOrganisation:
    """Who owns the division on the day."""
    period = period_on(division, day)
    return period.organisation if isinstance(period, DivisionPeriod) else division.organisation


def shown_on(periods: Iterable[Period], today: date) -> Period:
    """The period that the columns repeat: today's, else the last one before, else the first to come."""
    rows = sorted(periods, key=lambda row: row.valid_from)
    return next((row for row in rows if holds(row, today)), None) or next(
        (row for row in reversed(rows) if row.valid_from <= today), rows[0]
    )


def mirror(thing: Thing, today: date) -> bool:
    """Bring the columns of the thing in line with its period of today; True where something changed."""
    kind = kind_of(thing)
    row = shown_on(periods_of(thing), today)
    late = [name for name in kind.columns if getattr(thing, name) != getattr(row, name)]
    for name in late:
        setattr(thing, name, getattr(row, name))
    if late:
        thing.save(update_fields=late)
    return bool(late)


def correct_period(thing: Thing, names: Iterable[str], today: date) -> None:
    """A correction of columns corrects the period they repeat: there was no event, it was merely written wrongly."""
    kind = kind_of(thing)
    fields = [name if name in kind.columns else f"{name}_id" for name in names]
    wanted = [name for name in fields if name in kind.columns]
    row = shown_on(periods_of(thing), today)
    if wanted:
        for name in wanted:
            setattr(row, name, getattr(thing, name))
        row.save(update_fields=wanted)


def correct_end(thing: Thing) -> None:
    """The last period ends when the thing does."""
    row = periods_of(thing)[-1]
    if row.valid_until != end_day(thing):
        row.valid_until = end_day(thing)
        row.save(update_fields=["valid_until"])


def refuse_faulty(thing: Thing, values: dict[str, Any]) -> None:
    """UserError where a value does not fit the column of the thing that it will stand in one day."""
    probe = type(thing)(**{name: getattr(thing, name) for name in _attnames(thing)})
    for name, value in values.items():
        setattr(probe, name, value)
    wanted = {name.removesuffix("_id") for name in values}
    others = [field.name for field in thing._meta.fields if field.name not in wanted]
    try:
        probe.clean_fields(exclude=others)
    except ValidationError as fault:
        raise UserError(" ".join(fault.messages)) from fault


def _attnames(thing: models.Model) -> list[str]:
    return [field.attname for field in thing._meta.concrete_fields]
