"""The list of organisations and its filter."""

import calendar
from decimal import Decimal
from typing import Any

import django_filters
import django_tables2 as tables
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from styringsdialog.register.models import Division, HousingOrganisation, OwnerKind
from styringsdialog.web.lists import NumberColumn, Table, TextFilter
from styringsdialog.web.templatetags.styring import language, num
from styringsdialog.wording.numbers import MONTHS


def fiscal_year(end_month: int) -> str:
    """`1. juli – 30. juni`, or the calendar year; February as in a common year."""
    if end_month == 12:
        return str(_("Kalenderåret"))
    names = MONTHS[language()]
    last = calendar.monthrange(2025, end_month)[1]
    if language() == "en":
        return f"1 {names[end_month % 12]} – {last} {names[end_month - 1]}"
    return f"1. {names[end_month % 12]} – {last}. {names[end_month - 1]}"


class OrganisationTable(Table):
    """One line an organisation."""

    name = tables.Column(linkify=("organisation", {"number": tables.A("lbf_number")}), verbose_name=_("Organisation"))
    lbf_number = tables.Column(verbose_name=_("LBF-nr."))
    owner_kind = tables.Column(verbose_name=_("Ejerform"))
    fiscal_year_end_month = tables.Column(verbose_name=_("Regnskabsår"))
    division_count = NumberColumn(verbose_name=_("Afdelinger"))
    last_year = NumberColumn(verbose_name=_("Seneste pakke, styringsår"))

    class Meta(Table.Meta):
        model = HousingOrganisation
        fields = ("name", "lbf_number", "owner_kind", "fiscal_year_end_month", "division_count", "last_year")

    def render_fiscal_year_end_month(self, value: int) -> str | SafeString:
        """In words."""
        return fiscal_year(value)

    def value_fiscal_year_end_month(self, value: int) -> Any:
        """In words in the Excel file, too."""
        return fiscal_year(value)


class OrganisationFilter(django_filters.FilterSet):
    """Search, and the owner kind."""

    text = TextFilter("name", "lbf_number", "cvr")
    owner_kind = django_filters.ChoiceFilter(choices=OwnerKind.choices, label=_("Ejerform"), empty_label=_("Alle"))

    class Meta:
        model = HousingOrganisation
        fields = ("text", "owner_kind")


class DivisionTable(Table):
    """One line a division, with the newest figures."""

    lbf_number = tables.Column(verbose_name=_("Nr."))
    name = tables.Column(
        linkify=("division", {"number": tables.A("organisation__lbf_number"), "key": tables.A("lbf_number")}),
        verbose_name=_("Afdeling"),
    )
    organisation = tables.Column(verbose_name=_("Organisation"), order_by=("organisation__name", "lbf_number"))
    area = tables.Column(verbose_name=_("Boligområde"), default="–")
    build_year = NumberColumn(verbose_name=_("Opført"))
    tenancy_units = NumberColumn(verbose_name=_("Lejemålsenheder"))
    rent_per_m2_kr = NumberColumn(verbose_name=_("Husleje, kr. pr. m²"))

    class Meta(Table.Meta):
        model = Division
        fields = ("lbf_number", "name", "organisation", "area", "build_year", "tenancy_units", "rent_per_m2_kr")

    def render_tenancy_units(self, value: Decimal) -> str:
        """As counted."""
        return num(value)

    def render_rent_per_m2_kr(self, value: Decimal) -> str:
        """Whole kroner."""
        return num(value, 0)

    def value_tenancy_units(self, value: Decimal) -> float:
        """A number in the Excel file."""
        return float(value)

    def value_rent_per_m2_kr(self, value: Decimal) -> float:
        """A number in the Excel file."""
        return float(value)


class DivisionFilter(django_filters.FilterSet):
    """Search."""

    text = TextFilter("name", "lbf_number", "organisation__name", "area__name", "address")

    class Meta:
        model = Division
        fields = ("text",)
