"""A small package worked out by hand, and findings about it, for the tests of documents."""

from datetime import date
from decimal import Decimal

from styringsdialog.rulebook.facts import (
    DivisionFacts,
    Line,
    OrganisationFacts,
    OwnerKind,
    PackageFacts,
    SelfMonitoringEntry,
    Statement,
    TenancyCount,
    TenancyKind,
    Wish,
    YearFigures,
    changed,
)
from styringsdialog.rulebook.finding import Figure, Finding, Outcome, Severity, Subject, YearPoint
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.rulebook.source import LegalSource, Status, ValueSource

DAY = date(2026, 9, 1)
CHECKED = date(2026, 11, 22)
YEAR = {"period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31)}
ORDER = LegalSource(
    act="Bekendtgørelse om drift af almene boliger m.v.",
    section="§ 42",
    number="BEK 70 af 26/01/2018",
    status=Status.SECONDARY,
    source="LBF Orienterer",
    link="https://example.org/bek",
    checked_on=CHECKED,
    key="funds/target#rule_text",
)
TARGET = ValueSource(
    key="funds/target",
    label="Dispositionsfondens mål",
    value=6190,
    unit="kr_per_tenancy_unit",
    valid_from=date(2025, 1, 1),
    status=Status.DERIVED,
    source="nettoprisindeks",
    formula="5572 * 3386 / 3048",
    checked_on=CHECKED,
)
ORGANISATION = Subject("organisation", "0512", "Boligselskabet Fjordglimt")


def organisation(name: str = "Boligselskabet Fjordglimt") -> OrganisationFacts:
    """1,011 units; the liquid fund 4,681,000 kr. gives 4,630 kr. a unit, 5,043,000 / 1,005 = 5,018 the year before."""
    earlier = {"tenancy_units": 1005, "dispositionsfond_liquid_kr": 5_043_000, "530": 3_819_000}
    return OrganisationFacts(
        lbf_number="0512",
        name=name,
        owner_kind=OwnerKind.OWN_DIVISIONS,
        **YEAR,
        tenancy_units=Decimal(1011),
        dispositionsfond_liquid_kr=4_681_000,
        arbejdskapital_liquid_kr=3_538_500,
        statement=Statement({"530": Line(result=4_145_100), "550": Line(result=212_000)}),
        history=(YearFigures(2024, earlier), YearFigures(2022, {"tenancy_units": 1000, "530": 3_500_000})),
    )


def division(number: str = "00012", name: str = "Søparken", rent: int = 912) -> DivisionFacts:
    """80 homes of 6,000 m2; 401 of 3,544,000 kr. gives 44,300 kr. a home and 591 kr. a m2."""
    accounts = {"114": 480_000, "111": 150_000, "401": 3_544_000, "407": -160_000}
    history = {"dwellings": 80, "dwelling_m2": 6000, "rent_per_m2_kr": 850, "114": 420_000, "external_move_outs": 8}
    return DivisionFacts(
        lbf_number=number,
        name=name,
        owner_kind=OwnerKind.OWN_DIVISIONS,
        **YEAR,
        tenancies=(TenancyCount(TenancyKind.FAMILY, 80, Decimal(6000)),),
        tenancy_units=Decimal(80),
        dwelling_m2=Decimal(6000),
        rent_per_m2_kr=Decimal(rent),
        external_move_outs=14,
        vacant_dwellings=2,
        statement=Statement({number: Line(result=value) for number, value in accounts.items()}),
        history=(YearFigures(2021, history),),
    )


def package(name: str = "Boligselskabet Fjordglimt", divisions: int = 2) -> PackageFacts:
    names = ("Søparken", "Lærkevej", "Højen", "Ådalen", "Østergård", "Æblehaven")
    made = [division(f"{i + 1:05}", names[i % len(names)], 880 + i) for i in range(divisions)]
    return PackageFacts(2026, organisation(name), tuple(made))


MONITORED = (
    SelfMonitoringEntry("Tømning", described="yes", carried_out="partly", followed_up="no"),
    SelfMonitoringEntry("Indkøb", described="yes"),
)
WISHES = (
    Wish("wish", "Grønne fællesarealer", "Vi vil plante træer.", "00002"),
    Wish("wish", "", "En fælles ventelistedag.", ""),
    Wish("need", "Støj", "Støjværn mod banen.", "Banevejen"),
)


def package_with_own_words() -> PackageFacts:
    """The package where the organisation states two wishes, a need and its self-monitoring."""
    made = package()
    told = changed(made.organisation, wishes=WISHES, self_monitoring=MONITORED)
    return PackageFacts(made.edition, told, made.divisions)


def trend(values: list[int | None], limits: list[int | None], last: int = 2025) -> tuple[YearPoint, ...]:
    """Points that end in `last`."""
    first = last - len(values) + 1
    return tuple(
        YearPoint(first + i, None if v is None else Decimal(v), None if m is None else Decimal(m))
        for i, (v, m) in enumerate(zip(values, limits, strict=True))
    )


def finding(rule: str = "X-01", outcome: Outcome = Outcome.ATTENTION, **changes: object) -> Finding:
    """A finding with a five-year trend; its message `missing_figures` is one of the catalogue's own."""
    made: dict[str, object] = {
        "rule": rule,
        "area": GovernanceGoal.ECONOMY,
        "subject": ORGANISATION,
        "outcome": outcome,
        "severity": Severity.NORMAL,
        "message": "missing_figures",
        "params": {"names": ["tenancy_units"]},
        "figures": (
            Figure("dispositionsfond_liquid_kr", 4_681_000, "kr"),
            Figure("tenancy_units", Decimal("1011.0"), "units"),
            Figure("112.2", None, "kr"),
        ),
        "trend": trend([5880, 5720, 5480, 5120, 4630], [5780, 5820, 5900, 6050, 6190]),
        "rule_sources": (ORDER,),
        "value_sources": (TARGET,),
        "day": date(2025, 12, 31),
    }
    if outcome is Outcome.CANNOT_JUDGE:
        made["missing"] = ("tenancy_units",)
    return Finding(**{**made, **changes})  # type: ignore[arg-type]
