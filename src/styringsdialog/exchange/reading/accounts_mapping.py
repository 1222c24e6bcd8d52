"""How an organisation's own accounts file is to be read: which columns hold what, and which of our accounts is meant.

A mapping is proposed from the file, confirmed once by a person, and kept as JSON for the next file.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import cache

from styringsdialog.rulebook.chart import chart_of_accounts
from styringsdialog.rulebook.edition import Edition
from styringsdialog.rulebook.facts import COLUMNS

from .grid import normalised

VERSION = 1


class Confidence(StrEnum):
    """How sure a proposal is: CERTAIN needs no look, LIKELY and NONE are for a person to settle."""

    CERTAIN = "certain"  # an account number of the chart, or an ident that was read in a source
    CONFIRMED = "confirmed"  # a person said so
    LIKELY = "likely"  # the pattern of the idents that are known
    NONE = "none"


@dataclass(frozen=True, slots=True)
class AccountProposal:
    """What an account of the file probably is. `account` is empty where nothing is proposed."""

    written: str
    text: str
    account: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class AccountsMapping:
    """Headings of the file by what they hold. `account` must be there; the rest may be empty."""

    account: str = ""  # heading of the column with account number or ident
    division: str = ""  # heading of the column with division numbers
    text: str = ""
    amounts: Mapping[str, str] = field(default_factory=dict)  # last_year | result | budget | next_budget -> heading
    units: Mapping[str, int] = field(default_factory=dict)  # column -> 1000 where the file is in 1,000 kr.
    accounts: Mapping[str, str] = field(default_factory=dict)  # as written -> account, "" = is to stay unknown
    decimal_mark: str = ""  # "," or "."; empty where the file does not show it
    only_division: str = ""  # the whole file is about one division

    def to_json(self) -> str:
        return json.dumps({"version": VERSION, **asdict(self)}, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "AccountsMapping":
        """ValueError where the text is no mapping of ours."""
        data = json.loads(text)
        if not isinstance(data, dict) or data.pop("version", None) != VERSION or data.keys() - set(cls.__slots__):
            raise ValueError("not a mapping of an accounts file")
        return cls(**data)


# What headings are called in accounts files; matched without case and punctuation, longest meaning first.
_WORDS = {
    "division": ("afdelingsnummer", "afdelingsnr", "afdnr", "lbfafdelingsnr", "lbfafdeling", "afdeling", "afd"),
    "account": ("ident", "identnr", "identnummer", "kontonummer", "kontonr", "konto"),
    "text": ("kontotekst", "kontonavn", "tekst", "navn", "betegnelse", "beskrivelse"),
}
_RESULT = re.compile(r"regnskab|resultat|realiseret|beløb|saldo|sidste år|forrige|ultimo")
_YEAR = re.compile(r"(?:19|20)\d\d")


def propose_columns(headings: Iterable[str]) -> AccountsMapping:
    """Which heading holds what, by its words and by the years in it."""
    named = [heading for heading in headings if heading]
    found: dict[str, str] = {}
    for meaning, words in _WORDS.items():
        for word in words:
            match = next((h for h in named if normalised(h) == word and h not in found.values()), None)
            if match and meaning not in found:
                found[meaning] = match
    rest = [heading for heading in named if heading not in found.values()]
    return AccountsMapping(
        found.get("account", ""), found.get("division", ""), found.get("text", ""), _propose_amounts(rest)
    )


def _propose_amounts(headings: list[str]) -> dict[str, str]:
    """Budget or result, this year or another: the newest result is the year itself."""
    words = {heading: heading.casefold() for heading in headings}
    budgets = [h for h in headings if "budget" in words[h]]
    results = [h for h in headings if h not in budgets and _RESULT.search(words[h])]
    earlier = [h for h in results if re.search(r"sidste|forrige", words[h])]
    later = [h for h in budgets if re.search(r"næste|kommende", words[h])]
    by_year = sorted((h for h in results if h not in earlier), key=_year_of, reverse=True)
    amounts: dict[str, str] = {}
    if by_year:
        amounts["result"] = by_year[0]
    if earlier or len(by_year) > 1:
        amounts["last_year"] = earlier[0] if earlier else by_year[1]
    plain = sorted((h for h in budgets if h not in later), key=_year_of)
    if plain:
        amounts["budget"] = plain[0]
    if later or len(plain) > 1:
        amounts["next_budget"] = later[0] if later else plain[1]
    return {column: amounts[column] for column in COLUMNS if column in amounts}


def _year_of(heading: str) -> int:
    found = _YEAR.search(heading)
    return int(found[0]) if found else 0


_IDENT = re.compile(r"([15])(\d{3})\.(\d{3})")


@cache
def _numbers() -> Mapping[str, str]:
    """Account -> part of the chart."""
    return {account.number: account.part for account in chart_of_accounts().accounts.values()}


def propose_account(written: str, text: str, edition: Edition) -> AccountProposal:
    """The account that a number or ident of the file stands for.

    An ident is `1` + organisation account + `.` + three digits, or `5` + division account (../field/accounts.md 0.3).
    The two idents read in a source (5130.025 is line 3, 1803.215 is line 22) both fit line = (digits + 5) / 10; a
    proposal by that pattern is LIKELY, for a person to confirm.
    """
    names = {normalised(label): account for account, label in edition.account_labels.items()}
    plain = names.get(normalised(written), written)
    if plain in _numbers():
        return AccountProposal(written, text, plain, Confidence.CERTAIN)
    if written in edition.idents:
        return AccountProposal(written, text, edition.idents[written], Confidence.CERTAIN)
    found = _IDENT.fullmatch(written)
    if found is None:
        return AccountProposal(written, text, "", Confidence.NONE)
    level, account, digits = found[1], found[2], int(found[3])
    candidates = [f"{account}.{(digits + 5) // 10}"] if digits % 10 == 5 else []
    if digits in (0, 5):
        candidates.append(account)
    for candidate in candidates:
        if _numbers().get(candidate, "").startswith("organisation" if level == "1" else "division"):
            return AccountProposal(written, text, candidate, Confidence.LIKELY)
    return AccountProposal(written, text, "", Confidence.NONE)


def of_organisation(written: str, account: str) -> bool:
    """Whether an account is the organisation's own: by the chart, by its ident, else by its first digit (5-8)."""
    if account in _numbers():
        return _numbers()[account].startswith("organisation")
    found = _IDENT.fullmatch(written)
    return found[1] == "1" if found else written[:1] in "5678"
