"""Enters the yearly figures of housing areas."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed
from styringsdialog.core.fitting import ensure_fits
from styringsdialog.register.models import HousingArea
from styringsdialog.trail.services import record

from .models import AreaIndicators
from .policies import can_store_indicators

FIGURES = (
    "residents",
    "outside_work_education_pct",
    "nonwestern_pct",
    "convicted_pct",
    "basic_education_pct",
    "income_pct_of_region",
)


@transaction.atomic
def store_indicators(
    acting: Acting, *, area: HousingArea, list_year: int, source: str, **figures: int | Decimal | None
) -> AreaIndicators:
    """The figures of one area for one list; a second time the same list's are replaced. `figures`: see FIGURES."""
    if not can_store_indicators(acting, area):
        raise NotAllowed.of("not_allowed")
    if unknown := figures.keys() - set(FIGURES):
        raise TypeError(f"{sorted(unknown)} are no figures of an area")
    there = AreaIndicators.objects.filter(area=area, list_year=list_year).first()
    before = {name: getattr(there, name) for name in FIGURES} if there is not None else None
    values = {"source": source, **dict.fromkeys(FIGURES), **figures}
    ensure_fits([AreaIndicators(area=area, list_year=list_year, **values)])
    row, _ = AreaIndicators.objects.update_or_create(area=area, list_year=list_year, defaults=values)
    record(acting, "indicators.stored", area, before=before, after=dict(figures), list_year=list_year)
    return row
