"""Takes back an event that was recorded wrongly: everything it did is put back as it was."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.db.models import Q
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.db.models.functions import Now

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import UserError
from styringsdialog.core.stored_values import from_json, to_json
from styringsdialog.register.happening import allow, locked
from styringsdialog.register.models import EventParty, RegisterEvent
from styringsdialog.register.periods import KINDS, Thing, mirror
from styringsdialog.trail.services import record

PARTIES = ("organisation", "division", "area", "unit")


@transaction.atomic
def withdraw_event(acting: Acting, *, event: RegisterEvent, reason: str) -> RegisterEvent:
    """The event never happened; it stays in the register as withdrawn, with the reason.

    UserError unless it is the newest event of all its parties, and where something was built on it since.
    """
    allow(acting, event.municipality)
    mine = RegisterEvent.objects.select_for_update().get(pk=event.pk)
    if mine.withdrawn_at is not None:
        raise UserError.of("register.withdrawn_already")
    if not reason.strip():
        raise UserError.of("register.reason_needed")
    things = locked(_things(mine))
    if newer := _newer(mine):
        raise UserError.of("register.newer_event", newer=str(newer))
    made = [effect for effect in mine.effects if _made_thing(effect)]
    for effect in reversed([effect for effect in mine.effects if effect not in made]):
        _put_back(mine, effect)
    # The columns of today go back first: they may still point at what the event made.
    keys = {(effect["row"]["model"], effect["row"]["pk"]) for effect in made}
    for thing in things:
        if (thing._meta.label_lower, thing.pk) not in keys:
            thing.refresh_from_db()
            mirror(thing, acting.day)
    for effect in reversed(made):
        _put_back(mine, effect)
    RegisterEvent.objects.filter(pk=mine.pk).update(withdrawn_at=Now(), withdrawn_reason=reason.strip()[:250])
    mine.refresh_from_db()
    told = {"event": str(mine), "parties": [str(thing) for thing in things]}
    record(acting, "event.withdrawn", mine, before=told, after={"reason": reason.strip()})
    return mine


def _things(event: RegisterEvent) -> list[Thing]:
    rows = event.parties.select_related(*PARTIES)
    return [next(thing for name in PARTIES if (thing := getattr(row, name)) is not None) for row in rows]


def _newer(event: RegisterEvent) -> RegisterEvent | None:
    """An event of one of the same parties that was recorded later and stands."""
    same = Q()
    for name in PARTIES:
        keys = event.parties.filter(**{f"{name}__isnull": False}).values_list(f"{name}_id", flat=True)
        same |= Q(**{f"{name}__in": list(keys)})
    rows = EventParty.objects.filter(same, event__pk__gt=event.pk, event__withdrawn_at__isnull=True)
    found = rows.select_related("event").first()
    return found.event if found is not None else None


def _made_thing(effect: dict[str, Any]) -> bool:
    return effect["what"] == "made" and apps.get_model(effect["row"]["model"]) in KINDS


def _put_back(event: RegisterEvent, effect: dict[str, Any]) -> None:
    model = apps.get_model(effect["row"]["model"])
    if effect["what"] == "dropped":
        model._default_manager.create(pk=effect["row"]["pk"], **_values(effect["before"]))
        return
    row = model._default_manager.filter(pk=effect["row"]["pk"]).first()
    if row is None or not _as_left(row, effect["after"]):
        raise UserError.of("register.built_on", name=str(row) if row is not None else str(event))
    if effect["what"] == "made":
        _remove(event, row)
        return
    values = _values(effect["before"])
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))


def _as_left(row: models.Model, after: dict[str, Any]) -> bool:
    """Nobody has changed the row since. The columns of a thing are left out: the day may have brought them on."""
    free = KINDS[type(row)].columns if type(row) in KINDS else ()
    return all(to_json(getattr(row, name)) == value for name, value in after.items() if name not in free)


def _remove(event: RegisterEvent, row: models.Model) -> None:
    """Delete a row the event made. UserError where something else has come to point at it."""
    for name in PARTIES:
        if type(row) is EventParty._meta.get_field(name).related_model:
            event.parties.filter(**{name: row}).delete()
    collector = Collector(using=DEFAULT_DB_ALIAS)
    try:
        collector.collect([row])
    except (ProtectedError, RestrictedError) as fault:
        raise UserError.of("register.built_on", name=str(row)) from fault
    others = [model for model in collector.data if model is not type(row)]
    if others or any(rows.exists() for rows in collector.fast_deletes):
        raise UserError.of("register.built_on", name=str(row))
    row.delete()


def _values(stored: Any) -> dict[str, Any]:
    found: dict[str, Any] = from_json(stored)
    return found
