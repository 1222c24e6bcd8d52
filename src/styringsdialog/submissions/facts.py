"""A stored package as the facts that rules read: the same as were read from the file, with earlier years added.

Ten queries whatever the number of divisions and years: each kind of row is read once for all packages concerned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet

from styringsdialog.core.stored_values import from_json
from styringsdialog.rulebook.facts import (
    COLUMNS,
    NOTHING,
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

from . import models
from .figure_fields import (
    ANSWER_FIELDS,
    MONITORING_FIELDS,
    MOVEMENT_FIELDS,
    PACKAGE_FIELDS,
    PACKAGE_TRENDS,
    PLAN_FIELDS,
    SHEET_FIELDS,
    SHEET_TRENDS,
    WISH_FIELDS,
)

EARLIER_YEARS = 5
# (package, division) -> what belongs there; division None is the organisation itself.
Place = tuple[int, int | None]


def package_facts(package: models.DocumentationPackage, *, with_previous: bool = True) -> PackageFacts:
    """The package's facts. `with_previous`: last year's package, and up to five earlier years as history.

    History is taken from stored packages; years that only the file tells of are added. Figures are named by
    account number (the column «result») or figure name. Rules that judge this year never read it.
    """
    years = [package.dialogue_year - back for back in range(EARLIER_YEARS + 1)]
    wanted = [package.dialogue_year] if not with_previous else years
    packages = models.DocumentationPackage.objects.filter(
        organisation=package.organisation_id, dialogue_year__in=wanted
    ).select_related("organisation")
    stored = _Stored({row.dialogue_year: row for row in packages})
    previous = stored.facts(package.dialogue_year - 1) if with_previous else None
    return stored.facts(package.dialogue_year, previous=previous, with_history=with_previous)  # type: ignore[return-value]


class _Stored:
    """The rows of an organisation's packages, by year and division."""

    def __init__(self, packages: Mapping[int, models.DocumentationPackage]) -> None:
        self.packages = packages
        keys = [row.pk for row in packages.values()]
        sheets = models.DivisionSheet.objects.filter(package__in=keys).select_related("division").order_by("pk")
        self.sheets: dict[int, list[models.DivisionSheet]] = defaultdict(list)
        for sheet in sheets:
            self.sheets[sheet.package_id].append(sheet)
        self.statements, self.provisions = _statements(keys)
        tenancies = models.TenancyCount.objects.filter(package__in=keys)
        self.tenancies = _by_place(tenancies, ("kind", "count", "m2"), _tenancy)
        self.answers = _by_place(models.ReportAnswer.objects.filter(package__in=keys), ANSWER_FIELDS, ReportAnswer)
        self.monitoring = _by_package(models.SelfMonitoring, keys, MONITORING_FIELDS, SelfMonitoringEntry)
        self.wishes = _by_package(models.OrganisationWish, keys, WISH_FIELDS, Wish)
        self.plans: dict[int, list[PlannedWork]] = defaultdict(list)
        plans = models.MaintenancePlanLine.objects.filter(sheet__package__in=keys).order_by("pk")
        for sheet, *values in plans.values_list("sheet", *PLAN_FIELDS):
            self.plans[sheet].append(PlannedWork(*values))

    def facts(
        self, dialogue_year: int, *, previous: PackageFacts | None = None, with_history: bool = False
    ) -> PackageFacts | None:
        row = self.packages.get(dialogue_year)
        if row is None:
            return None
        divisions = tuple(self._division(row, sheet, with_history) for sheet in self.sheets[row.pk])
        return PackageFacts(row.edition, self._organisation(row, with_history), divisions, previous)

    def _organisation(self, row: models.DocumentationPackage, with_history: bool) -> OrganisationFacts:
        place = (row.pk, None)
        return OrganisationFacts(
            lbf_number=row.organisation.lbf_number,
            name=row.organisation_name,
            owner_kind=OwnerKind(row.owner_kind),
            seat_municipality=row.seat_code,
            tenancies=tuple(self.tenancies[place]),
            statement=self.statements.get(place, Statement()),
            report=tuple(self.answers[place]),
            self_monitoring=tuple(self.monitoring[row.pk]),
            wishes=tuple(self.wishes[row.pk]),
            history=self._history(row, None, row.history) if with_history else _told(row.history),
            **{name: getattr(row, name) for name in PACKAGE_FIELDS},
        )

    def _division(
        self, row: models.DocumentationPackage, sheet: models.DivisionSheet, with_history: bool
    ) -> DivisionFacts:
        place = (row.pk, sheet.division_id)
        return DivisionFacts(
            lbf_number=sheet.division.lbf_number,
            owner_kind=OwnerKind(sheet.owner_kind),
            location_municipality=sheet.location_code,
            tenancies=tuple(self.tenancies[place]),
            statement=self.statements.get(place, Statement()),
            provisions=tuple(self.provisions[place]),
            plan=tuple(self.plans[sheet.pk]),
            report=tuple(self.answers[place]),
            history=self._history(row, sheet.division_id, sheet.history) if with_history else _told(sheet.history),
            **{name: getattr(sheet, name) for name in SHEET_FIELDS},
        )

    def _history(
        self, row: models.DocumentationPackage, division: int | None, told: list[Any]
    ) -> tuple[YearFigures, ...]:
        """Earlier years, oldest first, where a package of the year is stored; else as the file told them."""
        found = {year.accounting_year: year for year in _told(told)}
        order = list(found)
        stored = {}
        for earlier in self.packages.values():
            if earlier.dialogue_year < row.dialogue_year and (figures := self._figures(earlier, division)):
                stored[earlier.accounting_year] = YearFigures(earlier.accounting_year, figures)
        if not stored:
            return tuple(found[year] for year in order)
        found |= {year: _joined(found.get(year), figures) for year, figures in stored.items()}
        return tuple(found[year] for year in sorted(found))

    def _figures(self, row: models.DocumentationPackage, division: int | None) -> dict[str, Any]:
        holder: Any = row
        names: tuple[str, ...] = PACKAGE_TRENDS
        if division is not None:
            holder = next((sheet for sheet in self.sheets[row.pk] if sheet.division_id == division), None)
            names = SHEET_TRENDS
        figures = {name: getattr(holder, name) for name in names} if holder is not None else {}
        lines = self.statements.get((row.pk, division), Statement()).lines
        figures |= {account: line.result for account, line in lines.items()}
        return {name: value for name, value in figures.items() if value is not None}


def _statements(keys: list[int]) -> tuple[dict[Place, Statement], defaultdict[Place, list[ProvisionMovement]]]:
    places: dict[int, tuple[Place, Mapping[str, int]]] = {}
    rows = models.FinancialStatement.objects.filter(package__in=keys)
    for pk, package, division, unit in rows.values_list("pk", "package", "division", "unit_kr"):
        places[pk] = ((package, division), unit)
    lines: dict[int, dict[str, Line]] = defaultdict(dict)
    unknown: dict[int, list[UnknownAccount]] = defaultdict(list)
    found = models.StatementLine.objects.filter(statement__package__in=keys).order_by("pk")
    for pk, account, is_known, label, *columns in found.values_list(
        "statement", "account", "is_known", "label", *COLUMNS
    ):
        if is_known:
            lines[pk][account] = Line(*columns)
        else:
            unknown[pk].append(UnknownAccount(account, label, Line(*columns)))
    statements = {
        place: Statement(lines.get(pk, NOTHING), tuple(unknown[pk]), unit or NOTHING)
        for pk, (place, unit) in places.items()
    }
    provisions: defaultdict[Place, list[ProvisionMovement]] = defaultdict(list)
    moved = models.ProvisionMovement.objects.filter(statement__package__in=keys).order_by("pk")
    for pk, *values in moved.values_list("statement", *MOVEMENT_FIELDS):
        provisions[places[pk][0]].append(ProvisionMovement(*values))
    return statements, provisions


def _by_place(rows: QuerySet[Any], names: Iterable[str], make: Any) -> defaultdict[Place, list[Any]]:
    found: defaultdict[Place, list[Any]] = defaultdict(list)
    for package, division, *values in rows.order_by("pk").values_list("package", "division", *names):
        found[(package, division)].append(make(*values))
    return found


def _by_package(model: Any, keys: list[int], names: Iterable[str], make: Any) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for package, *values in model.objects.filter(package__in=keys).order_by("pk").values_list("package", *names):
        found[package].append(make(*values))
    return found


def _tenancy(kind: str, count: int, m2: Any) -> TenancyCount:
    return TenancyCount(TenancyKind(kind), count, m2)


def _told(history: list[Any]) -> tuple[YearFigures, ...]:
    return tuple(YearFigures(year, from_json(figures)) for year, figures in history)


def _joined(told: YearFigures | None, stored: YearFigures) -> YearFigures:
    """The stored package is the record; a figure that only the newer file tells of is kept beside it."""
    if told is None:
        return stored
    return YearFigures(stored.accounting_year, {**told.figures, **stored.figures})
