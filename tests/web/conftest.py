"""The small municipality, and clients that are signed in as its users."""

import pytest
import time_machine
from django.test import Client

from styringsdialog.processes import briefs
from tests.web.world import make_register, make_world


@pytest.fixture(autouse=True)
def _first_of_september():
    """Due dates and stages depend on the day."""
    with time_machine.travel("2026-09-01T10:00:00+02:00"):
        yield


@pytest.fixture
def world(db, monkeypatch):
    """Documents are tried elsewhere: here a brief is two short files."""
    monkeypatch.setattr(briefs, "render_brief", lambda brief: (b"%PDF-1.7 kort", b"PK kort"))
    return make_world()


@pytest.fixture
def register(db):
    return make_register()


@pytest.fixture
def signed_in():
    """signed_in(user) -> a client of that user."""

    def enter(user) -> Client:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter
