"""Yearly figures of housing areas: seen by everybody with a role in the municipality."""

from __future__ import annotations

from django.db.models import QuerySet

from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import shows
from styringsdialog.register.queries import areas_for

from .models import AreaIndicators


@shows(AreaIndicators)
def indicators_for(acting: Acting) -> QuerySet[AreaIndicators]:
    """Figures of the areas one sees."""
    return AreaIndicators.objects.filter(area__in=areas_for(acting))
