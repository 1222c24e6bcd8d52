"""Our answers to what allauth asks: nobody signs up by themselves, mail goes out in the reader's language."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from styringsdialog.users.models import User

logger = logging.getLogger(__name__)


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
        """In the language the receiver chose. A mail server that is down is logged, and stops nobody.

        Links and codes are not queued like other mail: they are secret, and soon too old. One asks for a new one.
        """
        user = context.get("user") or User.objects.filter(email__iexact=email).first()
        language = user.language if user is not None else translation.get_language()
        try:
            with translation.override(language):
                super().send_mail(template_prefix, email, {**context, "user": user})
        except (OSError, SMTPException):
            logger.exception("Mail about sign-in could not be sent: %s", template_prefix)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """To the address on the person: allauth's own list of addresses is empty until somebody changes theirs."""
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, email or user.email)
