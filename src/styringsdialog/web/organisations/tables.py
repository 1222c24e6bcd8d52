"""The lists of organisations and divisions, and their filters."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.models import holds_on
from styringsdialog.register.models import (
    AdministrationAgreement,
    Division,
    DivisionPeriod,
    HousingOrganisation,
    OrganisationPeriod,
    OwnerKind,
)
from styringsdialog.web.lists import NumberColumn, Table
from styringsdialog.web.register.filters import NameFilter, ThenFilter
from styringsdialog.web.register.then import address, asked_day
from styringsdialog.web.templatetags.styring import day as spelled
from styringsdialog.web.templatetags.styring import num

from .words import fiscal_year


def day_of(request: HttpRequest) -> Any:
    """The day the list shows."""
    return asked_day(request)[0] or request.acting.day  # type: ignore[attr-defined]


class OrganisationTable(Table):
    """One line an organisation."""

    name_then = tables.Column(verbose_name=_("Organisation"))
    lbf_number = tables.Column(verbose_name=_("LBF-nr."))
    owner_kind_then = tables.Column(verbose_name=_("Ejerform"))
    fiscal_year_end_month_then = tables.Column(verbose_name=_("Regnskabsår"))
    division_count = NumberColumn(verbose_name=_("Afdelinger"))
    last_year = NumberColumn(verbose_name=_("Seneste pakke, styringsår"))

    class Meta(Table.Meta):
        model = HousingOrganisation
        fields = (
            "name_then",
            "lbf_number",
            "owner_kind_then",
            "fiscal_year_end_month_then",
            "division_count",
            "last_year",
        )

    def render_name_then(self, value: str, record: Any) -> SafeString:
        """With a link to the same day, and what else there is to know of the name."""
        link = format_html('<a href="{}">{}</a>', address(self.request, "organisation", record.lbf_number), value)
        told = []
        if record.ended_on and record.ended_on <= day_of(self.request):
            told.append(gettext("ophørt %(day)s") % {"day": spelled(record.ended_on)})
        if record.former_name and record.former_name != value:
            told.append(gettext("hed før %(name)s") % {"name": record.former_name})
        return format_html('{} <span class="quiet beneath">{}</span>', link, ", ".join(told)) if told else link

    def value_name_then(self, value: str) -> str:
        """The name alone."""
        return value

    def render_owner_kind_then(self, value: str) -> str:
        """In words."""
        return str(dict(OwnerKind.choices).get(value, value))

    def value_owner_kind_then(self, value: str) -> str:
        """In words in the Excel file, too."""
        return str(dict(OwnerKind.choices).get(value, value))

    def render_fiscal_year_end_month_then(self, value: int) -> str:
        """In words."""
        return fiscal_year(value)

    def value_fiscal_year_end_month_then(self, value: int) -> Any:
        """In words in the Excel file, too."""
        return fiscal_year(value)


class KindFilter(django_filters.ChoiceFilter):
    """The owner kind of the day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            field_name="owner_kind_then",
            choices=OwnerKind.choices,
            label=_("Ejerform"),
            empty_label=_("Alle"),
            **kwargs,
        )


class PlaceFilter(django_filters.ChoiceFilter):
    """Seated in the municipality one works for, or seated elsewhere with divisions in it."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [("seat", _("Hjemsted i kommunen")), ("located", _("Kun afdelinger i kommunen"))]
        super().__init__(choices=choices, label=_("Tilknytning"), empty_label=_("Alle"), **kwargs)

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """By the seat of the day."""
        place = self.parent.request.acting.municipality
        if not value or place is None:
            return qs
        return qs.filter(seat_then=place.pk) if value == "seat" else qs.exclude(seat_then=place.pk)


class AdministratorFilter(django_filters.ModelChoiceFilter):
    """Administered by somebody on the day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Administrator"), empty_label=_("Alle"), queryset=_administrators, **kwargs)

    def filter(self, qs: QuerySet, value: Any) -> QuerySet:
        """By the agreements of the day."""
        if not value:
            return qs
        held = AdministrationAgreement.objects.filter(holds_on(day_of(self.parent.request)), administrator=value)
        return qs.filter(pk__in=held.values("organisation"))


def _administrators(request: HttpRequest) -> QuerySet[HousingOrganisation]:
    from styringsdialog.core.visibility import visible_to

    rows = visible_to(request.acting, HousingOrganisation)  # type: ignore[attr-defined]
    return rows.filter(pk__in=AdministrationAgreement.objects.values("administrator"))


class EndedFilter(django_filters.ChoiceFilter):
    """Ended ones are left out by the list itself unless they are asked for."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [("on", _("Tag ophørte med"))]
        super().__init__(choices=choices, label=_("Ophørte"), empty_label=_("Ikke med"), **kwargs)

    def filter(self, qs: QuerySet, value: Any) -> QuerySet:
        """The rows are chosen already."""
        return qs


class OrganisationFilter(django_filters.FilterSet):
    """Search through old names too, owner kind, place, administrator, and the day."""

    text = NameFilter("name_then", "name", "lbf_number", "cvr", periods=OrganisationPeriod, key="organisation")
    owner_kind = KindFilter()
    place = PlaceFilter()
    administrator = AdministratorFilter()
    pr = ThenFilter()
    ended = EndedFilter()

    class Meta:
        model = HousingOrganisation
        fields = ("text", "owner_kind", "place", "administrator", "pr", "ended")


class DivisionTable(Table):
    """One line a division, with the newest figures."""

    lbf_number_then = tables.Column(verbose_name=_("Nr."))
    name_then = tables.Column(verbose_name=_("Afdeling"))
    owner_name_then = tables.Column(verbose_name=_("Organisation"), order_by=("owner_name_then", "lbf_number_then"))
    area_name_then = tables.Column(verbose_name=_("Boligområde"), default="–")
    build_year = NumberColumn(verbose_name=_("Opført"))
    tenancy_units = NumberColumn(verbose_name=_("Lejemålsenheder"))
    rent_per_m2_kr = NumberColumn(verbose_name=_("Husleje, kr. pr. m²"))

    class Meta(Table.Meta):
        model = Division
        fields = (
            "lbf_number_then",
            "name_then",
            "owner_name_then",
            "area_name_then",
            "build_year",
            "tenancy_units",
            "rent_per_m2_kr",
        )

    def render_name_then(self, value: str, record: Any) -> SafeString:
        """With a link to the same day."""
        href = address(self.request, "division", record.organisation.lbf_number, record.lbf_number)
        return format_html('<a href="{}">{}</a>', href, value)

    def value_name_then(self, value: str) -> str:
        """The name alone."""
        return value

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
    """Search through old names too, and the day."""

    text = NameFilter(
        "lbf_number_then",
        "name_then",
        "owner_name_then",
        "area_name_then",
        "address",
        periods=DivisionPeriod,
        key="division",
    )
    pr = ThenFilter()

    class Meta:
        model = Division
        fields = ("text", "pr")
