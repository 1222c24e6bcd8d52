"""Rules that a statement must add up (checks C1-C4): sums, totals, balance, and the result they leave."""

from styringsdialog.rulebook.facts import DivisionFacts, Missing, OrganisationFacts, OwnerKind, Statement
from styringsdialog.rulebook.finding import Answer, Figure, Severity, attention, cannot_judge, not_applicable, ok
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.rulebook.parameter import Law
from styringsdialog.rulebook.registry import rule
from styringsdialog.rulebook.sums import COLUMNS, Fault, SumCheck, check_sums, unequal

ROUNDING = "accounts/rounding_unit_kr"
SHOWN = 6  # faults named in the text; all of them stand in the figures
OWN_CHART = (OwnerKind.SELF_OWNING_YOUTH,)


def fault_figures(faults: list[Fault]) -> tuple[Figure, ...]:
    """The stated amounts behind the faults, by account and column."""
    found = []
    for fault in faults:
        column = str(fault["column"]).removeprefix("column.")
        tail = "" if column == "result" else f":{column}"
        if "account" in fault:
            found.append(Figure(f"{fault['account']}{tail}", fault["stated"]))
            found.append(Figure("computed", fault["computed"]))
        else:
            found.append(Figure(f"{fault['left']}{tail}", fault["left_kr"]))
            found.append(Figure(f"{fault['right']}{tail}", fault["right_kr"]))
    return tuple(found)


def faulty(code: str, faults: list[Fault], figures: tuple[Figure, ...]) -> Answer:
    """Attention that lists what does not fit; `code` is the rule id."""
    more = len(faults) - SHOWN
    rest = [{"message": "more.some", "more": more}] if more > 0 else []
    return attention(f"{code}.wrong", figures=figures, faults=faults[:SHOWN], count=len(faults), rest=rest)


def answer_of(code: str, check: SumCheck) -> Answer:
    """What is certainly wrong comes first; then what an unknown or missing account leaves unsure."""
    if check.faults:
        return faulty(code, check.faults, fault_figures(check.faults))
    if check.unsure:
        return cannot_judge("unknown_accounts", missing=tuple(check.unsure), names=check.unsure)
    if check.missing:
        raise Missing(*dict.fromkeys(check.missing))
    return ok(f"{code}.fits", tried=check.tried)


def need_totals(statement: Statement, check: SumCheck, whole: str, *totals: str) -> None:
    """The year's own column must be there up to its totals, or it cannot be said to add up, whatever the budget does.

    `whole` names the statement where none of the totals is stated; else the totals that are not are named.
    """
    unstated = [total for total in totals if statement.known(total) is None]
    check.missing += [whole] if len(unstated) == len(totals) else unstated


def signed_result(statement: Statement, surplus: str, deficit: str, check: SumCheck) -> None:
    """Not both a surplus and a deficit in one column (check C3)."""
    for column in COLUMNS:
        plus, minus = statement.known(surplus, column) or 0, statement.known(deficit, column) or 0
        if plus > 0 and minus > 0:
            check.faults.append(
                {"message": "fault.both_signs", "left": surplus, "right": deficit, "column": f"column.{column}",
                 "left_kr": plus, "right_kr": minus}
            )  # fmt: skip


def left_over(statement: Statement, per_line_kr: int, check: SumCheck) -> None:
    """Surplus less deficit (140 - 210) is income less expense (209 - 139), check C3."""
    for column in COLUMNS:
        income, expense = statement.known("209", column), statement.known("139", column)
        if income is None or expense is None:
            continue
        result = (statement.known("140", column) or 0) - (statement.known("210", column) or 0)
        check.tried += 1
        if abs(result - (income - expense)) > (4 * per_line_kr if statement.rounding(column) > 1 else 0):
            check.faults.append(
                {"message": "fault.result", "left": "140", "right": "210", "column": f"column.{column}",
                 "left_kr": statement.known("140", column), "right_kr": statement.known("210", column),
                 "result": result, "computed": income - expense, "difference": result - (income - expense)}
            )  # fmt: skip


@rule(
    "D-01", area=GovernanceGoal.ECONOMY, subject=DivisionFacts, day="accounting_year_end", on_accounts_alone=True,
    title="Afdelingens resultatopgørelse stemmer", sources=[f"{ROUNDING}#rule_text"],
    severity=Severity.ERROR, figures=[ROUNDING],
)  # fmt: skip
def division_result_adds_up(division: DivisionFacts, law: Law) -> Answer:
    """Sums, totals and result of accounts 101-220 (checks C1-C3), in every column that is stated."""
    if division.owner_kind in OWN_CHART:
        return not_applicable("not_applicable.youth_chart")
    statement, per_line = division.statement, int(law[ROUNDING])
    check = check_sums(statement, ("division_result",), per_line)
    if not (check.tried or check.unsure or check.missing):
        raise Missing("statement_result")
    need_totals(statement, check, "statement_result", "150", "220")
    unequal(statement, "150", "220", per_line, check)
    signed_result(statement, "140", "210", check)
    left_over(statement, per_line, check)
    return answer_of("D-01", check)


@rule(
    "D-02", area=GovernanceGoal.ECONOMY, subject=DivisionFacts, day="accounting_year_end", on_accounts_alone=True,
    title="Afdelingens balance stemmer", sources=[f"{ROUNDING}#rule_text"],
    severity=Severity.ERROR, figures=[ROUNDING],
)  # fmt: skip
def division_balance_adds_up(division: DivisionFacts, law: Law) -> Answer:
    """Sums of accounts 301-430, and assets equal liabilities (check C4)."""
    if division.owner_kind in OWN_CHART:
        return not_applicable("not_applicable.youth_chart")
    statement, per_line = division.statement, int(law[ROUNDING])
    check = check_sums(statement, ("division_balance",), per_line)
    if not (check.tried or check.unsure or check.missing):
        raise Missing("statement_balance")
    need_totals(statement, check, "statement_balance", "310", "430")
    unequal(statement, "310", "430", per_line, check)
    return answer_of("D-02", check)


@rule(
    "D-03", area=GovernanceGoal.ECONOMY, subject=OrganisationFacts, day="accounting_year_end", on_accounts_alone=True,
    title="Boligorganisationens regnskab stemmer", sources=[f"{ROUNDING}#rule_text"],
    severity=Severity.ERROR, figures=[ROUNDING],
)  # fmt: skip
def organisation_adds_up(org: OrganisationFacts, law: Law) -> Answer:
    """Sums of accounts 501-840; 560 = 630 and assets equal liabilities (check C4). Institutions and municipal homes
    have the division's accounts only."""
    has_own = org.owner_kind in (OwnerKind.OWN_DIVISIONS, OwnerKind.MANAGING)
    if not has_own and not org.statement.lines:
        return not_applicable("not_applicable.no_organisation_accounts", kind=f"owner_kind.{org.owner_kind}")
    statement, per_line = org.statement, int(law[ROUNDING])
    check = SumCheck()
    for part, name in (("organisation_result", "statement_result"), ("organisation_balance", "statement_balance")):
        of_part = check_sums(statement, (part,), per_line)
        if not (of_part.tried or of_part.unsure or of_part.missing):
            raise Missing(name)
        check = check.joined(of_part)
    need_totals(statement, check, "statement_result", "560", "630")
    need_totals(statement, check, "statement_balance", "740", "840")
    unequal(statement, "560", "630", per_line, check)
    unequal(statement, "740", "840", per_line, check)
    signed_result(statement, "550", "620", check)
    return answer_of("D-03", check)
