"""What a rule may know: one documentation package as plain dataclasses, the same from a file and from the database.

Amounts are whole kroner. A field made with `missing()` holds None when it is not stated; reading it then raises
`Missing`, which the engine turns into `cannot_judge`. `known(facts, name)` asks without raising.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, TypeVar

NOTHING: Mapping[str, Any] = MappingProxyType({})


class Missing(LookupError):
    """A figure the rule needs is not in the package. `names` are stable figure names or account numbers."""

    def __init__(self, *names: str) -> None:
        super().__init__(", ".join(names))
        self.names = names


def missing() -> Any:
    """A dataclass field that may be unstated; typed by its annotation, since rules only ever see a value."""
    return field(default=None)


class Facts:
    """Base of the facts: an unstated figure raises instead of counting as zero."""

    __slots__ = ()

    def __getattribute__(self, name: str) -> Any:
        value = object.__getattribute__(self, name)
        if value is None:
            raise Missing(name)
        return value

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, Facts) and stated(self) == stated(other)

    __hash__ = None  # type: ignore[assignment]  # statements are mappings

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in stated(self).items() if value not in (None, "", ()))
        return f"{type(self).__name__}({told})"


FactsT = TypeVar("FactsT", bound=Facts)


def known(facts: Facts, name: str) -> Any:
    """The figure, or None where it is not stated."""
    return object.__getattribute__(facts, name)


def stated(facts: Facts) -> dict[str, Any]:
    """Every field as it stands, None where unstated: to compare, show and copy, where nothing is judged."""
    return {each.name: known(facts, each.name) for each in fields(facts)}  # type: ignore[arg-type]


def changed(facts: FactsT, **values: Any) -> FactsT:
    """A copy with other values; dataclasses.replace would stumble over unstated figures."""
    return type(facts)(**(stated(facts) | values))


def require(facts: Facts, *names: str) -> None:
    """Raise one Missing that names every unstated figure of `names`, so that the user is told once."""
    unstated = tuple(name for name in names if known(facts, name) is None)
    if unstated:
        raise Missing(*unstated)


class OwnerKind(StrEnum):
    """Who owns, and so which duties and which chart of accounts apply (glossary: HousingOrganisation)."""

    OWN_DIVISIONS = "own_divisions"
    MANAGING = "managing"
    SELF_OWNING_ELDERLY = "self_owning_elderly"
    SELF_OWNING_YOUTH = "self_owning_youth"
    MUNICIPAL_ELDERLY = "municipal_elderly"


class TenancyKind(StrEnum):
    FAMILY = "family"
    YOUTH = "youth"
    ELDERLY = "elderly"
    SINGLE_ROOM = "single_room"
    COMMERCIAL = "commercial"
    INSTITUTION = "institution"
    GARAGE = "garage"


DWELLINGS = (TenancyKind.FAMILY, TenancyKind.YOUTH, TenancyKind.ELDERLY)


@dataclass(frozen=True, slots=True)
class TenancyCount:
    """Tenancies of one kind. Commercial and institution: ONE row a tenancy group whose m2 is rounded up per tenancy,
    so `m2` is the area of each of the `count` tenancies (123.4 m2, count 1 -> 3 units)."""

    kind: TenancyKind
    count: int
    m2: Decimal  # dwellings: total m2 of the row; commercial, institution: m2 of each tenancy


@dataclass(frozen=True, slots=True)
class Line:
    """One account, four columns in kroner; None where the column is empty."""

    last_year: int | None = None
    result: int | None = None
    budget: int | None = None
    next_budget: int | None = None


COLUMNS = ("last_year", "result", "budget", "next_budget")


@dataclass(frozen=True, slots=True)
class UnknownAccount:
    """An account that the chart does not know: kept and named, left out of sums, makes the sums it may touch unsure."""

    number: str
    label: str
    line: Line


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement by account number (chart_of_accounts.yaml). `unit_kr` is 1 or 1000 per column: the rounding."""

    lines: Mapping[str, Line] = field(default_factory=lambda: NOTHING)
    unknown: tuple[UnknownAccount, ...] = ()
    unit_kr: Mapping[str, int] = field(default_factory=lambda: NOTHING)  # column -> 1 | 1000; absent = 1

    def known(self, account: str, column: str = "result") -> int | None:
        line = self.lines.get(account)
        return None if line is None else getattr(line, column)

    def amount(self, account: str, column: str = "result") -> int:
        """Kroner on the account; raises Missing with the account number where the cell is empty."""
        value = self.known(account, column)
        if value is None:
            raise Missing(account if column == "result" else f"{account}:{column}")
        return value

    def rounding(self, column: str) -> int:
        return self.unit_kr.get(column, 1)


@dataclass(frozen=True, slots=True)
class ProvisionMovement:
    """One provision account (401-406) or the result account (407) through the year, kr.:
    closing = opening + added - used + transferred."""

    account: str
    opening: int | None = None
    added: int | None = None
    used: int | None = None
    transferred: int | None = None
    closing: int | None = None


@dataclass(frozen=True, slots=True)
class PlannedWork:
    """One line of the maintenance plan: what is to be spent in a calendar year, kr. incl. VAT, fixed prices."""

    year: int
    part: str  # building part
    activity: str
    amount_kr: int


@dataclass(frozen=True, slots=True)
class ReportAnswer:
    """An answer of the governance report (subject None) or of a division's sheet: question id of the edition."""

    question: str
    answer: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class SelfMonitoringEntry:
    """One theme of the organisation's self-monitoring: choice `yes`, `partly`, `no` or empty."""

    theme: str
    described: str = ""
    carried_out: str = ""
    followed_up: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """A need or a wish for an agreement, from the organisation; division is an LBF number or empty."""

    kind: str  # need | wish
    theme: str
    text: str
    division: str = ""


@dataclass(frozen=True, slots=True)
class YearFigures:
    """Figures of one earlier accounting year, by figure name or account number: for trends, not to judge this year."""

    accounting_year: int
    figures: Mapping[str, int | Decimal]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class OrganisationFacts(Facts):
    """The organisation in one accounting year."""

    lbf_number: str  # text, four digits, may start with 0
    name: str
    owner_kind: OwnerKind
    period_start: date
    period_end: date
    cvr: str = ""
    seat_municipality: str = ""  # municipality code, four digits as text
    administrator: str = ""
    tenancies: tuple[TenancyCount, ...] = ()
    tenancy_units: Decimal = missing()  # as stated by the organisation
    dispositionsfond_liquid_kr: int = missing()  # account 803, disponibel/likvid part
    arbejdskapital_liquid_kr: int = missing()  # account 805, disponibel part
    dispositionsfond_contribution_kr: int = missing()  # charged to divisions in the year (sum of 112.2)
    arbejdskapital_contribution_kr: int = missing()  # charged to divisions in the year (sum of 112.3)
    board_approved_on: date = missing()
    top_body_approved_on: date = missing()
    submitted_on: date = missing()  # accounts handed in
    statement: Statement = Statement()
    report: tuple[ReportAnswer, ...] = ()
    self_monitoring: tuple[SelfMonitoringEntry, ...] = ()
    wishes: tuple[Wish, ...] = ()
    history: tuple[YearFigures, ...] = ()

    @property
    def accounting_year(self) -> int:
        return self.period_end.year

    @property
    def dialogue_year(self) -> int:
        """Year in which the fiscal year ends + 1 (../field/law.md 2.3)."""
        return self.period_end.year + 1


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DivisionFacts(Facts):
    """One division («afdeling») in one accounting year."""

    lbf_number: str  # text, 3 or 5 digits, may start with 0
    name: str
    owner_kind: OwnerKind
    period_start: date
    period_end: date
    location_municipality: str = ""
    address: str = ""
    area: str = ""  # name of the housing area, where it lies in one
    building_form: str = ""  # etage | taet_lav | blandet
    build_year: int = missing()
    tenancies: tuple[TenancyCount, ...] = ()
    tenancy_units: Decimal = missing()
    dwelling_m2: Decimal = missing()
    rent_per_m2_kr: Decimal = missing()  # a year
    rent_increase_pct: Decimal = missing()
    external_move_outs: int = missing()
    vacant_dwellings: int = missing()  # causing loss of rent
    vacant_days: int = missing()
    efficiency_score: int = missing()
    energy_label: str = ""
    has_board: bool = missing()
    external_review_on: date = missing()
    deficit_since_year: int = missing()  # accounting year in which the deficit on 407 arose
    provision_401_next_year_kr: int = missing()  # account 120 in next year's budget, as in the plan
    statement: Statement = Statement()
    provisions: tuple[ProvisionMovement, ...] = ()
    plan_first_year: int = missing()
    plan_last_year: int = missing()
    plan: tuple[PlannedWork, ...] = ()
    report: tuple[ReportAnswer, ...] = ()
    history: tuple[YearFigures, ...] = ()

    def provision(self, account: str) -> ProvisionMovement:
        for movement in self.provisions:
            if movement.account == account:
                return movement
        raise Missing(account)


@dataclass(frozen=True, slots=True)
class PackageFacts:
    """A documentation package. `edition` is the dialogue year whose questions and layout it follows."""

    edition: int
    organisation: OrganisationFacts
    divisions: tuple[DivisionFacts, ...] = ()
    previous: "PackageFacts | None" = None  # last year's package, where it is known
