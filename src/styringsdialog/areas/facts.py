"""What the stored figures of a housing area offer to the rule about area classes, list by list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from styringsdialog.register.models import HousingArea
from styringsdialog.rulebook.area_facts import AreaFacts
from styringsdialog.rulebook.loader import law_book
from styringsdialog.rulebook.parameter import LawBook, NoValueForDay
from styringsdialog.rulebook.rules.area_classes import (
    Alias,
    AreaClass,
    AreaName,
    AreaStatus,
    ListHistory,
    ListKind,
    PublishedList,
    classify,
    list_date_of,
)

from .models import AreaIndicators

LISTED = {AreaStatus.GHETTO_LIST, AreaStatus.PARALLEL_SOCIETY, AreaStatus.TRANSFORMATION}


@dataclass(frozen=True, slots=True)
class ClassOfYear:
    """One area on the list of one year: the figures as stored and the class they give."""

    indicators: AreaIndicators
    area_class: AreaClass


def area_facts(area: HousingArea, row: AreaIndicators) -> AreaFacts:
    """The figures of one list. The municipality is named by its code."""
    return AreaFacts(
        name=area.name,
        municipality=area.municipality.code,
        key=str(area.pk),
        residents=row.residents,  # type: ignore[arg-type]
        share_outside_work_education_pct=row.outside_work_education_pct,  # type: ignore[arg-type]
        share_nonwestern_pct=row.nonwestern_pct,  # type: ignore[arg-type]
        convicted_pct=row.convicted_pct,  # type: ignore[arg-type]
        share_basic_education_pct=row.basic_education_pct,  # type: ignore[arg-type]
        income_pct_of_region=row.income_pct_of_region,  # type: ignore[arg-type]
    )


def classes_by_area(rows: Iterable[AreaIndicators]) -> dict[HousingArea, list[ClassOfYear]]:
    """The class of each area on each list, oldest first; rows come with area and municipality.

    «Five lists running» is judged on the classes computed here for earlier years. A year in which an area of the
    rows has no figures, or could not be judged, says nothing of those that are not found on its list.
    """
    book = law_book()
    by_year: dict[int, list[AreaIndicators]] = defaultdict(list)
    areas: dict[int, HousingArea] = {}
    for row in rows:
        by_year[row.list_year].append(row)
        areas[row.area_id] = row.area
    own = [Alias(name, name) for name in map(_name, areas.values())]
    lists: list[PublishedList] = []
    found: dict[HousingArea, list[ClassOfYear]] = {area: [] for area in areas.values()}
    for year in sorted(by_year):
        try:
            day = list_date_of(year, book)
        except NoValueForDay:  # before the first list
            continue
        history = ListHistory(lists, own)
        classes = {row.area: _class(row, book, day, history) for row in by_year[year]}
        for area, answer in classes.items():
            found[area].append(answer)
        lists.append(_computed_list(day, classes, complete=len(classes) == len(areas)))
    return found


def _class(row: AreaIndicators, book: LawBook, day: date, history: ListHistory) -> ClassOfYear:
    return ClassOfYear(row, classify(area_facts(row.area, row), book, day, history))


def _computed_list(day: date, classes: Mapping[HousingArea, ClassOfYear], *, complete: bool) -> PublishedList:
    """The list of a year as computed: an area of which only the sort of listing is open is on it all the same."""
    possible = {
        area: set(answer.area_class.possible or (answer.area_class.designation,)) for area, answer in classes.items()
    }
    listed = frozenset(_name(area) for area, open_to in possible.items() if open_to <= LISTED)
    settled = all(open_to <= LISTED or not open_to & LISTED for open_to in possible.values())
    return PublishedList(day, ListKind.GHETTO, complete and settled, listed)


def _name(area: HousingArea) -> AreaName:
    return AreaName.of(area.municipality.code, area.name)
