"""The rows of the register's workbook as they are in the register: one dict of values a row, by sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from styringsdialog.core.acting import Acting
from styringsdialog.register.history_queries import contacts_for, surfaces_for, topics_for
from styringsdialog.register.models import (
    BEGINNING,
    AdministrationAgreement,
    CollaborationSurface,
    Contact,
    Division,
    HousingArea,
    HousingOrganisation,
    Municipality,
    MunicipalUnit,
    SurfaceTopic,
)
from styringsdialog.register.past import events_told
from styringsdialog.register.periods import KINDS
from styringsdialog.register.queries import areas_for, divisions_for, organisations_for, units_for
from styringsdialog.register.surfaces import one_responsible

Row = dict[str, Any]


def register_rows(acting: Acting, municipality: Municipality) -> dict[str, list[Row]]:
    """Everything of the municipality that goes on today or is to begin, and the history of all it sees."""
    found = {name: [values for _, values in rows] for name, rows in register_things(acting, municipality).items()}
    return {**found, "history": list(history_rows(acting))}


def register_things(acting: Acting, municipality: Municipality) -> dict[str, list[tuple[Any, Row]]]:
    """As `register_rows`, each with the thing it tells of; without the history."""
    goes_on = Q(ended_on__isnull=True) | Q(ended_on__gt=acting.day)
    not_over = Q(valid_until__isnull=True) | Q(valid_until__gt=acting.day)
    here = {"municipality": municipality}
    owners = organisations_for(acting).filter(goes_on)
    keys = owners.order_by().values("pk")
    agreed = AdministrationAgreement.objects.filter(not_over, organisation__in=keys)
    surfaces = surfaces_for(acting).filter(not_over, **here)
    joined = ("topic", "unit", "organisation", "area", "division__organisation", "responsible")
    divisions = divisions_for(acting).filter(goes_on, organisation__in=keys)
    rows: dict[str, tuple[Any, Any]] = {
        "units": (units_for(acting).filter(not_over, **here), unit_row),
        "areas": (areas_for(acting).filter(goes_on, **here), area_row),
        "organisations": (owners.select_related("seat_municipality"), organisation_row),
        "divisions": (divisions.select_related("organisation", "location_municipality", "area"), division_row),
        "topics": (topics_for(acting).filter(**here), topic_row),
        "surfaces": (surfaces.select_related(*joined), surface_row),
        "contacts": (
            contacts_for(acting).filter(not_over, **here).select_related("organisation", "unit"),
            contact_row,
        ),
        "agreements": (agreed.select_related("organisation", "administrator"), agreement_row),
    }
    return {name: [(thing, told(thing)) for thing in things] for name, (things, told) in rows.items()}


def unit_row(row: MunicipalUnit) -> Row:
    return {"name": row.name, "topic": row.topic, "valid_from": row.valid_from, "valid_until": row.valid_until}


def area_row(row: HousingArea) -> Row:
    return {"name": row.name, "began_on": row.began_on}


def organisation_row(row: HousingOrganisation) -> Row:
    return {
        "lbf_number": row.lbf_number,
        "name": row.name,
        "owner_kind": row.owner_kind,
        "cvr": row.cvr,
        "seat": row.seat_municipality.code,
        "month": str(row.fiscal_year_end_month),
        "began_on": row.began_on,
    }


def division_row(row: Division) -> Row:
    return {
        "organisation": row.organisation.lbf_number,
        "lbf_number": row.lbf_number,
        "name": row.name,
        "location": row.location_municipality.code,
        "area": row.area.name if row.area is not None else "",
        "address": row.address,
        "building_form": row.building_form,
        "build_year": row.build_year,
        "began_on": row.began_on,
    }


def topic_row(row: SurfaceTopic) -> Row:
    names = ("key", "name", "name_en", "legal_basis", "position", "is_used")
    return {name: getattr(row, name) for name in names}


def surface_row(row: CollaborationSurface) -> Row:
    return {
        "topic": row.topic.key,
        "unit": row.unit.name,
        "organisation": row.organisation.lbf_number if row.organisation else "",
        "area": row.area.name if row.area else "",
        "division_owner": row.division.organisation.lbf_number if row.division else "",
        "division": row.division.lbf_number if row.division else "",
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
        "responsible": one_responsible(row),
        "note": row.note,
    }


def contact_row(row: Contact) -> Row:
    return {
        "organisation": row.organisation.lbf_number if row.organisation else "",
        "unit": row.unit.name if row.unit else "",
        "function": row.function,
        "name": row.name,
        "title": row.title,
        "email": row.email,
        "phone": row.phone,
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
    }


def agreement_row(row: AdministrationAgreement) -> Row:
    return {
        "organisation": row.organisation.lbf_number,
        "administrator": row.administrator.lbf_number if row.administrator else "",
        "administrator_name": row.administrator_name,
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
    }


def history_rows(acting: Acting) -> Iterator[Row]:
    """Every period of what the actor sees, and every event."""
    things = {
        HousingOrganisation: organisations_for(acting),
        Division: divisions_for(acting),
        HousingArea: areas_for(acting),
        MunicipalUnit: units_for(acting),
    }
    for model, rows in things.items():
        kind = KINDS[model]
        periods = kind.model._default_manager.filter(**{f"{kind.key}__in": rows.order_by().values("pk")})
        for period in periods.select_related(kind.key, "begun_by").order_by(f"{kind.key}_id", "valid_from"):
            yield {
                "kind": str(model._meta.verbose_name).capitalize(),
                "number": getattr(getattr(period, kind.key), "lbf_number", ""),
                "name": period.name,
                "valid_from": period.valid_from if period.valid_from != BEGINNING else None,
                "valid_until": period.valid_until,
                "event": str(period.begun_by) if period.begun_by is not None else "",
            }
    for event, parties in events_told(acting):
        yield {
            "kind": "Hændelse",
            "name": event.get_kind_display(),
            "valid_from": event.day,
            "told": "; ".join(parties),
            "event": event.note,
        }
