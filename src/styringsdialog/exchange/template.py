"""What a new package is prefilled with: what is known from the register and last year, never a result of the year."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from styringsdialog.rulebook.edition import Edition, Sheet
from styringsdialog.rulebook.facts import (
    DivisionFacts,
    Line,
    OrganisationFacts,
    PackageFacts,
    ProvisionMovement,
    SelfMonitoringEntry,
    Statement,
    UnknownAccount,
    YearFigures,
    changed,
    known,
)

Subject = TypeVar("Subject", OrganisationFacts, DivisionFacts)
YEARS_KEPT = 5  # of history, beside the year itself


def of_the_year(sheet: Sheet) -> tuple[str, ...]:
    """Names of the figures that are results of the year."""
    return tuple(column.name for column in sheet.columns if column.of_the_year)


def without_results(package: PackageFacts, edition: Edition) -> PackageFacts:
    """The package with every result of the year left open; what stood before the year stays."""
    organisation = package.organisation
    emptied = changed(
        organisation,
        **dict.fromkeys(of_the_year(edition.sheets["organisation"])),
        statement=_without_result(organisation.statement),
        report=(),
        self_monitoring=tuple(SelfMonitoringEntry(e.theme, e.described) for e in organisation.self_monitoring),
    )
    return changed_package(package, emptied, tuple(_empty_division(d, edition) for d in package.divisions))


def changed_package(
    package: PackageFacts, organisation: OrganisationFacts, divisions: tuple[DivisionFacts, ...]
) -> PackageFacts:
    return PackageFacts(package.edition, organisation, divisions, package.previous)


def _empty_division(division: DivisionFacts, edition: Edition) -> DivisionFacts:
    return changed(
        division,
        **dict.fromkeys(of_the_year(edition.sheets["divisions"])),
        statement=_without_result(division.statement),
        provisions=tuple(ProvisionMovement(m.account, m.opening) for m in division.provisions if m.opening is not None),
        report=(),
    )


def _without_result(statement: Statement) -> Statement:
    def before(line: Line) -> Line:
        return Line(line.last_year, None, line.budget, None)

    lines = {number: before(line) for number, line in statement.lines.items() if before(line) != Line()}
    unknown = tuple(
        UnknownAccount(u.number, u.label, before(u.line)) for u in statement.unknown if before(u.line) != Line()
    )
    return Statement(lines, unknown, statement.unit_kr)


def template_for(previous: PackageFacts | None, register: PackageFacts, edition: Edition) -> PackageFacts:
    """The package to send out: the register's facts, completed from last year's package where that is known.

    Last year's result becomes «sidste år», its budget for the next year becomes the budget, its closing balances
    become opening balances; the year's own results, answers and dates stay empty.
    """
    if previous is None:
        return without_results(register, edition)
    before = {division.lbf_number: division for division in previous.divisions}
    organisation = _prefilled(register.organisation, previous.organisation, edition, "organisation")
    organisation = changed(
        organisation,
        report=(),
        self_monitoring=tuple(
            SelfMonitoringEntry(e.theme, e.described) for e in previous.organisation.self_monitoring if e.described
        ),
        wishes=(),
    )
    divisions = tuple(
        _prefilled_division(division, before.get(division.lbf_number), edition) for division in register.divisions
    )
    return PackageFacts(register.edition, organisation, divisions, previous)


def _prefilled_division(division: DivisionFacts, before: DivisionFacts | None, edition: Edition) -> DivisionFacts:
    if before is None:
        return _empty_division(division, edition)
    year = division.period_end.year
    filled = _prefilled(division, before, edition, "divisions")
    return changed(
        filled,
        report=(),
        provisions=tuple(ProvisionMovement(m.account, m.closing) for m in before.provisions if m.closing is not None),
        plan=division.plan or tuple(work for work in before.plan if work.year > year),
    )


def _prefilled(now: Subject, before: Subject, edition: Edition, sheet: str) -> Subject:
    results = of_the_year(edition.sheets[sheet])
    names = [c.name for c in edition.sheets[sheet].columns if not c.name.startswith("unit_")]
    values: dict[str, Any] = {
        name: known(before, name) for name in names if name not in results and known(now, name) in (None, "")
    }
    values |= dict.fromkeys(results)
    values["tenancies"] = now.tenancies or before.tenancies
    values["statement"] = _carried_over(before.statement)
    values["history"] = now.history or _with_year(before, results, edition)
    return changed(now, **values)


def _carried_over(statement: Statement) -> Statement:
    def carried(line: Line) -> Line:
        return Line(line.result, None, line.next_budget, None)

    lines = {number: carried(line) for number, line in statement.lines.items() if carried(line) != Line()}
    unknown = tuple(
        UnknownAccount(u.number, u.label, carried(u.line)) for u in statement.unknown if carried(u.line) != Line()
    )
    units = {"last_year": statement.rounding("result"), "budget": statement.rounding("next_budget")}
    return Statement(lines, unknown, {column: unit for column, unit in units.items() if unit != 1})


def _with_year(before: Subject, results: tuple[str, ...], edition: Edition) -> tuple[YearFigures, ...]:
    """The years already known, and last year's key figures as one more."""
    figures: dict[str, int | Decimal] = {}
    for name in ("tenancy_units", *results):
        value = known(before, name)
        if isinstance(value, int | Decimal):
            figures[name] = value
    accounts: Mapping[str, Line] = before.statement.lines
    for number in edition.history_accounts:
        amount = accounts[number].result if number in accounts else None
        if amount is not None:
            figures[number] = amount
    year = before.period_end.year
    earlier: tuple[YearFigures, ...] = tuple(y for y in before.history if y.accounting_year < year)
    return (*earlier, YearFigures(year, figures))[-YEARS_KEPT:] if figures else earlier


def register_from(previous: PackageFacts) -> PackageFacts:
    """Where there is no register: who and which divisions, from last year's package, one fiscal year on."""
    organisation = changed(
        previous.organisation,
        **_one_year_on(previous.organisation),
        statement=Statement(), report=(), self_monitoring=(), wishes=(), history=(),
    )  # fmt: skip
    divisions = tuple(
        changed(d, **_one_year_on(d), statement=Statement(), provisions=(), plan=(), report=(), history=())
        for d in previous.divisions
    )
    return PackageFacts(previous.edition + 1, organisation, divisions)


def _one_year_on(subject: OrganisationFacts | DivisionFacts) -> dict[str, date]:
    """The fiscal year that follows: it starts the day after, and is a year long."""
    start = subject.period_end + timedelta(days=1)
    return {"period_start": start, "period_end": _year_later(start) - timedelta(days=1)}


def _year_later(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return date(day.year + 1, 3, 1)
