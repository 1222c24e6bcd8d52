"""The criteria of an area's class as one table: a row a criterion, a column a class."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from styringsdialog.rulebook.rules.area_classes import AreaClass, explain
from styringsdialog.rulebook.rules.area_classes.classifying import LISTS_RUNNING, CriterionResult
from styringsdialog.rulebook.rules.area_classes.criteria import RESIDENTS, Operator

WORDS = {Operator.ABOVE: "above", Operator.AT_LEAST: "at_least", Operator.BELOW: "below"}


@dataclass(frozen=True)
class Limit:
    """One limit: `word` is above, at_least or below; `is_met` None where it cannot be said."""

    word: str
    value: Decimal | None
    is_met: bool | None
    distance: Decimal | None

    @property
    def mark(self) -> str:
        """A criterion met is worth a look; it is no breach."""
        return "cannot_judge" if self.is_met is None else "attention" if self.is_met else "ok"


@dataclass(frozen=True)
class Row:
    """One criterion; `looser` is the limit of prevention areas, where the list has one."""

    name: str
    value: Decimal | None
    is_share: bool
    strict: Limit
    looser: Limit | None


def _limit(result: CriterionResult) -> Limit:
    distance = None if result.distance is None else abs(result.distance)
    return Limit(WORDS[result.operator], result.limit, result.outcome, distance)


def criteria_rows(area_class: AreaClass) -> list[Row]:
    """In the order of the law; how often the area has been listed is told in a sentence instead."""
    looser = {one.name: _limit(one) for one in area_class.criteria if one.prevention}
    return [
        Row(one.name, one.value, one.name != RESIDENTS, _limit(one), looser.get(one.name))
        for one in area_class.criteria
        if not one.prevention and one.name != LISTS_RUNNING
    ]


def remarks(area_class: AreaClass, language: str) -> list[str]:
    """What no row of the table says: lists running, which class goes first, a published list that says otherwise."""
    lines = explain(area_class, language)
    running = [line for one, line in zip(area_class.criteria, lines, strict=False) if one.name == LISTS_RUNNING]
    return running + lines[len(area_class.criteria) :]
