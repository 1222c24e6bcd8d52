"""The list of areas and its filter."""

from __future__ import annotations

import django_filters
import django_tables2 as tables
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from styringsdialog.areas.facts import ClassOfYear
from styringsdialog.register.models import AreaPeriod, HousingArea
from styringsdialog.web.lists import NumberColumn, Table
from styringsdialog.web.register.filters import NameFilter, ThenFilter
from styringsdialog.web.register.then import address, asked_day
from styringsdialog.web.templatetags.styring import language, mark, num
from styringsdialog.wording.messages import figure_name
from styringsdialog.wording.numbers import day as spelled_day

from .classes import classes_by_pk, mark_of


class AreaTable(Table):
    """One line an area."""

    name_then = tables.Column(verbose_name=_("Område"))
    residents = NumberColumn(verbose_name=_("Beboere"))
    division_count = NumberColumn(verbose_name=_("Afdelinger"))
    listed = tables.Column(empty_values=(), orderable=False, verbose_name=_("Klasse på seneste liste"))

    class Meta(Table.Meta):
        model = HousingArea
        fields = ("name_then", "residents", "division_count", "listed")

    @cached_property
    def newest(self) -> dict[int, ClassOfYear]:
        """The newest list year of each area."""
        found = classes_by_pk(self.request.acting, self.data)
        last = asked_day(self.request)[0]
        upto = {
            key: [one for one in years if last is None or one.area_class.list_date <= last]
            for key, years in found.items()
        }
        return {key: years[0] for key, years in upto.items() if years}

    def render_name_then(self, value: str, record: HousingArea) -> SafeString:
        """With a link to the area on the same day."""
        return format_html('<a href="{}">{}</a>', address(self.request, "area", record.pk), value)

    def value_name_then(self, value: str) -> str:
        """The name alone."""
        return value

    def render_residents(self, value: int) -> str:
        """With a thousand point."""
        return num(value)

    def render_listed(self, record: HousingArea) -> SafeString | str:
        """Mark, word and list day."""
        found = self.newest.get(record.pk)
        if found is None:
            return "–"
        word = figure_name(found.area_class.label_name, language())
        return format_html(
            '<span class="marked">{} {}</span> <span class="quiet">{}</span>',
            mark(mark_of(found.area_class)),
            word[:1].upper() + word[1:],
            spelled_day(found.area_class.list_date, language()),
        )

    def value_listed(self, record: HousingArea) -> str:
        """The word alone."""
        found = self.newest.get(record.pk)
        return "" if found is None else figure_name(found.area_class.label_name, language())


class AreaFilter(django_filters.FilterSet):
    """Search through old names too, and the day."""

    text = NameFilter("name_then", periods=AreaPeriod, key="area")
    pr = ThenFilter()

    class Meta:
        model = HousingArea
        fields = ("text", "pr")
