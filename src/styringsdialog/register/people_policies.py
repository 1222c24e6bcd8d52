"""Who may let people in, and see invitations and processor agreements; what an adviser needs."""

from __future__ import annotations

from datetime import date

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import UserError
from styringsdialog.core.visibility import views
from styringsdialog.users.models import User

from .models import HousingOrganisation, Invitation, Municipality, ProcessorAgreement, Role
from .policies import can_maintain_memberships, is_staff_of, is_system
from .roles import reach_of

# A coordinator lets the other side in to answer; roles inside the municipality are the administrator's to give.
OF_THE_OTHER_SIDE = (Role.ORGANISATION_EDITOR, Role.ORGANISATION_SIGNATORY, Role.AUDITOR)


def can_invite(acting: Acting, place: Municipality | None, role: Role | str) -> bool:
    """Administrators of the municipality; staff as well where an organisation or its auditor is to answer."""
    if can_maintain_memberships(acting, place):
        return True
    return role in OF_THE_OTHER_SIDE and is_staff_of.test(acting, place)


def can_see_people(acting: Acting, municipality: Municipality | None) -> bool:
    """The page of people: those who give roles, and coordinators."""
    reach = reach_of(acting)
    keys = reach.municipalities(Role.ADMINISTRATOR, Role.COORDINATOR)
    return reach.is_everything or (municipality is not None and municipality.pk in keys)


def can_record_processor_agreement(acting: Acting, municipality: Municipality | None) -> bool:
    return can_maintain_memberships(acting, municipality)


def can_deactivate(acting: Acting, user: User) -> bool:
    """An administrator of every place in which the person has a role today; nobody shuts themselves out."""
    if is_system.test(acting):
        return True
    if acting.person is None or user.pk == acting.person.pk:
        return False
    held = list(user.memberships.as_of(acting.day).select_related("municipality", "organisation__seat_municipality"))
    if not held:  # someone whose roles have ended: whoever gave them the last one
        held = list(user.memberships.order_by("-valid_from").select_related("municipality", "organisation")[:1])
    return bool(held) and all(
        can_maintain_memberships(acting, place_of(row.municipality, row.organisation)) for row in held
    )


def place_of(municipality: Municipality | None, organisation: HousingOrganisation | None) -> Municipality | None:
    """Who decides over a role: the municipality itself, or the one in which the organisation is seated."""
    return municipality or (organisation.seat_municipality if organisation is not None else None)


def refuse_adviser_without_agreement(
    municipality: Municipality | None, agreement: ProcessorAgreement | None, valid_from: date, valid_until: date | None
) -> None:
    """UserError unless the agreement is the municipality's own and holds on every day of the role."""
    if municipality is None or agreement is None or agreement.municipality_id != municipality.pk:
        raise UserError.of("people.adviser_needs_agreement")
    begins_late = agreement.valid_from > valid_from
    ends_early = agreement.valid_until is not None and (valid_until is None or valid_until > agreement.valid_until)
    if begins_late or ends_early:
        raise UserError.of(
            "people.agreement_too_short", firm=agreement.firm, since=agreement.valid_from, until=agreement.valid_until
        )


@views(Invitation)
def can_view_invitation(acting: Acting, invitation: Invitation) -> bool:
    """Whoever could have sent it. The invited person sees it by its link alone, which is no right of an account."""
    place = place_of(invitation.municipality, invitation.organisation)
    reach = reach_of(acting)
    if reach.is_everything:
        return True
    if place is None:
        return False
    readers = [Role.ADMINISTRATOR, Role.COORDINATOR]
    if invitation.role in OF_THE_OTHER_SIDE:
        readers.append(Role.CASE_WORKER)
    return place.pk in reach.municipalities(*readers)


@views(ProcessorAgreement)
def can_view_processor_agreement(acting: Acting, agreement: ProcessorAgreement) -> bool:
    """Those who let advisers in and work with them; and the advisers who work under it today."""
    reach = reach_of(acting)
    roles = (Role.ADMINISTRATOR, Role.COORDINATOR, Role.CASE_WORKER)
    if reach.is_everything or agreement.municipality_id in reach.municipalities(*roles):
        return True
    if agreement.municipality_id not in reach.municipalities(Role.ADVISER):
        return False
    return agreement.memberships.as_of(acting.day).filter(user=acting.person).exists()
