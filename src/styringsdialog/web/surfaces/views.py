"""The table of topics and units, with what nobody handles; and one's own surfaces."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from styringsdialog.core.visibility import visible_to
from styringsdialog.register.as_of import areas_as_of, organisations_as_of, surfaces_as_of
from styringsdialog.register.models import (
    CollaborationSurface,
    HousingArea,
    HousingOrganisation,
    OwnerKind,
    SurfaceTopic,
)
from styringsdialog.web.menu import sees_register
from styringsdialog.web.mixins import Crumb, crumb
from styringsdialog.web.register.events import keeps_register, register_crumbs
from styringsdialog.web.register.then import AsOf

from .forms import SurfaceFilterForm
from .matrix import matrix


class SurfaceListView(AsOf, TemplateView):
    """Who handles what for whom, on a day."""

    template_name = "surfaces/list.html"

    def crumbs(self) -> list[Crumb]:
        """The register."""
        return register_crumbs(self.acting)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The whole table, or what is left by the choice of organisation, area or person."""
        if not sees_register(self.acting):
            raise Http404
        rows = surfaces_as_of(self.acting, self.then).filter(municipality=self.acting.municipality)
        surfaces = list(rows.select_related("topic", "unit", "organisation", "area", "division", "responsible"))
        organisations = [
            one
            for one in organisations_as_of(self.acting, self.then)
            if one.owner_kind_then != OwnerKind.MUNICIPAL_ELDERLY  # type: ignore[attr-defined]
        ]
        form = self._form(surfaces, organisations)
        chosen = form.cleaned_data if form.is_valid() else {}
        shown = [one for one in surfaces if _fits(one, chosen)]
        topics = visible_to(self.acting, SurfaceTopic).filter(municipality=self.acting.municipality, is_used=True)
        table = matrix(topics, shown, [chosen["organisation"]] if chosen.get("organisation") else organisations)
        narrowed = bool(chosen.get("area") or chosen.get("responsible"))
        return super().get_context_data(
            form=form,
            table=table,
            narrowed=narrowed,
            is_filtered=any(chosen.values()),
            has_topics=bool(table.rows),
            may_change=keeps_register(self.acting) and not self.is_other_day,
            **kwargs,
        )

    def _form(
        self, surfaces: list[CollaborationSurface], organisations: list[HousingOrganisation]
    ) -> SurfaceFilterForm:
        form = SurfaceFilterForm(self.request.GET)
        fields: dict[str, Any] = form.fields
        fields["organisation"].queryset = visible_to(self.acting, HousingOrganisation)
        fields["organisation"].choices = [("", _("Alle")), *((one.pk, one.name_then) for one in organisations)]  # type: ignore[attr-defined]
        areas: QuerySet[Any] = areas_as_of(self.acting, self.then)
        fields["area"].queryset = visible_to(self.acting, HousingArea)
        fields["area"].choices = [("", _("Alle")), *((one.pk, one.name_then) for one in areas)]
        people = sorted({responsible_name(one) for one in surfaces} - {""}, key=str.casefold)
        fields["responsible"].choices = [("", _("Alle")), *((name, name) for name in people)]
        return form


class SurfaceMineView(AsOf, TemplateView):
    """The surfaces for which one is responsible oneself."""

    template_name = "surfaces/mine.html"

    def crumbs(self) -> list[Crumb]:
        """The table."""
        return [*register_crumbs(self.acting), crumb(_("Samarbejdsflader"), "surface_list")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Those that hold or are to hold."""
        if not sees_register(self.acting):
            raise Http404
        rows = visible_to(self.acting, CollaborationSurface).filter(responsible=self.acting.person)
        rows = rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=self.then))
        rows = rows.select_related("topic", "unit", "organisation", "area", "division__organisation", "municipality")
        return super().get_context_data(surfaces=rows, **kwargs)


def responsible_name(surface: CollaborationSurface) -> str:
    """The person's name, with or without a sign-in; empty where nobody is named."""
    if surface.responsible is not None:
        return surface.responsible.get_full_name()
    return surface.responsible_name


def _fits(surface: CollaborationSurface, chosen: dict[str, Any]) -> bool:
    """Those for all count for each organisation and each area."""
    covers_all = not (surface.organisation_id or surface.area_id or surface.division_id)
    organisation, area = chosen.get("organisation"), chosen.get("area")
    if organisation and not (covers_all or surface.organisation_id == organisation.pk):
        return False
    if area and not (covers_all or surface.area_id == area.pk):
        return False
    return not chosen.get("responsible") or responsible_name(surface) == chosen["responsible"]
