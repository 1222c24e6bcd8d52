"""Reads the demo's register files back into rows, as a municipality's own lists would be read."""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from styringsdialog.register.loading import RegisterRows

SINCE = date(2020, 1, 1)  # roles of the demo hold from the first day of its accounts
UNITS_SINCE = date(2014, 1, 1)  # its units are older: the register is told for twelve years


def rows_of(path: Path, *, separator: str = ";") -> Iterator[dict[str, str]]:
    """The rows of one CSV file by heading."""
    with path.open(encoding="utf-8-sig", newline="") as source:
        yield from csv.DictReader(source, delimiter=separator)


def register_rows(folder: Path) -> RegisterRows:
    """Everything in `folder`/*.csv. Areas are the first municipality's of its file, the demo's own.

    Roles that rest on an agreement or an invitation are left out: they are given by the services that ask for one.
    """
    places = list(rows_of(folder / "municipalities.csv"))
    own = places[0]["kode"]
    units = list(rows_of(folder / "units.csv"))
    users = list(rows_of(folder / "users.csv"))
    names = {row["noegle"]: row["navn"] for row in units}
    owners = list(rows_of(folder / "owners.csv"))
    return RegisterRows(
        municipalities=tuple(
            {"code": row["kode"], "name": row["navn"], "is_fictional": row["fiktiv"] == "ja"} for row in places
        ),
        units=tuple(
            {
                "municipality": row["kommune"],
                "name": row["navn"],
                "topic": row["emner"],
                "valid_from": UNITS_SINCE,
            }
            for row in units
        ),
        organisations=tuple(_organisation(row) for row in owners),
        areas=tuple({"municipality": own, "name": row["navn"]} for row in rows_of(folder / "areas.csv")),
        divisions=tuple(_division(row) for row in rows_of(folder / "divisions.csv")),
        users=tuple(
            {"username": row["brugernavn"], "name": row["visningsnavn"], "email": row["e_mail"], "language": "da"}
            for row in users
        ),
        memberships=tuple(_membership(row, names) for row in users if row["efter_aftale"] == "nej"),
        administration_agreements=tuple(
            {"organisation": row["lbf_nummer"], "administrator": row["administrator"], "valid_from": SINCE}
            for row in owners
            if row["administrator"]
        ),
    )


def _organisation(row: dict[str, str]) -> dict[str, Any]:
    return {
        "lbf_number": row["lbf_nummer"],
        "name": row["navn"],
        "owner_kind": row["ejerform"],
        "cvr": row["cvr"],
        "seat_municipality": row["hjemsted"],
        "fiscal_year_end_month": int(row["regnskabsaar_slutter_maaned"]),
    }


def _division(row: dict[str, str]) -> dict[str, Any]:
    return {
        "organisation": row["organisation"],
        "lbf_number": row["lbf_nummer"],
        "name": row["navn"],
        "location_municipality": row["kommune"],
        "area": row["omraade"],
        "address": row["adresse"],
        "building_form": row["byggeform"],
        "build_year": int(row["opfoerelsesaar"]),
    }


def _membership(row: dict[str, str], units: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {"user": row["brugernavn"], "role": row["rolle"], "valid_from": SINCE}
    if row["organisation"]:
        return found | {"organisation": row["organisation"]}
    return found | {"municipality": row["kommune"], "unit": units.get(row["enhed"], "")}


def area_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The values of the areas: area and list year, and shares in percent; None where nothing was published."""
    columns = {
        "outside_work_education_pct": "share_outside_work_education_pct",
        "nonwestern_pct": "share_nonwestern_pct",
        "convicted_pct": "convicted_pct",
        "basic_education_pct": "share_basic_education_pct",
        "income_pct_of_region": "income_pct_of_region",
    }
    for row in rows_of(path, separator=","):
        values: dict[str, Any] = {
            name: Decimal(row[column]) if row[column] else None for name, column in columns.items()
        }
        values |= {"area": row["area"], "list_year": int(row["year"])}
        values["residents"] = int(row["residents"]) if row["residents"] else None
        yield values
