"""The identity providers of an installation, read from the file that STYRINGSDIALOG_SIGN_IN_FILE names.

Nothing here touches models or the database: settings read it before Django is ready.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from django.core.exceptions import ImproperlyConfigured

from styringsdialog.register.claim_rules import ClaimRule, FaultyRule, read_rules

KINDS = ("oidc", "saml")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{1,39}\Z")
_COMMON = {"id", "label", "kind", "claims", "trusts_mail", "second_factor", "origins"}
_KNOWN = {
    "oidc": _COMMON | {"issuer", "client_id", "client_secret_env", "scopes"},
    "saml": _COMMON | {"entity_id", "sso_url", "certificate", "certificate_file", "metadata_url", "sp_entity_id"},
}


@dataclass(frozen=True)
class Provider:
    """One provider. `attributes`: claim names for `uid`, `name` and `email`; `rules`: which claims give which roles.

    `trusts_mail`: the provider answers for its people's addresses, so an account with the same address is the same
    person. `own_second_factor`: who came this way has shown a second factor there.
    """

    id: str
    label: str
    kind: str
    app: Mapping[str, Any] = field(repr=False)  # as allauth wants it; holds the secret
    rules: tuple[ClaimRule, ...]
    attributes: Mapping[str, str]
    origins: tuple[str, ...]
    trusts_mail: bool = False
    own_second_factor: bool = True


def read_providers(path: str | Path, environment: Mapping[str, str] | None = None) -> dict[str, Provider]:
    """The providers by id, in the order of the file; none without a file.

    Raises ImproperlyConfigured with the place and the remedy: a careless file stops the start.
    """
    if not str(path):
        return {}
    try:
        content = yaml.safe_load(Path(path).read_text(encoding="utf-8")) or {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as fault:
        raise ImproperlyConfigured(f"Filen i STYRINGSDIALOG_SIGN_IN_FILE kan ikke læses: {fault}") from fault
    entries = content.get("providers") if isinstance(content, dict) else None
    if not isinstance(entries, list):
        raise ImproperlyConfigured("Filen i STYRINGSDIALOG_SIGN_IN_FILE skal have en liste under »providers:«.")
    found: dict[str, Provider] = {}
    for number, entry in enumerate(entries, start=1):
        provider = _provider(entry, f"udbyder {number}", os.environ if environment is None else environment)
        if provider.id in found:
            raise ImproperlyConfigured(f"STYRINGSDIALOG_SIGN_IN_FILE: id »{provider.id}« er brugt to gange.")
        found[provider.id] = provider
    return found


def allauth_providers(providers: Mapping[str, Provider]) -> dict[str, Any]:
    """The value of SOCIALACCOUNT_PROVIDERS."""
    by_kind: dict[str, Any] = {
        # The code that comes back is worth nothing without the verifier kept in the session.
        "openid_connect": {"APPS": [], "OAUTH_PKCE_ENABLED": True},
        "saml": {"APPS": []},
    }
    for provider in providers.values():
        by_kind["saml" if provider.kind == "saml" else "openid_connect"]["APPS"].append(dict(provider.app))
    return by_kind


def form_origins(providers: Mapping[str, Provider]) -> list[str]:
    """Where a sign-in form may lead: a content security policy stops the redirect after a form, too."""
    return list(dict.fromkeys(origin for provider in providers.values() for origin in provider.origins))


def _provider(entry: Any, place: str, environment: Mapping[str, str]) -> Provider:
    if not isinstance(entry, dict):
        raise ImproperlyConfigured(f"STYRINGSDIALOG_SIGN_IN_FILE, {place}: skriv id, label, kind og claims.")
    name, kind = str(entry.get("id", "")), str(entry.get("kind", ""))
    place = f"STYRINGSDIALOG_SIGN_IN_FILE, {name or place}"
    if not _SLUG.match(name):
        raise ImproperlyConfigured(f"{place}: id skal være små bogstaver, tal og bindestreg, for eksempel »kommunen«.")
    if kind not in KINDS:
        raise ImproperlyConfigured(f"{place}: kind skal være oidc eller saml.")
    if unknown := sorted(set(entry) - _KNOWN[kind]):
        raise ImproperlyConfigured(f"{place}: ukendt felt {', '.join(unknown)}.")
    claims = entry.get("claims") or {}
    attributes = {key: str(claims[key]) for key in ("uid", "name", "email") if claims.get(key)}
    app = _saml(entry, place, attributes) if kind == "saml" else _oidc(entry, place, environment, attributes)
    second_factor = entry.get("second_factor", "theirs")
    if second_factor not in ("theirs", "ours"):
        raise ImproperlyConfigured(f"{place}: second_factor skal være theirs eller ours.")
    addresses = [str(entry.get(key, "")) for key in ("issuer", "sso_url", "metadata_url")]
    origins = [origin(address) for address in addresses if address] + [str(one) for one in entry.get("origins") or []]
    return Provider(
        id=name,
        label=str(entry.get("label") or name),
        kind=kind,
        app={**app, "name": str(entry.get("label") or name)},
        rules=_rules(claims.get("roles"), place),
        attributes=attributes,
        origins=tuple(dict.fromkeys(origins)),
        trusts_mail=entry.get("trusts_mail") is True,
        own_second_factor=second_factor == "theirs",
    )


def _rules(entries: Any, place: str) -> tuple[ClaimRule, ...]:
    try:
        return read_rules(entries, place)
    except FaultyRule as fault:
        raise ImproperlyConfigured(str(fault)) from fault


def _oidc(
    entry: Mapping[str, Any], place: str, environment: Mapping[str, str], attributes: Mapping[str, str]
) -> dict[str, Any]:
    secret_name = _required(entry, "client_secret_env", place)
    secret = environment.get(secret_name, "").strip()
    if not secret:
        raise ImproperlyConfigured(f"{place}: miljøvariablen {secret_name} med udbyderens hemmelighed mangler.")
    settings: dict[str, Any] = {"server_url": _address(entry, "issuer", place)}
    if "uid" in attributes:
        settings["uid_field"] = attributes["uid"]
    return {
        "provider_id": str(entry["id"]),
        "client_id": _required(entry, "client_id", place),
        "secret": secret,
        "settings": {**settings, "scope": list(entry.get("scopes") or ["openid", "profile", "email"])},
    }


def _saml(entry: Mapping[str, Any], place: str, attributes: Mapping[str, str]) -> dict[str, Any]:
    idp: dict[str, Any] = {"entity_id": _required(entry, "entity_id", place)}
    if entry.get("metadata_url"):
        idp["metadata_url"] = _address(entry, "metadata_url", place)
    else:
        idp |= {"sso_url": _address(entry, "sso_url", place), "x509cert": _certificate(entry, place)}
    settings: dict[str, Any] = {
        "idp": idp,
        "attribute_mapping": {key: [name] for key, name in attributes.items()},
        # An answer nobody asked for is refused; one that is not signed as well.
        "advanced": {"want_assertion_signed": True, "reject_idp_initiated_sso": True, "want_name_id": False},
    }
    if entry.get("sp_entity_id"):
        settings["sp"] = {"entity_id": str(entry["sp_entity_id"])}
    return {"provider_id": str(entry["id"]), "client_id": str(entry["id"]), "settings": settings}


def _certificate(entry: Mapping[str, Any], place: str) -> str:
    if entry.get("certificate"):
        return str(entry["certificate"])
    file = _required(entry, "certificate_file", place)
    try:
        return Path(file).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as fault:
        raise ImproperlyConfigured(f"{place}: certifikatet i {file} kan ikke læses.") from fault


def _required(entry: Mapping[str, Any], key: str, place: str) -> str:
    value = str(entry.get(key) or "").strip()
    if not value:
        raise ImproperlyConfigured(f"{place}: {key} mangler.")
    return value


def _address(entry: Mapping[str, Any], key: str, place: str) -> str:
    """An address with https; plain http is for a provider on the same machine only."""
    value = _required(entry, key, place)
    parts = urlsplit(value)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")):
        return value
    raise ImproperlyConfigured(f"{place}: {key} skal være en adresse, der begynder med https://.")


def origin(address: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
