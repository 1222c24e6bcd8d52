"""Where a rule text or a figure was read, and how far that reading can be trusted."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """How a text or figure is known. Only `VERIFIED` may carry a possible breach."""

    VERIFIED = "verified"  # the value was read in the source named
    SECONDARY = "secondary"  # read in a text about the source
    DERIVED = "derived"  # computed; formula and index source are given
    UNVERIFIED = "unverified"  # not read anywhere yet

    @property
    def weakness(self) -> int:
        """0 for verified, rising with doubt: so that the weakest of several can be picked with `max`."""
        return list(Status).index(self)


@dataclass(frozen=True, slots=True)
class LegalSource:
    """A rule's text: act with full title, number and section. Never an abbreviation alone."""

    act: str
    section: str
    status: Status
    number: str = ""
    source: str = ""  # where the text was read, when that is not the act itself
    link: str = ""
    checked_on: date | None = None
    note: str = ""
    key: str = ""  # "funds/dispositionsfond_target_kr#rule_text": where the YAML stands


@dataclass(frozen=True, slots=True)
class ValueSource:
    """A figure that a rule used: which, its value on the day, and where it was read."""

    key: str
    label: str
    value: object  # int, Decimal or str, as in the YAML
    unit: str
    valid_from: date
    status: Status
    source: str
    link: str = ""
    formula: str = ""
    checked_on: date | None = None
