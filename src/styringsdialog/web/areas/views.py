"""Pages of housing areas."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from styringsdialog.areas.models import AreaIndicators
from styringsdialog.core.visibility import visible_to
from styringsdialog.documents.finding_text import finding_sentence, finding_title
from styringsdialog.register.models import Division, HousingArea
from styringsdialog.rulebook.rules.area_classes import AreaClass, finding_of
from styringsdialog.web.lists import ListPage
from styringsdialog.web.menu import sees_areas
from styringsdialog.web.mixins import Crumb, SignedIn, crumb
from styringsdialog.web.sources import sources_of
from styringsdialog.web.templatetags.styring import language
from styringsdialog.web.trail.reading import history_of

from .classes import classes_by_pk, mark_of, nearest
from .reading import criteria_rows, remarks
from .tables import AreaFilter, AreaTable


class AreaListView(ListPage):
    """Every area that the user sees, with its class on the newest list."""

    template_name = "areas/list.html"
    table_class = AreaTable
    filter_class = AreaFilter
    file_name = "omraader"

    def rows(self) -> QuerySet:
        """With the residents of the newest list; 404 for those whose menu does not have the page."""
        if not sees_areas(self.acting):
            raise Http404
        indicators = visible_to(self.acting, AreaIndicators)
        newest = indicators.filter(area=OuterRef("pk")).order_by("-list_year")
        divisions = visible_to(self.acting, Division).filter(area=OuterRef("pk")).order_by()
        return (
            visible_to(self.acting, HousingArea)
            .select_related("municipality")
            .annotate(
                residents=Subquery(newest.values("residents")[:1]),
                division_count=Subquery(divisions.values("area").annotate(count=Count("pk")).values("count")),
            )
        )


class AreaView(SignedIn, TemplateView):
    """One area: its class and why, how far it is from each limit, earlier lists, divisions."""

    template_name = "areas/area.html"

    def crumbs(self) -> list[Crumb]:
        """The list."""
        return [crumb(_("Områder"), "area_list")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything the page shows of the area `pk`."""
        sought = visible_to(self.acting, HousingArea).select_related("municipality")
        area = self.visible(HousingArea, rows=sought, pk=kwargs["pk"])
        years = classes_by_pk(self.acting, [area]).get(area.pk, [])
        now = years[0] if years else None
        found = _explained(now.area_class) if now else {}
        return super().get_context_data(
            area=area,
            years=[(year, mark_of(year.area_class)) for year in years],
            now=now,
            **found,
            divisions=visible_to(self.acting, Division).filter(area=area).select_related("organisation"),
            history=history_of(self.acting, area, language()),
            **kwargs,
        )


def _explained(given: AreaClass) -> dict[str, Any]:
    """The class in sentences, its criteria as a table, and where all of it stands."""
    finding, words = finding_of(given), language()
    return {
        "mark": mark_of(given),
        "title": finding_title(finding, words),
        "sentence": finding_sentence(finding, words),
        "nearest": nearest(given),
        "criteria": criteria_rows(given),
        "has_looser": any(one.prevention for one in given.criteria),
        "remarks": remarks(given, words),
        "sources": sources_of(finding, words),
    }
