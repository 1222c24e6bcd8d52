"""Events of divisions: another name, owner or area, mergers, splits and the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.register.happening import Happening, allow, how_on, locked, must_be_open, must_exist
from styringsdialog.register.models import (
    CollaborationSurface,
    Division,
    DivisionPeriod,
    EventKind,
    EventSide,
    HousingArea,
    HousingOrganisation,
    Municipality,
    RegisterEvent,
)
from styringsdialog.register.periods import owner_on, period_on, seat_on
from styringsdialog.register.policies import can_maintain_register

from .following import end_rows, surfaces_go_on
from .numbers import move_divisions, refuse_taken


@dataclass(frozen=True)
class DivisionPart:
    """A division that comes out of a split."""

    lbf_number: str
    name: str


@transaction.atomic
def rename_division(
    acting: Acting, *, division: Division, name: str, day: date, note: str = "", reference: str = ""
) -> RegisterEvent:
    """The division is called `name` from the day."""
    happening, mine = _begun(acting, division, EventKind.RENAMED, day, note, reference)
    then = period_on(mine, day)
    if then is not None and then.name == name.strip():
        raise UserError.of("register.as_it_was", name=mine.name)
    happening.party(EventSide.CONCERNED, mine)
    before = {"name": then.name if then else ""}
    happening.change(mine, name=name.strip())
    return happening.finish("division.renamed", mine, before=before, after={"name": name.strip()})


@transaction.atomic
def close_division(
    acting: Acting, *, division: Division, day: date, note: str = "", reference: str = ""
) -> RegisterEvent:
    """The division is no more from the day; its own surfaces end."""
    happening, mine = _begun(acting, division, EventKind.CLOSED, day, note, reference)
    must_be_open(mine, day)
    happening.party(EventSide.CEASING, mine)
    ended = end_rows(happening, CollaborationSurface.objects.filter(division=mine))
    happening.end(mine)
    after = {"ended_on": day, "surfaces": ended}
    return happening.finish("division.closed", mine, before={"ended_on": None}, after=after)


@transaction.atomic
def move_division(
    acting: Acting,
    *,
    division: Division,
    organisation: HousingOrganisation,
    lbf_number: str = "",
    day: date,
    note: str = "",
    reference: str = "",
) -> RegisterEvent:
    """The division belongs to another organisation from the day, under `lbf_number` there (empty: the same number)."""
    allow(acting, seat_on(owner_on(division, day), day), seat_on(organisation, day))
    owner, target, mine = locked([owner_on(division, day), organisation, division])
    must_exist(mine, day)
    must_exist(target, day)
    if owner.pk == target.pk:
        raise UserError.of("register.as_it_was", name=mine.name)
    happening = Happening(acting, EventKind.MOVED, day, seat_on(target, day), note=note, reference=reference)
    happening.party(EventSide.CONCERNED, mine, owner, target)
    before = {"organisation": owner.name, "lbf_number": mine.lbf_number}
    number = lbf_number.strip() or mine.lbf_number
    move_divisions(happening, [mine], target, {mine.pk: number})
    after = {"organisation": target.name, "lbf_number": number}
    return happening.finish("division.moved", mine, before=before, after=after, organisation=target.name)


@transaction.atomic
def move_division_to_area(
    acting: Acting, *, division: Division, area: HousingArea | None, day: date, note: str = "", reference: str = ""
) -> RegisterEvent:
    """The division lies in another housing area (or none) from the day."""
    happening, mine = _begun(acting, division, EventKind.MOVED, day, note, reference)
    then = period_on(mine, day)
    was = then.area if isinstance(then, DivisionPeriod) else None
    if area == was:
        raise UserError.of("register.as_it_was", name=mine.name)
    if area is not None:
        (area,) = locked([area])
        must_exist(area, day)
        if area.municipality_id != mine.location_municipality_id:
            raise UserError.of("register.area_elsewhere", area=area.name, division=str(mine))
    happening.party(EventSide.CONCERNED, mine, *(one for one in (was, area) if one is not None))
    happening.change(mine, area_id=area.pk if area else None)
    before, after = ({"area": one.name if one else None} for one in (was, area))
    return happening.finish("division.area_moved", mine, before=before, after=after)


@transaction.atomic
def merge_divisions(
    acting: Acting,
    *,
    ceasing: Sequence[Division],
    into: Division,
    day: date,
    new_name: str = "",
    note: str = "",
    reference: str = "",
) -> RegisterEvent:
    """From the day the ceasing divisions are part of `into`. All belong to one organisation: move them first if not."""
    happening, target = _begun(acting, into, EventKind.MERGED, day, note, reference)
    ending = locked(ceasing)
    keys = [one.pk for one in ending]
    if not keys or target.pk in keys or len(set(keys)) < len(keys):
        raise UserError.of("register.merge_two")
    for one in ending:
        must_be_open(one, day)
        if owner_on(one, day) != owner_on(target, day):
            raise UserError.of("register.one_owner", division=str(one))
    happening.party(EventSide.CONTINUING, target)
    happening.party(EventSide.CEASING, *ending)
    before: dict[str, Any] = {"divisions": [str(one) for one in (target, *ending)]}
    after: dict[str, Any] = {"divisions": [str(target)]}
    for one in ending:
        surfaces = CollaborationSurface.objects.filter(division=one)
        after[str(one)] = surfaces_go_on(happening, surfaces, division_id=target.pk)
        happening.end(one)
    if new_name.strip() and new_name.strip() != target.name:
        before["name"], after["name"] = target.name, new_name.strip()
        happening.change(target, name=new_name.strip())
    names = [one.name for one in ending]
    return happening.finish("division.merged", target, before=before, after=after, ceasing=names)


@transaction.atomic
def split_division(
    acting: Acting,
    *,
    division: Division,
    into: Sequence[DivisionPart],
    day: date,
    ceases: bool,
    note: str = "",
    reference: str = "",
) -> RegisterEvent:
    """New divisions of the same owner, place and area come out of it on the day; it goes on beside them, or ceases."""
    happening, mine = _begun(acting, division, EventKind.SPLIT, day, note, reference)
    if not into or (ceases and len(into) < 2):
        raise UserError.of("register.split_two")
    if ceases:
        must_be_open(mine, day)
    then: DivisionPeriod = how_on(mine, day)
    made = []
    for part in into:
        refuse_taken(then.organisation, part.lbf_number, day)
        made.append(happening.make_thing(_new_division(mine, then, part, day)))
    happening.party(EventSide.CEASING if ceases else EventSide.CONTINUING, mine)
    happening.party(EventSide.CREATED, *made)
    after: dict[str, Any] = {"divisions": [str(one) for one in made]}
    if ceases:
        after["surfaces"] = end_rows(happening, CollaborationSurface.objects.filter(division=mine))
        happening.end(mine)
    names = [part.name for part in into]
    return happening.finish("division.split", mine, before={"divisions": [str(mine)]}, after=after, parts=names)


def _begun(
    acting: Acting, division: Division, kind: EventKind, day: date, note: str, reference: str
) -> tuple[Happening, Division]:
    """Allowed to whoever keeps the register of the owner's seat on the day, or of the place the division lies in."""
    place = _competent(acting, division, day)
    _, mine = locked([owner_on(division, day), division])
    must_exist(mine, day)
    return Happening(acting, kind, day, place, note=note, reference=reference), mine


def _competent(acting: Acting, division: Division, day: date) -> Municipality:
    for place in (seat_on(owner_on(division, day), day), division.location_municipality):
        if can_maintain_register(acting, place):
            return place
    raise NotAllowed.of("not_allowed")


def _new_division(like: Division, then: DivisionPeriod, part: DivisionPart, day: date) -> Division:
    new = Division(
        organisation=then.organisation,
        lbf_number=part.lbf_number,
        name=part.name,
        location_municipality=like.location_municipality,
        area=then.area,
        address=like.address,
        building_form=like.building_form,
        build_year=like.build_year,
        began_on=day,
    )
    try:
        new.full_clean()
    except ValidationError as fault:
        raise UserError(" ".join(fault.messages)) from fault
    return new
