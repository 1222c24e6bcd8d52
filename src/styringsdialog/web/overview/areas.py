"""The areas that stand on the newest list, or near one of its limits, for the first page."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch

from styringsdialog.areas.models import AreaIndicators
from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import visible_to
from styringsdialog.register.models import HousingArea
from styringsdialog.rulebook.rules.area_classes import AreaStatus
from styringsdialog.web.areas.classes import list_years, nearest

NEAR = Decimal(2)  # percentage points
MOST = 6


@dataclass(frozen=True)
class AreaLine:
    """One area: its class, and the limit it is nearest to where it is near one."""

    pk: int
    name: str
    mark: str
    label: str
    nearest: tuple[str, Decimal] | None


def areas_near_a_limit(acting: Acting) -> list[AreaLine]:
    """On a list first, then those that the least stands between; two queries."""
    indicators = Prefetch("indicators", queryset=visible_to(acting, AreaIndicators), to_attr="known")
    rows = visible_to(acting, HousingArea).select_related("municipality").prefetch_related(indicators)
    found = []
    for area in rows:
        years = list_years(area, area.known)
        if not years:
            continue
        given = years[0].area_class
        close = nearest(given)
        close = close if close is not None and close[1] <= NEAR else None
        is_listed = given.designation is not AreaStatus.NOT_LISTED
        if is_listed or close:
            weight = (not is_listed, close[1] if close else NEAR, area.name)
            found.append((weight, AreaLine(area.pk, area.name, years[0].mark, given.label_name, close)))
    return [line for _weight, line in sorted(found, key=lambda one: one[0])[:MOST]]
