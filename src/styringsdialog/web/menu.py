"""The main menu: only pages that exist, and that have something for the user."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.acting import Acting
from styringsdialog.register.log_policies import can_read_trail
from styringsdialog.register.people_policies import can_see_people
from styringsdialog.register.queries import ALL_OWN_ROLES
from styringsdialog.register.roles import STAFF, reach_of
from styringsdialog.reviews.queries import RUN_READERS
from styringsdialog.submissions.queries import PACKAGE_READERS

ENTRIES: tuple[tuple[str, Promise | str, tuple[str, ...]], ...] = (
    ("overview", _("Overblik"), ("overview",)),
    ("organisation_list", _("Organisationer"), ("organisation", "division")),
    ("package_list", _("Pakker"), ("package", "upload", "point", "proposal", "brief")),
    ("letter_list", _("Spørgebreve"), ("letter", "question")),
    ("access_request_list", _("Aktindsigt"), ("access_request",)),
    ("area_list", _("Områder"), ("area",)),
    ("register", _("Register"), ("register", "unit", "surface", "event", "contact")),
    ("people", _("Personer"), ("person", "people", "invit", "processor_agreement", "role_")),
    ("notice_mine", _("Beskeder"), ("notice",)),
    ("trail", _("Spor"), ("trail",)),
    ("law", _("Regler og satser"), ("law", "rule", "figure")),
    ("guide", _("Hjælp"), ("guide",)),
)


@dataclass(frozen=True)
class MenuItem:
    """One line of the menu. `is_current`: this very page; `is_active`: a page below it."""

    href: str
    text: Promise | str
    is_current: bool
    is_active: bool


def sees_packages(acting: Acting) -> bool:
    """Whether the user's roles see packages at all."""
    reach = reach_of(acting)
    return bool(reach.municipalities(*PACKAGE_READERS) or reach.organisations(*ALL_OWN_ROLES))


def sees_areas(acting: Acting) -> bool:
    """Housing areas are the municipality's: seen by those with a role in one."""
    return bool(reach_of(acting).municipalities())


def sees_register(acting: Acting) -> bool:
    """Units and collaboration surfaces are the municipality's own: seen by those with a role in one."""
    return bool(reach_of(acting).municipalities())


def sees_letters(acting: Acting) -> bool:
    """Letters with questions: those who read points, and the people and auditors of organisations."""
    reach = reach_of(acting)
    return bool(reach.municipalities(*RUN_READERS) or reach.organisations(*ALL_OWN_ROLES))


def menu_for(request: HttpRequest) -> list[MenuItem]:
    """The menu of a signed-in user; nobody else gets one."""
    if not request.user.is_authenticated:
        return []
    acting = request.acting  # type: ignore[attr-defined]
    hidden = set() if sees_packages(acting) else {"package_list"}
    hidden |= set() if sees_letters(acting) else {"letter_list"}
    hidden |= set() if reach_of(acting).municipalities(*STAFF) else {"access_request_list"}
    hidden |= set() if sees_areas(acting) else {"area_list"}
    hidden |= set() if sees_register(acting) else {"register"}
    hidden |= set() if can_see_people(acting, acting.municipality) else {"people"}
    hidden |= set() if can_read_trail(acting) else {"trail"}
    here = request.resolver_match.url_name if request.resolver_match else ""
    return [
        MenuItem(reverse(name), text, here == name, (here or "").startswith(prefixes))
        for name, text, prefixes in ENTRIES
        if name not in hidden
    ]
