"""Mergers and splits of organisations: who ceases, who goes on, and which divisions follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import UserError
from styringsdialog.register.happening import Happening, allow, how_on, locked, must_be_open, must_exist
from styringsdialog.register.models import (
    CollaborationSurface,
    Contact,
    Division,
    EventKind,
    EventSide,
    HousingOrganisation,
    Membership,
    OrganisationPeriod,
    RegisterEvent,
)
from styringsdialog.register.periods import owner_on, seat_on

from .following import agreements_end, contacts_go_on, end_rows, surfaces_go_on
from .numbers import divisions_owned, move_divisions
from .organisations import end_what_hangs_on


@dataclass(frozen=True)
class SplitPart:
    """An organisation that comes out of a split, and the divisions it takes over."""

    lbf_number: str
    name: str
    divisions: Sequence[Division] = ()


@transaction.atomic
def merge_organisations(
    acting: Acting,
    *,
    ceasing: Sequence[HousingOrganisation],
    into: HousingOrganisation,
    day: date,
    new_name: str = "",
    division_numbers: Mapping[int, str] | None = None,
    note: str = "",
    reference: str = "",
) -> RegisterEvent:
    """From the day the ceasing organisations are part of `into`, and their divisions are its.

    Roles in the ceasing ones end; agreements end; surfaces and contacts go on with `into` where the same is not there.
    Packages, runs and judgements stay where they were. UserError names divisions whose numbers `into` has already:
    give them others by `division_numbers` (key of the division -> number).
    """
    allow(acting, *(seat_on(one, day) for one in (into, *ceasing)))
    target, *ending = locked([into, *ceasing])
    must_exist(target, day)
    _refuse_odd_parties(ending, target)
    for one in ending:
        must_be_open(one, day)
    happening = Happening(acting, EventKind.MERGED, day, seat_on(target, day), note=note, reference=reference)
    happening.party(EventSide.CONTINUING, target)
    return _merge(happening, ending, target, division_numbers, new_name=new_name.strip())


@transaction.atomic
def merge_into_new(
    acting: Acting,
    *,
    ceasing: Sequence[HousingOrganisation],
    lbf_number: str,
    name: str,
    owner_kind: str,
    day: date,
    cvr: str = "",
    fiscal_year_end_month: int | None = None,
    division_numbers: Mapping[int, str] | None = None,
    note: str = "",
    reference: str = "",
) -> RegisterEvent:
    """As `merge_organisations`, into an organisation that begins on the day, seated where the first ceasing one is."""
    allow(acting, *(seat_on(one, day) for one in ceasing))
    ending = locked(ceasing)
    if len({one.pk for one in ending}) < 2:
        raise UserError.of("register.merge_two")
    for one in ending:
        must_be_open(one, day)
    target = _founded(ending[0], day, lbf_number=lbf_number, name=name, cvr=cvr, owner_kind=owner_kind)
    if fiscal_year_end_month is not None:
        target.fiscal_year_end_month = fiscal_year_end_month
    happening = Happening(acting, EventKind.MERGED, day, target.seat_municipality, note=note, reference=reference)
    happening.make_thing(_checked(target))
    happening.party(EventSide.CREATED, target)
    return _merge(happening, ending, target, division_numbers, new_name="")


@transaction.atomic
def split_organisation(
    acting: Acting,
    *,
    organisation: HousingOrganisation,
    into: Sequence[SplitPart],
    day: date,
    ceases: bool,
    note: str = "",
    reference: str = "",
) -> RegisterEvent:
    """New organisations take over some of its divisions from the day; it goes on with the rest, or ceases.

    When it ceases every division must be with one of the new, and its surfaces go on with each of them.
    """
    allow(acting, seat_on(organisation, day))
    (mine,) = locked([organisation])
    must_be_open(mine, day) if ceases else must_exist(mine, day)
    parts = [(part, locked(part.divisions)) for part in into]
    _refuse_odd_parts(mine, parts, day, ceases=ceases)
    happening = Happening(acting, EventKind.SPLIT, day, seat_on(mine, day), note=note, reference=reference)
    happening.party(EventSide.CEASING if ceases else EventSide.CONTINUING, mine)
    made = []
    for part, divisions in parts:
        new = _founded(mine, day, lbf_number=part.lbf_number, name=part.name)
        made.append(happening.make_thing(_checked(new)))
        move_divisions(happening, divisions, new)
        happening.party(EventSide.CONCERNED, *divisions)
    happening.party(EventSide.CREATED, *made)
    after: dict[str, Any] = {p.name: [str(division) for division in divisions] for p, divisions in parts}
    if ceases:
        _copy_surfaces(happening, mine, made)
        after |= end_what_hangs_on(happening, mine)
        happening.end(mine)
    before = {"divisions": [str(division) for _, divisions in parts for division in divisions]}
    names = [part.name for part in into]
    return happening.finish("organisation.split", mine, before=before, after=after, parts=names)


def _merge(
    happening: Happening,
    ending: Sequence[HousingOrganisation],
    into: HousingOrganisation,
    numbers: Mapping[int, str] | None,
    *,
    new_name: str,
) -> RegisterEvent:
    owned = {one: divisions_owned(one, happening.day) for one in ending}
    moving = locked([division for divisions in owned.values() for division in divisions])
    before: dict[str, Any] = {one.name: [str(division) for division in owned[one]] for one in ending}
    happening.party(EventSide.CEASING, *ending)
    happening.party(EventSide.CONCERNED, *moving)
    move_divisions(happening, moving, into, numbers)
    after: dict[str, Any] = {"divisions": len(moving)}
    for one in ending:
        after[one.name] = _hand_over(happening, one, into)
        happening.end(one)
    if new_name and new_name != into.name:
        before["name"], after["name"] = into.name, new_name
        happening.change(into, name=new_name)
    names = [one.name for one in ending]
    return happening.finish("organisation.merged", into, before=before, after=after, ceasing=names)


def _hand_over(happening: Happening, ceasing: HousingOrganisation, into: HousingOrganisation) -> dict[str, list[str]]:
    surfaces = CollaborationSurface.objects.filter(organisation=ceasing)
    contacts = Contact.objects.filter(organisation=ceasing)
    return {
        "surfaces": surfaces_go_on(happening, surfaces, organisation_id=into.pk),
        "contacts": contacts_go_on(happening, contacts, organisation_id=into.pk),
        "roles": end_rows(happening, Membership.objects.filter(organisation=ceasing)),
        "agreements": agreements_end(happening, ceasing, into),
    }


def _copy_surfaces(happening: Happening, ceasing: HousingOrganisation, made: Sequence[HousingOrganisation]) -> None:
    """Who looks after it goes on looking after each of its parts."""
    for row in CollaborationSurface.objects.filter(organisation=ceasing).exclude(valid_until__lte=happening.day):
        for part in made:
            kept = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}
            begins = max(row.valid_from, happening.day)
            happening.make(CollaborationSurface(**{**kept, "organisation_id": part.pk, "valid_from": begins}))


def _founded(like: HousingOrganisation, day: date, **values: Any) -> HousingOrganisation:
    """An organisation not saved yet, of the kind, seat and fiscal year that the other has on the day."""
    then: OrganisationPeriod = how_on(like, day)
    known = {
        "owner_kind": then.owner_kind,
        "seat_municipality": then.seat_municipality,
        "fiscal_year_end_month": then.fiscal_year_end_month,
    }
    return HousingOrganisation(**{**known, **values}, began_on=day)


def _checked(organisation: HousingOrganisation) -> HousingOrganisation:
    try:
        organisation.full_clean()
    except ValidationError as fault:
        raise UserError(" ".join(fault.messages)) from fault
    return organisation


def _refuse_odd_parties(ending: Sequence[HousingOrganisation], into: HousingOrganisation) -> None:
    keys = [one.pk for one in ending]
    if not keys or into.pk in keys or len(set(keys)) < len(keys):
        raise UserError.of("register.merge_two")


def _refuse_odd_parts(
    organisation: HousingOrganisation,
    parts: Sequence[tuple[SplitPart, list[Division]]],
    day: date,
    *,
    ceases: bool,
) -> None:
    """Each division belongs to the organisation on the day and goes to one part only; all go when it ceases."""
    taken = [division for _, divisions in parts for division in divisions]
    if not parts or (ceases and len(parts) < 2):
        raise UserError.of("register.split_two")
    for division in taken:
        if owner_on(division, day).pk != organisation.pk or taken.count(division) > 1:
            raise UserError.of("register.split_division", division=str(division), organisation=organisation.name)
        must_exist(division, day)
    left = [str(division) for division in divisions_owned(organisation, day) if division not in taken]
    if ceases and left:
        raise UserError.of("register.divisions_left", name=organisation.name, divisions=left)
