"""From what an identity provider says of a person to the roles that follow. Pure: settings read it before models."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

# An adviser comes in by invitation under a recorded processor agreement, never by a claim.
MUNICIPAL = ("coordinator", "case_worker", "unit_contact", "manager", "administrator")
ORGANISATION = ("organisation_editor", "organisation_signatory", "auditor")
_KNOWN = {"claim", "value", "role", "municipality", "organisation", "unit"}


class FaultyRule(ValueError):
    """A line of the claims mapping that cannot mean what was intended; the text says why."""


@dataclass(frozen=True, order=True)
class RoleClaim:
    """A role somewhere: in a municipality by its code (and perhaps a unit by name), or in an organisation by number."""

    role: str
    municipality_code: str = ""
    organisation_lbf: str = ""
    unit: str = ""


@dataclass(frozen=True)
class ClaimRule:
    """Who has `value` among the values of `claim` has the role."""

    claim: str
    value: str
    gives: RoleClaim


def roles_from_claims(claims: Mapping[str, Any], mapping: Iterable[ClaimRule]) -> set[RoleClaim]:
    """The roles that the claims give; none for claims that no rule knows.

    `claims`: name to a text or a list of texts. A name with dots also reaches inside (`realm_access.roles`).
    Values must be equal to the letter: a group whose name merely begins alike gives nothing.
    """
    return {rule.gives for rule in mapping if rule.value in _values(claims, rule.claim)}


def read_rules(entries: Any, place: str) -> tuple[ClaimRule, ...]:
    """The rules of a mapping as written in the file. FaultyRule, in Danish, with `place` and what to do."""
    if not isinstance(entries, list) or not entries:
        raise FaultyRule(f"{place}: claims.roles mangler. Uden den kan ingen få en rolle fra udbyderen.")
    return tuple(_rule(entry, f"{place}, rolle {number}") for number, entry in enumerate(entries, start=1))


def _rule(entry: Any, place: str) -> ClaimRule:
    if not isinstance(entry, Mapping) or not all(entry.get(key) for key in ("claim", "value", "role")):
        raise FaultyRule(f"{place}: skriv claim, value og role.")
    if unknown := sorted(set(entry) - _KNOWN):
        raise FaultyRule(f"{place}: ukendt felt {', '.join(unknown)}.")
    role = str(entry["role"])
    municipality, organisation = (_text(entry, key, place) for key in ("municipality", "organisation"))
    if role in MUNICIPAL and not (municipality and not organisation):
        raise FaultyRule(f"{place}: rollen {role} gives i en kommune. Skriv kommunens kode under municipality.")
    if role in ORGANISATION and not (organisation and not municipality):
        raise FaultyRule(f"{place}: rollen {role} gives i en boligorganisation. Skriv LBF-nummeret under organisation.")
    if role not in (*MUNICIPAL, *ORGANISATION):
        raise FaultyRule(f"{place}: rollen {role} kan ikke gives af en udbyder.")
    gives = RoleClaim(role, municipality, organisation, _text(entry, "unit", place))
    return ClaimRule(str(entry["claim"]), str(entry["value"]), gives)


def _text(entry: Mapping[str, Any], key: str, place: str) -> str:
    """Codes are texts: YAML reads an unquoted 0101 as the number 65, so a number is refused."""
    value = entry.get(key, "")
    if not isinstance(value, str):
        raise FaultyRule(f'{place}: sæt {key} i anførselstegn, for eksempel "0101".')
    return value.strip()


def _values(claims: Mapping[str, Any], name: str) -> set[str]:
    found: Any = claims.get(name)
    if found is None and "." in name:
        found = claims
        for part in name.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    values = found if isinstance(found, list | tuple | set | frozenset) else [found]
    return {value for value in values if isinstance(value, str)}
