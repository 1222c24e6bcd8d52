"""Rules that this year's column «last year» repeats last year's accounts, where those are known (check C20)."""

from styringsdialog.rulebook.facts import DivisionFacts, OrganisationFacts, PackageFacts, Statement
from styringsdialog.rulebook.finding import Answer, Figure, Severity, not_applicable, ok
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.rulebook.parameter import Law
from styringsdialog.rulebook.registry import rule
from styringsdialog.rulebook.sums import Fault

from .data_checks import ROUNDING, faulty
from .provisions import previous_division


def column_against(now: Statement, before: Statement, per_line_kr: int) -> tuple[list[Fault], int]:
    """Every account stated in both: the column may be rounded to 1,000 kr."""
    slack = per_line_kr if now.rounding("last_year") > 1 else 0
    faults: list[Fault] = []
    tried = 0
    for account, line in now.lines.items():
        then = before.known(account)
        if line.last_year is None or then is None:
            continue
        tried += 1
        if abs(line.last_year - then) > slack:
            faults.append(
                {"message": "fault.last_year", "account": account, "column": "column.last_year",
                 "stated": line.last_year, "computed": then, "difference": then - line.last_year}
            )  # fmt: skip
    return faults, tried


def answer_of(code: str, now: Statement, before: Statement | None, law: Law) -> Answer:
    if before is None or not before.lines:
        return not_applicable("not_applicable.no_previous")
    faults, tried = column_against(now, before, int(law[ROUNDING]))
    if faults:
        return faulty(code, faults, tuple(Figure(f"{fault['account']}:last_year", fault["stated"]) for fault in faults))
    return ok(f"{code}.fits", tried=tried) if tried else not_applicable("not_applicable.no_last_year_column")


@rule(
    "D-07", area=GovernanceGoal.ECONOMY, subject=DivisionFacts, day="accounting_year_end", on_accounts_alone=True,
    title="Afdelingens tal for sidste år er sidste års regnskab", sources=[f"{ROUNDING}#rule_text"],
    severity=Severity.ERROR, needs_package=True, figures=[ROUNDING],
)  # fmt: skip
def division_last_year(division: DivisionFacts, law: Law, package: PackageFacts | None) -> Answer:
    """The column «last year» against the accounts received last year, account by account."""
    before = previous_division(division, package)
    return answer_of("D-07", division.statement, before.statement if before else None, law)


@rule(
    "D-08", area=GovernanceGoal.ECONOMY, subject=OrganisationFacts, day="accounting_year_end", on_accounts_alone=True,
    title="Boligorganisationens tal for sidste år er sidste års regnskab", sources=[f"{ROUNDING}#rule_text"],
    severity=Severity.ERROR, needs_package=True, figures=[ROUNDING],
)  # fmt: skip
def organisation_last_year(org: OrganisationFacts, law: Law, package: PackageFacts | None) -> Answer:
    """The column «last year» against the accounts received last year, account by account."""
    before = package.previous.organisation.statement if package is not None and package.previous is not None else None
    return answer_of("D-08", org.statement, before, law)
