"""Events of one organisation: another name, seat, owner kind or fiscal year, and its end."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import UserError
from styringsdialog.register.happening import Happening, allow, locked, must_be_open, must_exist
from styringsdialog.register.models import (
    CollaborationSurface,
    Contact,
    EventKind,
    EventSide,
    HousingOrganisation,
    Membership,
    Municipality,
    RegisterEvent,
)
from styringsdialog.register.periods import period_on, seat_on

from .following import agreements_end, end_rows
from .numbers import divisions_owned


@transaction.atomic
def rename_organisation(
    acting: Acting, *, organisation: HousingOrganisation, name: str, day: date, note: str = "", reference: str = ""
) -> RegisterEvent:
    """The organisation is called `name` from the day."""
    change = {"name": name.strip()}
    return _changed(acting, organisation, EventKind.RENAMED, "organisation.renamed", day, change, note, reference)


@transaction.atomic
def move_seat(
    acting: Acting,
    *,
    organisation: HousingOrganisation,
    municipality: Municipality,
    day: date,
    note: str = "",
    reference: str = "",
) -> RegisterEvent:
    """Another municipality supervises from the day. Recorded by the one that supervised until then."""
    change = {"seat_municipality_id": municipality.pk}
    return _changed(acting, organisation, EventKind.SEAT_MOVED, "organisation.seat_moved", day, change, note, reference)


@transaction.atomic
def change_owner_kind(
    acting: Acting,
    *,
    organisation: HousingOrganisation,
    owner_kind: str,
    day: date,
    note: str = "",
    reference: str = "",
) -> RegisterEvent:
    """Another owner kind, and so other duties, from the day."""
    change = {"owner_kind": str(owner_kind)}
    return _changed(
        acting, organisation, EventKind.KIND_CHANGED, "organisation.kind_changed", day, change, note, reference
    )


@transaction.atomic
def change_fiscal_year(
    acting: Acting, *, organisation: HousingOrganisation, end_month: int, day: date, note: str = "", reference: str = ""
) -> RegisterEvent:
    """The fiscal year ends with another month (1-12) from the day."""
    change = {"fiscal_year_end_month": end_month}
    kind = EventKind.FISCAL_YEAR_CHANGED
    return _changed(acting, organisation, kind, "organisation.fiscal_year_changed", day, change, note, reference)


@transaction.atomic
def close_organisation(
    acting: Acting, *, organisation: HousingOrganisation, day: date, note: str = "", reference: str = ""
) -> RegisterEvent:
    """The organisation is no more from the day. UserError while it has divisions that go on."""
    allow(acting, seat_on(organisation, day))
    (mine,) = locked([organisation])
    must_be_open(mine, day)
    if open_ones := divisions_owned(mine, day):
        names = [str(division) for division in open_ones]
        raise UserError.of("register.divisions_open", name=mine.name, divisions=names)
    happening = Happening(acting, EventKind.CLOSED, day, seat_on(mine, day), note=note, reference=reference)
    happening.party(EventSide.CEASING, mine)
    happening.end(mine)
    after = end_what_hangs_on(happening, mine)
    return happening.finish("organisation.closed", mine, before={"ended_on": None}, after={"ended_on": day, **after})


def end_what_hangs_on(happening: Happening, organisation: HousingOrganisation) -> dict[str, list[str]]:
    """End surfaces, contacts, roles and agreements of an organisation that goes on in nobody; what ended, by kind."""
    return {
        "surfaces": end_rows(happening, CollaborationSurface.objects.filter(organisation=organisation)),
        "contacts": end_rows(happening, Contact.objects.filter(organisation=organisation)),
        "roles": end_rows(happening, Membership.objects.filter(organisation=organisation)),
        "agreements": agreements_end(happening, organisation),
    }


def _changed(
    acting: Acting,
    organisation: HousingOrganisation,
    kind: EventKind,
    action: str,
    day: date,
    change: dict[str, Any],
    note: str,
    reference: str,
) -> RegisterEvent:
    allow(acting, seat_on(organisation, day))
    (mine,) = locked([organisation])
    must_exist(mine, day)
    was = period_on(mine, day)
    before = {name: getattr(was, name) for name in change}
    if before == change:
        raise UserError.of("register.as_it_was", name=mine.name)
    happening = Happening(acting, kind, day, seat_on(mine, day), note=note, reference=reference)
    happening.party(EventSide.CONCERNED, mine)
    happening.change(mine, **change)
    return happening.finish(action, mine, before=_told(before), after=_told(change))


def _told(values: dict[str, Any]) -> dict[str, Any]:
    """Values as the trail tells them: a municipality by its name."""
    key = "seat_municipality_id"
    if key not in values:
        return values
    return {"seat_municipality": str(Municipality.objects.get(pk=values[key]))}
