"""The municipality's organisation chart on a day, and the page of one unit."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from styringsdialog.core.models import holds_on
from styringsdialog.core.visibility import visible_to
from styringsdialog.register.as_of import contacts_as_of, surfaces_as_of, units_as_of
from styringsdialog.register.models import CollaborationSurface, Membership, MunicipalUnit
from styringsdialog.register.policies import can_maintain_register
from styringsdialog.web.cases.reading import attachments_on
from styringsdialog.web.lists import ListPage
from styringsdialog.web.menu import sees_register
from styringsdialog.web.mixins import Crumb
from styringsdialog.web.register.events import keeps_register, register_crumbs
from styringsdialog.web.register.past import history_context, period_on
from styringsdialog.web.register.then import AsOf
from styringsdialog.web.templatetags.styring import language
from styringsdialog.web.trail.reading import history_of

from .tables import UnitFilter, UnitTable


class UnitListView(AsOf, ListPage):
    """The units on a day, each with how many surfaces it has."""

    template_name = "units/list.html"
    table_class = UnitTable
    filter_class = UnitFilter
    file_name = "forvaltninger"

    def crumbs(self) -> list[Crumb]:
        """The register."""
        return register_crumbs(self.acting)

    def rows(self) -> QuerySet:
        """Those that existed on the day; 404 for those whose menu has no register."""
        if not sees_register(self.acting):
            raise Http404
        surfaces = CollaborationSurface.objects.filter(holds_on(self.then), unit=OuterRef("pk")).order_by()
        counted = surfaces.values("unit").annotate(count=Count("pk")).values("count")
        return units_as_of(self.acting, self.then).annotate(
            surface_count=Subquery(counted, output_field=IntegerField())
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds whether units may be added."""
        return super().get_context_data(may_change=keeps_register(self.acting) and not self.is_other_day, **kwargs)


class UnitView(AsOf, TemplateView):
    """One unit on a day: what it answers for, its surfaces, contacts and people, what happened to it."""

    template_name = "units/unit.html"

    def crumbs(self) -> list[Crumb]:
        """The list."""
        return [*register_crumbs(self.acting), self.crumb(_("Forvaltninger og centre"), "unit_list")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything the page shows of the unit `pk`."""
        rows = visible_to(self.acting, MunicipalUnit).select_related("municipality")
        unit = self.visible(MunicipalUnit, rows=rows, pk=kwargs["pk"])
        periods = list(unit.periods.order_by("valid_from"))  # type: ignore[attr-defined]
        may_change = can_maintain_register(self.acting, unit.municipality) and not self.is_other_day
        held = visible_to(self.acting, Membership).filter(holds_on(self.then), unit=unit)
        surfaces = surfaces_as_of(self.acting, self.then, unit=unit)
        return super().get_context_data(
            unit=unit,
            period=period_on(periods, self.then) or unit,
            surfaces=surfaces.select_related("topic", "unit", "organisation", "area", "division", "responsible"),
            contacts=contacts_as_of(self.acting, self.then, unit=unit),
            people=held.select_related("user").order_by("user__name", "pk"),
            history=None if self.is_other_day else history_of(self.acting, unit, language()),
            documents=None if self.is_other_day else attachments_on(self.acting, unit),
            may_change=may_change,
            new_contact=reverse("unit_contact_new", args=[unit.pk]),
            **history_context(self, unit, periods),
            **kwargs,
        )
