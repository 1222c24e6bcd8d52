"""All rules on a package of 40 divisions: the bound is 60 ms. The facts are built in memory, whole and in balance."""

import random
from datetime import date
from decimal import Decimal

from styringsdialog.rulebook.chart import chart_of_accounts
from styringsdialog.rulebook.engine import review
from styringsdialog.rulebook.facts import (
    COLUMNS,
    DivisionFacts,
    Line,
    OrganisationFacts,
    OwnerKind,
    PackageFacts,
    PlannedWork,
    ProvisionMovement,
    Statement,
    TenancyCount,
    TenancyKind,
    YearFigures,
)
from styringsdialog.rulebook.finding import Finding, Outcome
from styringsdialog.rulebook.sums import sums_of

from .measured import Measured, median_ms

BOUND_MS = 60.0
DIVISIONS = 40
UNITS = Decimal("65.6")  # of each division: 55 + 7.6 + 3
FUND_RATE = 662  # kr. per tenancy unit for years that begin on 1 January 2025
LIQUID = {"803": 16_000_000, "805": 5_000_000}
START, END, DAY = date(2025, 1, 1), date(2025, 12, 31), date(2026, 9, 1)


def column(owner: str, seed: random.Random, equal: tuple[tuple[str, str, str, str], ...]) -> dict[str, int]:
    """Every account of the owner's statement; `equal` names totals that a line must bring together."""
    parts = (f"{owner}_result", f"{owner}_balance")
    amounts = {account.number: seed.randrange(1_000, 900_000) for account in chart_of_accounts().part(*parts)}
    amounts |= {"140": 0, "210": 0, "133": 0, "203.6": 0, "407": 0, "550": 0, "620": 0}
    amounts |= {"116": 0, "117": 0, "129": 0, "130": 0, "116.gross": 0, "116.cover": 0, "117.1": 0, "117.2": 0}
    amounts |= {"129.1": 0, "129.2": 0, "130.1": 0, "130.2": 0, "130.3": 0}
    amounts |= {"112.2": round(FUND_RATE * UNITS), "112.3": 0}
    for _ in range(2):
        for row in sums_of(*parts):
            amounts[row.number] = sum(amounts[part] for part in row.components)
        for left, right, left_line, right_line in equal:
            gap = amounts[left] - amounts[right]
            amounts[right_line if gap > 0 else left_line] += abs(gap)
    return amounts


def statement(owner: str, seed: random.Random) -> Statement:
    """Four columns of every account of the chart."""
    equal = {
        "division": (("150", "220", "101", "201"), ("310", "430", "301", "408")),
        "organisation": (("560", "630", "511", "601"), ("740", "840", "732", "830")),
    }[owner]
    columns = [column(owner, seed, equal) for _ in COLUMNS]
    if owner == "organisation":
        _roll_funds(columns)
    return Statement({number: Line(*(each[number] for each in columns)) for number in columns[0]})


def _roll_funds(columns: list[dict[str, int]]) -> None:
    """The movements and the bound part that the balances of the two funds ask for; details, so that no sum changes."""
    before, now = columns[0], columns[1]
    for fund, disposable in LIQUID.items():
        losses = now["803.22"] if fund == "803" else 0
        now[f"{fund}.used"] = 0
        now[f"{fund}.added"] = now[fund] - before[fund] + losses
        now[f"{fund}.bound"] = now[fund] - disposable


def division(number: int, seed: random.Random) -> DivisionFacts:
    """One division whose provisions roll forward and open where last year closed."""
    figures = statement("division", seed)
    lines = dict(figures.lines)
    moved = []
    for account, added in (("401", "120"), ("402", "121"), ("405", "123"), ("406", "124")):
        opening, plus = figures.amount(account, "last_year"), figures.amount(added)
        moved.append(
            ProvisionMovement(
                account, opening, plus, 0, figures.amount(account) - opening - plus, figures.amount(account)
            )
        )
    half = figures.amount("122") // 2
    for account, plus in (("403", half), ("404", figures.amount("122") - half)):
        opening, closing = figures.amount(account, "last_year"), figures.amount(account)
        moved.append(ProvisionMovement(account, opening, plus, 0, closing - opening - plus, closing))
    return DivisionFacts(
        f"{number:03}", f"Afdeling {number}", OwnerKind.OWN_DIVISIONS, START, END, tenancies=tenancies(),
        tenancy_units=UNITS, efficiency_score=75, plan_first_year=2026, plan_last_year=2055,
        plan=tuple(PlannedWork(year, "Tag", "Eftersyn", 0) for year in range(2026, 2056) for _ in range(4)),
        statement=Statement(lines), provisions=tuple(moved),
        history=tuple(YearFigures(year, {"407": 0, "efficiency_score": 74}) for year in range(2021, 2025)),
    )  # fmt: skip


def tenancies() -> tuple[TenancyCount, ...]:
    """55 + 7.6 + 3 = 65.6 tenancy units."""
    return (
        TenancyCount(TenancyKind.FAMILY, 55, Decimal(4313)),
        TenancyCount(TenancyKind.GARAGE, 38, Decimal(0)),
        TenancyCount(TenancyKind.COMMERCIAL, 1, Decimal("123.4")),
    )


def package(divisions: int = DIVISIONS) -> PackageFacts:
    """A complete package of one organisation, with last year's beside it."""
    seed = random.Random(2026)  # noqa: S311
    org = OrganisationFacts(
        "0123", "Prøven", OwnerKind.OWN_DIVISIONS, START, END, tenancy_units=UNITS * divisions,
        dispositionsfond_liquid_kr=LIQUID["803"], arbejdskapital_liquid_kr=LIQUID["805"],
        dispositionsfond_contribution_kr=round(FUND_RATE * UNITS * divisions), arbejdskapital_contribution_kr=300_000,
        board_approved_on=date(2026, 4, 1), top_body_approved_on=date(2026, 5, 20), submitted_on=date(2026, 5, 28),
        statement=statement("organisation", seed),
        history=tuple(
            YearFigures(year, {"dispositionsfond_liquid_kr": 15_000_000, "tenancy_units": Decimal(2624)})
            for year in range(2021, 2025)
        ),
    )  # fmt: skip
    rows = tuple(division(number, seed) for number in range(1, divisions + 1))
    return PackageFacts(2026, org, rows, previous(org, rows))


def previous(org: OrganisationFacts, rows: tuple[DivisionFacts, ...]) -> PackageFacts:
    """Last year's package: its results are this year's column «last year»."""

    def before(figures: Statement) -> Statement:
        return Statement({number: Line(result=line.last_year) for number, line in figures.lines.items()})

    past = tuple(
        DivisionFacts(each.lbf_number, each.name, each.owner_kind, START, END, statement=before(each.statement))
        for each in rows
    )
    owner = OrganisationFacts(org.lbf_number, org.name, org.owner_kind, START, END, statement=before(org.statement))
    return PackageFacts(2025, owner, past)


def run() -> list[Measured]:
    """The median of some rounds. AssertionError if the package is not judged as meant: all in order."""
    facts = package()
    found: tuple[Finding, ...] = review(facts, DAY)
    assert {each.outcome for each in found} == {Outcome.OK}, [each for each in found if each.outcome is not Outcome.OK][
        :3
    ]
    accounts = len(facts.divisions[0].statement.lines)
    dataset = f"{DIVISIONS} divisions x {accounts} accounts x {len(COLUMNS)} columns, {len(found)} findings"
    return [Measured("all rules of a package", median_ms(lambda: review(facts, DAY)), BOUND_MS, "ms", dataset)]
