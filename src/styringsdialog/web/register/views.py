"""The register's start: what is in it on a day, what is to come, what is missing, and a search through all names."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.views.generic import TemplateView

from styringsdialog.core.models import holds_on
from styringsdialog.core.visibility import visible_to
from styringsdialog.register.as_of import (
    areas_as_of,
    divisions_as_of,
    organisations_as_of,
    surfaces_as_of,
    units_as_of,
)
from styringsdialog.register.models import Contact, OwnerKind, SurfaceTopic
from styringsdialog.register.names import search_names
from styringsdialog.web.menu import sees_register
from styringsdialog.web.surfaces.matrix import matrix

from .events import events_seen, keeps_register
from .events_told import told
from .then import AsOf, address

SOON = 5


class RegisterView(AsOf, TemplateView):
    """Who is who, in one place."""

    template_name = "register/register.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Counts, future events, gaps; found names where one searches."""
        if not sees_register(self.acting):
            raise Http404
        acting, day = self.acting, self.then
        organisations = list(organisations_as_of(acting, day))
        owners = [one for one in organisations if one.owner_kind_then != OwnerKind.MUNICIPAL_ELDERLY]  # type: ignore[attr-defined]
        surfaces = list(surfaces_as_of(acting, day).filter(municipality=acting.municipality))
        topics = visible_to(acting, SurfaceTopic).filter(municipality=acting.municipality, is_used=True)
        table = matrix(topics, surfaces, owners)
        spoken_for = set(visible_to(acting, Contact).filter(holds_on(day)).values_list("organisation_id", flat=True))
        coming = events_seen(acting).filter(day__gt=acting.day, withdrawn_at=None).order_by("day", "pk")[:SOON]
        text = self.request.GET.get("text", "").strip()
        return super().get_context_data(
            organisation_count=len(organisations),
            division_count=divisions_as_of(acting, day).count(),
            area_count=areas_as_of(acting, day).count(),
            unit_count=units_as_of(acting, day).count(),
            surface_count=len(surfaces),
            has_topics=bool(table.rows),
            gap_count=table.gap_count,
            without_contact=[one for one in owners if one.pk not in spoken_for],
            coming=told(self.request, coming, acting.day),
            text=text,
            found=self._found(text) if text else [],
            may_change=keeps_register(acting) and not self.is_other_day,
            **kwargs,
        )

    def _found(self, text: str) -> list[tuple[str, str, str]]:
        """What the words name or named: in words, its address, and what it is."""
        return [
            (hit.text, _address(self.request, hit.thing), str(hit.thing._meta.verbose_name).capitalize())
            for hit in search_names(self.acting, text)
        ]


def _address(request: Any, thing: Any) -> str:
    kind = thing._meta.model_name
    if kind == "housingorganisation":
        return address(request, "organisation", thing.lbf_number)
    if kind == "division":
        return address(request, "division", thing.organisation.lbf_number, thing.lbf_number)
    return address(request, "area" if kind == "housingarea" else "unit", thing.pk)
