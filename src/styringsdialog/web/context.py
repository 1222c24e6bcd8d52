"""What every page's frame shows: menu, who acts for whom, the mark on invented data, version and source code."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from styringsdialog import __version__

from .entry import Entry
from .menu import menu_for


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of the frame. Error pages have it too, and they may come before the entry was made."""
    entry = getattr(request, "entry", None) or Entry()
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    return {
        "entry": entry,
        # The demo's users are named by role («S. Eksempel, tilsynsmedarbejder»), and the role stands beside the name.
        "person": user.get_full_name().partition(",")[0] if user and signed_in else "",
        "menu": SimpleLazyObject(lambda: menu_for(request)) if signed_in else [],
        "is_fictional": entry.is_fictional if signed_in else settings.STYRINGSDIALOG_DEMO,
        "version": __version__,
        "source_link": getattr(settings, "STYRINGSDIALOG_SOURCE_LINK", "") or f"{reverse('guide')}#kildekode",
    }
