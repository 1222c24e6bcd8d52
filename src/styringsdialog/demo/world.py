"""What the fictional municipality consists of, as plain dataclasses without Django."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from math import ceil

from styringsdialog.exchange.content import DWELLINGS, OwnerKind, PackageFacts, TenancyCount, TenancyKind

FIRST_YEAR = 2020
LAST_YEAR = 2025
YEARS = tuple(range(FIRST_YEAR, LAST_YEAR + 1))
PACKAGE_YEARS = (2024, 2025)  # accounting years whose packages arrive as workbooks; the years before as accounts files


@dataclass(frozen=True, slots=True)
class Municipality:
    """`code` is four digits as text and not in use; `is_fictional` marks every page."""

    code: str
    name: str
    is_fictional: bool = True


@dataclass(frozen=True, slots=True)
class Unit:
    """A municipal unit («forvaltning», «center») and the surfaces it owns. `municipality` is a code."""

    key: str
    name: str
    topics: tuple[str, ...]
    municipality: str = "0990"


@dataclass(frozen=True, slots=True)
class DemoUser:
    """A person to sign in as. `owner` is an owner key where the role belongs to an organisation, `unit` a unit key.

    `by_agreement`: not entered with the register, since the role needs an agreement or an invitation first.
    """

    username: str
    label: str
    role: str
    unit: str = ""
    owner: str = ""
    municipality: str = "0990"
    by_agreement: bool = False

    @property
    def email(self) -> str:
        """An address that no mail ever reaches: example.org is kept free for examples."""
        return f"{self.username}@example.org"


@dataclass(frozen=True, slots=True)
class DivisionSpec:
    """The lasting properties of one division; m2 are whole square metres."""

    owner: str
    number: str
    name: str
    dwellings: tuple[TenancyCount, ...]  # one row a kind, m2 = total of the row
    build_year: int
    building_form: str
    address: str
    area: str = ""
    location: str = ""
    commercial: tuple[int, ...] = ()  # m2 of each tenancy
    garages: int = 0
    energy_label: str = "C"
    b_scheme: bool = False  # interior maintenance by the B scheme (13 % of divisions; accounts.md 2.3)
    other_provisions: bool = False
    has_board: bool = True
    traits: frozenset[str] = frozenset()  # economic situations that the accounts grow out of

    @property
    def tenancies(self) -> tuple[TenancyCount, ...]:
        rows = list(self.dwellings)
        rows += [TenancyCount(TenancyKind.COMMERCIAL, 1, Decimal(m2)) for m2 in self.commercial]
        if self.garages:
            rows.append(TenancyCount(TenancyKind.GARAGE, self.garages, Decimal(0)))
        return tuple(rows)

    @property
    def dwelling_count(self) -> int:
        return sum(row.count for row in self.dwellings)

    @property
    def dwelling_m2(self) -> Decimal:
        return sum((row.m2 for row in self.dwellings), Decimal(0))


@dataclass(frozen=True, slots=True)
class OwnerSpec:
    """The lasting properties of one owner. `fiscal_start` is the month the fiscal year begins in."""

    key: str
    lbf_number: str
    name: str
    kind: OwnerKind
    cvr: str
    fiscal_start: int
    seat: str
    administrator: str = ""
    has_package: bool = True
    traits: frozenset[str] = frozenset()

    def period(self, accounting_year: int) -> tuple[date, date]:
        """First and last day of the fiscal year that ends in `accounting_year`."""
        if self.fiscal_start == 1:
            return date(accounting_year, 1, 1), date(accounting_year, 12, 31)
        end = date(accounting_year, self.fiscal_start, 1) - timedelta(days=1)
        return date(accounting_year - 1, self.fiscal_start, 1), end


@dataclass(frozen=True, slots=True)
class Owner:
    """An owner with its divisions and its packages by accounting year (accounts only where `has_package` is False)."""

    spec: OwnerSpec
    divisions: tuple[DivisionSpec, ...]
    packages: Mapping[int, PackageFacts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AreaYear:
    """The indicator values of one area on one list, as areas.csv has them; None = not published."""

    year: int
    residents: int | None
    outside_work_pct: Decimal | None
    nonwestern_pct: Decimal | None
    convicted_pct: Decimal | None
    basic_education_pct: Decimal | None
    income_pct: Decimal | None
    designation: str


@dataclass(frozen=True, slots=True)
class Area:
    """A housing area and what it shows over the years."""

    key: str
    name: str
    story: str
    years: tuple[AreaYear, ...]


@dataclass(frozen=True, slots=True)
class DemoWorld:
    """Everything that is written to files."""

    seed: int
    municipality: Municipality
    neighbour: Municipality
    units: tuple[Unit, ...]
    users: tuple[DemoUser, ...]
    owners: tuple[Owner, ...]
    areas: tuple[Area, ...]

    def owner(self, key: str) -> Owner:
        """The owner by key; KeyError if there is none."""
        for owner in self.owners:
            if owner.spec.key == key:
                return owner
        raise KeyError(key)


def tenancy_units(rows: tuple[TenancyCount, ...]) -> Decimal:
    """Tenancy units: home 1, commercial and institution 1 per started 60 m2, garage 1/5 (field note accounts 2.2)."""
    units = Decimal(0)
    for row in rows:
        if row.kind in DWELLINGS:
            units += row.count
        elif row.kind is TenancyKind.GARAGE:
            units += Decimal(row.count) / 5
        elif row.kind in (TenancyKind.COMMERCIAL, TenancyKind.INSTITUTION):
            units += row.count * ceil(row.m2 / 60)
    return units
