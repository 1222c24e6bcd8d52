"""Who acts in a request: made once, from the signed-in user, today's date and the municipality they chose."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from styringsdialog.core.acting import Acting
from styringsdialog.register.models import HousingOrganisation, Membership, Municipality
from styringsdialog.trail.context import deed

CHOSEN = "municipality"  # session key: code of the municipality that the user works for just now


@dataclass(frozen=True)
class Entry:
    """What the pages know about the person: the memberships that hold today, and those of the chosen municipality."""

    memberships: tuple[Membership, ...] = ()
    municipality: Municipality | None = None

    @property
    def municipalities(self) -> tuple[Municipality, ...]:
        """Those the user may choose between, each once, by name."""
        found = {held.municipality.code: held.municipality for held in self.memberships if held.municipality}
        return tuple(sorted(found.values(), key=lambda place: place.name))

    @property
    def organisations(self) -> tuple[HousingOrganisation, ...]:
        """The organisations that the user acts for."""
        return tuple(dict.fromkeys(held.organisation for held in self.memberships if held.organisation))

    @property
    def held(self) -> tuple[Membership, ...]:
        """The memberships that count now: in the chosen municipality, or else in organisations."""
        if self.municipality is None:
            return tuple(held for held in self.memberships if held.organisation)
        return tuple(held for held in self.memberships if held.municipality == self.municipality)

    @property
    def role_label(self) -> str:
        """The user's roles as one line, in the language of the page."""
        return ", ".join(dict.fromkeys(held.get_role_display() for held in self.held))

    @property
    def place(self) -> str:
        """Whom the user acts for: the municipality, or the organisations."""
        if self.municipality is not None:
            return self.municipality.name
        return ", ".join(organisation.name for organisation in self.organisations)

    @property
    def is_fictional(self) -> bool:
        """Whether anything shown may be invented: then every page says so."""
        if self.municipality is not None:
            return self.municipality.is_fictional
        return any(organisation.seat_municipality.is_fictional for organisation in self.organisations)


def entry_of(request: HttpRequest, memberships: tuple[Membership, ...]) -> Entry:
    """The chosen municipality if it is still among the memberships, else the first; organisations have none."""
    entry = Entry(memberships)
    chosen = request.session.get(CHOSEN)
    places = entry.municipalities
    place = next((place for place in places if place.code == chosen), places[0] if places else None)
    return Entry(memberships, place)


class ActingMiddleware:
    """Puts `acting` and `entry` on each request. Nobody signed in: `acting` is None, never the system itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acting, request.entry = None, Entry()  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            day = timezone.localdate()
            held = Membership.objects.as_of(day).filter(user=request.user)
            held = held.select_related("municipality", "organisation__seat_municipality", "unit")
            entry = entry_of(request, tuple(held.order_by("pk")))
            request.entry = entry  # type: ignore[attr-defined]
            request.acting = Acting(request.user, day, entry.municipality)  # type: ignore[attr-defined]
        with deed(request.user if request.user.is_authenticated else None):
            return self.get_response(request)
