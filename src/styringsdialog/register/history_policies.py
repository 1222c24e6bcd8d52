"""May this event, period, surface, topic or contact be seen: asked from the object's side."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import can_view, views

from .models import (
    AreaPeriod,
    CollaborationSurface,
    Contact,
    Division,
    DivisionPeriod,
    EventParty,
    HousingOrganisation,
    OrganisationPeriod,
    RegisterEvent,
    SurfaceTopic,
    UnitPeriod,
)
from .roles import Reach, reach_of


def was_seated_in(organisation: HousingOrganisation, municipalities: Collection[int], day: date) -> bool:
    """Was it seated in one of the municipalities on the day or before?"""
    return any(
        period.seat_municipality_id in municipalities and period.valid_from <= day
        for period in organisation.periods.all()
    )


def owned_in(organisation: HousingOrganisation, municipalities: Collection[int], day: date) -> bool:
    """Did it own a division in one of the municipalities on the day or before?"""
    return any(
        period.valid_from <= day and period.division.location_municipality_id in municipalities
        for period in organisation.division_periods.select_related("division")
    )


def was_owned_from(division: Division, municipalities: Collection[int], day: date) -> bool:
    """Was its owner of the time seated in one of the municipalities at some time while it owned it, up to the day?"""
    for owned in division.periods.select_related("organisation"):
        for seated in owned.organisation.periods.all():
            together = max(owned.valid_from, seated.valid_from)
            ends = [one.valid_until for one in (owned, seated) if one.valid_until is not None]
            if (
                seated.seat_municipality_id in municipalities
                and together <= day
                and all(together < end for end in ends)
            ):
                return True
    return False


@views(OrganisationPeriod)
def can_view_organisation_period(acting: Acting, period: OrganisationPeriod) -> bool:
    return can_view(acting, period.organisation)


@views(DivisionPeriod)
def can_view_division_period(acting: Acting, period: DivisionPeriod) -> bool:
    return can_view(acting, period.division)


@views(AreaPeriod)
def can_view_area_period(acting: Acting, period: AreaPeriod) -> bool:
    return can_view(acting, period.area)


@views(UnitPeriod)
def can_view_unit_period(acting: Acting, period: UnitPeriod) -> bool:
    return can_view(acting, period.unit)


@views(RegisterEvent)
def can_view_event(acting: Acting, event: RegisterEvent) -> bool:
    reach = reach_of(acting)
    if reach.is_everything or event.municipality_id in reach.municipalities():
        return True
    things = (party.organisation or party.division or party.area or party.unit for party in event.parties.all())
    return any(thing is not None and can_view(acting, thing) for thing in things)


@views(EventParty)
def can_view_event_party(acting: Acting, party: EventParty) -> bool:
    return can_view_event(acting, party.event)


@views(SurfaceTopic)
def can_view_topic(acting: Acting, topic: SurfaceTopic) -> bool:
    reach = reach_of(acting)
    return reach.is_everything or topic.municipality_id in reach.municipalities()


@views(CollaborationSurface)
def can_view_surface(acting: Acting, surface: CollaborationSurface) -> bool:
    reach = reach_of(acting)
    if reach.is_everything or surface.municipality_id in reach.municipalities():
        return True
    if surface.organisation is not None:
        return surface.organisation_id in reach.organisations()
    if surface.division is not None:
        return surface.division.organisation_id in reach.organisations()
    if surface.area is not None:
        return any(division.organisation_id in reach.organisations() for division in surface.area.divisions.all())
    return _works_at(reach, surface.municipality_id)


@views(Contact)
def can_view_contact(acting: Acting, contact: Contact) -> bool:
    reach = reach_of(acting)
    if reach.is_everything or contact.municipality_id in reach.municipalities():
        return True
    return contact.organisation_id is not None and contact.organisation_id in reach.organisations()


def _works_at(reach: Reach, municipality: int) -> bool:
    """Is one of the actor's own organisations seated in the municipality, or has it a division there?"""
    for organisation in HousingOrganisation.objects.filter(pk__in=reach.organisations()):
        places = {division.location_municipality_id for division in organisation.divisions.all()}
        if municipality in {organisation.seat_municipality_id, *places}:
            return True
    return False
