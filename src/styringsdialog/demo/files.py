"""Writes the fictional municipality as the files a user would have: CSV of the register, accounts, and workbooks.

CSV is UTF-8 with a byte order mark and semicolons, as Danish Excel saves it; its bytes depend on the seed only.
"""

import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from styringsdialog.exchange.content import PackageFacts, Statement, chart_of_accounts, edition
from styringsdialog.exchange.workbook_writing import write_workbook

from .areas import memberships
from .world import PACKAGE_YEARS, DemoUser, DemoWorld, Owner, Unit

NOTE = """Fiktive data. Kommunen, organisationerne, afdelingerne, boligområderne og brugerne findes ikke.
Tallene er dannet af en generator med fast udgangspunkt og ligner sektorens offentliggjorte niveauer.
"""
AREA_COLUMNS = (
    "year",
    "list_type",
    "area",
    "municipality",
    "residents",
    "share_outside_work_education_pct",
    "share_nonwestern_pct",
    "convicted_pct",
    "share_basic_education_pct",
    "income_pct_of_region",
    "designation",
    "source_url",
)
ACCOUNT_COLUMNS = ("Organisation", "Afdeling", "Konto", "Tekst", "Sidste år", "Regnskab", "Budget", "Næste års budget")

OWNER_COLUMNS = "lbf_nummer navn ejerform cvr hjemsted regnskabsaar_slutter_maaned administrator har_pakke"
USER_COLUMNS = "brugernavn visningsnavn e_mail rolle kommune enhed organisation efter_aftale"
DIVISION_COLUMNS = (
    "organisation lbf_nummer navn adresse kommune omraade byggeform opfoerelsesaar boliger boligareal_m2 energimaerke "
    "afdelingsbestyrelse"
)


def write_files(world: DemoWorld, folder: Path, *, workbooks: bool = True) -> tuple[Path, ...]:
    """Write everything below `folder` (made if need be); answers with the paths written, in order.

    register/*.csv; area_values.csv and area_lists.csv (the columns of the published tables);
    accounts/<LBF number>_<accounting year>.csv (years before the packages, and all
    years of owners without one); packages/<LBF number>_<dialogue year>.xlsx, left out with `workbooks=False`.
    """
    written = [_text(folder / "LAESMIG.txt", NOTE)]
    written += _register(world, folder / "register")
    written.append(_area_values(world, folder / "area_values.csv"))
    written.append(_area_lists(world, folder / "area_lists.csv"))
    for owner in world.owners:
        for year, package in owner.packages.items():
            if owner.spec.has_package and year in PACKAGE_YEARS:
                if workbooks:
                    written.append(_workbook(package, folder / "packages"))
            else:
                written.append(_accounts(package, folder / "accounts" / f"{owner.spec.lbf_number}_{year}.csv"))
    return tuple(written)


def _text(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\r\n")
    return path


def _table(
    path: Path,
    header: Iterable[str],
    rows: Iterable[Iterable[Any]],
    *,
    separator: str = ";",
    encoding: str = "utf-8-sig",
) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as target:
        writer = csv.writer(target, delimiter=separator, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows([_cell(value) for value in row] for row in rows)
    return path


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    return value.strftime("%d-%m-%Y") if isinstance(value, date) else str(value)


def _register(world: DemoWorld, folder: Path) -> list[Path]:
    """The register, one table a kind of thing. References are codes, keys and LBF numbers, all of them text."""
    numbers = {owner.spec.key: owner.spec.lbf_number for owner in world.owners}
    divisions = [row for owner in world.owners for row in _divisions(owner)]
    return [
        _table(folder / f"{name}.csv", header.split(), rows)
        for name, header, rows in (
            ("municipalities", "kode navn fiktiv", _municipalities(world)),
            ("units", "noegle navn emner kommune", [_unit(it) for it in world.units]),
            ("owners", OWNER_COLUMNS, [_owner(it) for it in world.owners]),
            ("areas", "noegle navn fortaelling", [(it.key, it.name, it.story) for it in world.areas]),
            ("divisions", DIVISION_COLUMNS, divisions),
            ("users", USER_COLUMNS, [_user(it, numbers) for it in world.users]),
        )
    ]


def _municipalities(world: DemoWorld) -> list[tuple[Any, ...]]:
    return [(it.code, it.name, it.is_fictional) for it in (world.municipality, world.neighbour)]


def _unit(it: Unit) -> tuple[str, ...]:
    return it.key, it.name, ", ".join(it.topics), it.municipality


def _user(it: DemoUser, numbers: dict[str, str]) -> tuple[Any, ...]:
    place = "" if it.owner else it.municipality
    return it.username, it.label, it.email, it.role, place, it.unit, numbers.get(it.owner, ""), it.by_agreement


def _owner(owner: Owner) -> tuple[Any, ...]:
    it = owner.spec
    ends = it.fiscal_start - 1 or 12
    return it.lbf_number, it.name, it.kind.value, it.cvr, it.seat, ends, it.administrator, it.has_package


def _divisions(owner: Owner) -> Iterable[tuple[Any, ...]]:
    for it in owner.divisions:
        yield (
            owner.spec.lbf_number,
            it.number,
            it.name,
            it.address,
            it.location,
            it.area,
            it.building_form,
            it.build_year,
            it.dwelling_count,
            it.dwelling_m2,
            it.energy_label,
            it.has_board,
        )


def _area_values(world: DemoWorld, path: Path) -> Path:
    """Values of the lists, in the very form of the published table: commas between columns, points in numbers."""
    rows = []
    for area in world.areas:
        for it in area.years:
            values = (
                it.residents,
                it.outside_work_pct,
                it.nonwestern_pct,
                it.convicted_pct,
                it.basic_education_pct,
                it.income_pct,
            )
            rows.append(
                (
                    it.year,
                    "demo (fiktiv)",
                    area.name,
                    world.municipality.name.removesuffix(" Kommune"),
                    *("" if value is None else str(value) for value in values),
                    it.designation,
                    "",
                )
            )
    rows.sort(key=lambda row: (row[0], row[2]))
    return _table(path, AREA_COLUMNS, rows, separator=",", encoding="utf-8")


def _area_lists(world: DemoWorld, path: Path) -> Path:
    """Who stood on which list, in the form of the published table."""
    place = world.municipality.name.removesuffix(" Kommune")
    rows = ((year, f"{year}-12-01", title, name, place, basis, "") for year, title, name, basis in memberships())
    header = ("year", "date", "list", "area", "municipality", "basis", "source_url")
    return _table(path, header, rows, separator=",", encoding="utf-8")


def _accounts(package: PackageFacts, path: Path) -> Path:
    """The accounts of one owner and year by account number: what an accounts program exports."""
    number = package.organisation.lbf_number
    rows = list(_statement_rows(number, "", package.organisation.statement))
    for division in package.divisions:
        rows += _statement_rows(number, division.lbf_number, division.statement)
    return _table(path, ACCOUNT_COLUMNS, rows)


def _statement_rows(organisation: str, division: str, statement: Statement) -> Iterable[tuple[Any, ...]]:
    chart = chart_of_accounts().accounts
    for account, line in statement.lines.items():
        if not (line.last_year or line.result or line.budget or line.next_budget):
            continue  # an accounts program exports the accounts that are used
        # 116.gross and 116.cover are our words for two lines without a number of their own
        shown = {"116.gross": "116 afholdt", "116.cover": "116 dækket"}.get(account, account)
        yield (
            organisation,
            division,
            shown,
            chart[account].name,
            line.last_year,
            line.result,
            line.budget,
            line.next_budget,
        )


def _workbook(package: PackageFacts, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{package.organisation.lbf_number}_{package.edition}.xlsx"
    write_workbook(package, edition(package.edition), path, results=True)
    return path
