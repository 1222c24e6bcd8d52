"""The organisation, its divisions, and the package that holds them, in one accounting year."""

# ruff: noqa: RUF009 -- `missing()` makes a field and a `Statement` is frozen: nothing is shared between facts.

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .parts import PlannedWork, ReportAnswer, SelfMonitoringEntry, Wish, YearFigures
from .stated import Facts, Missing, missing
from .statement import ProvisionMovement, Statement
from .tenancies import OwnerKind, TenancyCount


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
