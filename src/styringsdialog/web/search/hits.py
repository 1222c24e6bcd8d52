"""What a search finds: hits in groups, the best first, and at most so many of each group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from styringsdialog.wording.searching import fit, folded

MOST = 10  # hits shown of each group; how many there are in all is told


@dataclass(frozen=True)
class Hit:
    """One thing found: its name, what tells it from others of the name, where it is, and how well it fits (0 best)."""

    title: str
    detail: str
    href: str
    score: int


@dataclass(frozen=True)
class Group:
    """The hits of one kind. `count`: how many there are in all."""

    key: str
    heading: Promise | str
    hits: tuple[Hit, ...]
    count: int

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.hits)


def hit(words: list[str], title: str, detail: str, href: str, *others: str) -> Hit | None:
    """The thing as a hit, or None where the words do not stand in its texts."""
    score = fit(words, title, detail, *others)
    return None if score is None else Hit(title, detail, href, score)


def group(key: str, heading: Promise | str, hits: Iterable[Hit | None], *, by_name: bool = True) -> Group:
    """The hits of one kind in order: how well they fit, then by name, or else as they were given."""
    found = sorted(
        (one for one in hits if one is not None), key=lambda one: (one.score, folded(one.title) if by_name else "")
    )
    return Group(key, heading, tuple(found[:MOST]), len(found))


def with_hits(groups: Sequence[Group]) -> list[Group]:
    """The groups that hold anything, that with the best hit first; alike ones in the order given."""
    return sorted((one for one in groups if one.hits), key=lambda one: one.hits[0].score)
