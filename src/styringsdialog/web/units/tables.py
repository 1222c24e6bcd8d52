"""The list of municipal units and its filter."""

from __future__ import annotations

import django_filters
import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from styringsdialog.register.models import MunicipalUnit
from styringsdialog.web.lists import NumberColumn, Table, TextFilter
from styringsdialog.web.register.filters import ThenFilter
from styringsdialog.web.register.then import address


class UnitTable(Table):
    """One line a unit."""

    name_then = tables.Column(verbose_name=_("Forvaltning eller center"))
    topic_then = tables.Column(verbose_name=_("Ansvar"), default="–")
    surface_count = NumberColumn(verbose_name=_("Samarbejdsflader"))

    class Meta(Table.Meta):
        model = MunicipalUnit
        fields = ("name_then", "topic_then", "surface_count")

    def render_name_then(self, value: str, record: MunicipalUnit) -> SafeString:
        """With a link to the unit on the same day."""
        return format_html('<a href="{}">{}</a>', address(self.request, "unit", record.pk), value)

    def value_name_then(self, value: str) -> str:
        """The name alone."""
        return value


class UnitFilter(django_filters.FilterSet):
    """Search, and the day."""

    text = TextFilter("name_then", "topic_then")
    pr = ThenFilter()

    class Meta:
        model = MunicipalUnit
        fields = ("text", "pr")
