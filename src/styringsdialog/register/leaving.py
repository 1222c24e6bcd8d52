"""People who leave: roles that are about to end, accounts that are closed, advisers whose agreement ends."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import UserError
from styringsdialog.notices.services import Recipient, notify
from styringsdialog.trail.services import record
from styringsdialog.users.models import User

from .models import Membership, Municipality, ProcessorAgreement, Role
from .people_policies import can_deactivate, can_record_processor_agreement, place_of
from .people_queries import ending_roles
from .writing import allow, changed, created

WARNED = (timedelta(days=30), timedelta(days=7))  # before a role ends: once a month ahead, once a week ahead


@transaction.atomic
def deactivate_user(acting: Acting, *, user: User, reason: str = "") -> int:
    """Close an account at once: every role ends today, nobody gets in by it. How many roles ended.

    The account itself stays, since what the person did stands in the trail.
    """
    allow(can_deactivate(acting, user))
    held = Membership.objects.filter(user=user).filter(Q(valid_until=None) | Q(valid_until__gt=acting.day))
    ended = held.filter(valid_from__lt=acting.day).update(valid_until=acting.day)
    # A role that begins today or later has no day left: it is shortened to its first day and never counts again.
    ended += held.filter(valid_from__gte=acting.day).update(valid_until=F("valid_from") + timedelta(days=1))
    user.is_active = False
    user.save(update_fields=["is_active"])
    record(acting, "user.deactivated", user, before={"is_active": True}, after={"is_active": False}, count=ended)
    return ended


@transaction.atomic
def reactivate_user(acting: Acting, *, user: User) -> None:
    """Open the account again; roles are given anew."""
    allow(can_deactivate(acting, user))
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(acting, "user.reactivated", user, before={"is_active": False}, after={"is_active": True})


@transaction.atomic
def record_processor_agreement(
    acting: Acting, *, municipality: Municipality, firm: str, reference: str, signed_on: date, **details: Any
) -> ProcessorAgreement:
    """Write down a signed agreement. `details`: cvr, document, valid_from, valid_until."""
    allow(can_record_processor_agreement(acting, municipality))
    details.setdefault("valid_from", signed_on)
    agreement = ProcessorAgreement(
        municipality=municipality, firm=firm, reference=reference, signed_on=signed_on, **details
    )
    return created(acting, agreement, "processor_agreement.recorded")


@transaction.atomic
def end_processor_agreement(
    acting: Acting, *, agreement: ProcessorAgreement, last_day_excluded: date
) -> ProcessorAgreement:
    """End it early: every adviser under it is out from the same day, and open invitations no longer work."""
    allow(can_record_processor_agreement(acting, agreement.municipality))
    if last_day_excluded < acting.day:
        raise UserError.of("people.ends_in_the_past")
    later = Q(valid_until=None) | Q(valid_until__gt=last_day_excluded)
    advisers = agreement.memberships.filter(later)
    advisers.filter(valid_from__lt=last_day_excluded).update(valid_until=last_day_excluded)
    advisers.filter(valid_from__gte=last_day_excluded).update(valid_until=F("valid_from") + timedelta(days=1))
    still_open = Q(accepted_at=None, revoked_at=None)
    agreement.invitations.filter(still_open).filter(Q(role_until=None) | Q(role_until__gt=last_day_excluded)).update(
        role_until=last_day_excluded
    )
    return changed(acting, agreement, {"valid_until": last_day_excluded}, ("valid_until",), "processor_agreement.ended")


def remind_of_ending_roles(day: date) -> int:
    """The daily step: tell a person, and those who give roles, that one ends within a month, and within a week.

    Asked twice on a day it tells nobody twice: the messages have keys. How many were told.
    """
    system = Acting(None, day)
    told = 0
    for membership in ending_roles(system, max(WARNED)):
        left = (membership.valid_until or day) - day
        step = min(limit for limit in WARNED if left <= limit)
        told += len(_remind(system, membership, f"{membership.pk}-{membership.valid_until}-{step.days}"))
    return told


def _remind(system: Acting, membership: Membership, key: str) -> list[Any]:
    place = place_of(membership.municipality, membership.organisation)
    last_day = (membership.valid_until or system.day) - timedelta(days=1)
    code = place.code if place is not None else ""
    shared: dict[str, Any] = {"about": membership, "key": key, "municipality_code": code, "expires_on": last_day}
    sent = notify(
        system,
        kind="role_expires",
        to=[Recipient.of(membership.user)],
        link="/konto/",
        role=membership.get_role_display(),
        **shared,
    )
    if membership.role == Role.ADVISER and place is not None:
        others = [Recipient.of(user) for user in administrators_of(place, system.day)]
        name = membership.user.get_full_name()
        sent += notify(system, kind="adviser_expires", to=others, link="/personer/", adviser=name, **shared)
    return sent


def administrators_of(municipality: Municipality, day: date) -> QuerySet[User]:
    """Whom to tell about people: those who may give roles in the municipality on the day."""
    held = Membership.objects.as_of(day).filter(municipality=municipality, role=Role.ADMINISTRATOR)
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk")
