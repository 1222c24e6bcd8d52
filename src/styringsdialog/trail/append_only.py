"""Logs that can be added to and nothing else: refused by the database itself, and sooner and clearer by the models."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("trail_trailentry", "trail_accessentry", "auditlog_logentry")
REFUSAL = "The trail is only added to: rows are never changed or deleted"

_SQLITE = """
CREATE TRIGGER IF NOT EXISTS {table}_{name} BEFORE {event} ON {table} {condition}
BEGIN SELECT RAISE(ABORT, '{refusal}'); END
"""
# REPLACE INTO deletes the old row without asking triggers for deletions: so an insertion is looked at, too.
_SQLITE_EVENTS = (
    ("no_update", "UPDATE", ""),
    ("no_delete", "DELETE", ""),
    ("no_replace", "INSERT", "WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"),
)
_POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'restrict_violation'; END $$
"""
_POSTGRES_EVENTS = (("no_change", "UPDATE OR DELETE", "ROW"), ("no_truncate", "TRUNCATE", "STATEMENT"))


class AppendOnly(RuntimeError):
    """Somebody tried to change or delete an entry of a log. A fault of ours."""


class AppendOnlyQuerySet(models.QuerySet):
    """Rows that are read and added."""

    def update(self, **_kwargs: Any) -> NoReturn:
        raise AppendOnly(REFUSAL)

    def delete(self) -> NoReturn:
        raise AppendOnly(REFUSAL)

    def bulk_update(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise AppendOnly(REFUSAL)


class AppendOnlyModel(models.Model):
    """An entry of a log."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only the first time."""
        if not self._state.adding:
            raise AppendOnly(REFUSAL)
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        raise AppendOnly(REFUSAL)


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers on the tables that exist; may be done any number of times. SQLite loses the triggers of a table
    that a later migration makes anew, so this runs after every `migrate`."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRES_FUNCTION.format(refusal=REFUSAL))
        for table in TABLES:
            if table not in there:
                continue
            for statement in _statements(connection.vendor, table):
                cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers off: for the owner of the database, when entries have passed their time."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        for table in TABLES:
            if table not in there:
                continue
            if connection.vendor == "postgresql":
                for name, _, _ in _POSTGRES_EVENTS:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{name} ON {table}")
            else:
                for name, _, _ in _SQLITE_EVENTS:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}")


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Without triggers within, with them again afterwards."""
    remove(connection)
    try:
        yield
    finally:
        install(connection)


def _statements(vendor: str, table: str) -> list[str]:
    if vendor == "postgresql":
        return [
            f"CREATE OR REPLACE TRIGGER {table}_{name} BEFORE {event} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION trail_refuse()"
            for name, event, each in _POSTGRES_EVENTS
        ]
    return [
        _SQLITE.format(table=table, name=name, event=event, condition=when.format(table=table), refusal=REFUSAL)
        for name, event, when in _SQLITE_EVENTS
    ]
