"""The list of packages and its filter."""

from __future__ import annotations

from datetime import date

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from styringsdialog.submissions.models import DocumentationPackage, ReportKind
from styringsdialog.web.lists import NumberColumn, Table, TextFilter
from styringsdialog.web.templatetags.styring import counted, day, num, shown_counts


class PackageTable(Table):
    """One line a package."""

    organisation = tables.Column(
        linkify=("package", {"pk": tables.A("pk")}), verbose_name=_("Pakke fra"), order_by=("organisation__name",)
    )
    dialogue_year = tables.Column(verbose_name=_("Styringsår"), order_by=("dialogue_year", "organisation__name"))
    report_kind = tables.Column(verbose_name=_("Indhold"))
    received_on = tables.Column(verbose_name=_("Modtaget"), attrs={"td": {"class": "not-wrapped"}})
    tenancy_units = NumberColumn(verbose_name=_("Lejemålsenheder"))
    counts = tables.Column(verbose_name=_("Gennemgang"), default="–", orderable=False)

    class Meta(Table.Meta):
        model = DocumentationPackage
        fields = ("organisation", "dialogue_year", "report_kind", "received_on", "tenancy_units", "counts")

    def render_received_on(self, value: date) -> str:
        """In words."""
        return day(value)

    def render_tenancy_units(self, value: float) -> str:
        """As counted."""
        return num(value)

    def render_counts(self, value: dict[str, int]) -> SafeString | str:
        """A mark and a number for each outcome but what is in order."""
        if not shown_counts(value):
            return "–"
        seen = [counted(count, outcome) for outcome, count in shown_counts(value) if outcome != "ok"]
        return SafeString("<br>".join(seen)) if seen else counted(value.get("ok", 0), "ok")

    def value_counts(self, value: dict[str, int]) -> str:
        """Outcomes by their stable names."""
        return ", ".join(f"{outcome}: {count}" for outcome, count in shown_counts(value))


class PackageFilter(django_filters.FilterSet):
    """Search, dialogue year, kind of report."""

    text = TextFilter("organisation__name", "organisation__lbf_number")
    dialogue_year = django_filters.ChoiceFilter(label=_("Styringsår"), empty_label=_("Alle"))
    report_kind = django_filters.ChoiceFilter(choices=ReportKind.choices, label=_("Indhold"), empty_label=_("Alle"))

    class Meta:
        model = DocumentationPackage
        fields = ("text", "dialogue_year", "report_kind")

    def __init__(self, data: object, queryset: QuerySet, **kwargs: object) -> None:
        super().__init__(data, queryset, **kwargs)
        years = queryset.order_by("-dialogue_year").values_list("dialogue_year", flat=True).distinct()
        self.filters["dialogue_year"].extra["choices"] = [(year, year) for year in years]
