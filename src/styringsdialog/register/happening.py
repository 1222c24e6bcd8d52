"""One event of the register in the making: its parties, and every row it makes, changes or ends, with how it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.db import models

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.core.stored_values import to_json
from styringsdialog.trail.services import record

from .models import (
    Division,
    EventKind,
    EventParty,
    EventSide,
    HousingArea,
    HousingOrganisation,
    Municipality,
    MunicipalUnit,
    Period,
    RegisterEvent,
)
from .periods import (
    Thing,
    end_day,
    exists_on,
    first_period,
    holds,
    kind_of,
    mirror,
    period_on,
    periods_of,
    refuse_faulty,
)
from .policies import can_maintain_register
from .writing import created

Row = TypeVar("Row", bound=models.Model)
AnyThing = TypeVar("AnyThing", HousingOrganisation, Division, HousingArea, MunicipalUnit)


class Happening:
    """Collects what one event does. `finish` writes the effects on the event, so that it can be withdrawn."""

    def __init__(
        self, acting: Acting, kind: EventKind, day: date, municipality: Municipality, *, note: str, reference: str
    ) -> None:
        self.acting, self.day = acting, day
        self.event = RegisterEvent.objects.create(
            kind=kind, day=day, municipality=municipality, note=note, reference=reference, created_by=acting.person
        )
        self.effects: list[dict[str, Any]] = []
        self.things: dict[tuple[str, int], Thing] = {}

    def party(self, side: EventSide, *things: Thing) -> None:
        """Those whom the event concerned, and how."""
        EventParty.objects.bulk_create(
            EventParty(event=self.event, side=side, **{kind_of(thing).key: thing}) for thing in things
        )

    def make(self, row: Row) -> Row:
        """Save a new row."""
        row.save(force_insert=True)
        self.effects.append({"what": "made", "row": _named(row), "after": _values(row)})
        return row

    def make_thing(self, thing: AnyThing) -> AnyThing:
        """Save a new organisation, division or unit, with its first period."""
        self.make(thing)
        self.make(first_period(thing, self.event))  # type: ignore[arg-type]
        return thing

    def set(self, row: models.Model, **values: Any) -> None:
        """Change columns (by the names they have in the database) of a row."""
        before = {name: getattr(row, name) for name in values}
        if before == values:
            return
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=list(values))
        self.effects.append(
            {"what": "changed", "row": _named(row), "before": to_json(before), "after": to_json(values)}
        )

    def drop(self, row: models.Model) -> None:
        """Delete a row that will never have held: it was to begin after the event."""
        named, values = _named(row), _values(row)
        try:
            row.delete()
        except models.ProtectedError as fault:
            raise UserError.of("register.used_already", name=str(row)) from fault
        self.effects.append({"what": "dropped", "row": named, "before": values})

    def change(self, thing: Thing, **values: Any) -> Period:
        """From the event's day on the columns have the values given; what was recorded for later keeps its own."""
        refuse_faulty(thing, values)
        rows = periods_of(thing)
        current = next((row for row in rows if holds(row, self.day)), None)
        if current is None:
            raise UserError.of("register.not_there", name=str(thing), day=self.day)
        before = {name: getattr(current, name) for name in values}
        self.things[_key(thing)] = thing
        if current.valid_from == self.day:
            self.set(current, **values, begun_by_id=self.event.pk)
            new = current
        else:
            new = _copy(current, valid_from=self.day, begun_by=self.event, **values)
            self.set(current, valid_until=self.day)
            self.make(new)
        for row in rows:
            if row.valid_from > self.day:
                same = {name: value for name, value in values.items() if getattr(row, name) == before[name]}
                before = {name: old for name, old in before.items() if name in same}
                values = {name: value for name, value in values.items() if name in same}
                self.set(row, **same)
        return new

    def end(self, thing: Thing) -> None:
        """The thing is no more from the event's day. UserError where something is recorded to begin later."""
        rows = periods_of(thing)
        if later := next((row for row in rows if row.valid_from >= self.day), None):
            raise UserError.of("register.later_event", name=str(thing), day=later.valid_from)
        self.set(rows[-1], valid_until=self.day)
        self.set(thing, **{kind_of(thing).ends: self.day})
        self.things[_key(thing)] = thing

    def finish(
        self, action: str, obj: models.Model, *, before: Any = None, after: Any = None, **params: Any
    ) -> RegisterEvent:
        """Keep the effects, bring the columns up to today, and write the one entry of the trail."""
        self.event.effects = self.effects
        self.event.save(update_fields=["effects", "note"])
        for thing in self.things.values():
            mirror(thing, self.acting.day)
        record(self.acting, action, obj, before=before, after=after, day=self.day, **params)
        return self.event

    def remark(self, text: str) -> None:
        """Add a line to the event's note: what ended without anybody asking for it."""
        self.event.note = f"{self.event.note}\n{text}".strip()


def begun(acting: Acting, thing: AnyThing, action: str) -> AnyThing:
    """Save a new thing with its first period, and as founded where its first day is known; write it down."""
    created(acting, thing, action)
    event = None
    day = getattr(thing, "began_on", None)
    if day is not None:
        places = ("municipality", "seat_municipality", "location_municipality")
        place = next(getattr(thing, name) for name in places if hasattr(thing, name))
        event = RegisterEvent.objects.create(
            kind=EventKind.FOUNDED, day=day, municipality=place, created_by=acting.person
        )
        EventParty.objects.create(event=event, side=EventSide.CREATED, **{kind_of(thing).key: thing})
    first_period(thing, event).save()
    return thing


def allow(acting: Acting, *municipalities: Municipality) -> None:
    """NotAllowed unless the actor keeps the register of every one of them."""
    for municipality in municipalities:
        if not can_maintain_register(acting, municipality):
            raise NotAllowed.of("not_allowed")


def locked(things: Iterable[models.Model]) -> list[Any]:
    """The rows as they are now, locked to the end of the transaction; always in one order (no deadlocks)."""
    given = list(things)
    fresh = {
        (type(thing), thing.pk): type(thing)._default_manager.select_for_update().get(pk=thing.pk)
        for thing in sorted(given, key=lambda thing: (thing._meta.label, thing.pk))
    }
    return [fresh[type(thing), thing.pk] for thing in given]


def must_exist(thing: Thing, day: date) -> None:
    """UserError where the thing has ended or not begun on the day."""
    ended = end_day(thing)
    if ended is not None and ended <= day:
        raise UserError.of("register.ended", name=str(thing), day=ended)
    if not exists_on(thing, day):
        raise UserError.of("register.not_there", name=str(thing), day=day)


def must_be_open(thing: Thing, day: date) -> None:
    """As `must_exist`, and nobody has recorded an end: what is to end cannot end twice."""
    ended = end_day(thing)
    if ended is not None:
        raise UserError.of("register.ended", name=str(thing), day=ended)
    must_exist(thing, day)


def how_on(thing: Thing, day: date) -> Any:
    """The period of the day; UserError where there is none."""
    period = period_on(thing, day)
    if period is None:
        raise UserError.of("register.not_there", name=str(thing), day=day)
    return period


def _key(thing: models.Model) -> tuple[str, int]:
    return thing._meta.label, thing.pk


def _named(row: models.Model) -> dict[str, Any]:
    return {"model": row._meta.label_lower, "pk": row.pk}


def _values(row: models.Model) -> Any:
    fields = [field for field in row._meta.concrete_fields if not field.primary_key]
    values: Mapping[str, Any] = {field.attname: getattr(row, field.attname) for field in fields}
    return to_json(values)


def _copy(period: Period, **values: Any) -> Period:
    kept = {field.attname: getattr(period, field.attname) for field in period._meta.concrete_fields}
    kept.pop("id")
    kept.pop("begun_by_id")
    return type(period)(**{**kept, **values})
