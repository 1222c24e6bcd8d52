"""Events, periods, surfaces, topics and contacts that one may see."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import shows

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
from .queries import areas_for, divisions_for, organisations_for, units_for
from .roles import reach_of


@shows(OrganisationPeriod)
def organisation_periods_for(acting: Acting) -> QuerySet[OrganisationPeriod]:
    """How the organisations one sees were and will be."""
    return _about(acting, OrganisationPeriod.objects.all(), organisation=organisations_for(acting))


@shows(DivisionPeriod)
def division_periods_for(acting: Acting) -> QuerySet[DivisionPeriod]:
    """How the divisions one sees were and will be."""
    return _about(acting, DivisionPeriod.objects.all(), division=divisions_for(acting))


@shows(AreaPeriod)
def area_periods_for(acting: Acting) -> QuerySet[AreaPeriod]:
    """How the housing areas one sees were and will be."""
    return _about(acting, AreaPeriod.objects.all(), area=areas_for(acting))


@shows(UnitPeriod)
def unit_periods_for(acting: Acting) -> QuerySet[UnitPeriod]:
    """How the units one sees were and will be."""
    return _about(acting, UnitPeriod.objects.all(), unit=units_for(acting))


@shows(RegisterEvent)
def events_for(acting: Acting) -> QuerySet[RegisterEvent]:
    """Events with a party one sees, and those that the municipality recorded."""
    if reach_of(acting).is_everything:
        return RegisterEvent.objects.all()
    parties = EventParty.objects.filter(
        Q(organisation__in=organisations_for(acting))
        | Q(division__in=divisions_for(acting))
        | Q(area__in=areas_for(acting))
        | Q(unit__in=units_for(acting))
    )
    recorded = Q(municipality__in=reach_of(acting).municipalities())
    return RegisterEvent.objects.filter(recorded | Q(pk__in=parties.values("event")))


@shows(EventParty)
def event_parties_for(acting: Acting) -> QuerySet[EventParty]:
    """Whoever sees an event sees whom it concerned."""
    return _about(acting, EventParty.objects.all(), event=events_for(acting))


@shows(SurfaceTopic)
def topics_for(acting: Acting) -> QuerySet[SurfaceTopic]:
    """The municipality's own list."""
    return _of_municipality(acting, SurfaceTopic.objects.all())


@shows(CollaborationSurface)
def surfaces_for(acting: Acting) -> QuerySet[CollaborationSurface]:
    """The municipality's own; an organisation sees those that concern it, since it is whom to talk to.

    That is: its own, those of its divisions and of the areas they lie in, and those that cover all owners of a
    municipality it is seated in or has a division in.
    """
    reach = reach_of(acting)
    if reach.is_everything:
        return CollaborationSurface.objects.all()
    own = reach.organisations()
    mine = Division.objects.filter(organisation__in=own)
    seats = HousingOrganisation.objects.filter(pk__in=own).values("seat_municipality")
    here = Q(municipality__in=seats) | Q(municipality__in=mine.values("location_municipality"))
    for_all = Q(organisation__isnull=True, area__isnull=True, division__isnull=True) & here
    return CollaborationSurface.objects.filter(
        Q(municipality__in=reach.municipalities())
        | Q(organisation__in=own)
        | Q(division__in=mine.values("pk"))
        | Q(area__in=mine.exclude(area=None).values("area"))
        | for_all
    )


@shows(Contact)
def contacts_for(acting: Acting) -> QuerySet[Contact]:
    """The municipality's own address book; an organisation sees what stands there about itself."""
    reach = reach_of(acting)
    if reach.is_everything:
        return Contact.objects.all()
    return Contact.objects.filter(
        Q(municipality__in=reach.municipalities()) | Q(organisation__in=reach.organisations())
    )


def _about(acting: Acting, rows: QuerySet[Any], **seen: QuerySet[Any]) -> QuerySet[Any]:
    if reach_of(acting).is_everything:
        return rows
    ((name, things),) = seen.items()
    return rows.filter(**{f"{name}__in": things.values("pk")})


def _of_municipality(acting: Acting, rows: QuerySet[Any]) -> QuerySet[Any]:
    reach = reach_of(acting)
    return rows if reach.is_everything else rows.filter(municipality__in=reach.municipalities())
