"""Field by field what a deed changed: auditlog's rows, filled with our deed and person, read beside our entries."""

from __future__ import annotations

from typing import Any

from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.db import models

from .context import current

# Never in a log, whatever the model: what opens a door.
SECRET = ("password", "token", "secret")


def follow(*followed: type[models.Model], exclude: tuple[str, ...] = ()) -> None:
    """Log every change of these models' rows; called in `AppConfig.ready()`. `exclude`: fields not worth a line.

    JSON fields are left out: they would be kept whole, twice, and nobody could read what differs. Bulk writes are not
    seen: their service tells of them in its own entry. Whole rows are never kept (`serialize_data`): it breaks
    protected states.
    """
    for model in followed:
        hidden = [
            field.name
            for field in model._meta.concrete_fields
            if field.name in exclude
            or isinstance(field, models.JSONField)
            or any(part in field.name for part in SECRET)
        ]
        auditlog.register(model, exclude_fields=hidden)


def fill_in(sender: type[models.Model], instance: LogEntry, *, raw: bool = False, **_kwargs: Any) -> None:
    """Before a row of auditlog is stored: whose deed it belongs to. The one receiver in the system."""
    now = current()
    if raw or now is None or instance.pk is not None:
        return
    instance.cid = str(now.id)
    instance.additional_data = {**(instance.additional_data or {}), "deed": str(now.id)}
    if now.person is not None:
        instance.actor_id = now.person.pk
        instance.actor_email = now.person.email
