"""The divisions that may stand beside another: their key figures of a year, as far as the actor sees their packages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from styringsdialog.analysis.keyfigures import DIVISION
from styringsdialog.analysis.peers import Row
from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import visible_to
from styringsdialog.rulebook.facts.tenancies import DWELLINGS
from styringsdialog.submissions.models import DivisionSheet, DocumentationPackage, StatementLine, TenancyCount

SIZE = "dwellings"
# The key figures of the division pages and the brief, by name; `key_figure.<name>` is the label.
FIGURES: Mapping[str, str] = {figure.name: figure.unit for figure in DIVISION}
# The accounts that the key figures are made of.
ACCOUNTS = ("111", "114", "201.1", "201.2", "201.3", "401", "407")
STATED = (
    "tenancy_units",
    "dwelling_m2",
    "rent_per_m2_kr",
    "external_move_outs",
    "vacant_dwellings",
    "efficiency_score",
)
Values = dict[str, int | Decimal]
Place = tuple[int, int]  # package, division


@dataclass(frozen=True)
class Candidate:
    """A division that may become a peer. `key` is "<the organisation's LBF number>-<the division's>"."""

    lbf_number: str
    name: str
    owner: str
    row: Row

    @property
    def key(self) -> str:
        return self.row.key


@dataclass(frozen=True)
class Pool:
    """The candidates for a package, and whose they are: to be said where peers are shown."""

    candidates: tuple[Candidate, ...]
    dialogue_year: int

    @property
    def owners(self) -> tuple[str, ...]:
        """The owners' names, each once, in order."""
        return tuple(sorted({one.owner for one in self.candidates}))


def key_of(owner: str, division: str) -> str:
    """The key of a division among candidates."""
    return f"{owner}-{division}"


def candidate_rows(acting: Acting, package: DocumentationPackage) -> Pool:
    """Divisions whose sheets the actor sees for the same dialogue year, so within what their municipality handles.

    Three queries, whatever the number. The seam for national figures: divisions of other municipalities come in here,
    without names, once they are imported.
    """
    year = package.dialogue_year
    sheets = visible_to(acting, DivisionSheet).filter(package__dialogue_year=year)
    rows = sheets.select_related("package__organisation", "division__location_municipality").order_by("pk")
    dwellings = _dwellings(acting, year)
    accounts = _accounts(acting, year)
    found = []
    for sheet in rows:
        place = (sheet.package_id, sheet.division_id)
        values: Values = {name: value for name in STATED if (value := getattr(sheet, name)) is not None}
        if place in dwellings:
            values[SIZE] = dwellings[place]
        found.append(_candidate(sheet, values | accounts.get(place, {})))
    return Pool(tuple(found), year)


def _candidate(sheet: DivisionSheet, values: Values) -> Candidate:
    owner, division = sheet.package.organisation, sheet.division
    figures: dict[str, float | None] = {}
    for figure in DIVISION:
        value = figure.of(values)
        figures[figure.name] = None if value is None else float(round(value, figure.decimals))
    figures[SIZE] = float(values[SIZE]) if SIZE in values else None
    row = Row(
        key_of(owner.lbf_number, division.lbf_number),
        figures,
        form=sheet.building_form or None,
        build_year=sheet.build_year,
        region=division.location_municipality.code,
    )
    return Candidate(division.lbf_number, sheet.name or division.name, owner.name, row)


def _dwellings(acting: Acting, year: int) -> dict[Place, int]:
    """Family, youth and elderly homes of each division."""
    counts = visible_to(acting, TenancyCount).filter(package__dialogue_year=year, kind__in=[str(k) for k in DWELLINGS])
    found: dict[Place, int] = defaultdict(int)
    for package, division, count in counts.exclude(division=None).values_list("package", "division", "count"):
        found[package, division] += count
    return dict(found)


def _accounts(acting: Acting, year: int) -> dict[Place, Values]:
    """This year's amounts of the accounts that count here."""
    lines = visible_to(acting, StatementLine).filter(
        statement__package__dialogue_year=year, account__in=ACCOUNTS, result__isnull=False
    )
    columns = ("statement__package", "statement__division", "account", "result")
    found: dict[Place, Values] = defaultdict(dict)
    for package, division, account, result in lines.exclude(statement__division=None).values_list(*columns):
        found[package, division][account] = result
    return dict(found)
