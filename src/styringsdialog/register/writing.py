"""How every service of the register writes: allowed, checked by the model's own rules, one entry in the trail."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.trail.services import record

Row = TypeVar("Row", bound=models.Model)


def allow(answer: bool) -> None:
    """NotAllowed where the policy said no."""
    if not answer:
        raise NotAllowed.of("not_allowed")


def created(acting: Acting, row: Row, action: str) -> Row:
    """Save a new row and write it down."""
    check(row)
    row.save(force_insert=True)
    record(acting, action, row)
    return row


def changed(acting: Acting, row: Row, changes: dict[str, Any], allowed: tuple[str, ...], action: str) -> Row:
    """Set and save the fields, and write down how they were and are. TypeError for a field not in `allowed`."""
    if unknown := changes.keys() - set(allowed):
        raise TypeError(f"{sorted(unknown)} cannot be changed here")
    before = {name: told(getattr(row, name)) for name in changes}
    for name, value in changes.items():
        setattr(row, name, value)
    check(row)
    row.save(update_fields=list(changes))
    record(acting, action, row, before=before, after={name: told(value) for name, value in changes.items()})
    return row


def check(row: models.Model) -> None:
    """UserError with Django's own sentences where a field or a constraint of the model says no."""
    try:
        row.full_clean()
    except ValidationError as fault:
        raise UserError(" ".join(fault.messages)) from fault


def told(value: Any) -> Any:
    """A value as the trail keeps it: a row by its text."""
    return str(value) if isinstance(value, models.Model) else value
