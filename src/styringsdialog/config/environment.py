"""Reads settings from the environment, with a sentence for whoever set them wrong."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

# What was tried under load (docs/performance.md): with Django's defaults every ninth write failed with
# "database is locked"; IMMEDIATE and a patient timeout make writers queue instead.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=67108864;PRAGMA cache_size=-20000;PRAGMA temp_store=MEMORY;"
    ),
}

_YES = {"1", "true", "ja", "yes", "on"}
_NO = {"", "0", "false", "nej", "no", "off"}


def text(name: str, default: str = "") -> str:
    """The variable without surrounding blanks, or `default` where it is unset."""
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    """True or false; anything else is refused, since a misspelt "false" must not mean true."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in _YES:
        return True
    if value.strip().lower() in _NO:
        return False
    raise ImproperlyConfigured(f"Miljøvariablen {name} skal være 1 eller 0, men er »{value}«.")


def number(name: str, default: int) -> int:
    """A whole number."""
    value = text(name)
    if not value:
        return default
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"Miljøvariablen {name} skal være et helt tal, men er »{value}«.") from error


def listed(name: str) -> list[str]:
    """The parts of a comma-separated variable, without empty ones."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def database(default_file: Path) -> dict[str, Any]:
    """The database of DATABASE_URL (`postgres://...` or `sqlite:///...`), else the SQLite file given."""
    url = text("DATABASE_URL") or f"sqlite:///{default_file}"
    try:
        settings: dict[str, Any] = dict(dj_database_url.parse(url))
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(
            "Miljøvariablen DATABASE_URL kan ikke læses. Skriv for eksempel "
            "postgres://bruger:kode@vaert:5432/styringsdialog."
        ) from error
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        settings["OPTIONS"] = {**settings.get("OPTIONS", {}), **SQLITE_OPTIONS}
    else:
        settings["CONN_MAX_AGE"] = number("STYRINGSDIALOG_CONNECTION_SECONDS", 60)
        settings["CONN_HEALTH_CHECKS"] = True
    return settings


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over. `use_tls`: encrypted after a start in the clear; `use_ssl`: from the first byte."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    use_tls: bool = False
    use_ssl: bool = False


def mail_server() -> MailServer | None:
    """The mail server of STYRINGSDIALOG_MAIL_URL (`smtp://user:password@host:587?tls=1`, `smtps://...`), else of
    STYRINGSDIALOG_MAIL_HOST, _PORT, _USER, _PASSWORD and _TLS; None where neither is set."""
    url = text("STYRINGSDIALOG_MAIL_URL")
    if not url:
        host = text("STYRINGSDIALOG_MAIL_HOST")
        user, password = text("STYRINGSDIALOG_MAIL_USER"), text("STYRINGSDIALOG_MAIL_PASSWORD")
        port, use_tls = number("STYRINGSDIALOG_MAIL_PORT", 25), flag("STYRINGSDIALOG_MAIL_TLS")
        return MailServer(host, port, user, password, use_tls) if host else None
    parts = urlsplit(url)
    try:
        named = parts.port
    except ValueError:
        named = 0
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or named == 0:
        raise ImproperlyConfigured(
            "Miljøvariablen STYRINGSDIALOG_MAIL_URL kan ikke læses. Skriv for eksempel "
            "smtp://bruger:kode@mail.kommunen.dk:587?tls=1."
        )
    is_ssl = parts.scheme == "smtps"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    usual = 465 if is_ssl else 25
    return MailServer(parts.hostname, named or usual, user, password, not is_ssl and "tls=1" in parts.query, is_ssl)
