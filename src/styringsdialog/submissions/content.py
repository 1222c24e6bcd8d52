"""Writes the content of a package as rows, in bulk: what was there before goes, the new comes in its order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from styringsdialog.core.fitting import ensure_fits
from styringsdialog.core.stored_values import to_json
from styringsdialog.register.models import Division
from styringsdialog.rulebook.facts import COLUMNS, DivisionFacts, Line, PackageFacts, Statement, known

from .figure_fields import ANSWER_FIELDS, MONITORING_FIELDS, MOVEMENT_FIELDS, PLAN_FIELDS, SHEET_FIELDS, WISH_FIELDS
from .models import (
    DivisionSheet,
    DocumentationPackage,
    FinancialStatement,
    MaintenancePlanLine,
    OrganisationWish,
    ProvisionMovement,
    ReportAnswer,
    SelfMonitoring,
    StatementLine,
    TenancyCount,
)

BATCH = 2000


def store_content(package: DocumentationPackage, facts: PackageFacts, divisions: Mapping[str, Division]) -> None:
    """Replace every part of the package by what the facts say. Inside the caller's transaction."""
    for part in (FinancialStatement, DivisionSheet, TenancyCount, ReportAnswer, SelfMonitoring, OrganisationWish):
        part.objects.filter(package=package).delete()
    owned = [(divisions[division.lbf_number], division) for division in facts.divisions]
    _sheets(package, owned)
    _statements(package, facts, owned)
    _small_parts(package, facts, owned)


def _insert(rows: list[Any]) -> list[Any]:
    if not rows:
        return rows
    ensure_fits(rows)
    model: type[models.Model] = type(rows[0])
    return list(model._default_manager.bulk_create(rows, batch_size=BATCH))


def _sheets(package: DocumentationPackage, owned: list[tuple[Division, DivisionFacts]]) -> None:
    rows = [
        DivisionSheet(
            package=package,
            division=row,
            owner_kind=str(division.owner_kind),
            location_code=division.location_municipality,
            history=[[year.accounting_year, to_json(year.figures)] for year in division.history],
            **{name: known(division, name) for name in SHEET_FIELDS},
        )
        for row, division in owned
    ]
    sheets = _insert(rows)
    _insert(
        [
            MaintenancePlanLine(sheet=sheet, **_fields(work, PLAN_FIELDS))
            for sheet, (_, division) in zip(sheets, owned, strict=True)
            for work in division.plan
        ]
    )


def _statements(
    package: DocumentationPackage, facts: PackageFacts, owned: list[tuple[Division, DivisionFacts]]
) -> None:
    organisation: tuple[Division | None, Statement, tuple[Any, ...]] = (None, facts.organisation.statement, ())
    every = [organisation, *((row, division.statement, division.provisions) for row, division in owned)]
    stated = [part for part in every if part[1] != Statement() or part[2]]
    rows = [
        FinancialStatement(package=package, division=row, unit_kr=dict(statement.unit_kr))
        for row, statement, _ in stated
    ]
    kept = list(zip(_insert(rows), stated, strict=True))
    _insert([line for row, (_, statement, _) in kept for line in _lines(row, statement)])
    _insert(
        [
            ProvisionMovement(statement=row, **_fields(movement, MOVEMENT_FIELDS))
            for row, (_, _, provisions) in kept
            for movement in provisions
        ]
    )


def _lines(row: FinancialStatement, statement: Statement) -> Iterable[StatementLine]:
    for account, line in statement.lines.items():
        yield StatementLine(statement=row, account=account, **_columns(line))
    for unknown in statement.unknown:
        columns = _columns(unknown.line)
        yield StatementLine(statement=row, account=unknown.number, is_known=False, label=unknown.label, **columns)


def _small_parts(
    package: DocumentationPackage, facts: PackageFacts, owned: list[tuple[Division, DivisionFacts]]
) -> None:
    every: list[tuple[Division | None, Any]] = [(None, facts.organisation), *owned]
    _insert(
        [
            TenancyCount(package=package, division=row, kind=str(count.kind), count=count.count, m2=count.m2)
            for row, part in every
            for count in part.tenancies
        ]
    )
    _insert(
        [
            ReportAnswer(package=package, division=row, **_fields(answer, ANSWER_FIELDS))
            for row, part in every
            for answer in part.report
        ]
    )
    monitored = facts.organisation.self_monitoring
    _insert([SelfMonitoring(package=package, **_fields(entry, MONITORING_FIELDS)) for entry in monitored])
    _insert([OrganisationWish(package=package, **_fields(wish, WISH_FIELDS)) for wish in facts.organisation.wishes])


def _fields(thing: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}


def _columns(line: Line) -> dict[str, int | None]:
    return {name: getattr(line, name) for name in COLUMNS}
