"""What taking a file in would change, as plain JSON for the preview: nothing is stored yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from styringsdialog.register.models import HousingOrganisation
from styringsdialog.rulebook.facts import COLUMNS, DivisionFacts, OrganisationFacts, PackageFacts, Statement, known
from styringsdialog.submissions.facts import package_facts
from styringsdialog.submissions.figure_fields import PACKAGE_FIELDS, SHEET_FIELDS
from styringsdialog.submissions.models import DocumentationPackage
from styringsdialog.submissions.services import new_divisions

MOST_CHANGES = 50
# What a package holds beside accounts, in the order of the preview.
KINDS = (
    "organisation",
    "divisions",
    "tenancies",
    "provisions",
    "plan_lines",
    "answers",
    "self_monitoring",
    "wishes",
    "unknown",
    "rounding",
    "history",
)


def changes_of(facts: PackageFacts, organisation: HousingOrganisation) -> dict[str, Any]:
    """Keys: package (`new` or `updated`), package_id, package_version (0 when new), dialogue_year,
    accounting_year, organisation, counts, changed_accounts (the first 50: subject, subject_name, account, column,
    old, new in kr.), changed_total, other_changes (beside accounts, those kinds that differ: kind, removed, added,
    changed), is_same (nothing differs from what is stored), unknown_accounts, new_divisions, missing_divisions."""
    year = facts.organisation.dialogue_year
    stored = DocumentationPackage.objects.filter(organisation=organisation, dialogue_year=year).first()
    before = package_facts(stored, with_previous=False) if stored is not None else None
    changed = list(_changed_accounts(before, facts)) if before is not None else []
    others = list(_other_changes(before, facts)) if before is not None else []
    added, missing = new_divisions(organisation, facts.divisions), _missing(before, facts)
    numbers = _numbers(before) if before is not None else set()
    return {
        "package": "new" if stored is None else "updated",
        "package_id": stored.pk if stored is not None else None,
        "package_version": stored.version if stored is not None else 0,
        "dialogue_year": year,
        "accounting_year": facts.organisation.accounting_year,
        "organisation": organisation.name,
        "counts": counts_of(facts),
        "changed_accounts": changed[:MOST_CHANGES],
        "changed_total": len(changed),
        "unknown_accounts": list(_unknown_accounts(facts)),
        "other_changes": others,
        "is_same": before is not None and not (changed or others or missing or _numbers(facts) - numbers),
        "new_divisions": [_named(division) for division in added],
        "missing_divisions": [_named(division) for division in missing],
    }


def _numbers(facts: PackageFacts) -> set[str]:
    return {division.lbf_number for division in facts.divisions}


def _named(division: DivisionFacts) -> dict[str, str]:
    return {"lbf_number": division.lbf_number, "name": division.name}


def _missing(before: PackageFacts | None, after: PackageFacts) -> list[DivisionFacts]:
    numbers = _numbers(after)
    return [division for division in (before.divisions if before else ()) if division.lbf_number not in numbers]


def counts_of(facts: PackageFacts) -> dict[str, int]:
    """How much of each kind the file holds."""
    organisation, divisions = facts.organisation, facts.divisions
    subjects = [organisation, *divisions]
    return {
        "divisions": len(divisions),
        "organisation_lines": _lines(organisation.statement),
        "division_lines": sum(_lines(division.statement) for division in divisions),
        "provisions": sum(len(division.provisions) for division in divisions),
        "plan_lines": sum(len(division.plan) for division in divisions),
        "tenancies": sum(len(subject.tenancies) for subject in subjects),
        "answers": sum(len(subject.report) for subject in subjects),
        "self_monitoring": len(organisation.self_monitoring),
        "wishes": len(organisation.wishes),
    }


def _lines(statement: Statement) -> int:
    return len(statement.lines) + len(statement.unknown)


def _subjects(facts: PackageFacts) -> Iterator[tuple[str, str, Statement]]:
    """(LBF number of the division or empty, name, statement), the organisation first."""
    yield "", facts.organisation.name, facts.organisation.statement
    for division in facts.divisions:
        yield division.lbf_number, division.name, division.statement


def _changed_accounts(before: PackageFacts, after: PackageFacts) -> Iterator[dict[str, Any]]:
    old = {number: statement for number, _, statement in _subjects(before)}
    for number, name, statement in _subjects(after):
        then = old.get(number)
        if then is None:
            continue
        for account in [*statement.lines, *(account for account in then.lines if account not in statement.lines)]:
            for column in COLUMNS:
                was, now = then.known(account, column), statement.known(account, column)
                if was != now:
                    yield {
                        "subject": number,
                        "subject_name": name,
                        "account": account,
                        "column": column,
                        "old": was,
                        "new": now,
                    }


def _other_changes(before: PackageFacts, after: PackageFacts) -> Iterator[dict[str, Any]]:
    """How much of each kind beside the accounts is removed, added or changed, in the divisions that both have."""
    both = _numbers(before) & _numbers(after)
    old, new = _parts(before, both), _parts(after, both)
    for kind in KINDS:
        was, now = old.get(kind, {}), new.get(kind, {})
        counts = {
            "removed": len(was.keys() - now.keys()),
            "added": len(now.keys() - was.keys()),
            "changed": sum(was[key] != now[key] for key in was.keys() & now.keys()),
        }
        if any(counts.values()):
            yield {"kind": kind, **counts}


def _parts(facts: PackageFacts, numbers: set[str]) -> dict[str, dict[tuple, Any]]:
    """Kind -> what identifies a line -> what it says; lines alike in what identifies them are numbered."""
    found: dict[str, dict[tuple, Any]] = {kind: {} for kind in KINDS}
    for kind, key, value in _lines_of(facts, numbers):
        if value not in (None, ""):
            at = 0
            while (*key, at) in found[kind]:
                at += 1
            found[kind][(*key, at)] = value
    return found


def _lines_of(facts: PackageFacts, numbers: set[str]) -> Iterator[tuple[str, tuple, Any]]:
    organisation = facts.organisation
    yield from (("organisation", (name,), known(organisation, name)) for name in PACKAGE_FIELDS)
    yield from (("self_monitoring", (entry.theme,), entry) for entry in organisation.self_monitoring)
    yield from (("wishes", (wish.kind, wish.theme, wish.division), wish.text) for wish in organisation.wishes)
    divisions = [division for division in facts.divisions if division.lbf_number in numbers]
    for division in divisions:
        number = division.lbf_number
        yield from (("divisions", (number, name), known(division, name)) for name in SHEET_FIELDS)
        yield from (("provisions", (number, one.account), one) for one in division.provisions)
        yield from (("plan_lines", (number, one.year, one.part, one.activity), one.amount_kr) for one in division.plan)
    subjects: list[tuple[str, OrganisationFacts | DivisionFacts]] = [("", organisation)]
    for number, subject in [*subjects, *((division.lbf_number, division) for division in divisions)]:
        yield from (("tenancies", (number, one.kind), (one.count, one.m2)) for one in subject.tenancies)
        yield from (("answers", (number, one.question), (one.answer, one.comment)) for one in subject.report)
        yield from (("unknown", (number, one.number), (one.label, one.line)) for one in subject.statement.unknown)
        rounded = ((column, unit) for column, unit in subject.statement.unit_kr.items() if unit != 1)
        yield from (("rounding", (number, column), unit) for column, unit in rounded)
        for year in subject.history:
            yield from (
                ("history", (number, year.accounting_year, name), value) for name, value in year.figures.items()
            )


def _unknown_accounts(facts: PackageFacts) -> Iterator[dict[str, str]]:
    for number, name, statement in _subjects(facts):
        for account in statement.unknown:
            yield {"subject": number, "subject_name": name, "account": account.number, "label": account.label}
