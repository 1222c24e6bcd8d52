"""Builds facts from the short dictionaries of cases/*.yaml and runs one rule on them, with the book or one given."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from styringsdialog.rulebook.engine import all_rules, judge_one, law_book
from styringsdialog.rulebook.facts import (
    COLUMNS,
    DivisionFacts,
    Line,
    OrganisationFacts,
    OwnerKind,
    PackageFacts,
    PlannedWork,
    ProvisionMovement,
    ReportAnswer,
    Statement,
    TenancyCount,
    TenancyKind,
    UnknownAccount,
    YearFigures,
)
from styringsdialog.rulebook.finding import Finding
from styringsdialog.rulebook.parameter import LawBook
from styringsdialog.rulebook.registry import Rule

FOLDER = Path(__file__).parent / "cases"
STATEMENTS = yaml.safe_load((FOLDER / "statements.yaml").read_text(encoding="utf-8"))
RULES = {rule.id: rule for rule in all_rules()}


@dataclass(frozen=True)
class Case:
    """One line of a case file: the rule, the day its figures are read on, what is known and what is expected."""

    rule: Rule
    name: str
    day: date
    facts: dict[str, Any]
    expect: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.rule.id} {self.day} {self.name}"


def cases(rule_id: str) -> Iterator[Case]:
    """The cases of one rule; `days` gives one case a day."""
    path = FOLDER / f"{rule_id}.yaml"
    for row in yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else []:
        days = row.get("days") or {row["day"]: row["expect"]}
        for day, expect in days.items():
            yield Case(RULES[rule_id], row["name"], day, row.get("facts") or {}, expect)


def rule_ids() -> list[str]:
    """The rules that have a case file here."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem in RULES)


def line_of(value: Any) -> Line:
    return Line(**value) if isinstance(value, dict) else Line(result=value)


def statement_of(data: dict[str, Any], unknown: list[dict[str, Any]], unit_kr: dict[str, int]) -> Statement:
    """`base` names a statement of statements.yaml; `columns` writes the same amounts in more columns."""
    rows = dict(data)
    base = {}
    for name in rows.pop("base", "").split():
        base |= STATEMENTS[name]
    lines = {number: line_of(value) for number, value in base.items()}
    lines |= {str(number): line_of(value) for number, value in rows.items() if value != "empty"}
    for number in [number for number, value in rows.items() if value == "empty"]:
        lines.pop(number, None)
    strangers = tuple(
        UnknownAccount(row["number"], row.get("label", ""), Line(**{c: row[c] for c in COLUMNS if c in row}))
        for row in unknown
    )
    return Statement(lines, strangers, unit_kr)


def period(rule: Rule, day: date, facts: dict[str, Any]) -> tuple[date, date]:
    """Twelve months that begin or end on the case's day, or those that the facts state."""
    if "period_end" in facts:
        end = facts.pop("period_end")
        return facts.pop("period_start", end.replace(year=end.year - 1, day=min(end.day, 28)) + timedelta(days=1)), end
    if rule.day == "accounting_year_start":
        return day, day.replace(year=day.year + 1) - timedelta(days=1)
    return day.replace(year=day.year - 1) + timedelta(days=1), day


def build(kind: type, data: dict[str, Any], start: date, end: date) -> Any:
    """OrganisationFacts or DivisionFacts from a dictionary of a case."""
    given = dict(data)
    given.pop("divisions", None)
    given.pop("organisation", None)
    statement = statement_of(given.pop("statement", {}), given.pop("unknown", []), given.pop("unit_kr", {}))
    fields: dict[str, Any] = {"lbf_number": "0123", "name": "Prøven", "owner_kind": "own_divisions"} | given
    fields["owner_kind"] = OwnerKind(fields["owner_kind"])
    fields["tenancies"] = tuple(
        TenancyCount(TenancyKind(row["kind"]), row["count"], Decimal(str(row.get("m2", 0))))
        for row in fields.get("tenancies", ())
    )
    fields["history"] = tuple(YearFigures(year, figures) for year, figures in fields.get("history", {}).items())
    if "provisions" in fields:
        moved = fields["provisions"].items()
        fields["provisions"] = tuple(ProvisionMovement(account, **row) for account, row in moved)
    if "plan" in fields:  # year: kr., or several amounts in one year
        rows = [(year, kr if isinstance(kr, list) else [kr]) for year, kr in fields["plan"].items()]
        fields["plan"] = tuple(PlannedWork(year, "Tag", "Arbejde", kr) for year, all_kr in rows for kr in all_kr)
    if "report" in fields:
        fields["report"] = tuple(ReportAnswer(question, answer) for question, answer in fields["report"].items())
    for name in ("tenancy_units", "dwelling_m2"):
        if name in fields:
            fields[name] = Decimal(str(fields[name]))
    return kind(**fields, period_start=start, period_end=end, statement=statement)


def run(case: Case, book: LawBook | None = None) -> Finding:
    """The finding of one case, through the engine."""
    facts = dict(case.facts)
    before = facts.pop("previous", None)
    start, end = period(case.rule, case.day, facts)
    subject = build(case.rule.subject, facts, start, end)
    is_organisation = case.rule.subject is OrganisationFacts
    owner = subject if is_organisation else build(OrganisationFacts, case.facts.get("organisation", {}), start, end)
    divisions = tuple(build(DivisionFacts, row, start, end) for row in case.facts.get("divisions", ()))
    last = None
    if before is not None:
        past = build(case.rule.subject, before, start, end)
        last = PackageFacts(0, past if is_organisation else owner, () if is_organisation else (past,))
    package = PackageFacts(end.year + 1, owner, divisions if is_organisation else (subject,), last)
    return judge_one(case.rule, subject, case.day, book or law_book(), package)
