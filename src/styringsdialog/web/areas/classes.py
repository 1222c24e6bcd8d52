"""An area's class on each list day, from its own yearly figures; earlier years count for the lists running."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from styringsdialog.areas.models import AreaIndicators
from styringsdialog.register.models import HousingArea
from styringsdialog.rulebook.area_facts import AreaFacts
from styringsdialog.rulebook.loader import law_book
from styringsdialog.rulebook.parameter import NoValueForDay
from styringsdialog.rulebook.rules.area_classes import (
    AreaClass,
    AreaName,
    AreaStatus,
    ListHistory,
    ListKind,
    PublishedList,
    classify,
    list_date_of,
)

ON_THE_LONG_LIST = (AreaStatus.GHETTO_LIST, AreaStatus.PARALLEL_SOCIETY, AreaStatus.TRANSFORMATION)
MARKS = {AreaStatus.NOT_LISTED: "ok", AreaStatus.CANNOT_JUDGE: "cannot_judge"}


@dataclass(frozen=True)
class ListYear:
    """One list year of an area: the figures as entered and the class they give."""

    indicators: AreaIndicators
    area_class: AreaClass

    @property
    def mark(self) -> str:
        return MARKS.get(self.area_class.designation, "attention")


def area_facts(area: HousingArea, row: AreaIndicators) -> AreaFacts:
    """The stored figures as the rule reads them."""
    stated: dict[str, Any] = {
        "residents": row.residents,
        "share_outside_work_education_pct": row.outside_work_education_pct,
        "share_nonwestern_pct": row.nonwestern_pct,
        "convicted_pct": row.convicted_pct,
        "share_basic_education_pct": row.basic_education_pct,
        "income_pct_of_region": row.income_pct_of_region,
    }
    return AreaFacts(name=area.name, municipality=area.municipality.name, key=str(area.pk), **stated)


def list_years(area: HousingArea, rows: Iterable[AreaIndicators]) -> list[ListYear]:
    """Every year with figures, newest first. A year whose class cannot be told tells nothing of the list that year."""
    book, found = law_book(), []
    lists: list[PublishedList] = []
    name = AreaName.of(area.municipality.name, area.name)
    for row in sorted(rows, key=lambda one: one.list_year):
        try:
            day = list_date_of(row.list_year, book)
        except NoValueForDay:
            continue
        given = classify(area_facts(area, row), book, day, ListHistory(lists))
        found.append(ListYear(row, given))
        if given.designation is not AreaStatus.CANNOT_JUDGE:
            listed = frozenset({name}) if given.designation in ON_THE_LONG_LIST else frozenset()
            lists.append(PublishedList(day, ListKind.GHETTO, complete=True, areas=listed))
    return found[::-1]


def nearest(area_class: AreaClass) -> tuple[str, Decimal] | None:
    """The share that is nearest to its limit from the good side, and how far it is, in percentage points."""
    safe = [
        (one.name, abs(one.distance))
        for one in area_class.criteria
        if one.outcome is False and one.distance is not None and one.name != "residents" and not one.prevention
    ]
    return min(safe, key=lambda one: one[1]) if safe else None
