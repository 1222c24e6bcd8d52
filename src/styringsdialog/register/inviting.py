"""Lets people in: an invitation is a link to somebody's mailbox, and the role is theirs once they take it."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import UserError
from styringsdialog.notices.services import Recipient, notify
from styringsdialog.trail.services import record
from styringsdialog.users.models import User

from .models import (
    HousingOrganisation,
    Invitation,
    Membership,
    Municipality,
    MunicipalUnit,
    ProcessorAgreement,
    Role,
)
from .people_policies import can_invite, place_of, refuse_adviser_without_agreement
from .services import grant_role
from .writing import allow, check

LINK_DAYS = 14
LONGEST_AUDITOR = timedelta(days=366)  # an auditor is asked for one set of accounts at a time


@transaction.atomic
def invite(
    acting: Acting,
    *,
    name: str,
    email: str,
    role: Role | str,
    municipality: Municipality | None = None,
    organisation: HousingOrganisation | None = None,
    unit: MunicipalUnit | None = None,
    processor_agreement: ProcessorAgreement | None = None,
    role_from: date | None = None,
    role_until: date | None = None,
    language: str = "da",
    link_days: int = LINK_DAYS,
) -> tuple[Invitation, str]:
    """Send somebody a link to a role; gives the invitation and the link's secret, which is kept nowhere.

    An adviser's role ends no later than the processor agreement; an auditor's within a year. UserError where the
    same person already has an open invitation to the role, or the model says no.
    """
    allow(can_invite(acting, place_of(municipality, organisation), role))
    begins = role_from or acting.day
    secret = secrets.token_urlsafe(32)
    invitation = Invitation(
        email=User.objects.normalize_email(email.strip()),
        name=name.strip(),
        language=language,
        role=role,
        municipality=municipality,
        unit=unit,
        organisation=organisation,
        processor_agreement=processor_agreement,
        role_from=begins,
        role_until=_last_day(role, begins, role_until, processor_agreement),
        token_digest=digest(secret),
        expires_on=acting.day + timedelta(days=link_days),
        created_by=acting.person,
    )
    _refuse(acting, invitation)
    invitation.save(force_insert=True)
    _send(acting, invitation, secret)
    record(acting, "invitation.sent", invitation, email=invitation.email)
    return invitation, secret


@transaction.atomic
def send_again(acting: Acting, *, invitation: Invitation, link_days: int = LINK_DAYS) -> str:
    """A new link in place of the old one, which stops working."""
    allow(can_invite(acting, place_of(invitation.municipality, invitation.organisation), invitation.role))
    secret = secrets.token_urlsafe(32)
    renewed = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None).update(
        token_digest=digest(secret), expires_on=acting.day + timedelta(days=link_days)
    )
    if not renewed:
        raise UserError.of("people.invitation_used")
    invitation.refresh_from_db()
    _send(acting, invitation, secret)
    record(acting, "invitation.sent_again", invitation, email=invitation.email)
    return secret


@transaction.atomic
def revoke_invitation(acting: Acting, *, invitation: Invitation) -> None:
    """The link no longer works. A role already taken is ended on its own (`end_role`)."""
    allow(can_invite(acting, place_of(invitation.municipality, invitation.organisation), invitation.role))
    open_still = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)
    if not open_still.update(revoked_at=timezone.now()):
        raise UserError.of("people.invitation_used")
    record(acting, "invitation.revoked", invitation)


def invitation_of(secret: str, day: date) -> Invitation:
    """The invitation that the link opens. UserError with what to do where it is unknown, used, revoked or too old."""
    rows = Invitation.objects.select_related("municipality", "organisation__seat_municipality", "unit")
    invitation = rows.filter(token_digest=digest(secret)).first()
    if invitation is None or invitation.revoked_at is not None:
        raise UserError.of("people.link_unknown")
    if invitation.accepted_at is not None:
        raise UserError.of("people.link_used")
    if invitation.expires_on < day:
        raise UserError.of("people.link_expired", expires_on=invitation.expires_on)
    return invitation


def invited_user(invitation: Invitation) -> User | None:
    """The account that already has the address: its owner signs in first and then takes the role."""
    return User.objects.filter(email__iexact=invitation.email).first()


@transaction.atomic
def accept_as_new(secret: str, *, day: date, password: str, name: str = "", language: str = "") -> Membership:
    """Make the account of the invited person and give the role. UserError where an account with the address exists."""
    invitation = _locked(secret, day)
    if invited_user(invitation) is not None:
        raise UserError.of("people.account_exists")
    user = User(
        username=_free_username(invitation.email),
        email=invitation.email,
        name=(name or invitation.name).strip(),
        language=language or invitation.language,
    )
    try:
        validate_password(password, user)
    except ValidationError as fault:
        raise UserError(" ".join(fault.messages)) from fault
    user.set_password(password)
    check(user)
    user.save(force_insert=True)
    return _taken(invitation, user, day)


@transaction.atomic
def accept_as_existing(acting: Acting, *, secret: str) -> Membership:
    """The signed-in person takes the role. UserError where the invitation was sent to another address."""
    invitation = _locked(secret, acting.day)
    user = acting.person
    if user is None or user.email.casefold() != invitation.email.casefold():
        raise UserError.of("people.other_address", email=invitation.email)
    return _taken(invitation, user, acting.day)


def digest(secret: str) -> str:
    """What is kept of a link's secret: enough to know it again, not to make it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _locked(secret: str, day: date) -> Invitation:
    """The invitation, held so that a link opened twice at once gives one role."""
    found = invitation_of(secret, day)
    Invitation.objects.select_for_update().get(pk=found.pk)
    return invitation_of(secret, day)


def _taken(invitation: Invitation, user: User, day: date) -> Membership:
    system = Acting(None, day, place_of(invitation.municipality, invitation.organisation))
    membership = grant_role(
        system,
        user=user,
        role=invitation.role,
        municipality=invitation.municipality,
        organisation=invitation.organisation,
        unit=invitation.unit,
        processor_agreement=invitation.processor_agreement,
        valid_from=max(invitation.role_from, day),
        valid_until=invitation.role_until,
    )
    invitation.accepted_at, invitation.membership = timezone.now(), membership
    invitation.save(update_fields=["accepted_at", "membership"])
    return membership


def _send(acting: Acting, invitation: Invitation, secret: str) -> None:
    place = place_of(invitation.municipality, invitation.organisation)
    notify(
        acting,
        kind="invitation",
        to=[Recipient(invitation.name, invitation.email, invitation.language)],
        about=invitation,
        link=f"/invitation/{secret}/",
        municipality_code=place.code if place is not None else "",
        role=invitation.get_role_display(),
        expires_on=invitation.expires_on,
    )


def _last_day(
    role: Role | str, begins: date, role_until: date | None, agreement: ProcessorAgreement | None
) -> date | None:
    if role == Role.ADVISER and role_until is None and agreement is not None:
        return agreement.valid_until
    if role == Role.AUDITOR:
        return min(role_until or date.max, begins + LONGEST_AUDITOR)
    return role_until


def _refuse(acting: Acting, invitation: Invitation) -> None:
    """UserError for an adviser without agreement, for what the model refuses, and for a second open link to the same
    role; an invitation whose link has run out does not stand in the way."""
    if invitation.role == Role.ADVISER:
        days = (invitation.role_from, invitation.role_until)
        refuse_adviser_without_agreement(invitation.municipality, invitation.processor_agreement, *days)
    check(invitation)
    same = Invitation.objects.filter(
        Q(municipality=invitation.municipality) & Q(organisation=invitation.organisation),
        email__iexact=invitation.email,
        role=invitation.role,
        accepted_at=None,
        revoked_at=None,
        expires_on__gte=acting.day,
    )
    if same.exists():
        raise UserError.of("people.already_invited", email=invitation.email)


def _free_username(email: str) -> str:
    """The part before the @, with a number where somebody has it."""
    plain = (email.partition("@")[0] or "bruger")[:140]
    taken = set(User.objects.filter(username__istartswith=plain).values_list("username", flat=True))
    lowered = {name.lower() for name in taken}
    candidates = (plain if number == 1 else f"{plain}{number}" for number in range(1, len(lowered) + 2))
    return next(name for name in candidates if name.lower() not in lowered)
