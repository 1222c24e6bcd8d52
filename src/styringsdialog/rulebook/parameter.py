"""One legal figure: its values by the day they take effect, each with source and status."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .source import LegalSource, ValueSource

Value = int | Decimal | str


class NoValueForDay(LookupError):
    """No value is known for the day: the rule answers `cannot_judge` and names figure and day."""

    def __init__(self, key: str, label: str, day: date) -> None:
        super().__init__(f"{key} has no value on {day.isoformat()}")
        self.key = key
        self.label = label
        self.day = day


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure from `law/<topic>/<name>.yaml`. `days` is sorted; `values[i]` holds from `days[i]` on."""

    key: str  # "<topic>/<name>"
    label: str
    unit: str
    rule_text: LegalSource
    days: tuple[date, ...]
    values: tuple[ValueSource, ...]
    expires: date | None = None  # the first day on which the figure no longer holds
    unknown_from: tuple[date, ...] = ()  # days from which the value is not known, until the next value

    def at(self, day: date) -> ValueSource:
        """The value in force on `day`, or NoValueForDay: never the oldest or the newest for want of a better."""
        index = bisect_right(self.days, day) - 1
        if index < 0 or (self.expires is not None and day >= self.expires):
            raise NoValueForDay(self.key, self.label, day)
        if any(self.days[index] < gap <= day for gap in self.unknown_from):
            raise NoValueForDay(self.key, self.label, day)
        return self.values[index]

    def change_days(self) -> tuple[date, ...]:
        """Each day on which the figure changes; tests ask for a case on it and on the day before."""
        return tuple(sorted({*self.days, *self.unknown_from, *((self.expires,) if self.expires else ())}))


class LawBook:
    """All parameters, by key."""

    def __init__(self, parameters: Mapping[str, Parameter], version: str) -> None:
        self.parameters = parameters
        self.version = version  # hash of the texts, stored with every rule run

    def on(self, day: date) -> "Law":
        return Law(self, day)

    def __getitem__(self, key: str) -> Parameter:
        return self.parameters[key]


class Law:
    """The law as it stood on one day. Remembers which figures were asked for, so that a finding can show them."""

    def __init__(self, book: LawBook, day: date) -> None:
        self.book = book
        self.day = day
        self.used: dict[str, ValueSource] = {}

    def on(self, day: date) -> "Law":
        """The law of another day, where a figure follows the accounting year; what it uses is remembered here."""
        other = Law(self.book, day)
        other.used = self.used
        return other

    def __getitem__(self, key: str) -> Decimal:
        """The figure's number on the day. NoValueForDay if there is none; KeyError if no such figure exists."""
        found = self.book[key].at(self.day)
        self.used[key] = found
        return Decimal(str(found.value))

    def text(self, key: str) -> str:
        """A figure that is a word (a label, a kind) on the day."""
        found = self.book[key].at(self.day)
        self.used[key] = found
        return str(found.value)
