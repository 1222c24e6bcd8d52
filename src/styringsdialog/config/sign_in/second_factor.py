"""Where the municipality requires a second factor, its people are led to set one up before anything else."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from styringsdialog.config.sign_in.second_factor_mode import REQUIRED

# Pages that one needs to set it up, to change one's mind, or to read the page in another language.
OPEN = ("mfa_", "account_logout", "account_reauthenticate", "account_login", "set_language", "account_inactive")


class SecondFactorMiddleware:
    """Leads those with a municipal role to the page of the second factor. Stands after the middleware that acts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_arguments: object) -> HttpResponse | None:
        """Nothing in the way of those who have one, or who showed one to their own provider."""
        if settings.STYRINGSDIALOG_SECOND_FACTOR != REQUIRED or not request.user.is_authenticated:
            return None
        name = (request.resolver_match.url_name if request.resolver_match else "") or ""
        municipal = any(held.municipality for held in request.entry.memberships)  # type: ignore[attr-defined]
        if name.startswith(OPEN) or not municipal or came_with_second_factor(request) or is_mfa_enabled(request.user):
            return None
        messages.warning(request, _("Kommunen kræver et ekstra led ved login. Sæt det op her, så kan du gå videre."))
        return redirect("mfa_index")


def came_with_second_factor(request: HttpRequest) -> bool:
    """Did this session begin at a provider that asks for a second factor itself?"""
    providers = settings.STYRINGSDIALOG_PROVIDERS
    return any(
        record.get("method") == "socialaccount"
        and record.get("provider") in providers
        and providers[record["provider"]].own_second_factor
        for record in get_authentication_records(request, request.user)
    )
