"""Rows that add or correct: which service writes them, with what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from styringsdialog.core.acting import Acting
from styringsdialog.register import agreements, services, surfaces

from .finding import Finder

Values = Mapping[str, Any]
Make = Callable[[Acting, Finder, Values], object]
Change = Callable[[Acting, Finder, Any, Values], object]


@dataclass(frozen=True)
class Kind:
    """How rows of a sheet are told apart, made and corrected. `fixed`: columns that no correction may change."""

    key: tuple[str, ...]
    make: Make
    change: Change
    fixed: tuple[str, ...] = ()


def _make_unit(acting: Acting, finder: Finder, new: Values) -> object:
    given = {name: new[name] for name in ("name", "topic", "valid_from", "valid_until")}
    return services.create_unit(acting, municipality=finder.municipality, **given)


def _make_area(acting: Acting, finder: Finder, new: Values) -> object:
    return services.create_area(acting, municipality=finder.municipality, name=new["name"], began_on=new["began_on"])


def _make_organisation(acting: Acting, finder: Finder, new: Values) -> object:
    return services.create_organisation(
        acting,
        lbf_number=new["lbf_number"],
        name=new["name"],
        owner_kind=new["owner_kind"],
        cvr=new["cvr"],
        seat_municipality=finder.place(new["seat"]),
        fiscal_year_end_month=int(new["month"]),
        began_on=new["began_on"],
    )


def _change_organisation(acting: Acting, finder: Finder, thing: Any, new: Values) -> object:
    given = {name: value for name, value in new.items() if name != "month"}
    if "month" in new:
        given["fiscal_year_end_month"] = int(new["month"])
    return services.update_organisation(acting, organisation=thing, **given)


def _make_division(acting: Acting, finder: Finder, new: Values) -> object:
    return services.create_division(
        acting,
        organisation=finder.organisation(new["organisation"]),
        lbf_number=new["lbf_number"],
        name=new["name"],
        location_municipality=finder.place(new["location"]),
        area=finder.area(new["area"]) if new["area"] else None,
        address=new["address"],
        building_form=new["building_form"],
        build_year=new["build_year"],
        began_on=new["began_on"],
    )


def _change_division(acting: Acting, finder: Finder, thing: Any, new: Values) -> object:
    given = dict(new)
    if "area" in given:
        given["area"] = finder.area(given["area"]) if given["area"] else None
    return services.update_division(acting, division=thing, **given)


def _make_topic(acting: Acting, finder: Finder, new: Values) -> object:
    given = {name: new[name] for name in ("name", "name_en", "legal_basis")}
    given["position"] = new["position"] or 0
    given["is_used"] = new["is_used"] is not False
    return surfaces.set_topic(acting, municipality=finder.municipality, key=new["key"], **given)


def _change_topic(acting: Acting, finder: Finder, thing: Any, new: Values) -> object:
    return surfaces.set_topic(acting, municipality=finder.municipality, key=thing.key, **new)


def _make_surface(acting: Acting, finder: Finder, new: Values) -> object:
    return surfaces.open_surface(
        acting,
        topic=finder.topic(new["topic"]),
        unit=finder.unit(new["unit"]),
        organisation=finder.organisation(new["organisation"]) if new["organisation"] else None,
        area=finder.area(new["area"]) if new["area"] else None,
        division=finder.division(new["division_owner"], new["division"]) if new["division"] else None,
        responsible_name=new["responsible"],
        note=new["note"],
        valid_from=new["valid_from"],
        valid_until=new["valid_until"],
    )


def _change_surface(acting: Acting, finder: Finder, thing: Any, new: Values) -> object:
    given = {name: value for name, value in new.items() if name != "responsible"}
    if "responsible" in new:  # a name alone: which sign-in is meant is chosen on the page
        given |= {"responsible": None, "responsible_name": new["responsible"]}
    return surfaces.change_surface(acting, surface=thing, **given)


def _make_contact(acting: Acting, finder: Finder, new: Values) -> object:
    given = {n: new[n] for n in ("function", "name", "title", "email", "phone", "valid_from", "valid_until")}
    return surfaces.add_contact(
        acting,
        municipality=finder.municipality,
        organisation=finder.organisation(new["organisation"]) if new["organisation"] else None,
        unit=finder.unit(new["unit"]) if new["unit"] else None,
        **given,
    )


def _make_agreement(acting: Acting, finder: Finder, new: Values) -> object:
    return agreements.add_agreement(
        acting,
        organisation=finder.organisation(new["organisation"]),
        administrator=finder.organisation(new["administrator"]) if new["administrator"] else None,
        administrator_name=new["administrator_name"],
        valid_from=new["valid_from"],
        valid_until=new["valid_until"],
    )


TARGETS = ("organisation", "area", "division_owner", "division")
# In the order in which they are written: what others name comes first.
KINDS: Mapping[str, Kind] = {
    "units": Kind(
        ("name",), _make_unit, lambda a, f, one, new: services.update_unit(a, unit=one, **new), ("valid_from",)
    ),
    "areas": Kind(
        ("name",), _make_area, lambda a, f, one, new: services.update_area(a, area=one, **new), ("began_on",)
    ),
    "organisations": Kind(("lbf_number",), _make_organisation, _change_organisation, ("seat", "began_on")),
    "divisions": Kind(("organisation", "lbf_number"), _make_division, _change_division, ("location", "began_on")),
    "topics": Kind(("key",), _make_topic, _change_topic),
    "surfaces": Kind(("topic", "unit", *TARGETS, "valid_from"), _make_surface, _change_surface),
    "contacts": Kind(
        ("organisation", "unit", "function", "name", "valid_from"),
        _make_contact,
        lambda a, f, one, new: surfaces.change_contact(a, contact=one, **new),
    ),
    "agreements": Kind(
        ("organisation", "administrator", "administrator_name", "valid_from"),
        _make_agreement,
        lambda a, f, one, new: agreements.change_agreement(a, agreement=one, **new),
    ),
}
