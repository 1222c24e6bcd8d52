"""Abstract models that the apps share: rows that are valid for a while, and rows that carry an access class."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .access import AccessClass


def holds_on(day: date, prefix: str = "") -> Q:
    """The condition that a dated row holds on `day`: valid_from <= day < valid_until (or open)."""
    until = Q(**{f"{prefix}valid_until__isnull": True}) | Q(**{f"{prefix}valid_until__gt": day})
    return Q(**{f"{prefix}valid_from__lte": day}) & until


def overlaps(valid_from: date, valid_until: date | None) -> Q:
    """The condition that a dated row shares at least one day with [valid_from, valid_until)."""
    begins = Q() if valid_until is None else Q(valid_from__lt=valid_until)
    return begins & (Q(valid_until__isnull=True) | Q(valid_until__gt=valid_from))


class DatedQuerySet(models.QuerySet):
    """Rows with an interval; `as_of(day)` gives those that hold on the day."""

    def as_of(self, day: date) -> DatedQuerySet:
        return self.filter(holds_on(day))


class Dated(models.Model):
    """A row valid from (incl.) until (excl.) a day."""

    valid_from = models.DateField(_("Gælder fra"))
    valid_until = models.DateField(_("Gælder til (ikke med)"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
                name="%(app_label)s_%(class)s_interval",
                violation_error_message=_("Slutdagen skal ligge efter startdagen."),
            )
        ]


class Classified(models.Model):
    """A row with an access class; the default is the narrower one of the two parties' common classes."""

    access_class = models.CharField(
        _("Adgang"), max_length=10, choices=AccessClass.choices, default=AccessClass.PARTIES
    )

    class Meta:
        abstract = True
