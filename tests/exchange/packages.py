"""Packages to write and read: a sample made by hand, and strategies for any valid package."""

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO

from hypothesis import strategies as st

from styringsdialog.exchange.reading.cpr import holds_cpr
from styringsdialog.exchange.workbook_writing import write_workbook
from styringsdialog.rulebook.chart import chart_of_accounts
from styringsdialog.rulebook.edition import edition, report_kind
from styringsdialog.rulebook.facts import (
    COLUMNS,
    DivisionFacts,
    Line,
    OrganisationFacts,
    OwnerKind,
    PackageFacts,
    PlannedWork,
    ProvisionMovement,
    ReportAnswer,
    SelfMonitoringEntry,
    Statement,
    TenancyCount,
    TenancyKind,
    UnknownAccount,
    Wish,
    YearFigures,
)


def plain(facts):
    """Facts as dicts and lists, so that unstated figures can be compared, too."""
    if is_dataclass(facts):
        return {f.name: plain(object.__getattribute__(facts, f.name)) for f in fields(facts)}
    if isinstance(facts, tuple):
        return [plain(item) for item in facts]
    if hasattr(facts, "items"):
        return {key: plain(value) for key, value in facts.items()}
    return facts


def written(package: PackageFacts, results: bool = True) -> bytes:
    target = BytesIO()
    write_workbook(package, edition(package.edition), target, results=results)
    return target.getvalue()


def sample(year: int = 2026) -> PackageFacts:
    """Two divisions of a fictional organisation, with something on every sheet."""
    start, end = date(year - 1, 1, 1), date(year - 1, 12, 31)
    kind = OwnerKind.OWN_DIVISIONS
    first = DivisionFacts(
        "08501", "Åparken", kind, start, end, location_municipality="0999", address="Prøvevej 1", area="Prøveparken",
        building_form="etage", build_year=1971, tenancy_units=Decimal("55.2"), dwelling_m2=Decimal("4200.5"),
        rent_per_m2_kr=Decimal("899.5"), rent_increase_pct=Decimal("2.5"), external_move_outs=0, vacant_dwellings=1,
        vacant_days=31, efficiency_score=81, energy_label="C", has_board=False, external_review_on=date(2021, 5, 3),
        provision_401_next_year_kr=410_000, plan_first_year=year, plan_last_year=year + 29,
        tenancies=(TenancyCount(TenancyKind.FAMILY, 5, Decimal("9.5")),
                   TenancyCount(TenancyKind.GARAGE, 1, Decimal(0))),
        statement=Statement(
            {"106": Line(100, 120, 110, 130), "201": Line(-5, 6), "116.gross": Line(result=7)},
            (UnknownAccount("199", "=Egen konto", Line(result=8)),),
            {"budget": 1000},
        ),
        provisions=(ProvisionMovement("401", 1000, 200, 150, 0, 1050), ProvisionMovement("407", 5, closing=5)),
        plan=(PlannedWork(year, "Tag", "Ny tagdækning", 250_000), PlannedWork(year, "Tag", "Tagrender", 40_000)),
        report=(ReportAnswer("division.condition", "good", "Nyt tag i 2024"),),
        history=(YearFigures(year - 2, {"401": 900, "rent_per_m2_kr": Decimal("871.25")}),),
    )  # fmt: skip
    second = DivisionFacts("012", "Bakken", kind, start, end, has_board=True)
    organisation = OrganisationFacts(
        "0123", "Fiktiv Boligforening", kind, start, end, cvr="99001234", seat_municipality="0999",
        administrator="Selv",
        tenancy_units=Decimal("1011.4"), dispositionsfond_liquid_kr=4_681_000, board_approved_on=date(year, 4, 28),
        statement=Statement({"501": Line(1, 2, 3, 4), "803": Line(result=4_681_000)}, unit_kr={"next_budget": 1000}),
        report=(ReportAnswer("economy.funds", "some", "+ vi følger det"), ReportAnswer("construction.plans", "Ingen")),
        self_monitoring=(SelfMonitoringEntry("letting", "yes", "partly", "no", "@næste år"),),
        wishes=(Wish("need", "youth_homes", "Flere små boliger", "08501"), Wish("wish", "safety", "-Lys på stierne")),
        tenancies=(TenancyCount(TenancyKind.FAMILY, 950, Decimal(71_000)),),
        history=(YearFigures(year - 2, {"803": 4_500_000}),),
    )  # fmt: skip
    return PackageFacts(year, organisation, (first, second))


_LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"))
TEXTS = st.one_of(
    st.sampled_from(["=1+1", "+45", "-1", "@navn", "_x0041_", "a\nb", "Ærø & <Møn>", '"', "'", "1.234", "12%"]),
    st.text(_LETTERS, min_size=1, max_size=20).map(str.strip).filter(lambda text: text and not holds_cpr(text)),
)
SOMETIMES = st.one_of(st.just(""), TEXTS)
KRONER = st.integers(-(10**14), 10**14)
COUNTS = st.integers(0, 10**6)
DAYS = st.dates(date(1950, 1, 1), date(2080, 12, 31))
YEARS = st.integers(1850, 2150)
EXACT = st.decimals(-(10**9), 10**9, places=3)


def maybe(strategy):
    return st.one_of(st.none(), strategy)


LINES = st.builds(Line, *[maybe(KRONER)] * 4).filter(lambda line: line != Line())


def statements(*parts):
    numbers = [account.number for account in chart_of_accounts().part(*parts)]
    own = st.from_regex(r"[1-9][0-9]{2}\.[0-9]{4}", fullmatch=True)
    unknown = st.lists(st.builds(UnknownAccount, own, SOMETIMES, LINES), max_size=2, unique_by=lambda u: u.number)
    units = st.dictionaries(st.sampled_from(COLUMNS), st.just(1000), max_size=4)
    return st.builds(Statement, st.dictionaries(st.sampled_from(numbers), LINES, max_size=6), unknown.map(tuple), units)


def histories():
    figures = st.sampled_from(
        ["401", "116.gross", "rent_per_m2_kr", "external_move_outs", "dispositionsfond_liquid_kr"]
    )
    values = st.one_of(KRONER, EXACT)
    year = st.builds(YearFigures, YEARS, st.dictionaries(figures, values, min_size=1, max_size=3))
    return st.lists(year, max_size=2, unique_by=lambda y: y.accounting_year).map(tuple)


TENANCIES = st.lists(
    st.builds(TenancyCount, st.sampled_from(TenancyKind), COUNTS, st.decimals(0, 10**6, places=2)), max_size=3
).map(tuple)


@st.composite
def reports(draw, year, level, kind):
    found = []
    for question in edition(year).asked(level, report_kind(kind)):
        if draw(st.booleans()):
            choices = TEXTS if question.scale == "text" else st.sampled_from(list(edition(year).scales[question.scale]))
            found.append(ReportAnswer(question.name, draw(choices), draw(SOMETIMES)))
    return tuple(found)


@st.composite
def divisions(draw, number, year, kind, start, end):
    accounts = edition(year).provision_accounts
    moved = [ProvisionMovement(a, *(draw(KRONER) for _ in range(5))) for a in accounts if draw(st.booleans())]
    works = st.lists(st.builds(PlannedWork, YEARS, SOMETIMES, SOMETIMES, KRONER), max_size=3).map(tuple)
    begun = draw(st.sampled_from([start, date(year - 2, 7, 1)]))
    return DivisionFacts(
        number, draw(TEXTS), draw(st.sampled_from(OwnerKind)), begun, end,
        location_municipality=draw(st.sampled_from(["", "0101"])), address=draw(SOMETIMES), area=draw(SOMETIMES),
        building_form=draw(st.sampled_from(["", "etage", "taet_lav", "blandet"])), build_year=draw(maybe(YEARS)),
        tenancies=draw(TENANCIES), tenancy_units=draw(maybe(EXACT)), dwelling_m2=draw(maybe(EXACT)),
        rent_per_m2_kr=draw(maybe(EXACT)), rent_increase_pct=draw(maybe(EXACT)), external_move_outs=draw(maybe(COUNTS)),
        vacant_dwellings=draw(maybe(COUNTS)), vacant_days=draw(maybe(COUNTS)), efficiency_score=draw(maybe(COUNTS)),
        energy_label=draw(SOMETIMES), has_board=draw(maybe(st.booleans())), external_review_on=draw(maybe(DAYS)),
        deficit_since_year=draw(maybe(YEARS)), provision_401_next_year_kr=draw(maybe(KRONER)),
        statement=draw(statements("division_result", "division_balance")), provisions=tuple(moved),
        plan_first_year=draw(maybe(YEARS)), plan_last_year=draw(maybe(YEARS)), plan=draw(works),
        report=draw(reports(year, "division", kind)), history=draw(histories()),
    )  # fmt: skip


@st.composite
def packages(draw):
    """Any valid package of any edition."""
    year = draw(st.sampled_from([2025, 2026]))
    kind = draw(st.sampled_from(OwnerKind))
    end = draw(st.dates(date(year - 1, 1, 1), date(year - 1, 12, 31)))
    start = date(year - 2, 1, 1)
    numbers = st.lists(st.from_regex(r"[0-9]{3}|[0-9]{5}", fullmatch=True), max_size=2, unique=True)
    own = [] if kind is OwnerKind.MANAGING else draw(numbers)
    scales = edition(year).scales
    partly = st.sampled_from(["", *scales["partly"]])
    monitored = [
        entry
        for theme in edition(year).self_monitoring
        if (entry := SelfMonitoringEntry(theme, draw(partly), draw(partly), draw(partly), draw(SOMETIMES)))
        != SelfMonitoringEntry(theme)
    ]
    wishes = st.builds(
        Wish, st.sampled_from(list(scales["wish_kind"])), st.sampled_from(list(scales["wish_theme"])), TEXTS,
        st.sampled_from(["", *own]),
    )  # fmt: skip
    organisation = OrganisationFacts(
        draw(st.from_regex(r"[0-9]{4}", fullmatch=True)), draw(TEXTS), kind, start, end, cvr=draw(SOMETIMES),
        seat_municipality=draw(st.sampled_from(["", "0101"])), administrator=draw(SOMETIMES),
        tenancies=() if kind is OwnerKind.MANAGING else draw(TENANCIES), tenancy_units=draw(maybe(EXACT)),
        dispositionsfond_liquid_kr=draw(maybe(KRONER)), arbejdskapital_liquid_kr=draw(maybe(KRONER)),
        dispositionsfond_contribution_kr=draw(maybe(KRONER)), arbejdskapital_contribution_kr=draw(maybe(KRONER)),
        board_approved_on=draw(maybe(DAYS)), top_body_approved_on=draw(maybe(DAYS)), submitted_on=draw(maybe(DAYS)),
        statement=draw(statements("organisation_result", "organisation_balance")),
        report=draw(reports(year, "organisation", kind)), self_monitoring=tuple(monitored),
        wishes=draw(st.lists(wishes, max_size=2).map(tuple)), history=draw(histories()),
    )  # fmt: skip
    made = tuple(draw(divisions(number, year, kind, start, end)) for number in own)
    return PackageFacts(year, organisation, made)
