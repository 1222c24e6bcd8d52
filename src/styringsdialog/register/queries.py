"""What may be seen of the register, as rows; and the register as it was on a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from styringsdialog.core.acting import Acting
from styringsdialog.core.models import holds_on
from styringsdialog.core.visibility import shows
from styringsdialog.trail.models import TrailEntry
from styringsdialog.users.models import User

from .formerly import once_owned_here, once_seated_in, owned_while_seated_in
from .models import (
    AdministrationAgreement,
    Division,
    HousingArea,
    HousingOrganisation,
    Membership,
    Municipality,
    MunicipalUnit,
)
from .rights import own_readers, readers
from .roles import Reach, reach_of

ALL_OWN_ROLES = own_readers("organisation")
TRAIL_READERS = readers("trail")
MEMBERSHIP_READERS = readers("membership")


def in_municipalities(keys: Iterable[int]) -> Q:
    """The condition that an organisation is seated in, or has a division in, one of the municipalities."""
    located = Division.objects.filter(location_municipality__in=keys).values("organisation")
    return Q(seat_municipality__in=keys) | Q(pk__in=located)


@shows(Municipality)
def municipalities_for(acting: Acting) -> QuerySet[Municipality]:
    """One's own municipalities; for people of an organisation its seat."""
    reach = reach_of(acting)
    if reach.is_everything:
        return Municipality.objects.all()
    seats = HousingOrganisation.objects.filter(pk__in=reach.organisations(*ALL_OWN_ROLES)).values("seat_municipality")
    return Municipality.objects.filter(Q(pk__in=reach.municipalities()) | Q(pk__in=seats))


@shows(MunicipalUnit)
def units_for(acting: Acting) -> QuerySet[MunicipalUnit]:
    """Units of one's own municipality."""
    return _of_municipality(reach_of(acting), MunicipalUnit.objects.all(), "municipality")


@shows(HousingArea)
def areas_for(acting: Acting) -> QuerySet[HousingArea]:
    """Housing areas of one's own municipality."""
    return _of_municipality(reach_of(acting), HousingArea.objects.all(), "municipality")


@shows(HousingOrganisation)
def organisations_for(acting: Acting) -> QuerySet[HousingOrganisation]:
    """Seated in one's municipality or with a division in it, now or once; and one's own organisation."""
    reach = reach_of(acting)
    if reach.is_everything:
        return HousingOrganisation.objects.all()
    keys = reach.municipalities()
    return HousingOrganisation.objects.filter(
        in_municipalities(keys)
        | Q(pk__in=once_seated_in(keys, acting.day))
        | Q(pk__in=once_owned_here(keys, acting.day))
        | Q(pk__in=reach.organisations(*ALL_OWN_ROLES))
    )


@shows(Division)
def divisions_for(acting: Acting) -> QuerySet[Division]:
    """Located in one's municipality or of an organisation seated there, now or while it owned them; one's own."""
    reach = reach_of(acting)
    if reach.is_everything:
        return Division.objects.all()
    keys = reach.municipalities()
    return Division.objects.filter(
        Q(location_municipality__in=keys)
        | Q(organisation__seat_municipality__in=keys)
        | Q(organisation__in=reach.organisations(*own_readers("division")))
        | Q(pk__in=owned_while_seated_in(keys, acting.day))
    )


@shows(AdministrationAgreement)
def administration_agreements_for(acting: Acting) -> QuerySet[AdministrationAgreement]:
    """Those of the organisations one sees."""
    return AdministrationAgreement.objects.filter(organisation__in=organisations_for(acting))


@shows(Membership)
def memberships_for(acting: Acting) -> QuerySet[Membership]:
    """One's own; coordinator and administrator see those of the municipality and of organisations seated there."""
    reach = reach_of(acting)
    if reach.is_everything:
        return Membership.objects.all()
    keys = reach.municipalities(*MEMBERSHIP_READERS)
    return Membership.objects.filter(
        Q(user=acting.person) | Q(municipality__in=keys) | Q(organisation__seat_municipality__in=keys)
    )


@shows(User)
def users_for(acting: Acting) -> QuerySet[User]:
    """Oneself, and those whose memberships one sees."""
    if reach_of(acting).is_everything:
        return User.objects.all()
    if acting.person is None:
        return User.objects.none()
    return User.objects.filter(Q(pk=acting.person.pk) | Q(pk__in=memberships_for(acting).values("user")))


@shows(TrailEntry)
def trail_for(acting: Acting) -> QuerySet[TrailEntry]:
    """Entries of the municipality for coordinator, case worker and administrator. Below `register` stands no role."""
    reach = reach_of(acting)
    if reach.is_everything:
        return TrailEntry.objects.all()
    return TrailEntry.objects.filter(municipality_code__in=reach.codes_of(*TRAIL_READERS))


def municipalities_of(user: Any, day: date) -> QuerySet[Municipality]:
    """The municipalities in which the user has a role on the day: the choice of `acting.municipality`."""
    return Municipality.objects.filter(
        pk__in=Membership.objects.filter(holds_on(day), user=user).values("municipality")
    )


def administrator_of(organisation: HousingOrganisation, day: date) -> AdministrationAgreement | None:
    """Who administers the organisation on the day."""
    agreements = AdministrationAgreement.objects.as_of(day).filter(organisation=organisation)
    return agreements.select_related("administrator").first()


def _of_municipality(reach: Reach, rows: QuerySet[Any], field: str) -> QuerySet[Any]:
    return rows if reach.is_everything else rows.filter(**{f"{field}__in": reach.municipalities()})
