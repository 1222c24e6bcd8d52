"""The logs can be added to and nothing else: raw SQL is refused by the database, the models refuse sooner."""

from datetime import date

import pytest
from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, models, transaction
from django.db.models import ProtectedError

from styringsdialog.core.acting import Acting
from styringsdialog.register.models import Municipality
from styringsdialog.trail.append_only import TABLES, AppendOnly, install, lifted
from styringsdialog.trail.models import AccessEntry, TrailEntry
from styringsdialog.trail.services import record, record_reading
from styringsdialog.users.models import User

DAY = date(2026, 9, 1)
COLUMN = {"trail_trailentry": "action", "trail_accessentry": "object_text", "auditlog_logentry": "object_repr"}


@pytest.fixture
def entries(db):
    """One row in each of the three logs."""
    place = Municipality.objects.create(code="0981", name="Ålev")
    user = User.objects.create(username="x", name="Anne Beck", email="x@example.org")
    acting = Acting(user, DAY, place)
    record(acting, "municipality.changed", place)
    record_reading(acting, place, "internal")
    kind = ContentType.objects.get_for_model(Municipality)
    LogEntry.objects.create(content_type=kind, object_pk="1", object_repr="x", action=1, changes={})
    return user


def raw(statement: str, table: str = "") -> None:
    """A statement past the models; `<table>` and `<column>` stand for the log and one of its columns."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.replace("<table>", table).replace("<column>", COLUMN.get(table, "")))


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM <table>".replace("<table>", table))
        return cursor.fetchone()[0]


@pytest.mark.parametrize("table", TABLES)
def test_the_database_refuses_to_change_or_delete(entries, table):
    before = count(table)
    assert before
    for statement in (
        "UPDATE <table> SET <column> = 'andet'",
        "UPDATE <table> SET id = id + 1000",
        "DELETE FROM <table>",
        "DELETE FROM <table> WHERE id = (SELECT min(id) FROM <table>)",
    ):
        with pytest.raises(IntegrityError, match="only added to"):
            raw(statement, table)
    assert count(table) == before


@pytest.mark.only_on("postgresql")
@pytest.mark.parametrize("table", TABLES)
def test_postgresql_refuses_to_empty_a_table_and_to_overwrite_on_conflict(entries, table):
    connection.check_constraints()  # foreign keys still to be checked would refuse the TRUNCATE before the trigger
    for statement in ("TRUNCATE <table>", "TRUNCATE <table> CASCADE"):
        with pytest.raises(IntegrityError, match="only added to"):
            raw(statement, table)
    with pytest.raises(IntegrityError, match="only added to"):
        raw("INSERT INTO <table> SELECT * FROM <table> ON CONFLICT (id) DO UPDATE SET <column> = 'andet'", table)


@pytest.mark.only_on("sqlite")
@pytest.mark.parametrize("table", TABLES)
def test_sqlite_refuses_to_overwrite_a_row_by_replacing_it(entries, table):
    with pytest.raises(IntegrityError, match="only added to"):
        raw("REPLACE INTO <table> SELECT * FROM <table>", table)


def test_the_models_refuse_with_a_clear_error(entries):
    for model in (TrailEntry, AccessEntry):
        entry = model.objects.get()
        for attempt in (
            lambda model=model: model.objects.update(actor_name="En anden"),
            lambda model=model: model.objects.all().delete(),
            lambda model=model, entry=entry: model.objects.bulk_update([entry], ["actor_name"]),
            entry.save,
            entry.delete,
        ):
            with pytest.raises(AppendOnly, match="only added to"):
                attempt()
    with pytest.raises(IntegrityError, match="only added to"), transaction.atomic():
        LogEntry.objects.update(object_repr="andet")


def test_who_stands_in_the_trail_cannot_be_deleted(entries):
    with pytest.raises(ProtectedError):
        entries.delete()


def test_lifted_they_can_go_and_afterwards_no_more(entries):
    with lifted(connection):
        models.QuerySet(AccessEntry).delete()
    assert AccessEntry.objects.count() == 0
    with pytest.raises(IntegrityError, match="only added to"):
        raw("DELETE FROM trail_trailentry")


def test_installing_twice_does_no_harm(entries):
    install(connection)
    record(Acting(None, DAY), "municipality.changed", Municipality.objects.get())
    assert TrailEntry.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_test_with_real_transactions_leaves_the_database_guarded():
    user = User.objects.create(username="y", email="y@example.org")
    record(Acting(user, DAY), "municipality.created", Municipality.objects.create(code="0982", name="Østborg"))
    with pytest.raises(IntegrityError, match="only added to"):
        raw("DELETE FROM trail_trailentry")
