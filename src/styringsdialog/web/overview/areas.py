"""The areas that are near a limit, or whose class cannot be told, for the first page."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import visible_to
from styringsdialog.register.models import HousingArea
from styringsdialog.web.areas.classes import classes_by_pk, mark_of, nearest

NEAR = Decimal(2)  # percentage points
MOST = 6


@dataclass(frozen=True)
class AreaLine:
    """One area: its class, and the limit it is near, or what would tell its class."""

    pk: int
    name: str
    mark: str
    label: str
    nearest: tuple[str, Decimal] | None
    missing: tuple[str, ...]

    @property
    def named(self) -> tuple[str, ...]:
        """The first two of what is missing; the area's page has the rest."""
        return self.missing[:2]

    @property
    def unnamed_count(self) -> int:
        """How many more there are."""
        return len(self.missing) - len(self.named)


def _own_first(missing: tuple[str, ...]) -> tuple[str, ...]:
    """The figures that the municipality can get hold of before the limits that it cannot."""
    return tuple(sorted(missing, key=lambda name: name.startswith("areas/")))


def areas_near_a_limit(acting: Acting) -> list[AreaLine]:
    """Those that the least stands between first, those that cannot be judged last; two queries."""
    rows = {area.pk: area for area in visible_to(acting, HousingArea).select_related("municipality")}
    found = []
    for key, years in classes_by_pk(acting, rows.values()).items():
        if not years or key not in rows:
            continue
        given, name = years[0].area_class, rows[key].name
        close = nearest(given)
        close = close if close is not None and close[1] <= NEAR else None
        if close or given.missing:
            weight = (close is None, close[1] if close else NEAR, name)
            line = AreaLine(key, name, mark_of(given), given.label_name, close, _own_first(given.missing))
            found.append((weight, line))
    return [line for _weight, line in sorted(found, key=lambda one: one[0])[:MOST]]
