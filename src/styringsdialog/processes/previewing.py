"""What taking a file in would change, as plain JSON for the preview: nothing is stored yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from styringsdialog.register.models import HousingOrganisation
from styringsdialog.rulebook.facts import COLUMNS, PackageFacts, Statement
from styringsdialog.submissions.facts import package_facts
from styringsdialog.submissions.models import DocumentationPackage
from styringsdialog.submissions.services import new_divisions

MOST_CHANGES = 50


def changes_of(facts: PackageFacts, organisation: HousingOrganisation) -> dict[str, Any]:
    """Keys: package (`new` or `updated`), package_id, package_version (0 when new), dialogue_year,
    accounting_year, organisation, counts, changed_accounts (the first 50: subject, subject_name, account, column,
    old, new in kr.), changed_total, unknown_accounts, new_divisions, missing_divisions."""
    year = facts.organisation.dialogue_year
    stored = DocumentationPackage.objects.filter(organisation=organisation, dialogue_year=year).first()
    before = package_facts(stored, with_previous=False) if stored is not None else None
    changed = list(_changed_accounts(before, facts)) if before is not None else []
    numbers = {division.lbf_number for division in facts.divisions}
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
        "new_divisions": [
            {"lbf_number": division.lbf_number, "name": division.name}
            for division in new_divisions(organisation, facts.divisions)
        ],
        "missing_divisions": [
            {"lbf_number": division.lbf_number, "name": division.name}
            for division in (before.divisions if before is not None else ())
            if division.lbf_number not in numbers
        ],
    }


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


def _unknown_accounts(facts: PackageFacts) -> Iterator[dict[str, str]]:
    for number, name, statement in _subjects(facts):
        for account in statement.unknown:
            yield {"subject": number, "subject_name": name, "account": account.number, "label": account.label}
