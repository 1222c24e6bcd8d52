"""Whom the demo offers to sign in as: one user per role and place, only where the municipality is fictional."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from styringsdialog.register.models import Membership, Municipality, Role
from styringsdialog.users.models import User

EXPLAINED: dict[str, Promise | str] = {
    Role.COORDINATOR: _("Leder runden: ser alle organisationer, pakker og punkter og bestiller dialogoplæg."),
    Role.CASE_WORKER: _("Læser pakkerne, lægger filer ind, gennemgår punkterne og laver dialogoplæg."),
    Role.UNIT_CONTACT: _("Ser organisationer, pakker, punkter og områder, men ændrer ikke i dem."),
    Role.MANAGER: _("Læser overblikket og det, der ligger klar til mødet."),
    Role.ORGANISATION_EDITOR: _("Lægger boligorganisationens egen pakke ind og ser, hvad den indeholder."),
    Role.ORGANISATION_SIGNATORY: _("Ser boligorganisationens egen pakke, før den godkendes."),
    Role.AUDITOR: _("Ser pakken fra den boligorganisation, der er givet adgang til."),
    Role.ADVISER: _("Rådgiver uden for kommunen: ser pakker og punkter i den periode, aftalen løber."),
    Role.ADMINISTRATOR: _("Ser registret og pakkerne, men ikke gennemgangen."),
}


@dataclass(frozen=True)
class DemoUser:
    """One line of the sign-in page. `explanation` is empty where the same role is explained higher up."""

    user: User
    role: str
    place: str
    explanation: Promise | str


@dataclass(frozen=True)
class DemoPlace:
    """One municipality of the demo: its own people, and those of the organisations seated there."""

    name: str
    own: tuple[DemoUser, ...]
    of_organisations: tuple[DemoUser, ...]


def demo_memberships(day: date) -> list[Membership]:
    """The first membership of each role in each fictional municipality, and in each organisation seated there, that
    holds on `day`: by municipality, its own people before those of organisations, in the order of the roles."""
    held = Membership.objects.as_of(day).filter(
        Q(municipality__is_fictional=True) | Q(organisation__seat_municipality__is_fictional=True),
        user__is_active=True,
    )
    held = held.select_related("user", "municipality", "unit", "organisation__seat_municipality").order_by("pk")
    first: dict[tuple[str, int | None, int | None], Membership] = {}
    for membership in held:
        first.setdefault((membership.role, membership.municipality_id, membership.organisation_id), membership)
    return sorted(first.values(), key=_order)


def _order(membership: Membership) -> tuple[str, str, int]:
    owner = membership.organisation
    return _place(membership).code, owner.lbf_number if owner else "", Role.values.index(membership.role)


def _place(membership: Membership) -> Municipality:
    if membership.municipality is not None:
        return membership.municipality
    if membership.organisation is None:  # the database refuses a membership of neither
        raise ValueError(f"{membership} has no place")
    return membership.organisation.seat_municipality


def demo_places(day: date) -> list[DemoPlace]:
    """What the sign-in page lists, by municipality."""
    told: set[str] = set()
    found: dict[str, tuple[list[DemoUser], list[DemoUser]]] = {}
    for membership in demo_memberships(day):
        own, of_organisations = found.setdefault(str(_place(membership)), ([], []))
        role = membership.role
        listed = DemoUser(
            membership.user,
            membership.get_role_display(),
            str(membership.unit or membership.organisation or membership.municipality),
            "" if role in told else EXPLAINED[role],
        )
        told.add(role)
        (of_organisations if membership.organisation_id else own).append(listed)
    return [DemoPlace(name, tuple(own), tuple(others)) for name, (own, others) in found.items()]
