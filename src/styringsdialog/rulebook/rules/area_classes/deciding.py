"""Every class that the unknown figures leave open, and which of the unknowns decide between them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import combinations, product
from typing import Any

from .criteria import CRITERIA, NONWESTERN, State
from .regime import Regime


class AreaStatus(StrEnum):
    """What an area is on a list day; the words of the time stand beside it (law/areas/label_*)."""

    NOT_LISTED = "not_listed"
    GHETTO_LIST = "ghetto_list"
    VULNERABLE = "vulnerable"
    PARALLEL_SOCIETY = "parallel_society"
    TRANSFORMATION = "transformation"
    PREVENTION = "prevention"
    CANNOT_JUDGE = "cannot_judge"


STRICT = (AreaStatus.VULNERABLE, AreaStatus.PARALLEL_SOCIETY, AreaStatus.TRANSFORMATION)


@dataclass(frozen=True, slots=True)
class Counting:
    """The part of a regime that matters once every criterion is answered."""

    classes: bool
    counted: tuple[str, ...]
    required: int
    transformation: bool
    prevention_counted: tuple[str, ...]
    prevention_required: int

    @classmethod
    def of(cls, regime: Regime) -> "Counting":
        return cls(
            regime.classes,
            regime.counted,
            regime.required,
            regime.lists_running is not None,
            regime.prevention_counted,
            regime.prevention_required,
        )


def meets_prevention(counting: Counting, met: Mapping[str, State]) -> bool:
    """More than 30 % non-western and at least two of the four looser criteria (§ 61 b)."""
    count = sum(met[name][1] for name in counting.prevention_counted)
    return bool(counting.prevention_counted) and met[NONWESTERN][1] and count >= counting.prevention_required


def decide(counting: Counting, enough_residents: bool, met: Mapping[str, State], running: bool) -> AreaStatus:
    """The class when everything is known. The stricter class goes first (law/areas/precedence, unverified)."""
    if not enough_residents:
        return AreaStatus.NOT_LISTED
    listed = sum(met[name][0] for name in counting.counted) >= counting.required
    if not counting.classes:
        return AreaStatus.GHETTO_LIST if listed else AreaStatus.NOT_LISTED
    if listed and met[NONWESTERN][0]:
        return AreaStatus.TRANSFORMATION if running and counting.transformation else AreaStatus.PARALLEL_SOCIETY
    if listed:
        return AreaStatus.VULNERABLE
    return AreaStatus.PREVENTION if meets_prevention(counting, met) else AreaStatus.NOT_LISTED


@dataclass(frozen=True, slots=True)
class Unknowns:
    """What each question can be answered with: one answer where it is known. `criteria` in the order of CRITERIA."""

    enough_residents: frozenset[bool]
    criteria: tuple[frozenset[State], ...]
    running: frozenset[bool]

    def choices(self) -> tuple[list[Any], ...]:
        return (sorted(self.enough_residents), *(sorted(one) for one in self.criteria), sorted(self.running))


RESIDENTS_AT, CRITERIA_AT, RUNNING_AT = 0, 1, 1 + len(CRITERIA)
Answers = tuple[Any, ...]  # one answer a question: enough residents, the criteria, lists running
Flip = tuple[int, Any, Any]  # position of the question, and two answers to it that lead to different classes


@dataclass(frozen=True, slots=True)
class Openness:
    """What is left open: the classes possible, and the single answers that would change the class."""

    possible: frozenset[AreaStatus]
    flips: frozenset[Flip]
    contradicted: bool = False  # no class that the figures allow is allowed by the lists of the day
    also_prevention: bool | None = False  # a stricter class that would be a prevention area too; None: may be


def outcomes(counting: Counting, unknowns: Unknowns) -> dict[Answers, AreaStatus]:
    """The class for every combination of answers."""
    found: dict[Answers, AreaStatus] = {}
    for answers in product(*unknowns.choices()):
        met = dict(zip(CRITERIA, answers[CRITERIA_AT:RUNNING_AT], strict=True))
        found[answers] = decide(counting, answers[RESIDENTS_AT], met, answers[RUNNING_AT])
    return found


@lru_cache(maxsize=4096)
def weigh(counting: Counting, unknowns: Unknowns, allowed: frozenset[AreaStatus]) -> Openness:
    """The classes left open by the figures and by the lists published that day (`allowed`).

    Figures come first: where they and the lists contradict each other, the figures answer and it is said so.
    """
    table = outcomes(counting, unknowns)
    agreeing = {answers: designation for answers, designation in table.items() if designation in allowed}
    left = agreeing or table
    possible = frozenset(left.values())
    deciding = frozenset[Flip]() if len(possible) == 1 else flips(left) or flips(table)
    return Openness(possible, deciding, not agreeing, _also_prevention(left, counting))


def _also_prevention(table: Mapping[Answers, AreaStatus], counting: Counting) -> bool | None:
    found = {
        meets_prevention(counting, dict(zip(CRITERIA, answers[CRITERIA_AT:RUNNING_AT], strict=True)))
        for answers, designation in table.items()
        if designation in STRICT
    }
    return (True in found) if len(found) < 2 else None


def flips(table: Mapping[Answers, AreaStatus]) -> frozenset[Flip]:
    """Every change of one answer alone that changes the class: what would have to be known."""
    found: set[Flip] = set()
    for position in range(RUNNING_AT + 1):
        beside: dict[Answers, list[tuple[Any, AreaStatus]]] = {}
        for answers, designation in table.items():
            others = answers[:position] + answers[position + 1 :]
            beside.setdefault(others, []).append((answers[position], designation))
        for pairs in beside.values():
            found |= {(position, one, two) for (one, was), (two, becomes) in combinations(pairs, 2) if was != becomes}
    return frozenset(found)
