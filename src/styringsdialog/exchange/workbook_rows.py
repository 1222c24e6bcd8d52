"""The rows of each sheet of the workbook, made from a package: one value a column name, as plain values."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from styringsdialog.rulebook.chart import chart_of_accounts
from styringsdialog.rulebook.edition import DIVISION_LEVEL, ORGANISATION_LEVEL, Edition, report_kind
from styringsdialog.rulebook.facts import (
    COLUMNS,
    DivisionFacts,
    OrganisationFacts,
    PackageFacts,
    ReportAnswer,
    Statement,
    known,
)
from styringsdialog.wording.messages import sentence

DIVISION_PARTS = ("division_result", "division_balance")
ORGANISATION_PARTS = ("organisation_result", "organisation_balance")
MOVEMENTS = ("opening", "added", "used", "transferred", "closing")
THE_ORGANISATION = "Organisationen"

Row = dict[str, Any]
Subject = OrganisationFacts | DivisionFacts


def organisation_values(package: PackageFacts, edition: Edition) -> Row:
    """Name -> value of the organisation's sheet."""
    return _own_values(package.organisation, edition, "organisation")


def _own_values(subject: Subject, edition: Edition, sheet: str) -> Row:
    units = subject.statement.unit_kr
    values: Row = {}
    for column in edition.sheets[sheet].columns:
        if column.name.startswith("unit_"):
            values[column.name] = str(units.get(column.name.removeprefix("unit_"), 1))
        else:
            values[column.name] = known(subject, column.name)
    return values


def _divisions(package: PackageFacts, edition: Edition) -> Iterator[Row]:
    for division in package.divisions:
        yield _own_values(division, edition, "divisions")


def _previous_answers(package: PackageFacts) -> Mapping[str, tuple[ReportAnswer, ...]]:
    if package.previous is None:
        return {}
    answers = {division.lbf_number: division.report for division in package.previous.divisions}
    return answers | {"": package.previous.organisation.report}


def _report(package: PackageFacts, edition: Edition) -> Iterator[Row]:
    before = _previous_answers(package).get("", ())
    yield from _answers(package, edition, ORGANISATION_LEVEL, package.organisation.report, before)


def _division_report(package: PackageFacts, edition: Edition) -> Iterator[Row]:
    before = _previous_answers(package)
    for division in package.divisions:
        number = division.lbf_number
        rows = _answers(package, edition, DIVISION_LEVEL, division.report, before.get(number, ()))
        yield from ({"division": number, **row} for row in rows)


def _answers(
    package: PackageFacts,
    edition: Edition,
    level: str,
    given: tuple[ReportAnswer, ...],
    before: tuple[ReportAnswer, ...],
) -> Iterator[Row]:
    now, then = ({answer.question: answer for answer in answers} for answers in (given, before))
    for question in edition.asked(level, report_kind(package.organisation.owner_kind)):
        answer = now.get(question.name, ReportAnswer(question.name))
        last = then.get(question.name, ReportAnswer(question.name))
        yield {
            "question": question.id,
            "goal": sentence(f"goal.{question.goal}", part="title"),
            "text": question.text["da"],
            "answer": answer_label(edition, question.scale, answer.answer),
            "comment": answer.comment,
            "previous": ". ".join(filter(None, (answer_label(edition, question.scale, last.answer), last.comment))),
            "scale": question.scale,
        }


def answer_label(edition: Edition, scale: str, answer: str) -> str:
    """An answer as the user reads it; last year's answer on a scale that is gone stands as it is."""
    if not answer or scale == "text":
        return answer
    label = edition.scales[scale].get(answer)
    return label["da"] if label else answer


def _tenancies(package: PackageFacts, edition: Edition) -> Iterator[Row]:
    for number, subject in _subjects(package):
        for tenancy in subject.tenancies:
            yield {"subject": number, "kind": tenancy.kind.value, "count": tenancy.count, "m2": tenancy.m2}


def _subjects(package: PackageFacts) -> Iterator[tuple[str, Subject]]:
    yield THE_ORGANISATION, package.organisation
    for division in package.divisions:
        yield division.lbf_number, division


def _statement(statement: Statement, parts: tuple[str, ...], edition: Edition) -> Iterator[Row]:
    """Every account of the chart, stated or not, then the unknown ones. Amounts in the unit of their column."""
    for account in chart_of_accounts().part(*parts):
        line = statement.lines.get(account.number)
        row: Row = {"account": edition.account_labels.get(account.number, account.number), "label": account.name}
        if line is not None:
            row |= {column: _in_unit(getattr(line, column), statement.rounding(column)) for column in COLUMNS}
        yield row
    for unknown in statement.unknown:
        amounts = {c: _in_unit(getattr(unknown.line, c), statement.rounding(c)) for c in COLUMNS}
        yield {"account": unknown.number, "label": unknown.label, "own": True, **amounts}


def _in_unit(amount: int | None, unit: int) -> int | Decimal | None:
    return amount if amount is None or unit == 1 else Decimal(amount) / unit


def _organisation_accounts(package: PackageFacts, edition: Edition) -> Iterator[Row]:
    yield from _statement(package.organisation.statement, ORGANISATION_PARTS, edition)


def _division_accounts(package: PackageFacts, edition: Edition) -> Iterator[Row]:
    for division in package.divisions:
        for row in _statement(division.statement, DIVISION_PARTS, edition):
            yield {"division": division.lbf_number, **row}


def _provisions(package: PackageFacts, edition: Edition) -> Iterator[Row]:
    names = chart_of_accounts().accounts
    for division in package.divisions:
        stated = {movement.account: movement for movement in division.provisions}
        for account in edition.provision_accounts:
            row: Row = {"division": division.lbf_number, "account": account, "label": names[account].name}
            if account in stated:
                row |= {name: getattr(stated[account], name) for name in MOVEMENTS}
            yield row


def _plan(package: PackageFacts, edition: Edition) -> Iterator[Row]:
    for division in package.divisions:
        for work in division.plan:
            yield {
                "division": division.lbf_number,
                "year": work.year,
                "part": work.part,
                "activity": work.activity,
                "amount_kr": work.amount_kr,
            }


def _self_monitoring(package: PackageFacts, edition: Edition) -> Iterator[Row]:
    stated = {entry.theme: entry for entry in package.organisation.self_monitoring}
    for theme, text in edition.self_monitoring.items():
        row: Row = {"theme": theme, "text": text["da"]}
        if entry := stated.get(theme):
            row |= {name: getattr(entry, name) for name in ("described", "carried_out", "followed_up", "note")}
        yield row


def _wishes(package: PackageFacts, edition: Edition) -> Iterator[Row]:
    for wish in package.organisation.wishes:
        yield {"kind": wish.kind, "theme": wish.theme, "text": wish.text, "division": wish.division}


def _history(package: PackageFacts, edition: Edition) -> Iterator[Row]:
    for number, subject in _subjects(package):
        for year in subject.history:
            for figure, value in year.figures.items():
                label = edition.figure_labels.get(figure, figure)
                yield {"subject": number, "accounting_year": year.accounting_year, "figure": label, "value": value}


ROWS: Mapping[str, Callable[[PackageFacts, Edition], Iterator[Row]]] = {
    "report": _report,
    "divisions": _divisions,
    "division_report": _division_report,
    "tenancies": _tenancies,
    "organisation_accounts": _organisation_accounts,
    "division_accounts": _division_accounts,
    "provisions": _provisions,
    "plan": _plan,
    "self_monitoring": _self_monitoring,
    "wishes": _wishes,
    "history": _history,
}
LOCKED = {  # what a prefilled row is about: not to be overwritten
    "report": ("question", "goal", "text", "previous"),
    "division_report": ("division", "question", "text", "previous"),
    "organisation_accounts": ("account", "label"),
    "division_accounts": ("division", "account", "label"),
    "provisions": ("division", "account", "label"),
    "self_monitoring": ("theme", "text"),
}
