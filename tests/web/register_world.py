"""What the register's pages are tried with: a unit, a topic, a surface, a contact, a coming and a foreign event."""

from dataclasses import dataclass
from datetime import date

from styringsdialog.core.acting import Acting
from styringsdialog.register.history import rename_organisation
from styringsdialog.register.models import (
    CollaborationSurface,
    Contact,
    MunicipalUnit,
    RegisterEvent,
    SurfaceTopic,
)

DAY = date(2026, 9, 1)
BEGIN = date(2020, 1, 1)


@dataclass
class RegisterParts:
    """One of each of the register's own kinds."""

    unit: MunicipalUnit
    foreign_unit: MunicipalUnit
    topic: SurfaceTopic
    surface: CollaborationSurface
    contact: Contact
    event: RegisterEvent
    foreign_event: RegisterEvent


def make_register_parts(place, owner, foreign, responsible) -> RegisterParts:
    """The owner is renamed from 2027; the same happens to the foreign one."""
    unit = MunicipalUnit.objects.create(municipality=place, name="Ældre og sundhed", topic="Boliger", valid_from=BEGIN)
    foreign_unit = MunicipalUnit.objects.create(
        municipality=foreign.seat_municipality, name="Fjern forvaltning", valid_from=BEGIN
    )
    topic = SurfaceTopic.objects.create(municipality=place, key="tilsyn", name="Tilsyn", name_en="Supervision")
    surface = CollaborationSurface.objects.create(
        municipality=place, topic=topic, unit=unit, organisation=owner, responsible=responsible, valid_from=BEGIN
    )
    contact = Contact.objects.create(
        municipality=place, organisation=owner, function="director", name="Dorte Prøve", valid_from=BEGIN
    )
    day = date(2027, 1, 1)
    system = Acting(None, DAY)
    event = rename_organisation(system, organisation=owner, name="Fiktiv Bolig", day=day)
    foreign_event = rename_organisation(system, organisation=foreign, name="Fjernbo Bolig", day=day)
    return RegisterParts(unit, foreign_unit, topic, surface, contact, event, foreign_event)
