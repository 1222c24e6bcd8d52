"""Puts the faults of reporting into finished packages, one small function a situation."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from styringsdialog.exchange.content import (
    DivisionFacts,
    Line,
    OrganisationFacts,
    PackageFacts,
    PlannedWork,
    Statement,
    TenancyKind,
    UnknownAccount,
    changed,
)

from .situations import Situation, planted

Subject = DivisionFacts | OrganisationFacts


def _lines(facts: Subject, **changes: int) -> Statement:
    """The statement with `account__column` shifted by so many kroner."""
    lines = dict(facts.statement.lines)
    for place, shift in changes.items():
        account, column = place.removeprefix("k").replace("_dot_", ".").split("__")
        lines[account] = replace(lines[account], **{column: getattr(lines[account], column) + shift})
    return replace(facts.statement, lines=lines)


def _shift(**changes: int) -> Callable[[DivisionFacts], DivisionFacts]:
    return lambda it: changed(it, statement=_lines(it, **changes))


def _organisation_shift(**changes: int) -> Callable[[OrganisationFacts], OrganisationFacts]:
    return lambda it: changed(it, statement=_lines(it, **changes))


def _movement(account: str, **shifts: int | None) -> Callable[[DivisionFacts], DivisionFacts]:
    """Shift columns of one provision account; None leaves the cell empty."""

    def change(it: DivisionFacts) -> DivisionFacts:
        rows = []
        for row in it.provisions:
            moved: dict[str, Any] = {}
            if row.account == account:
                moved = {name: None if by is None else getattr(row, name) + by for name, by in shifts.items()}
            rows.append(replace(row, **moved))
        return changed(it, provisions=tuple(rows))

    return change


def _garages_as_homes(it: DivisionFacts) -> DivisionFacts:
    garages = sum(row.count for row in it.tenancies if row.kind is TenancyKind.GARAGE)
    return changed(it, tenancy_units=it.tenancy_units + garages - garages / type(it.tenancy_units)(5))


def _thousand_slip(it: DivisionFacts) -> DivisionFacts:
    line = it.statement.lines["114"]
    lines = dict(it.statement.lines) | {"114": replace(line, result=round(it.statement.amount("114") / 1000))}
    return changed(it, statement=replace(it.statement, lines=lines))


def _unknown_account(it: DivisionFacts) -> DivisionFacts:
    moved = it.statement.amount("118") // 2
    without = changed(it, statement=_lines(it, k118__result=-moved))
    extra = UnknownAccount("118.7", "Ladestandere", Line(0, moved, 0, 0))
    return changed(without, statement=replace(without.statement, unknown=(extra,)))


def _account_unstated(it: DivisionFacts) -> DivisionFacts:
    lines = dict(it.statement.lines)
    lines["120"] = replace(lines["120"], result=None)
    return changed(it, statement=replace(it.statement, lines=lines))


def _budget_in_thousands(it: DivisionFacts) -> DivisionFacts:
    def rounded(amount: int | None) -> int | None:
        return None if amount is None else round(amount / 1000) * 1000

    lines = {
        number: replace(line, budget=rounded(line.budget), last_year=rounded(line.last_year))
        for number, line in it.statement.lines.items()
    }
    return changed(it, statement=replace(it.statement, lines=lines, unit_kr={"last_year": 1000, "budget": 1000}))


def _surplus_and_deficit(it: DivisionFacts) -> DivisionFacts:
    both = _lines(it, k140__result=25_000, k150__result=25_000, k210__result=25_000, k220__result=25_000)
    return _movement("407", added=25_000, used=25_000)(changed(it, statement=both))


def _short_plan(it: DivisionFacts) -> DivisionFacts:
    last = it.plan_first_year + 9
    return changed(it, plan_last_year=last, plan=tuple(work for work in it.plan if work.year <= last))


def _roof_in_2031(it: DivisionFacts) -> DivisionFacts:
    """A roof that costs more than everything saved and set aside until then, even if nothing else were done."""
    amount = it.statement.amount("401") + 7 * it.statement.amount("120", "next_budget")  # 2026-2031 are six years
    roof = PlannedWork(2031, "Tag", "Udskiftning af tagbelægning på alle blokke", round(amount, -3))
    return changed(it, plan=(*it.plan, roof))


def _no_efficiency_plan(it: DivisionFacts) -> DivisionFacts:
    report = tuple(
        replace(row, answer="no") if row.question == "division.efficiency_plan" else row for row in it.report
    )
    return changed(it, report=report)


DIVISION_FAULTS: dict[str, Callable[[DivisionFacts], DivisionFacts]] = {
    "garages_as_homes": _garages_as_homes,
    "sum_typo": _shift(k113_dot_9__result=9_000),
    "budget_sum_typo": _shift(k124_dot_8__next_budget=-10_000),
    "assets_differ": _shift(k307__result=1_000, k309__result=1_000, k310__result=1_000),
    "surplus_and_deficit": _surplus_and_deficit,
    "thousand_slip": _thousand_slip,
    "unknown_account": _unknown_account,
    "account_unstated": _account_unstated,
    "budget_in_thousands": _budget_in_thousands,
    "roll_forward_error": _movement("401", opening=0, transferred=100_000),
    "opening_differs": _movement("401", opening=50_000, transferred=-50_000),
    "last_year_differs": _shift(k118__last_year=-9_000, k119__last_year=9_000),
    "closing_unstated": _movement("402", closing=None),
    "move_outs_unstated": lambda it: changed(it, external_move_outs=None),
    "old_review": lambda it: changed(it, external_review_on=date(it.period_end.year - 6, 3, 14)),
    "short_plan": _short_plan,
    "fund_rate_too_high": _shift(k112_dot_2__result=12_000, k112_dot_1__result=-12_000),
    "capital_rate_too_high": _shift(k112_dot_3__result=9_000, k112_dot_1__result=-9_000),
    "plan_runs_out": _roof_in_2031,
    "efficiency_plan_missing": _no_efficiency_plan,
    "provision_plan_differs": lambda it: changed(it, provision_401_next_year_kr=it.provision_401_next_year_kr + 60_000),
}
ORGANISATION_FAULTS: dict[str, Callable[[OrganisationFacts], OrganisationFacts]] = {
    "fund_unstated": lambda it: changed(it, dispositionsfond_liquid_kr=None),
    "accounts_late": lambda it: changed(it, submitted_on=it.period_end + timedelta(days=215)),
    "approval_late": lambda it: changed(it, top_body_approved_on=it.period_end + timedelta(days=197)),
    "submission_unstated": lambda it: changed(it, submitted_on=None),
    "contribution_below_rate": lambda it: changed(
        it, dispositionsfond_contribution_kr=it.dispositionsfond_contribution_kr * 3 // 5
    ),
    "fund_bound_differs": _organisation_shift(k803_dot_bound__result=200_000),
    "capital_roll_error": _organisation_shift(k805_dot_added__result=-50_000),
    "board_after_top_body": lambda it: changed(it, board_approved_on=it.top_body_approved_on + timedelta(days=5)),
}


def with_faults(package: PackageFacts, owner: str, year: int) -> PackageFacts:
    """The package with the faults that situations.py names for the owner and accounting year."""
    for situation in planted(owner, year):
        package = _plant(package, situation)
    return package


def _plant(package: PackageFacts, situation: Situation) -> PackageFacts:
    if not situation.division:
        change = ORGANISATION_FAULTS[situation.key]
        return replace(package, organisation=change(package.organisation))
    if situation.division not in {it.lbf_number for it in package.divisions}:
        raise KeyError(f"{situation.key}: no division {situation.division}")
    fault = DIVISION_FAULTS[situation.key]
    return replace(
        package, divisions=tuple(fault(it) if it.lbf_number == situation.division else it for it in package.divisions)
    )
