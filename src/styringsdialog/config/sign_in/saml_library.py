"""Looked at when the system starts: the library for SAML works where SAML is used."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ImproperlyConfigured

from styringsdialog.config.sign_in.providers import Provider


def require_saml_library(providers: Iterable[Provider]) -> bool:
    """Whether SAML is used at all. ImproperlyConfigured where it is, and xmlsec cannot be loaded.

    xmlsec and lxml must be built on the same libxml2, and that they are not shows only at import: better at the
    start than when the first person signs in.
    """
    if not any(provider.kind == "saml" for provider in providers):
        return False
    try:
        import lxml.etree
        import xmlsec
    except Exception as fault:
        raise ImproperlyConfigured(
            f"SAML er slået til, men biblioteket kan ikke bruges: {fault}. "
            "Installér lxml og xmlsec igen fra requirements/base.lock, eller fjern SAML fra loginfilen."
        ) from fault
    return bool(lxml.etree and xmlsec)
