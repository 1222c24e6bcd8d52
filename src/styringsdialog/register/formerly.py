"""Who was seated where and owned what on or before a day: a municipality goes on seeing what it once supervised."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from .models import DivisionPeriod, OrganisationPeriod

NEVER = date(9999, 12, 31)


def once_seated_in(keys: Iterable[int], day: date) -> QuerySet[Any]:
    """Keys of organisations that were seated in one of the municipalities on or before the day."""
    rows = OrganisationPeriod.objects.filter(seat_municipality__in=keys, valid_from__lte=day)
    return rows.values("organisation")


def once_owned_here(keys: Iterable[int], day: date) -> QuerySet[Any]:
    """Keys of organisations that on or before the day owned a division that lies in one of the municipalities."""
    rows = DivisionPeriod.objects.filter(division__location_municipality__in=keys, valid_from__lte=day)
    return rows.values("organisation")


def owned_while_seated_in(keys: Iterable[int], day: date) -> QuerySet[Any]:
    """Keys of divisions whose owner was seated in one of the municipalities while it owned them, up to the day."""
    seated = OrganisationPeriod.objects.filter(
        organisation=OuterRef("organisation"), seat_municipality__in=keys, valid_from__lte=day
    ).annotate(until=Coalesce("valid_until", NEVER))
    meanwhile = seated.filter(valid_from__lt=OuterRef("until"), until__gt=OuterRef("valid_from"))
    rows = DivisionPeriod.objects.filter(valid_from__lte=day).annotate(until=Coalesce("valid_until", NEVER))
    return rows.filter(Exists(meanwhile)).values("division")
