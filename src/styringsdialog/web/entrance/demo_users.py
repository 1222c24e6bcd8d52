"""Whom the demo offers to sign in as: one user per role, only where the municipality is fictional."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from styringsdialog.register.models import Membership, Role
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
    """One line of the sign-in page."""

    user: User
    role: str
    place: str
    explanation: Promise | str


def demo_memberships(day: date) -> list[Membership]:
    """The first membership of each role that holds on `day` in a fictional municipality, in the order of the roles."""
    held = Membership.objects.as_of(day).filter(
        Q(municipality__is_fictional=True) | Q(organisation__seat_municipality__is_fictional=True),
        user__is_active=True,
    )
    held = held.select_related("user", "municipality", "unit", "organisation").order_by("pk")
    first: dict[str, Membership] = {}
    for membership in held:
        first.setdefault(membership.role, membership)
    return [first[role] for role in Role.values if role in first]


def demo_users(day: date) -> list[DemoUser]:
    """What the sign-in page lists."""
    return [
        DemoUser(
            membership.user,
            membership.get_role_display(),
            str(membership.unit or membership.organisation or membership.municipality),
            EXPLAINED[membership.role],
        )
        for membership in demo_memberships(day)
    ]
