"""The one check that dated rows about the same thing do not overlap."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import QuerySet

from .errors import UserError
from .models import overlaps


def refuse_overlap(
    rows: QuerySet, *, lock: models.Model, valid_from: date, valid_until: date | None, message: str
) -> None:
    """UserError `message` if one of `rows` shares a day with the interval; call it inside the writing transaction.

    `lock` is the row that two writers have in common (the user of a membership): on PostgreSQL the second waits
    for the first there; on SQLite a transaction has the write lock from its start.
    """
    lock._meta.model._default_manager.select_for_update().get(pk=lock.pk)  # the signed-in user is lazy, not a User
    other = rows.filter(overlaps(valid_from, valid_until)).first()
    if other is not None:
        raise UserError.of(message, other=str(other), since=other.valid_from)
