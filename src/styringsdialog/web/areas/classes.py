"""An area's classes for the pages: newest list first, with mark, sentence and the limit that is nearest."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from styringsdialog.areas.facts import ClassOfYear
from styringsdialog.areas.queries import classes_of
from styringsdialog.core.acting import Acting
from styringsdialog.register.models import HousingArea
from styringsdialog.rulebook.rules.area_classes import AreaClass, AreaStatus
from styringsdialog.rulebook.rules.area_classes.criteria import NONWESTERN, RESIDENTS

MARKS = {AreaStatus.NOT_LISTED: "ok", AreaStatus.CANNOT_JUDGE: "cannot_judge"}


def mark_of(area_class: AreaClass) -> str:
    """The mark that goes with a class."""
    return MARKS.get(area_class.designation, "attention")


def classes_by_pk(acting: Acting, areas: Iterable[HousingArea]) -> dict[int, list[ClassOfYear]]:
    """Every list of each area, newest first; areas come with their municipality. One query a municipality."""
    found: dict[int, list[ClassOfYear]] = {}
    for place in {area.municipality for area in areas}:
        found |= {area.pk: years[::-1] for area, years in classes_of(acting, place).items()}
    return found


def nearest(area_class: AreaClass) -> tuple[str, Decimal] | None:
    """Of the criteria not met that a stricter class hangs on, the one nearest its limit, in percentage points.

    Off the list it is the looser limits of prevention areas, where the list has them; on it the strict ones; for a
    vulnerable area the share alone that makes it a parallel society. None where there is no stricter class.
    """
    designation, criteria = area_class.designation, area_class.criteria
    if designation is AreaStatus.NOT_LISTED:
        looser = any(one.prevention for one in criteria)
        open_to = [one for one in criteria if one.prevention is looser]
    elif designation is AreaStatus.PREVENTION:
        open_to = [one for one in criteria if not one.prevention]
    elif designation is AreaStatus.VULNERABLE:
        open_to = [one for one in criteria if one.name == NONWESTERN and not one.prevention]
    else:
        return None
    safe = [
        (one.name, abs(one.distance))
        for one in open_to
        if one.outcome is False and one.distance is not None and one.name != RESIDENTS
    ]
    return min(safe, key=lambda one: one[1]) if safe else None
