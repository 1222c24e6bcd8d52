"""Published lists: who stood on which list, which lists are known whole, and when two names are one area."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from .deciding import STRICT, AreaStatus


class ListKind(StrEnum):
    """The lists the ministry publishes, under whatever name they had at the time."""

    GHETTO = "ghetto"  # ghettoliste, ghettoområder, parallelsamfund
    HARD = "hard"  # hårde ghettoområder, omdannelsesområder
    VULNERABLE = "vulnerable"
    PREVENTION = "prevention"


@dataclass(frozen=True, slots=True)
class AreaName:
    """An area's name within a municipality; case, spaces, aa/å and the order of parts around «/» do not matter."""

    municipality: str
    name: str

    @classmethod
    def of(cls, municipality: str, name: str) -> "AreaName":
        return cls(
            _plain(municipality).removesuffix(" kommune"), "/".join(sorted(_plain(part) for part in name.split("/")))
        )


@dataclass(frozen=True, slots=True)
class Alias:
    """`name` is called `canonical` in the lists from `valid_from` (incl.) to `valid_until` (excl.).

    A name that is an alias of itself is no other area, however alike the names are: an area that was split is
    judged separately that way.
    """

    name: AreaName
    canonical: AreaName
    valid_from: date = date.min
    valid_until: date = date.max


@dataclass(frozen=True, slots=True)
class PublishedList:
    """One list. Only a list known whole says anything about an area that is not on it."""

    published_on: date
    kind: ListKind
    complete: bool
    areas: frozenset[AreaName]
    yearly: bool = True  # False: a recalculation between two lists, which counts for no year


GENERIC = {"nord", "syd", "vest", "parken", "området", "bebyggelsen"}


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("aa", "å").split())


def _tokens(name: str) -> set[str]:
    return {word for word in re.findall(r"\w{4,}", name) if word not in GENERIC}


def alike(one: str, other: str) -> bool:
    """Whether two plain names might mean the same area: a word in common, or nearly so."""
    return any(
        first == second
        or first.startswith(second)
        or second.startswith(first)
        or SequenceMatcher(None, first, second).ratio() >= 0.85
        for first in _tokens(one)
        for second in _tokens(other)
    )


@dataclass(frozen=True, slots=True)
class Running:
    """Lists running up to the year before: True/False, or None with the years that would have to be known."""

    outcome: bool | None
    unknown_years: tuple[int, ...] = ()


class ListHistory:
    """The published lists that are known, and the aliases of names. Without lists nothing is known of earlier years."""

    def __init__(self, lists: Iterable[PublishedList] = (), aliases: Iterable[Alias] = ()) -> None:
        self.lists = tuple(sorted(lists, key=lambda one: (one.published_on, one.kind)))
        self.aliases = tuple(aliases)

    def _resolve(self, name: AreaName, day: date) -> tuple[AreaName, bool]:
        """The name the lists use on that day, and whether an alias says so."""
        for alias in self.aliases:
            if alias.name == name and alias.valid_from <= day < alias.valid_until:
                return alias.canonical, True
        return name, False

    def on_list(self, name: AreaName, published: PublishedList) -> bool | None:
        """Whether the area stood on the list; None where the list is not known whole or a name there is alike."""
        day = published.published_on
        wanted, settled = self._resolve(name, day)
        listed = {self._resolve(one, day)[0] for one in published.areas}
        if wanted in listed:
            return True
        if not published.complete or not name.municipality:
            return None
        if settled:
            return False
        near = [one for one in listed if one.municipality == wanted.municipality]
        return None if any(alike(wanted.name, one.name) for one in near) else False

    def on_ghetto_list(self, name: AreaName, year: int) -> bool | None:
        """Whether the area stood on the ghetto list / list of parallel societies of a year."""
        for published in self.lists:
            if published.kind is ListKind.GHETTO and published.yearly and published.published_on.year == year:
                return self.on_list(name, published)
        return None

    def running_before(self, name: AreaName, year: int, lists_running: int) -> Running:
        """Whether the area stood on each of the lists before that year's which `lists_running` asks for."""
        known = {before: self.on_ghetto_list(name, before) for before in range(year - lists_running + 1, year)}
        if False in known.values():
            return Running(False)
        unknown = tuple(before for before, answer in known.items() if answer is None)
        return Running(None if unknown else True, unknown)

    def allowed(self, name: AreaName, day: date) -> frozenset[AreaStatus]:
        """The classes that the lists published on that very day leave open."""
        open_classes = set(AreaStatus) - {AreaStatus.CANNOT_JUDGE}
        for published in self.lists:
            if published.published_on != day:
                continue
            answer = self.on_list(name, published)
            if answer is not None:
                open_classes &= _where_listed(published.kind) if answer else _where_not_listed(published.kind)
        return frozenset(open_classes)


def _where_listed(kind: ListKind) -> set[AreaStatus]:
    """What an area on the list can be. A vulnerable area may stand on the prevention list too: that is not settled."""
    if kind is ListKind.PREVENTION:
        return {AreaStatus.PREVENTION, *STRICT}
    return _only_on(kind)


def _where_not_listed(kind: ListKind) -> set[AreaStatus]:
    return set(AreaStatus) - _only_on(kind)


def _only_on(kind: ListKind) -> set[AreaStatus]:
    """The classes that cannot be had without standing on the list."""
    if kind is ListKind.GHETTO:
        return {AreaStatus.GHETTO_LIST, AreaStatus.PARALLEL_SOCIETY, AreaStatus.TRANSFORMATION}
    if kind is ListKind.HARD:
        return {AreaStatus.TRANSFORMATION}
    return set(STRICT) if kind is ListKind.VULNERABLE else {AreaStatus.PREVENTION}
