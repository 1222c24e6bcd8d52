"""Accounts files by account ident: which mapping reads them, and the package that comes of it.

The file says neither whose nor which year's it is: both were said when it was handed in. What else the package of
the year holds (sheets, answers, plan) stays as it was; only the statements are replaced.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from styringsdialog.core.errors import UserError
from styringsdialog.exchange.reading.accounts_file import headings_of, read_accounts_file
from styringsdialog.exchange.reading.accounts_mapping import AccountsMapping as FileMapping
from styringsdialog.exchange.reading.problem import Reading
from styringsdialog.register.facts import register_facts
from styringsdialog.register.models import HousingOrganisation
from styringsdialog.rulebook.facts import (
    DivisionFacts,
    PackageFacts,
    Statement,
    changed,
)
from styringsdialog.submissions.facts import package_facts
from styringsdialog.submissions.models import AccountsMapping, DocumentationPackage, Upload


def mapping_to_confirm(upload: Upload, data: bytes) -> dict[str, Any] | None:
    """What a person must confirm, as JSON for the page; None where a confirmed mapping reads the whole file,
    or where the file must go back.

    Keys: fingerprint, headings, proposed (fields of exchange.reading.accounts_mapping.AccountsMapping), accounts
    (written, text, account, confidence of each account that is not certain).
    """
    fingerprint = fingerprint_of(headings_of(data, upload.original.name))
    known = _confirmed(upload, fingerprint)
    if known is not None and _was_confirmed_here(upload, fingerprint):
        return None
    reading = read_accounts_file(data, upload.original.name, known)
    if (known is not None and not reading.to_confirm) or any(problem.is_personal for problem in reading.problems):
        return None  # a file with a CPR number goes back at once: its texts are not kept, either
    return {
        "fingerprint": fingerprint,
        "headings": list(reading.headings),
        "proposed": asdict(reading.mapping),
        "accounts": [{**asdict(account), "confidence": str(account.confidence)} for account in reading.to_confirm],
    }


def checked_mapping(upload: Upload, mapping: Mapping[str, Any]) -> dict[str, Any]:
    """The mapping as it is kept: accounts that were shown but not settled stay unknown, also in the next file.

    `mapping` holds the fields of exchange.reading.accounts_mapping.AccountsMapping, or is the whole proposal as it
    was shown, which is then confirmed as it stands. UserError where it lacks the column of the account or of the
    result, or has a field nobody knows.
    """
    try:
        confirmed = FileMapping(**mapping.get("proposed", mapping))
    except TypeError as fault:
        raise UserError.of("upload.mapping_incomplete", names=["account", "amounts"]) from fault
    lacking = [] if confirmed.account else ["konto"]
    if not confirmed.amounts.get("result"):
        lacking.append("regnskab")
    if lacking:
        raise UserError.of("upload.mapping_incomplete", names=lacking)
    shown = {row["written"]: "" for row in (upload.mapping or {}).get("accounts", ())}
    return {**asdict(confirmed), "accounts": {**shown, **confirmed.accounts}}


def fingerprint_of(headings: Iterable[str]) -> str:
    """The form of a file: its headings, without the years in them, so that next year's file is known again."""
    plain = ["".join(sign for sign in heading.casefold() if not sign.isdigit()) for heading in headings]
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()


def read_accounts_upload(upload: Upload, data: bytes) -> Reading:
    """The package that the accounts make, read by the confirmed mapping. No package where a row was refused."""
    organisation = upload.organisation
    if organisation is None or upload.dialogue_year is None:
        raise UserError.of("upload.which_organisation")
    fingerprint = fingerprint_of(headings_of(data, upload.original.name))
    reading = read_accounts_file(data, upload.original.name, _confirmed(upload, fingerprint))
    package = None
    if reading.complete:
        package = _with_statements(base_facts(organisation, upload.dialogue_year), reading.statements())
    return Reading(package, reading.problems, upload.dialogue_year, upload.original.name)


def base_facts(organisation: HousingOrganisation, dialogue_year: int) -> PackageFacts:
    """The year's package as stored, else what the register knows of the organisation and its divisions."""
    stored = DocumentationPackage.objects.filter(organisation=organisation, dialogue_year=dialogue_year).first()
    if stored is not None:
        return package_facts(stored, with_previous=False)
    return register_facts(organisation, dialogue_year)


def _confirmed(upload: Upload, fingerprint: str) -> FileMapping | None:
    row = AccountsMapping.objects.filter(organisation=upload.organisation, fingerprint=fingerprint).first()
    return FileMapping(**row.mapping) if row is not None else None


def _was_confirmed_here(upload: Upload, fingerprint: str) -> bool:
    kept = upload.mapping or {}
    return "confirmed" in kept and kept.get("fingerprint") == fingerprint


def _with_statements(facts: PackageFacts, statements: Mapping[str, Statement]) -> PackageFacts:
    own = facts.organisation
    organisation = changed(own, statement=statements[""]) if "" in statements else own
    known = {division.lbf_number for division in facts.divisions}
    divisions = [
        changed(division, statement=statements[division.lbf_number]) if division.lbf_number in statements else division
        for division in facts.divisions
    ]
    divisions += [
        DivisionFacts(
            lbf_number=number,
            name=f"Afdeling {number}",
            owner_kind=own.owner_kind,
            period_start=own.period_start,
            period_end=own.period_end,
            location_municipality=own.seat_municipality,
            statement=statement,
        )
        for number, statement in statements.items()
        if number and number not in known
    ]
    return PackageFacts(facts.edition, organisation, tuple(divisions), facts.previous)
