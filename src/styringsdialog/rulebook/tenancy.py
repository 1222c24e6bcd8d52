"""Tenancy units («lejemålsenheder») counted from tenancies: dwelling 1, garage 1/5, business 1 per started 60 m2."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from .facts import DWELLINGS, TenancyCount, TenancyKind
from .parameter import Law

M2_PER_UNIT = "tenancy/commercial_m2_per_unit"
GARAGES_PER_UNIT = "tenancy/garages_per_unit"
FIGURES = (M2_PER_UNIT, GARAGES_PER_UNIT)


@dataclass(frozen=True, slots=True)
class TenancyUnits:
    """Units of all tenancies but single rooms, whose factor is not known: each of those is between 0 and 1 unit."""

    counted: Decimal
    single_rooms: int

    def fits(self, stated: Decimal, tolerance: Decimal) -> bool | None:
        """Whether the stated number can be right; None when only the unknown factor of single rooms would decide it."""
        if stated < self.counted - tolerance or stated > self.counted + self.single_rooms + tolerance:
            return False
        return None if self.single_rooms else True


def units_of(row: TenancyCount, law: Law) -> Decimal:
    """Units of one row. Business and institutions: rounded up for each tenancy, so 123.4 m2 is 3 units."""
    if row.kind in DWELLINGS:
        return Decimal(row.count)
    if row.kind is TenancyKind.GARAGE:
        return Decimal(row.count) / law[GARAGES_PER_UNIT]
    each = (Decimal(row.m2) / law[M2_PER_UNIT]).to_integral_value(rounding=ROUND_CEILING)
    return row.count * each


def tenancy_units(rows: Iterable[TenancyCount], law: Law) -> TenancyUnits:
    """Units of all rows; single rooms are counted apart."""
    counted, single_rooms = Decimal(0), 0
    for row in rows:
        if row.kind is TenancyKind.SINGLE_ROOM:
            single_rooms += row.count
        else:
            counted += units_of(row, law)
    return TenancyUnits(counted, single_rooms)
