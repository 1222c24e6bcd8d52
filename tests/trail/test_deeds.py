"""One number a click, job or command, and the field changes that carry it."""

import importlib
from datetime import date

import pytest
from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.apps import apps
from django.db import connection

from styringsdialog import __main__ as command
from styringsdialog.core.acting import Acting
from styringsdialog.core.jobs import around_every_job, enqueue, job
from styringsdialog.register.models import Municipality
from styringsdialog.register.services import update_municipality
from styringsdialog.trail.append_only import lifted
from styringsdialog.trail.context import current, deed
from styringsdialog.trail.models import TrailEntry
from styringsdialog.trail.services import record
from styringsdialog.users.models import User

DAY = date(2026, 9, 1)
SEEN = []


@pytest.fixture
def place(db):
    return Municipality.objects.create(code="0981", name="Ålev")


def test_a_deed_within_a_deed_has_its_own_number_and_the_outer_one_goes_on():
    assert current() is None
    with deed("ude") as outer:
        with deed("inde") as inner:
            assert (current().id, current().person) == (inner.id, "inde")
        assert (current().id, current().person) == (outer.id, "ude")
        with pytest.raises(RuntimeError), deed("fejl"):
            raise RuntimeError
        assert current() == outer
    assert outer.id != inner.id
    assert current() is None


def test_all_entries_of_a_deed_carry_its_number(place):
    with deed() as one:
        record(Acting(None, DAY), "municipality.changed", place)
        record(Acting(None, DAY), "municipality.changed", place)
    record(Acting(None, DAY), "municipality.changed", place)
    assert list(TrailEntry.objects.order_by("pk").values_list("deed", flat=True)) == [one.id, one.id, None]


def test_each_click_is_a_deed_of_its_own(place, client):
    user = User.objects.create(username="x", email="x@example.org")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    for _ in range(2):
        client.post("/beskeder/mine/", {"delivery": "digest"})
    found = TrailEntry.objects.filter(action="trail.notice_choice.changed").values_list("deed", flat=True)
    assert len(set(found)) == 2
    assert None not in found
    assert current() is None


@job()
def noted() -> None:
    """Remembers the deed it ran in."""
    SEEN.append(current())


def test_each_job_is_a_deed_of_its_own():
    SEEN.clear()
    with deed("ved skærmen") as click:
        enqueue(noted)
        assert current() == click
    assert SEEN[0].id != click.id
    assert SEEN[0].person is None


def test_a_context_around_every_job_is_entered_once_however_often_it_is_named():
    around_every_job(deed)
    SEEN.clear()
    enqueue(noted)
    assert len(SEEN) == 1


def test_each_command_is_a_deed(monkeypatch):
    seen = []
    monkeypatch.setattr("styringsdialog.cli.main", lambda words: seen.append(current()) or 0)
    assert command.main(["docs"]) == 0
    assert seen[0] is not None
    assert current() is None


def test_a_change_is_kept_field_by_field_with_deed_and_person(place):
    user = User.objects.create(username="x", email="x@example.org")
    with deed(user) as one:
        update_municipality(Acting(None, DAY), municipality=place, name="Østborg")
    row = LogEntry.objects.get(cid=str(one.id))
    assert row.changes == {"name": ["Ålev", "Østborg"]}
    assert (row.actor, row.actor_email) == (user, "x@example.org")
    assert row.additional_data == {"deed": str(one.id)}
    assert TrailEntry.objects.get().deed == one.id


def test_an_unchanged_save_is_no_change(place):
    before = LogEntry.objects.count()
    place.save()
    assert LogEntry.objects.count() == before


def test_no_followed_field_opens_a_door_or_keeps_whole_rows():
    followed = auditlog.get_models()
    assert len(followed) > 10
    for model in followed:
        fields = auditlog.get_model_fields(model)
        assert auditlog._registry[model]["serialize_data"] is False
        kept = {one.name for one in model._meta.concrete_fields} - set(fields["exclude_fields"])
        assert not [name for name in kept if "password" in name or "token" in name or "secret" in name], model
    assert "last_login" in auditlog.get_model_fields(User)["exclude_fields"]


def test_entries_from_before_the_search_get_their_words(place):
    fill = importlib.import_module("styringsdialog.trail.migrations.0003_search_words").fill
    record(Acting(None, DAY), "municipality.changed", place)
    with lifted(connection):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE trail_trailentry SET words = ''")
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM trail_trailentry WHERE words = ''")
            assert cursor.fetchone()[0] == 1

        class Old:
            """The model as the migration sees it: without our refusals."""

            @staticmethod
            def get_model(app, name):
                from django.db import models

                class Rows:
                    objects = models.Manager()

                Rows.objects.model = apps.get_model(app, name)
                return Rows

        fill(Old, None)
    assert "ålev" in TrailEntry.objects.get().words
