"""The main menu: only pages that exist."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ENTRIES: tuple[tuple[str, Promise | str, tuple[str, ...]], ...] = (
    ("overview", _("Overblik"), ("overview",)),
    ("organisation_list", _("Organisationer"), ("organisation", "division")),
    ("package_list", _("Pakker"), ("package", "upload", "points", "brief")),
    ("area_list", _("Områder"), ("area",)),
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


def menu_for(request: HttpRequest) -> list[MenuItem]:
    """The menu of a signed-in user; nobody else gets one."""
    if not request.user.is_authenticated:
        return []
    here = request.resolver_match.url_name if request.resolver_match else ""
    return [
        MenuItem(reverse(name), text, here == name, (here or "").startswith(prefixes))
        for name, text, prefixes in ENTRIES
    ]
