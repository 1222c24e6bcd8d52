"""Yearly figures of housing areas: seen by everybody with a role in the municipality."""

from __future__ import annotations

from django.db.models import QuerySet

from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import shows
from styringsdialog.register.models import HousingArea, Municipality
from styringsdialog.register.queries import areas_for

from .facts import ClassOfYear, classes_by_area
from .models import AreaIndicators


@shows(AreaIndicators)
def indicators_for(acting: Acting) -> QuerySet[AreaIndicators]:
    """Figures of the areas one sees."""
    return AreaIndicators.objects.filter(area__in=areas_for(acting))


def classes_of(acting: Acting, municipality: Municipality) -> dict[HousingArea, list[ClassOfYear]]:
    """The class of each area of the municipality on each list it has figures for, oldest first. One query."""
    rows = indicators_for(acting).filter(area__municipality=municipality)
    return classes_by_area(rows.select_related("area__municipality").order_by("area__name", "list_year"))
