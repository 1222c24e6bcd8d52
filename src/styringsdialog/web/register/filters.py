"""Filters of the register's lists: the day one looks at, and names that were used earlier."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from styringsdialog.web.lists import TextFilter


class ThenFilter(django_filters.DateFilter):
    """The day; the rows of the list follow it already, so nothing is filtered here."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date", "class": "form-input"}, format="%Y-%m-%d")
        super().__init__(label=_("Som det var den"), widget=widget, **kwargs)

    def filter(self, qs: QuerySet, value: Any) -> QuerySet:
        """All of them."""
        return qs


class NameFilter(TextFilter):
    """Search that finds a thing under earlier names too. `periods` are its dated names, `key` their link to it."""

    def __init__(self, *fields: str, periods: type[models.Model], key: str, **kwargs: Any) -> None:
        super().__init__(*fields, **kwargs)
        self.periods, self.key = periods, key

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """Rows found by their fields, and those that once had a name with every word of the search."""
        words = value.casefold().split()
        if not words:
            return qs
        found = super().filter(qs, value)
        names = self.periods._default_manager.values_list(self.key, "name")
        earlier = {key for key, name in names if all(word in name.casefold() for word in words)}
        return qs.filter(models.Q(pk__in=found.values("pk")) | models.Q(pk__in=earlier))
