"""Rules that the organisation's own funds can be followed through the year, and what of them is disposable (C14)."""

from styringsdialog.rulebook.facts import OrganisationFacts, OwnerKind, Statement, known
from styringsdialog.rulebook.finding import Answer, Figure, Severity, not_applicable
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.rulebook.parameter import Law
from styringsdialog.rulebook.registry import rule
from styringsdialog.rulebook.sums import Fault

from .data_checks import ROUNDING, faulty
from .provisions import compared, decide

WITH_FUNDS = (OwnerKind.OWN_DIVISIONS, OwnerKind.MANAGING)


def rolled(statement: Statement, account: str, less: tuple[str, ...], slack: int, faults: list[Fault]) -> list[str]:
    """Closing = last year's closing + added - what went out. Adds to `faults`; answers what is missing to try it."""
    closing, opening = statement.amount(account), statement.known(account, "last_year")
    if opening is None:
        return [f"{account}:last_year"]
    added, out = statement.known(f"{account}.added"), [statement.known(name) for name in less]
    computed = opening + (added or 0) - sum(amount or 0 for amount in out)
    if abs(closing - computed) <= slack:
        return []
    if added is None and statement.known(f"{account}.used") is None:
        return [f"{account}.added", f"{account}.used"]  # the movements are not stated at all: nothing is known wrong
    faults.append(compared("fault.roll", account, closing, computed))
    return []


def parted(org: OrganisationFacts, account: str, liquid: str, slack: int, faults: list[Fault]) -> list[str]:
    """Disposable = the whole account less what is bound. Adds to `faults`; answers what is missing to try it."""
    total, bound = org.statement.amount(account), org.statement.known(f"{account}.bound")
    stated = known(org, liquid)
    if stated is None:
        return [liquid]
    if bound is None and stated < total:
        return [f"{account}.bound"]
    computed = total - (bound or 0)
    if abs(stated - computed) > slack:
        faults.append(compared("fault.liquid", account, stated, computed))
    return []


def figures_behind(faults: list[Fault], liquid: str) -> tuple[Figure, ...]:
    """What was stated and what was computed; the disposable part under its own name, not the account's."""
    found: list[Figure] = []
    for fault in faults:
        kind = str(fault["message"]).removeprefix("fault.")
        found.append(Figure(liquid if kind == "liquid" else str(fault["account"]), fault["stated"]))
        found.append(Figure(f"computed.{kind}", fault["computed"]))
    return tuple(found)


def fund_adds_up(
    code: str, org: OrganisationFacts, law: Law, account: str, liquid: str, less: tuple[str, ...]
) -> Answer:
    """Both checks of one fund; what is certainly wrong comes first."""
    if org.owner_kind not in WITH_FUNDS:
        return not_applicable("not_applicable.no_organisation_accounts", kind=f"owner_kind.{org.owner_kind}")
    per_line = int(law[ROUNDING])
    statement, faults = org.statement, list[Fault]()
    lines = 2 + len(less)  # amounts that may each be rounded
    opening_slack = per_line if statement.rounding("last_year") > 1 else 0
    slack = per_line * lines if statement.rounding("result") > 1 else 0
    gaps = rolled(statement, account, less, opening_slack + slack, faults)
    gaps += parted(org, account, liquid, slack, faults)
    if faults:
        return faulty(code, faults, figures_behind(faults, liquid))
    return decide(code, faults, gaps, 2)


@rule(
    "E-01", area=GovernanceGoal.ECONOMY, subject=OrganisationFacts, day="accounting_year_end",
    title="Dispositionsfonden kan følges gennem året, og den disponible del stemmer",
    sources=[f"{ROUNDING}#rule_text"], severity=Severity.ERROR, figures=[ROUNDING],
)  # fmt: skip
def dispositionsfond_adds_up(org: OrganisationFacts, law: Law) -> Answer:
    """803 = last year + added - losses covered (803.22) - other outgoings, and disposable = 803 less what is bound."""
    return fund_adds_up("E-01", org, law, "803", "dispositionsfond_liquid_kr", ("803.22", "803.used"))


@rule(
    "E-02", area=GovernanceGoal.ECONOMY, subject=OrganisationFacts, day="accounting_year_end",
    title="Arbejdskapitalen kan følges gennem året, og den disponible del stemmer",
    sources=[f"{ROUNDING}#rule_text"], severity=Severity.ERROR, figures=[ROUNDING],
)  # fmt: skip
def arbejdskapital_adds_up(org: OrganisationFacts, law: Law) -> Answer:
    """805 = last year + added - outgoings, and disposable = 805 less what is bound."""
    return fund_adds_up("E-02", org, law, "805", "arbejdskapital_liquid_kr", ("805.used",))
