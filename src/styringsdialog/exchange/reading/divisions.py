"""Joins the sheets: the divisions with their own rows, and what belongs to the organisation itself."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from styringsdialog.rulebook.edition import DIVISION_LEVEL, ORGANISATION_LEVEL, Edition, report_kind
from styringsdialog.rulebook.facts import COLUMNS, DivisionFacts, OrganisationFacts, OwnerKind, Statement, changed

from . import tables
from .columns import ColumnReader
from .organisation import TEXT_KINDS, exact, is_too_long
from .tables import DIVISION_PARTS, ORGANISATION_PARTS, Accounts, Table

Readers = Mapping[str, ColumnReader]
DECIMALS = ("tenancy_units", "dwelling_m2", "rent_per_m2_kr", "rent_increase_pct")


def read_divisions(
    organisation: OrganisationFacts, readers: Readers, edition: Edition
) -> tuple[OrganisationFacts, tuple[DivisionFacts, ...]]:
    """The organisation with its tables, and its divisions in the order of their sheet."""
    own, units = _division_sheet(organisation, readers.get("divisions"))
    parts = _Tables(readers, own, organisation.owner_kind)
    tenancies, history = tables.tenancies(parts["tenancies"]), tables.history(parts["history"])
    provisions, plan = tables.provisions(parts["provisions"], edition), tables.plan(parts["plan"])
    reports = _reports(parts, DIVISION_LEVEL, organisation, edition)
    accounts = _division_accounts(parts, units)
    divisions = tuple(
        DivisionFacts(
            **values,
            tenancies=tuple(tenancies.get(number, ())),
            statement=accounts.statement(number) if accounts else Statement(unit_kr=units.get(number, {})),
            provisions=tuple(provisions.get(number, ())),
            plan=tuple(plan.get(number, ())),
            report=tuple(reports.get(number, ())),
            history=history.get(number, ()),
        )
        for number, values in own.items()
    )
    whole = changed(
        organisation,
        tenancies=tuple(tenancies.get("", ())),
        statement=_organisation_statement(organisation, parts),
        report=tuple(_reports(parts, ORGANISATION_LEVEL, organisation, edition).get("", ())),
        self_monitoring=tables.self_monitoring(parts["self_monitoring"], edition),
        wishes=tables.wishes(parts["wishes"]),
        history=history.get("", ()),
    )
    return whole, divisions


class _Tables:
    """The sheets by name, each with the divisions that its rows may be about."""

    def __init__(self, readers: Readers, divisions: Mapping[str, Any], owner_kind: OwnerKind) -> None:
        self.readers, self.divisions = readers, divisions
        self.divisions_known = Table(readers.get("divisions"), {}).readable or owner_kind is OwnerKind.MANAGING

    def __getitem__(self, name: str) -> Table:
        return Table(self.readers.get(name), self.divisions, self.divisions_known)


def _division_sheet(
    organisation: OrganisationFacts, reader: ColumnReader | None
) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, int]]]:
    """Division number -> values by field, and division number -> unit by column where it is 1,000 kr."""
    own: dict[str, dict[str, Any]] = {}
    units: dict[str, dict[str, int]] = {}
    if reader is None:
        return own, units
    columns = [column for column in reader.grid.sheet.columns if not column.known]
    for row, *values in Table(reader, {}).rows(*[column.name for column in columns]):
        stated = {
            column.name: ""
            if value is None and (column.kind in TEXT_KINDS or column.name == "building_form")
            else value
            for column, value in zip(columns, values, strict=True)
        }
        number = stated["lbf_number"]
        if number in own:
            reader.grid.refuse("lbf_number", row, number, "problem.division_twice", "remedy.division_twice")
            continue
        unit = {column: 1000 for column in COLUMNS if stated.pop(f"unit_{column}", None) == "1000"}
        if unit:
            units[number] = unit
        own[number] = _with_defaults(stated, organisation, reader, row)
    return own, units


def _with_defaults(
    stated: dict[str, Any], organisation: OrganisationFacts, reader: ColumnReader, row: int
) -> dict[str, Any]:
    """Owner kind and period are the organisation's where the division does not say; amounts are made whole."""
    stated["owner_kind"] = OwnerKind(stated["owner_kind"] or organisation.owner_kind)
    stated["period_start"] = stated["period_start"] or organisation.period_start
    stated["period_end"] = stated["period_end"] or organisation.period_end
    _check_period(reader, row, stated["period_start"], stated["period_end"], organisation)
    for name in DECIMALS:
        stated[name] = exact(stated.get(name))
    name = "provision_401_next_year_kr"
    stated[name] = tables.whole_kroner(reader.grid, name, row, stated.get(name))
    return stated


def _check_period(reader: ColumnReader, row: int, start: date, end: date, organisation: OrganisationFacts) -> None:
    """A division's own accounting year belongs to the package's dialogue year, too."""
    if (start, end) == (organisation.period_start, organisation.period_end):
        return
    year = reader.edition.dialogue_year
    fault = "period" if end <= start else "period_long" if is_too_long(start, end) else ""
    fault = fault or ("other_year" if end.year + 1 != year else "")
    if fault:
        told, where = end.strftime("%d-%m-%Y"), "period_end"
        params = {"belongs": end.year + 1, "edition": year}
        reader.grid.refuse(where, row, told, f"problem.{fault}", f"remedy.{fault}", **params)


def _reports(parts: _Tables, level: str, organisation: OrganisationFacts, edition: Edition) -> dict[str, list[Any]]:
    """Answers by division number; "" is the organisation's own report."""
    table = parts["report" if level == ORGANISATION_LEVEL else "division_report"]
    if table.reader is None:
        return {}
    questions = {q.id: q for q in edition.asked(level, report_kind(organisation.owner_kind))}
    if level == ORGANISATION_LEVEL:
        rows = ((row, "", *values) for row, *values in table.rows("question", "answer", "comment"))
        return tables.answers(rows, table.reader, questions)
    return tables.answers(table.of_division("division", "question", "answer", "comment"), table.reader, questions)


def _division_accounts(parts: _Tables, units: Mapping[str, Mapping[str, int]]) -> Accounts | None:
    table = parts["division_accounts"]
    if table.reader is None:
        return None
    accounts = Accounts(table.reader, DIVISION_PARTS, units)
    accounts.gather(table.of_division("division", "account", "label", *COLUMNS))
    return accounts


def _organisation_statement(organisation: OrganisationFacts, parts: _Tables) -> Statement:
    table = parts["organisation_accounts"]
    if table.reader is None:
        return organisation.statement
    accounts = Accounts(table.reader, ORGANISATION_PARTS, {"": organisation.statement.unit_kr})
    accounts.gather((row, "", *values) for row, *values in table.rows("account", "label", *COLUMNS))
    return accounts.statement("")
