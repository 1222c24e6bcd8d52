"""Who may see and change what in the register: one question a decision, asked of an object."""

from __future__ import annotations

from rules import predicate
from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import views
from styringsdialog.trail.models import TrailEntry
from styringsdialog.users.models import User

from .history_policies import owned_in, was_owned_from, was_seated_in
from .models import (
    AdministrationAgreement,
    CollaborationSurface,
    Division,
    HousingArea,
    HousingOrganisation,
    Membership,
    Municipality,
    MunicipalUnit,
    Role,
)
from .roles import STAFF, reach_of

# --- building stones, used by the policies of the apps above -------------------------------------


@predicate
def is_system(acting: Acting) -> bool:
    """The worker or a command, that acts for nobody."""
    return reach_of(acting).is_everything


@predicate
def is_staff_of(acting: Acting, municipality: Municipality | None) -> bool:
    """Coordinator or case worker of the municipality."""
    return municipality is not None and municipality.pk in reach_of(acting).municipalities(*STAFF)


@predicate
def is_administrator_of(acting: Acting, municipality: Municipality | None) -> bool:
    return municipality is not None and municipality.pk in reach_of(acting).municipalities(Role.ADMINISTRATOR)


@predicate
def handles(acting: Acting, organisation: HousingOrganisation | None) -> bool:
    """Coordinator or case worker of the seat, or of a municipality in which a division lies."""
    return organisation is not None and touches(organisation, reach_of(acting).municipalities(*STAFF))


@predicate
def edits_for(acting: Acting, organisation: HousingOrganisation | None) -> bool:
    """Editor of the organisation itself."""
    return organisation is not None and organisation.pk in reach_of(acting).organisations(Role.ORGANISATION_EDITOR)


def touches(organisation: HousingOrganisation, municipalities: frozenset[int]) -> bool:
    """Is the organisation seated in one of the municipalities, or does one of its divisions lie there?"""
    if not municipalities:
        return False
    if organisation.seat_municipality_id in municipalities:
        return True
    return any(division.location_municipality_id in municipalities for division in organisation.divisions.all())


# --- may do ---------------------------------------------------------------------------------------


def can_maintain_register(acting: Acting, municipality: Municipality | None) -> bool:
    """Units, organisations, divisions and areas of the municipality."""
    return (is_system | is_staff_of | is_administrator_of).test(acting, municipality)


def can_maintain_surface(acting: Acting, surface: CollaborationSurface) -> bool:
    """Whoever keeps the register, and a unit's own contact for the surfaces of that unit."""
    if can_maintain_register(acting, surface.municipality):
        return True
    if surface.municipality_id not in reach_of(acting).municipalities(Role.UNIT_CONTACT):
        return False
    own = Membership.objects.as_of(acting.day).filter(user=acting.person, role=Role.UNIT_CONTACT)
    return own.filter(unit=surface.unit_id).exists()


def can_add_municipality(acting: Acting) -> bool:
    """Only at set-up, by command."""
    return is_system.test(acting)


def can_maintain_memberships(acting: Acting, municipality: Municipality | None) -> bool:
    return (is_system | is_administrator_of).test(acting, municipality)


# --- may see: written from the side of the object, not copied from the query ------------------------


@views(Municipality)
def can_view_municipality(acting: Acting, municipality: Municipality) -> bool:
    reach = reach_of(acting)
    if reach.is_everything or municipality.pk in reach.municipalities():
        return True
    own = reach.organisations(Role.ORGANISATION_EDITOR, Role.ORGANISATION_SIGNATORY, Role.AUDITOR)
    return any(organisation.pk in own for organisation in municipality.organisations.all())


@views(MunicipalUnit)
def can_view_unit(acting: Acting, unit: MunicipalUnit) -> bool:
    reach = reach_of(acting)
    return reach.is_everything or unit.municipality_id in reach.municipalities()


@views(HousingArea)
def can_view_area(acting: Acting, area: HousingArea) -> bool:
    reach = reach_of(acting)
    return reach.is_everything or area.municipality_id in reach.municipalities()


@views(HousingOrganisation)
def can_view_organisation(acting: Acting, organisation: HousingOrganisation) -> bool:
    reach = reach_of(acting)
    own = reach.organisations(Role.ORGANISATION_EDITOR, Role.ORGANISATION_SIGNATORY, Role.AUDITOR)
    if reach.is_everything or organisation.pk in own or touches(organisation, reach.municipalities()):
        return True
    places = reach.municipalities()
    return was_seated_in(organisation, places, acting.day) or owned_in(organisation, places, acting.day)


@views(Division)
def can_view_division(acting: Acting, division: Division) -> bool:
    reach = reach_of(acting)
    if reach.is_everything or division.organisation_id in reach.organisations():
        return True
    places = {division.location_municipality_id, division.organisation.seat_municipality_id}
    if not places.isdisjoint(reach.municipalities()):
        return True
    return was_owned_from(division, reach.municipalities(), acting.day)


@views(AdministrationAgreement)
def can_view_administration_agreement(acting: Acting, agreement: AdministrationAgreement) -> bool:
    return can_view_organisation(acting, agreement.organisation)


@views(Membership)
def can_view_membership(acting: Acting, membership: Membership) -> bool:
    reach = reach_of(acting)
    if reach.is_everything or (acting.person is not None and membership.user_id == acting.person.pk):
        return True
    organisation = membership.organisation
    place = organisation.seat_municipality_id if organisation else membership.municipality_id
    return place in reach.municipalities(Role.COORDINATOR, Role.ADMINISTRATOR)


@views(User)
def can_view_user(acting: Acting, user: User) -> bool:
    if is_system.test(acting) or user == acting.person:
        return True
    return any(can_view_membership(acting, membership) for membership in user.memberships.all())


@views(TrailEntry)
def can_view_trail(acting: Acting, entry: TrailEntry) -> bool:
    reach = reach_of(acting)
    readers = (Role.COORDINATOR, Role.CASE_WORKER, Role.ADMINISTRATOR)
    return reach.is_everything or entry.municipality_code in reach.codes_of(*readers)
