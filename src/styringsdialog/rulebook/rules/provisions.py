"""Rules on provisions and the result account through the year: roll-forward, covers, opening (checks C5-C7, C20)."""

from styringsdialog.rulebook.facts import DivisionFacts, Missing, OwnerKind, PackageFacts, ProvisionMovement, Statement
from styringsdialog.rulebook.finding import Answer, Figure, Severity, not_applicable, ok
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.rulebook.parameter import Law
from styringsdialog.rulebook.registry import rule
from styringsdialog.rulebook.sums import Fault, accounts_of, column_amounts

from .data_checks import ROUNDING, faulty

# account -> (charged to expenses on, cover taken as income on); covers are stored negative in the statement
ADDED = {"401": "120", "402": "121", "405": "123", "406": "124"}
COVERS = {"401": "116.cover", "402": "117.2", "405": "130.2"}
PROVISIONS = ("401", "402", "403", "404", "405", "406")
B_SCHEME = ("403", "404")  # account 122 is the provision to both
NET = {
    "116": ("116.gross", "116.cover"),
    "117": ("117.1", "117.2"),
    "129": ("129.1", "129.2"),
    "130": ("130.1", "130.2", "130.3"),
}


def movements(division: DivisionFacts) -> dict[str, ProvisionMovement]:
    """The movements that say anything, by account."""
    said = (each for each in division.provisions if (each.opening, each.added, each.used, each.closing) != (None,) * 4)
    return {each.account: each for each in said}


def needed(division: DivisionFacts, moved: dict[str, ProvisionMovement], accounts: tuple[str, ...]) -> None:
    """Missing, with their names, where the balance has an amount that no movement explains."""
    balances = {account: division.statement.known(account) for account in accounts}
    if not moved and all(balance is None for balance in balances.values()):
        raise Missing("provisions")
    unexplained = [f"{account}:movement" for account, balance in balances.items() if balance and account not in moved]
    if unexplained:
        raise Missing(*unexplained)


def compared(message: str, account: str, stated: int, computed: int) -> Fault:
    return {"message": message, "account": account, "column": "column.result", "stated": stated, "computed": computed,
            "difference": computed - stated}  # fmt: skip


def figures_of(faults: list[Fault]) -> tuple[Figure, ...]:
    stated = (Figure(str(fault["account"]), fault["stated"]) for fault in faults)
    # Each kind of fault has its own name for what was computed: «computed.roll» is opening and movements.
    computed = (
        Figure(f"computed.{str(fault['message']).removeprefix('fault.')}", fault["computed"]) for fault in faults
    )
    return tuple(figure for pair in zip(stated, computed, strict=True) for figure in pair)


def decide(code: str, faults: list[Fault], gaps: list[str], tried: int) -> Answer:
    """Faults first, since a gap elsewhere does not undo them."""
    if faults:
        return faulty(code, faults, figures_of(faults))
    if gaps:
        raise Missing(*gaps)
    return ok(f"{code}.fits", tried=tried)


def roll(move: ProvisionMovement, gaps: list[str]) -> int | None:
    """Opening + added - used + transferred: an empty movement is none, but opening and closing are needed."""
    gaps += [f"{move.account}:{name}" for name in ("opening", "closing") if getattr(move, name) is None]
    if move.opening is None or move.closing is None:
        return None
    return move.opening + (move.added or 0) - (move.used or 0) + (move.transferred or 0)


def against_statement(statement: Statement, moved: dict[str, ProvisionMovement]) -> list[Fault]:
    """What was added and used is what the result account charged and covered, and closing is the balance."""
    faults: list[Fault] = []
    for account, move in moved.items():
        charged = statement.known(ADDED.get(account, ""))
        cover = statement.known(COVERS.get(account, ""))
        balance = statement.known(account)
        if account in PROVISIONS and charged is not None and charged != (move.added or 0):
            faults.append(compared("fault.added", account, move.added or 0, charged))
        if cover is not None and -cover != (move.used or 0):
            faults.append(compared("fault.used", account, move.used or 0, -cover))
        if balance is not None and move.closing is not None and balance != move.closing:
            faults.append(compared("fault.closing", account, move.closing, balance))
    charged = statement.known("122")
    both = [moved[account].added or 0 for account in B_SCHEME if account in moved]
    if charged is not None and both and charged != sum(both):
        faults.append(compared("fault.added", "403", sum(both), charged))
    return faults


@rule(
    "D-04", area=GovernanceGoal.ECONOMY, subject=DivisionFacts, day="accounting_year_end",
    title="Henlæggelserne kan følges fra primo til ultimo", sources=[f"{ROUNDING}#rule_text"], severity=Severity.ERROR,
)  # fmt: skip
def provisions_roll_forward(division: DivisionFacts, law: Law) -> Answer:
    """Closing = opening + added - used + transferred for accounts 401-406, in step with result and balance (C5)."""
    if division.owner_kind is OwnerKind.SELF_OWNING_YOUTH:
        return not_applicable("not_applicable.youth_chart")
    moved = {account: move for account, move in movements(division).items() if account in PROVISIONS}
    needed(division, moved, PROVISIONS)
    faults: list[Fault] = []
    gaps: list[str] = []
    for account, move in moved.items():
        computed = roll(move, gaps)
        if computed is not None and move.closing is not None and computed != move.closing:
            faults.append(compared("fault.roll", account, move.closing, computed))
    faults += against_statement(division.statement, moved)
    return decide("D-04", faults, gaps, len(moved))


@rule(
    "D-05", area=GovernanceGoal.ECONOMY, subject=DivisionFacts, day="accounting_year_end",
    title="Dækning af henlæggelser går op og overstiger ikke det henlagte", sources=[f"{ROUNDING}#rule_text"],
    severity=Severity.ERROR,
)  # fmt: skip
def covers_hold(division: DivisionFacts, law: Law) -> Answer:
    """Net = gross less covers on 116, 117, 129 and 130; no cover above opening + added: no negative reserve (C6)."""
    if division.owner_kind is OwnerKind.SELF_OWNING_YOUTH:
        return not_applicable("not_applicable.youth_chart")
    statement, tried = division.statement, 0
    faults: list[Fault] = []
    gaps: list[str] = []
    if not column_amounts(statement, "result", accounts_of("division_result")):
        raise Missing("statement_result")  # the budget alone says nothing of what was covered
    for account, parts in NET.items():
        amounts = [statement.known(part) for part in parts]
        net = statement.known(account)
        if net is None or all(amount is None for amount in amounts):
            continue
        tried += 1
        computed = sum(amount or 0 for amount in amounts)
        if computed != net:
            faults.append(compared("fault.net", account, net, computed))
    moved = movements(division)
    for account, part in COVERS.items():
        cover = -(statement.known(part) or 0)
        if cover <= 0:
            continue
        move = moved.get(account)
        if move is None or move.opening is None:
            gaps.append(f"{account}:opening")
            continue
        tried += 1
        room = move.opening + (move.added or 0) + (move.transferred or 0)
        if cover > room:
            faults.append(compared("fault.cover", account, cover, room))
    return decide("D-05", faults, gaps, tried)


def previous_division(division: DivisionFacts, package: PackageFacts | None) -> DivisionFacts | None:
    """The same division in last year's package, where that is known."""
    if package is None or package.previous is None:
        return None
    return next((each for each in package.previous.divisions if each.lbf_number == division.lbf_number), None)


@rule(
    "D-06", area=GovernanceGoal.ECONOMY, subject=DivisionFacts, day="accounting_year_end",
    title="Henlæggelsernes primo er sidste års ultimo", sources=[f"{ROUNDING}#rule_text"],
    severity=Severity.ERROR, needs_package=True, figures=[ROUNDING],
)  # fmt: skip
def opening_is_last_closing(division: DivisionFacts, law: Law, package: PackageFacts | None) -> Answer:
    """Opening of 401-407 = last year's column, and to the krone last year's accounts where they are known (C20)."""
    if division.owner_kind is OwnerKind.SELF_OWNING_YOUTH:
        return not_applicable("not_applicable.youth_chart")
    moved = movements(division)
    needed(division, moved, (*PROVISIONS, "407"))
    statement = division.statement
    slack = int(law[ROUNDING]) if statement.rounding("last_year") > 1 else 0
    before = previous_division(division, package)
    faults: list[Fault] = []
    gaps: list[str] = []
    tried = 0
    for account, move in moved.items():
        if move.opening is None:
            gaps.append(f"{account}:opening")
            continue
        column = statement.known(account, "last_year")
        closing = before.statement.known(account) if before else None
        if column is None and closing is None and move.opening:
            gaps.append(f"{account}:last_year")
            continue
        tried += 1
        if closing is not None and closing != move.opening:
            faults.append(compared("fault.opening_previous", account, move.opening, closing))
        elif column is not None and abs(column - move.opening) > slack:
            faults.append(compared("fault.opening", account, move.opening, column))
    return decide("D-06", faults, gaps, tried)


def result_bounds(statement: Statement) -> tuple[int, int]:
    """How much 407 may fall and rise in the year: the surplus may first go to underfinancing, and 133 may be either."""
    amount = {account: statement.known(account) or 0 for account in ("140", "210", "203.6", "133")}
    low = -amount["210"] - amount["203.6"]
    return low, low + amount["140"] + amount["133"]


@rule(
    "D-09", area=GovernanceGoal.ECONOMY, subject=DivisionFacts, day="accounting_year_end", on_accounts_alone=True,
    title="Opsamlet resultat følger årets resultat", sources=[f"{ROUNDING}#rule_text"],
    severity=Severity.ERROR, figures=[ROUNDING],
)  # fmt: skip
def result_account_follows(division: DivisionFacts, law: Law) -> Answer:
    """407 closing = opening + 140 (the part not used on underfinancing) - 210 - 203.6 + 133 (the part on the deficit),
    check C7. Only what cannot be is flagged, since the two parts are not stated."""
    if division.owner_kind is OwnerKind.SELF_OWNING_YOUTH:
        return not_applicable("not_applicable.youth_chart")
    statement, move = division.statement, movements(division).get("407")
    closing = statement.amount("407")
    slack, transferred = 0, 0
    if move is not None and move.opening is not None:
        opening, transferred = move.opening, move.transferred or 0
    else:
        opening = statement.amount("407", "last_year")
        slack = int(law[ROUNDING]) if statement.rounding("last_year") > 1 else 0
    low, high = result_bounds(statement)
    change = closing - opening - transferred
    faults: list[Fault] = []
    if not low - slack <= change <= high + slack:
        faults.append(
            compared("fault.result_account", "407", closing, opening + transferred + (low if change < low else high))
        )
    if move is not None and move.closing is not None and move.closing != closing:
        faults.append(compared("fault.closing", "407", move.closing, closing))
    return decide("D-09", faults, [], 1)
