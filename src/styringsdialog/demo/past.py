"""Twelve years of the register: how it began, and what happened since, told event by event as a coordinator would."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from styringsdialog.core.acting import Acting
from styringsdialog.register import history
from styringsdialog.register.loading import Loaded, RegisterRows, load_register
from styringsdialog.register.models import Division, HousingArea, HousingOrganisation, Municipality, MunicipalUnit
from styringsdialog.register.services import create_organisation
from styringsdialog.users.models import User

Row = Mapping[str, Any]

# What is called otherwise today, by today's name: the name it began with.
FIRST_NAMES = {
    "Almene Boliger Elmelund": "Elmelund Boligforening",
    "Ravnsø Almennyttige Boligforening": "Ravnsø og Omegns Boligforening",
    "Slåenparken": "Slåenkvarteret",
    "Jobcenter Egekær": "Beskæftigelsescenter Egekær",
    "Center for Plan og Miljø": "Center for Plan",
}
FOUNDED = "9104"  # began within the twelve years, and so is founded and not only entered
MERGED = {
    "lbf_number": "9111",
    "name": "Boligforeningen Svanedal",
    "owner_kind": "own_divisions",
    "cvr": "99001112",
    "seat_municipality": "0990",
    "fiscal_year_end_month": 12,
}
MERGED_DIVISIONS = {"019": "001", "020": "002", "021": "003", "022": "004"}  # Elmelund's number: Svanedal's
PULLED_DOWN = {
    "organisation": "9101",
    "lbf_number": "023",
    "name": "Gammelvænget",
    "location_municipality": "0990",
    "area": "",
    "address": "Gammelvænget 1-27",
    "building_form": "etage",
    "build_year": 1951,
}
MERGED_UNIT = {"municipality": "0990", "name": "Center for Natur og Miljø", "topic": "klima, affald"}
FIRST_ADMINISTRATION = {
    "organisation": "9105",
    "administrator": "9101",
    "valid_from": date(2014, 1, 1),
    "valid_until": date(2020, 1, 1),
}


def load_with_past(acting: Acting, rows: RegisterRows) -> Loaded:
    """The register as it began, and then everything that happened to it; it ends as `rows` say it is today.

    `acting` must be allowed to add a municipality; the events are recorded by the coordinators.
    """
    load_register(acting, RegisterRows(municipalities=rows.municipalities))
    _found(acting, next(row for row in rows.organisations if row["lbf_number"] == FOUNDED))
    loaded = load_register(acting, _as_it_began(rows))
    names = {(row["organisation"], row["lbf_number"]): row["name"] for row in rows.divisions}
    _what_happened(Acting(User.objects.get(username="koordinator"), acting.day), names)
    return loaded


def _found(acting: Acting, row: Row) -> None:
    seat = Municipality.objects.get(code=row["seat_municipality"])
    create_organisation(acting, **{**row, "seat_municipality": seat}, began_on=date(2015, 4, 1))


def _as_it_began(rows: RegisterRows) -> RegisterRows:
    units = [_named(row) for row in rows.units]
    return replace(
        rows,
        units=(*units, {**MERGED_UNIT, "valid_from": units[0]["valid_from"]}),
        areas=tuple(_named(row) for row in rows.areas),
        organisations=(*(_owner(row) for row in rows.organisations), MERGED),
        divisions=(*(_division(row) for row in rows.divisions), PULLED_DOWN),
        administration_agreements=(*rows.administration_agreements, FIRST_ADMINISTRATION),
    )


def _named(row: Row) -> dict[str, Any]:
    return {**row, "name": FIRST_NAMES.get(row["name"], row["name"])}


def _owner(row: Row) -> Row:
    """Vesterlyng was seated in Egekær until its seat moved to the neighbour."""
    first = _named(row)
    return {**first, "seat_municipality": "0990"} if row["lbf_number"] == "9103" else first


def _division(row: Row) -> Row:
    found = {**row, "area": FIRST_NAMES.get(row["area"], row["area"])}
    if row["organisation"] == "9101" and row["lbf_number"] in MERGED_DIVISIONS:
        found |= {"organisation": MERGED["lbf_number"], "lbf_number": MERGED_DIVISIONS[row["lbf_number"]]}
    if (row["organisation"], row["lbf_number"]) == ("9102", "013"):
        found["name"] = "Ravnsø Strandgård"
    return found


def _what_happened(acting: Acting, names: Mapping[tuple[str, str], str]) -> None:
    """In the order of the days; `names`: what divisions are called today. Each is one deed with one trail entry."""
    history.rename_organisation(
        acting,
        organisation=_organisation("9102"),
        name="Ravnsø Almennyttige Boligforening",
        day=date(2016, 7, 1),
        note="Repræsentantskabet vedtog det nye navn i foråret.",
    )
    area = HousingArea.objects.get(name="Slåenkvarteret")
    history.rename_area(acting, area=area, name="Slåenparken", day=date(2017, 1, 1))
    history.rename_unit(
        acting, unit=_unit("Beskæftigelsescenter Egekær"), name="Jobcenter Egekær", day=date(2018, 1, 1)
    )
    _merge_owners(acting)
    _merge_units_and_pull_down(acting)
    _move_and_rename(acting, names)


def _merge_units_and_pull_down(acting: Acting) -> None:
    """2021: two of the municipality's units become one, and an estate is gone."""
    history.merge_units(
        acting,
        ceasing=[_unit("Center for Natur og Miljø")],
        into=_unit("Center for Plan"),
        new_name="Center for Plan og Miljø",
        day=date(2021, 1, 1),
        note="Byrådet samlede plan, natur og miljø i ét center.",
    )
    history.close_division(
        acting,
        division=Division.objects.get(organisation__lbf_number="9101", lbf_number="023"),
        day=date(2021, 10, 1),
        note="De sidste to blokke er revet ned som led i den fysiske helhedsplan. Lejerne er genhuset.",
    )


def _move_and_rename(acting: Acting, names: Mapping[tuple[str, str], str]) -> None:
    """Since then: a seat moved to the neighbour, and two names, of which one does not hold yet."""
    history.move_seat(
        acting,
        organisation=_organisation("9103"),
        municipality=Municipality.objects.get(code="0991"),
        day=date(2022, 10, 1),
        note="Organisationens administration flyttede til Sønderlyng. Ti af dens afdelinger ligger fortsat i Egekær.",
        reference="Brev fra Vesterlyng Boligselskab af 2. maj 2022",
    )
    history.rename_division(
        acting,
        division=Division.objects.get(organisation__lbf_number="9102", lbf_number="013"),
        name=names["9102", "013"],
        day=date(2023, 7, 1),
    )
    history.rename_organisation(
        acting,
        organisation=_organisation("9106"),
        name="Den selvejende institution Egekær Ungdomsboliger",
        day=date(acting.day.year + 1, 1, 1),
        note="Vedtaget af bestyrelsen. Navnet skifter ved årets begyndelse.",
    )


def _merge_owners(acting: Acting) -> None:
    """Svanedal went into Elmelund, which took its divisions over and another name."""
    gone = _organisation("9111")
    numbers = {old: new for new, old in MERGED_DIVISIONS.items()}
    history.merge_organisations(
        acting,
        ceasing=[gone],
        into=_organisation("9101"),
        day=date(2019, 1, 1),
        new_name="Almene Boliger Elmelund",
        division_numbers={division.pk: numbers[division.lbf_number] for division in gone.divisions.all()},
        note="De to repræsentantskaber vedtog fusionen. Svanedals fire afdelinger fik nye numre.",
        reference="Fusionsaftale af 20. juni 2018",
    )


def _organisation(number: str) -> HousingOrganisation:
    return HousingOrganisation.objects.get(lbf_number=number)


def _unit(name: str) -> MunicipalUnit:
    return MunicipalUnit.objects.get(municipality__code="0990", name=name)
