"""Production refuses what would be careless, and says in Danish what to do."""

import runpy

import pytest
from django.core.exceptions import ImproperlyConfigured

from styringsdialog.config import environment

PRODUCTION = "styringsdialog.config.settings.production"
GOOD = {
    "STYRINGSDIALOG_SECRET_KEY": "k3yÆ-of-seventy-or-so-characters-that-nobody-has-written-anywhere-else-before",
    "STYRINGSDIALOG_ALLOWED_HOSTS": "styring.example.org",
}


@pytest.fixture
def load(monkeypatch):
    def load(**changes):
        for name in ("STYRINGSDIALOG_DEBUG", "STYRINGSDIALOG_DEMO", "DATABASE_URL"):
            monkeypatch.delenv(name, raising=False)
        for name, value in {**GOOD, **changes}.items():
            monkeypatch.setenv(name, value)
        return runpy.run_module(PRODUCTION)

    return load


def test_production_starts_when_all_is_said(load):
    settings = load()
    assert settings["DEBUG"] is False
    assert settings["STYRINGSDIALOG_DEMO"] is False
    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["CSRF_TRUSTED_ORIGINS"] == ["https://styring.example.org"]
    assert "SECURE_PROXY_SSL_HEADER" not in settings


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"STYRINGSDIALOG_DEBUG": "1"}, "STYRINGSDIALOG_DEBUG"),
        ({"STYRINGSDIALOG_DEMO": "ja"}, "STYRINGSDIALOG_DEMO"),
        ({"STYRINGSDIALOG_SECRET_KEY": ""}, "STYRINGSDIALOG_SECRET_KEY"),
        ({"STYRINGSDIALOG_SECRET_KEY": "short"}, "STYRINGSDIALOG_SECRET_KEY"),
        ({"STYRINGSDIALOG_SECRET_KEY": "a" * 80}, "STYRINGSDIALOG_SECRET_KEY"),
        ({"STYRINGSDIALOG_SECRET_KEY": f"django-insecure-{GOOD['STYRINGSDIALOG_SECRET_KEY']}"}, "eksempelnøgle"),
        ({"STYRINGSDIALOG_ALLOWED_HOSTS": ""}, "STYRINGSDIALOG_ALLOWED_HOSTS"),
        ({"STYRINGSDIALOG_ALLOWED_HOSTS": " , "}, "STYRINGSDIALOG_ALLOWED_HOSTS"),
        ({"STYRINGSDIALOG_ALLOWED_HOSTS": "a.example.org,*"}, "STYRINGSDIALOG_ALLOWED_HOSTS"),
        ({"STYRINGSDIALOG_DEBUG": "treu"}, "skal være 1 eller 0"),
        ({"STYRINGSDIALOG_MAIL_PORT": "smtp"}, "STYRINGSDIALOG_MAIL_PORT"),
    ],
)
def test_production_refuses(load, changes, named):
    with pytest.raises(ImproperlyConfigured, match=named):
        load(**changes)


def test_sqlite_waits_and_writes_in_turn(monkeypatch, tmp_path):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    database = environment.database(tmp_path / "a b.sqlite3")
    assert database["NAME"] == str(tmp_path / "a b.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert database["OPTIONS"]["timeout"] == 20
    assert not database.get("ATOMIC_REQUESTS")


def test_postgres_by_address(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://styring:s%40t@db.example.org:5433/dialog")
    database = environment.database(None)
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["USER"], database["PASSWORD"], database["PORT"]) == ("styring", "s@t", 5433)
    assert "transaction_mode" not in database.get("OPTIONS", {})


def test_an_unreadable_database_address_is_named(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "nonsense://x")
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        environment.database(None)


def test_this_test_run_uses_the_database_it_was_given(settings):
    import os

    wanted = "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite3"
    assert settings.DATABASES["default"]["ENGINE"].endswith(wanted)
