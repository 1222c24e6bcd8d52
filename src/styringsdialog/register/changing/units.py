"""Events of municipal units: another name or responsibility, mergers, splits and the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import UserError
from styringsdialog.register.happening import Happening, allow, how_on, locked, must_be_open, must_exist
from styringsdialog.register.models import (
    CollaborationSurface,
    Contact,
    EventKind,
    EventSide,
    MunicipalUnit,
    RegisterEvent,
    UnitPeriod,
)

from .following import contacts_go_on, end_rows, roles_in_unit, surfaces_go_on


@dataclass(frozen=True)
class UnitPart:
    """A unit that comes out of a split, what it answers for, and the surfaces it takes over."""

    name: str
    topic: str = ""
    surfaces: Sequence[CollaborationSurface] = ()


@transaction.atomic
def rename_unit(
    acting: Acting,
    *,
    unit: MunicipalUnit,
    name: str,
    topic: str | None = None,
    day: date,
    note: str = "",
    reference: str = "",
) -> RegisterEvent:
    """The unit is called `name` from the day, and answers for `topic` where that is given."""
    happening, mine = _begun(acting, unit, EventKind.RENAMED, day, note, reference)
    then: UnitPeriod = how_on(mine, day)
    after = {"name": name.strip(), "topic": then.topic if topic is None else topic.strip()}
    before = {"name": then.name, "topic": then.topic}
    if after == before:
        raise UserError.of("register.as_it_was", name=mine.name)
    if after["name"] != before["name"]:
        _refuse_same_name(mine, after["name"], day)
    happening.party(EventSide.CONCERNED, mine)
    happening.change(mine, **after)
    return happening.finish("unit.renamed", mine, before=before, after=after)


@transaction.atomic
def close_unit(acting: Acting, *, unit: MunicipalUnit, day: date, note: str = "", reference: str = "") -> RegisterEvent:
    """The unit is no more from the day; nobody takes over. The surfaces that end so are named in the event's note."""
    happening, mine = _begun(acting, unit, EventKind.CLOSED, day, note, reference)
    must_be_open(mine, day)
    happening.party(EventSide.CEASING, mine)
    after = {
        "ended_on": day,
        "surfaces": _surfaces_end(happening, mine),
        "contacts": end_rows(happening, Contact.objects.filter(unit=mine)),
        "roles": roles_in_unit(happening, mine),
    }
    happening.end(mine)
    return happening.finish("unit.closed", mine, before={"ended_on": None}, after=after)


@transaction.atomic
def merge_units(
    acting: Acting,
    *,
    ceasing: Sequence[MunicipalUnit],
    into: MunicipalUnit,
    day: date,
    new_name: str = "",
    note: str = "",
    reference: str = "",
) -> RegisterEvent:
    """From the day the ceasing units are part of `into`: surfaces, contacts and roles go on there."""
    happening, target = _begun(acting, into, EventKind.MERGED, day, note, reference)
    ending = locked(ceasing)
    keys = [one.pk for one in ending]
    if not keys or target.pk in keys or len(set(keys)) < len(keys):
        raise UserError.of("register.merge_two")
    allow(acting, *(one.municipality for one in ending))
    happening.party(EventSide.CONTINUING, target)
    happening.party(EventSide.CEASING, *ending)
    before: dict[str, Any] = {"units": [one.name for one in (target, *ending)]}
    after: dict[str, Any] = {"units": [target.name]}
    for one in ending:
        must_be_open(one, day)
        after[one.name] = _hand_over(happening, one, target)
        happening.end(one)
    if new_name.strip() and new_name.strip() != target.name:
        _refuse_same_name(target, new_name.strip(), day, but=ending)
        before["name"], after["name"] = target.name, new_name.strip()
        happening.change(target, name=new_name.strip())
    names = [one.name for one in ending]
    return happening.finish("unit.merged", target, before=before, after=after, ceasing=names)


@transaction.atomic
def split_unit(
    acting: Acting,
    *,
    unit: MunicipalUnit,
    into: Sequence[UnitPart],
    day: date,
    ceases: bool,
    note: str = "",
    reference: str = "",
) -> RegisterEvent:
    """New units take over the surfaces given with each from the day; the unit goes on with the rest, or ceases.

    When it ceases, surfaces that no part takes over end and are named in the event's note.
    """
    happening, mine = _begun(acting, unit, EventKind.SPLIT, day, note, reference)
    if not into or (ceases and len(into) < 2):
        raise UserError.of("register.split_two")
    happening.party(EventSide.CEASING if ceases else EventSide.CONTINUING, mine)
    made = []
    after: dict[str, Any] = {}
    for part in into:
        _refuse_same_name(mine, part.name, day, but=[mine] if ceases else [])
        new = happening.make_thing(_new_unit(mine, part, day))
        chosen = CollaborationSurface.objects.filter(unit=mine, pk__in=[surface.pk for surface in part.surfaces])
        after[part.name] = surfaces_go_on(happening, chosen, unit_id=new.pk)
        made.append(new)
    happening.party(EventSide.CREATED, *made)
    if ceases:
        must_be_open(mine, day)
        after["surfaces"] = _surfaces_end(happening, mine)
        after["contacts"] = end_rows(happening, Contact.objects.filter(unit=mine))
        after["roles"] = roles_in_unit(happening, mine)
        happening.end(mine)
    names = [part.name for part in into]
    return happening.finish("unit.split", mine, before={"units": [mine.name]}, after=after, parts=names)


def _hand_over(happening: Happening, ceasing: MunicipalUnit, into: MunicipalUnit) -> dict[str, list[str]]:
    surfaces = CollaborationSurface.objects.filter(unit=ceasing)
    return {
        "surfaces": surfaces_go_on(happening, surfaces, unit_id=into.pk),
        "contacts": contacts_go_on(happening, Contact.objects.filter(unit=ceasing), unit_id=into.pk),
        "roles": roles_in_unit(happening, ceasing, into),
    }


def _surfaces_end(happening: Happening, unit: MunicipalUnit) -> list[str]:
    """Surfaces that nobody takes over: the note says which, since somebody has to."""
    ended = end_rows(happening, CollaborationSurface.objects.filter(unit=unit))
    if ended:
        happening.remark(f"Samarbejdsflader, der ophørte: {'; '.join(ended)}.")
    return ended


def _begun(
    acting: Acting, unit: MunicipalUnit, kind: EventKind, day: date, note: str, reference: str
) -> tuple[Happening, MunicipalUnit]:
    allow(acting, unit.municipality)
    (mine,) = locked([unit])
    must_exist(mine, day)
    return Happening(acting, kind, day, mine.municipality, note=note, reference=reference), mine


def _refuse_same_name(unit: MunicipalUnit, name: str, day: date, *, but: Sequence[MunicipalUnit] = ()) -> None:
    """Two units of one municipality never have one name at a time."""
    others = MunicipalUnit.objects.filter(municipality=unit.municipality).exclude(
        pk__in=[unit.pk, *(one.pk for one in but)]
    )
    rows = UnitPeriod.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day), unit__in=others, name=name)
    bare = others.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day), periods__isnull=True, name=name)
    if other := rows.first() or bare.first():
        raise UserError.of("register.unit_exists", other=other.name, since=other.valid_from)


def _new_unit(like: MunicipalUnit, part: UnitPart, day: date) -> MunicipalUnit:
    new = MunicipalUnit(municipality=like.municipality, name=part.name.strip(), topic=part.topic, valid_from=day)
    try:
        new.full_clean()
    except ValidationError as fault:
        raise UserError(" ".join(fault.messages)) from fault
    return new
