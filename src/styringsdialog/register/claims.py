"""Roles that follow from what an identity provider says: granted and ended at sign-in, from the day."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import transaction
from django.db.models import Q

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed
from styringsdialog.core.models import holds_on
from styringsdialog.trail.services import record
from styringsdialog.users.models import User

from .claim_rules import RoleClaim
from .models import HousingOrganisation, Membership, MembershipSource, Municipality, MunicipalUnit
from .policies import is_system

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Place:
    """Where a role is held, as rows."""

    role: str
    municipality: Municipality | None = None
    organisation: HousingOrganisation | None = None
    unit: MunicipalUnit | None = None

    @property
    def authority(self) -> Municipality:
        """The municipality whose people read of it in the trail."""
        if self.organisation is not None:
            return self.organisation.seat_municipality
        assert self.municipality is not None  # noqa: S101 - resolved from one of the two
        return self.municipality


@dataclass
class AppliedClaims:
    """What a sign-in changed: the memberships granted, and the texts of those ended."""

    granted: list[Membership] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)


def can_apply_claims(acting: Acting) -> bool:
    """Only the system itself, on the word of a provider it has just verified."""
    return is_system.test(acting)


def places_of(roles: Collection[RoleClaim], day: date) -> set[Place]:
    """The roles as rows of the register on the day; what the register does not know is logged and gives nothing."""
    found = {role: _place(role, day) for role in sorted(roles)}
    for role, place in found.items():
        if place is None:
            logger.warning("A claim gives a role in a place that the register does not hold on %s: %s", day, role)
    return {place for place in found.values() if place is not None}


@transaction.atomic
def apply_claims(
    acting: Acting,
    *,
    user: User,
    roles: Collection[RoleClaim],
    provider: str,
    kept: Collection[RoleClaim] = (),
) -> AppliedClaims:
    """Make the person's roles from claims equal to `roles` from `acting.day` on.

    `provider` is its label, for the trail. `kept`: roles that another provider of the same person answers for, and
    that stay. Roles given here by an administrator are left alone, and are not doubled. One entry in the trail for
    each municipality concerned; none when nothing changes.
    """
    if not can_apply_claims(acting):
        raise NotAllowed.of("not_allowed")
    # Two sign-ins of one person at once: the second waits, and then finds the roles as the first left them.
    User.objects.select_for_update().get(pk=user.pk)
    wanted, staying = places_of(roles, acting.day), places_of(kept, acting.day)
    changes: dict[Municipality, AppliedClaims] = {}
    for membership in _from_claims(user, acting.day):
        place = _where(membership)
        if place not in wanted | staying:
            changes.setdefault(place.authority, AppliedClaims()).ended.append(_told(membership))
            _end(membership, acting.day)
    for place in sorted(wanted, key=lambda one: (one.role, str(one.municipality or one.organisation), str(one.unit))):
        granted = _grant(user, place, acting.day)
        if granted is not None:
            changes.setdefault(place.authority, AppliedClaims()).granted.append(granted)
    for authority, change in changes.items():
        record(
            replace(acting, municipality=authority, memory={}),
            "role.from_claims",
            user,
            before=change.ended,
            after=[_told(membership) for membership in change.granted],
            provider=provider,
        )
    return AppliedClaims(
        [membership for change in changes.values() for membership in change.granted],
        [text for change in changes.values() for text in change.ended],
    )


def _place(claim: RoleClaim, day: date) -> Place | None:
    if claim.organisation_lbf:
        organisations = HousingOrganisation.objects.select_related("seat_municipality")
        organisation = organisations.filter(lbf_number=claim.organisation_lbf).first()
        return Place(claim.role, organisation=organisation) if organisation else None
    municipality = Municipality.objects.filter(code=claim.municipality_code).first()
    if municipality is None:
        return None
    if not claim.unit:
        return Place(claim.role, municipality)
    unit = MunicipalUnit.objects.as_of(day).filter(municipality=municipality, name=claim.unit).first()
    return Place(claim.role, municipality, unit=unit) if unit else None


def _from_claims(user: User, day: date) -> list[Membership]:
    rows = Membership.objects.filter(holds_on(day), user=user, source=MembershipSource.CLAIMS).order_by("pk")
    return list(rows.select_related("municipality", "organisation__seat_municipality", "unit", "user"))


def _where(membership: Membership) -> Place:
    return Place(membership.role, membership.municipality, membership.organisation, membership.unit)


def _grant(user: User, place: Place, day: date) -> Membership | None:
    """The new membership, or None where the person holds the role there already, from whichever source."""
    same = Membership.objects.filter(
        user=user,
        role=place.role,
        municipality=place.municipality,
        organisation=place.organisation,
        unit=place.unit,
    )
    if same.filter(holds_on(day)).exists():
        return None
    later = same.filter(Q(valid_from__gt=day)).order_by("valid_from").first()
    membership = Membership(
        user=user,
        role=place.role,
        municipality=place.municipality,
        organisation=place.organisation,
        unit=place.unit,
        source=MembershipSource.CLAIMS,
        valid_from=day,
        valid_until=later.valid_from if later else None,
    )
    membership.full_clean()
    membership.save(force_insert=True)
    return membership


def _end(membership: Membership, day: date) -> None:
    """From the day given; a role of the same day never held a whole day, and is taken away. The trail keeps both."""
    if membership.valid_from < day:
        membership.valid_until = day
        membership.save(update_fields=["valid_until"])
    else:
        membership.delete()


def _told(membership: Membership) -> str:
    where = membership.unit or membership.municipality or membership.organisation
    return f"{membership.get_role_display()}, {where}"
