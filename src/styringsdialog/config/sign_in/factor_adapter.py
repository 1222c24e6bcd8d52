"""Second factors: named after the system, and their secrets encrypted in the database."""

from __future__ import annotations

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class FactorAdapter(DefaultMFAAdapter):
    """A copy of the database alone must not be enough to make somebody's codes."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Koden passer ikke. Skriv den kode, der vises nu."),
    }

    def get_totp_issuer(self) -> str:
        """What the app on the phone calls the account."""
        return "Styringsdialog"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """What the browser calls the site when it asks for a passkey."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Styringsdialog"}

    def encrypt(self, text: str) -> str:
        """With a key made of SECRET_KEY."""
        return _keys().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Also with the keys in SECRET_KEY_FALLBACKS. Text that was stored before it was encrypted is given as is."""
        try:
            return _keys().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return encrypted_text


def _keys() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"styringsdialog.second-factor:" + str(key).encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
