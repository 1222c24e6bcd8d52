"""Events of housing areas: another name, mergers and the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import UserError
from styringsdialog.register.happening import Happening, allow, locked, must_be_open, must_exist
from styringsdialog.register.models import (
    AreaPeriod,
    CollaborationSurface,
    Division,
    DivisionPeriod,
    EventKind,
    EventSide,
    HousingArea,
    RegisterEvent,
)
from styringsdialog.register.periods import period_on

from .following import end_rows, surfaces_go_on


@transaction.atomic
def rename_area(
    acting: Acting, *, area: HousingArea, name: str, day: date, note: str = "", reference: str = ""
) -> RegisterEvent:
    """The area is called `name` from the day; no other of the municipality may be called so then."""
    happening, mine = _begun(acting, area, EventKind.RENAMED, day, note, reference)
    then = period_on(mine, day)
    if then is not None and then.name == name.strip():
        raise UserError.of("register.as_it_was", name=mine.name)
    _refuse_same_name(mine, name.strip(), day)
    happening.party(EventSide.CONCERNED, mine)
    happening.change(mine, name=name.strip())
    before = {"name": then.name if then else ""}
    return happening.finish("area.renamed", mine, before=before, after={"name": name.strip()})


@transaction.atomic
def close_area(acting: Acting, *, area: HousingArea, day: date, note: str = "", reference: str = "") -> RegisterEvent:
    """The area is no longer one from the day. UserError while divisions lie in it."""
    happening, mine = _begun(acting, area, EventKind.CLOSED, day, note, reference)
    must_be_open(mine, day)
    if inside := divisions_in(mine, day):
        raise UserError.of("register.divisions_open", name=mine.name, divisions=[str(one) for one in inside])
    happening.party(EventSide.CEASING, mine)
    ended = end_rows(happening, CollaborationSurface.objects.filter(area=mine))
    happening.end(mine)
    after = {"ended_on": day, "surfaces": ended}
    return happening.finish("area.closed", mine, before={"ended_on": None}, after=after)


@transaction.atomic
def merge_areas(
    acting: Acting,
    *,
    ceasing: Sequence[HousingArea],
    into: HousingArea,
    day: date,
    new_name: str = "",
    note: str = "",
    reference: str = "",
) -> RegisterEvent:
    """From the day the ceasing areas are part of `into`: divisions and surfaces go with them."""
    happening, target = _begun(acting, into, EventKind.MERGED, day, note, reference)
    ending = locked(ceasing)
    allow(acting, *(one.municipality for one in ending))
    _refuse_odd_parties(ending, target, day)
    moving = locked([division for one in ending for division in divisions_in(one, day)])
    happening.party(EventSide.CONTINUING, target)
    happening.party(EventSide.CEASING, *ending)
    happening.party(EventSide.CONCERNED, *moving)
    before: dict[str, Any] = {"areas": [one.name for one in (target, *ending)]}
    after: dict[str, Any] = {"areas": [target.name], "divisions": [str(one) for one in moving]}
    for division in moving:
        happening.change(division, area_id=target.pk)
    for one in ending:
        after[one.name] = surfaces_go_on(happening, CollaborationSurface.objects.filter(area=one), area_id=target.pk)
        happening.end(one)
    if new_name.strip() and new_name.strip() != target.name:
        _refuse_same_name(target, new_name.strip(), day, but=ending)
        before["name"], after["name"] = target.name, new_name.strip()
        happening.change(target, name=new_name.strip())
    names = [one.name for one in ending]
    return happening.finish("area.merged", target, before=before, after=after, ceasing=names)


def divisions_in(area: HousingArea, day: date) -> list[Division]:
    """Divisions that lie in the area on the day or are recorded to do so later, and have not ended by then."""
    rows = DivisionPeriod.objects.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=day), area=area)
    found = Division.objects.filter(Q(pk__in=rows.values("division")) | Q(area=area, periods__isnull=True))
    return list(found.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day)).distinct())


def _begun(
    acting: Acting, area: HousingArea, kind: EventKind, day: date, note: str, reference: str
) -> tuple[Happening, HousingArea]:
    allow(acting, area.municipality)
    (mine,) = locked([area])
    must_exist(mine, day)
    return Happening(acting, kind, day, mine.municipality, note=note, reference=reference), mine


def _refuse_odd_parties(ending: Sequence[HousingArea], into: HousingArea, day: date) -> None:
    keys = [one.pk for one in ending]
    if not keys or into.pk in keys or len(set(keys)) < len(keys):
        raise UserError.of("register.merge_two")
    for one in ending:
        must_be_open(one, day)
        if one.municipality_id != into.municipality_id:
            raise UserError.of("register.area_elsewhere", area=one.name, division=into.name)


def _refuse_same_name(area: HousingArea, name: str, day: date, *, but: Iterable[HousingArea] = ()) -> None:
    """Two areas of one municipality never have one name at a time, and the columns of a former one keep its name."""
    others = HousingArea.objects.filter(municipality=area.municipality).exclude(pk=area.pk)
    later = AreaPeriod.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=day), name=name, area__in=others
    ).exclude(area__in=[one.pk for one in but])
    if later.exists() or others.filter(name=name).exists():
        raise UserError.of("register.area_name_taken", name=name)
