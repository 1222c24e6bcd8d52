"""The list of areas and its filter."""

from __future__ import annotations

import django_filters
import django_tables2 as tables
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from styringsdialog.areas.facts import ClassOfYear
from styringsdialog.register.models import HousingArea
from styringsdialog.web.lists import NumberColumn, Table, TextFilter
from styringsdialog.web.templatetags.styring import language, mark, num
from styringsdialog.wording.messages import figure_name
from styringsdialog.wording.numbers import day as spelled_day

from .classes import classes_by_pk, mark_of


class AreaTable(Table):
    """One line an area."""

    name = tables.Column(linkify=("area", {"pk": tables.A("pk")}), verbose_name=_("Område"))
    residents = NumberColumn(verbose_name=_("Beboere"))
    division_count = NumberColumn(verbose_name=_("Afdelinger"))
    listed = tables.Column(empty_values=(), orderable=False, verbose_name=_("Klasse på seneste liste"))

    class Meta(Table.Meta):
        model = HousingArea
        fields = ("name", "residents", "division_count", "listed")

    @cached_property
    def newest(self) -> dict[int, ClassOfYear]:
        """The newest list year of each area."""
        found = classes_by_pk(self.request.acting, self.data)
        return {key: years[0] for key, years in found.items() if years}

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
    """Search."""

    text = TextFilter("name")

    class Meta:
        model = HousingArea
        fields = ("text",)
