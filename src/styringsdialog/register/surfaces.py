"""Collaboration surfaces and who to write to: opened, changed, handed over and ended, each with its days."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from styringsdialog.core.acting import Acting
from styringsdialog.core.dated_rows import refuse_overlap
from styringsdialog.core.errors import UserError
from styringsdialog.trail.services import record
from styringsdialog.users.models import User
from styringsdialog.wording.messages import catalogue, sentence

from .models import (
    CollaborationSurface,
    Contact,
    Division,
    HousingArea,
    HousingOrganisation,
    Municipality,
    MunicipalUnit,
    SurfaceTopic,
)
from .policies import can_maintain_register, can_maintain_surface
from .writing import allow, changed, check, created

TOPICS = "surface_topic."


@transaction.atomic
def start_catalogue(acting: Acting, *, municipality: Municipality) -> list[SurfaceTopic]:
    """Give the municipality the topics of the first list that it has not got; what it has is left as it is."""
    allow(can_maintain_register(acting, municipality))
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    there = set(SurfaceTopic.objects.filter(municipality=municipality).values_list("key", flat=True))
    keys = [message.removeprefix(TOPICS) for message in catalogue() if message.startswith(TOPICS)]
    made = [
        SurfaceTopic(
            municipality=municipality,
            key=key,
            name=sentence(TOPICS + key, part="title"),
            name_en=sentence(TOPICS + key, part="title", language="en"),
            legal_basis=sentence(TOPICS + key),
            position=10 * place,
        )
        for place, key in enumerate(keys, 1)
        if key not in there
    ]
    for topic in made:
        check(topic)
        topic.save(force_insert=True)
    record(acting, "topics.started", municipality, after=[topic.key for topic in made], count=len(made))
    return made


@transaction.atomic
def set_topic(acting: Acting, *, municipality: Municipality, key: str, **values: Any) -> SurfaceTopic:
    """Add or change the topic `key`; values: name, name_en, legal_basis, position, is_used."""
    allow(can_maintain_register(acting, municipality))
    topic = SurfaceTopic.objects.filter(municipality=municipality, key=key).first()
    names = ("name", "name_en", "legal_basis", "position", "is_used")
    if topic is not None:
        return changed(acting, topic, values, names, "topic.set")
    if unknown := values.keys() - set(names):
        raise TypeError(f"{sorted(unknown)} cannot be set here")
    return created(acting, SurfaceTopic(municipality=municipality, key=key, **values), "topic.set")


@transaction.atomic
def open_surface(
    acting: Acting,
    *,
    topic: SurfaceTopic,
    unit: MunicipalUnit,
    valid_from: date,
    valid_until: date | None = None,
    organisation: HousingOrganisation | None = None,
    area: HousingArea | None = None,
    division: Division | None = None,
    responsible: User | None = None,
    responsible_name: str = "",
    note: str = "",
) -> CollaborationSurface:
    """A surface of the topic's municipality. Without an organisation, area or division it covers all of them."""
    surface = CollaborationSurface(
        municipality=topic.municipality,
        topic=topic,
        unit=unit,
        organisation=organisation,
        area=area,
        division=division,
        responsible=responsible,
        responsible_name=responsible_name,
        note=note,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    allow(can_maintain_surface(acting, surface))
    _refuse_odd(surface)
    return created(acting, surface, "surface.opened")


@transaction.atomic
def change_surface(acting: Acting, *, surface: CollaborationSurface, **changes: Any) -> CollaborationSurface:
    """Correct what was written wrongly: responsible, responsible_name, note, valid_from, valid_until.

    Whoever takes over from a day is not a correction: see `hand_over_surface`.
    """
    allow(can_maintain_surface(acting, surface))
    names = ("responsible", "responsible_name", "note", "valid_from", "valid_until")
    _refuse_odd(_as_changed(surface, changes))
    return changed(acting, surface, changes, names, "surface.changed")


@transaction.atomic
def end_surface(acting: Acting, *, surface: CollaborationSurface, day: date) -> CollaborationSurface:
    """The surface holds no longer from the day."""
    allow(can_maintain_surface(acting, surface))
    return _ended(acting, surface, day, "surface.ended")


@transaction.atomic
def hand_over_surface(
    acting: Acting,
    *,
    surface: CollaborationSurface,
    day: date,
    unit: MunicipalUnit | None = None,
    responsible: User | None = None,
    responsible_name: str = "",
) -> CollaborationSurface:
    """Another unit, or another responsible person, from the day: the old surface ends and the new one is returned."""
    allow(can_maintain_surface(acting, surface))
    old = CollaborationSurface.objects.select_for_update().get(pk=surface.pk)
    new = CollaborationSurface(
        municipality=old.municipality,
        topic=old.topic,
        unit=unit or old.unit,
        organisation=old.organisation,
        area=old.area,
        division=old.division,
        responsible=responsible,
        responsible_name=responsible_name,
        note=old.note,
        valid_from=day,
        valid_until=old.valid_until,
    )
    old.valid_until = day
    check(old)
    old.save(update_fields=["valid_until"])
    _refuse_odd(new)
    check(new)
    new.save(force_insert=True)
    before, after = ({"unit": str(one.unit), "responsible": one_responsible(one)} for one in (old, new))
    record(acting, "surface.handed_over", new, before=before, after=after, day=day)
    return new


def one_responsible(surface: CollaborationSurface) -> str:
    """The name of whoever is responsible: with a sign-in or without, or empty."""
    return surface.responsible.get_full_name() if surface.responsible is not None else surface.responsible_name


@transaction.atomic
def add_contact(
    acting: Acting,
    *,
    municipality: Municipality,
    function: str,
    name: str,
    valid_from: date,
    valid_until: date | None = None,
    organisation: HousingOrganisation | None = None,
    unit: MunicipalUnit | None = None,
    title: str = "",
    email: str = "",
    phone: str = "",
) -> Contact:
    """Somebody to write to, in the municipality's address book: at an organisation or in one of its units."""
    allow(can_maintain_register(acting, municipality))
    contact = Contact(
        municipality=municipality,
        function=function,
        name=name,
        title=title,
        email=email,
        phone=phone,
        organisation=organisation,
        unit=unit,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    if unit is not None and unit.municipality_id != municipality.pk:
        raise UserError.of("register.surface_foreign", name=str(unit), municipality=municipality.name)
    return created(acting, contact, "contact.added")


@transaction.atomic
def change_contact(acting: Acting, *, contact: Contact, **changes: Any) -> Contact:
    """Correct function, name, title, email, phone, valid_from or valid_until."""
    allow(can_maintain_register(acting, contact.municipality))
    names = ("function", "name", "title", "email", "phone", "valid_from", "valid_until")
    return changed(acting, contact, changes, names, "contact.changed")


@transaction.atomic
def end_contact(acting: Acting, *, contact: Contact, day: date) -> Contact:
    """The person is no longer the one to write to from the day."""
    allow(can_maintain_register(acting, contact.municipality))
    return _ended(acting, contact, day, "contact.ended")


def _ended(acting: Acting, row: Any, day: date, action: str) -> Any:
    before = {"valid_until": row.valid_until}
    row.valid_until = day
    check(row)
    row.save(update_fields=["valid_until"])
    record(acting, action, row, before=before, after={"valid_until": day}, day=day)
    return row


def _as_changed(surface: CollaborationSurface, changes: dict[str, Any]) -> CollaborationSurface:
    names = [field.attname for field in CollaborationSurface._meta.concrete_fields]
    copy = CollaborationSurface(**{name: getattr(surface, name) for name in names})
    for name, value in changes.items():
        setattr(copy, name, value)
    return copy


def _refuse_odd(surface: CollaborationSurface) -> None:
    """UserError for another municipality's unit or area, a unit that is not there, and the same surface twice."""
    place = surface.municipality
    owner = surface.organisation
    foreign: list[Any] = [one for one in (surface.unit, surface.area) if one and one.municipality_id != place.pk]
    if surface.division and place.pk not in _places(surface.division):
        foreign.append(surface.division)
    if owner and not _works_in(owner, place):
        foreign.append(owner)
    if foreign:
        raise UserError.of("register.surface_foreign", name=str(foreign[0]), municipality=place.name)
    unit = surface.unit
    until = surface.valid_until
    if unit.valid_from > surface.valid_from or (unit.valid_until and (until is None or until > unit.valid_until)):
        raise UserError.of("register.surface_unit", unit=str(unit))
    same = CollaborationSurface.objects.filter(
        topic=surface.topic,
        unit=surface.unit,
        organisation=surface.organisation,
        area=surface.area,
        division=surface.division,
    ).exclude(pk=surface.pk)
    refuse_overlap(
        same, lock=place, valid_from=surface.valid_from, valid_until=until, message="register.surface_exists"
    )


def _places(division: Division) -> set[int]:
    return {division.location_municipality_id, division.organisation.seat_municipality_id}


def _works_in(organisation: HousingOrganisation, place: Municipality) -> bool:
    """Seated in the municipality at some time, or with a division there."""
    if organisation.seat_municipality_id == place.pk:
        return True
    if organisation.periods.filter(seat_municipality=place).exists():
        return True
    here = Q(location_municipality=place)
    return Division.objects.filter(here, Q(organisation=organisation) | Q(periods__organisation=organisation)).exists()
