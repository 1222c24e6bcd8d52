"""Our answers to what allauth asks: nobody signs up by themselves, mail goes out in the reader's language."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator, or follow from the claims of a provider the municipality has named."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Brugeren er lukket. Spørg systemets administrator i kommunen."),
        "username_password_mismatch": _("Brugernavnet og adgangskoden passer ikke sammen."),
        "email_password_mismatch": _("E-mailadressen og adgangskoden passer ikke sammen."),
        "too_many_login_attempts": _("Der er prøvet for mange gange. Vent fem minutter, og prøv igen."),
        "rate_limited": _("Der er prøvet for mange gange på kort tid. Vent lidt, og prøv igen."),
        "incorrect_code": _("Koden passer ikke. Skriv den kode, der vises nu."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Always no: nobody gives themselves access to a municipality's work."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to «Min konto», where the change began."""
        return reverse("account")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the language the receiver chose, whatever the browser that asked for it shows."""
        user = context.get("user")
        with translation.override(getattr(user, "language", None) or translation.get_language()):
            super().send_mail(template_prefix, email, context)
