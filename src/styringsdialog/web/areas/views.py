"""Pages of housing areas."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from styringsdialog.areas.models import AreaIndicators
from styringsdialog.core.visibility import visible_to
from styringsdialog.documents.finding_text import finding_sentence, finding_title, source_lines
from styringsdialog.register.models import Division, HousingArea
from styringsdialog.rulebook.rules.area_classes import finding_of
from styringsdialog.web.lists import ListPage
from styringsdialog.web.mixins import Crumb, SignedIn, crumb
from styringsdialog.web.templatetags.styring import language

from .classes import list_years, nearest
from .tables import AreaFilter, AreaTable


class AreaListView(ListPage):
    """Every area that the user sees, with its class on the newest list."""

    template_name = "areas/list.html"
    table_class = AreaTable
    filter_class = AreaFilter
    file_name = "omraader"

    def rows(self) -> QuerySet:
        """With all yearly figures, since a class depends on the lists before."""
        indicators = visible_to(self.acting, AreaIndicators)
        newest = indicators.filter(area=OuterRef("pk")).order_by("-list_year")
        divisions = visible_to(self.acting, Division).filter(area=OuterRef("pk")).order_by()
        return (
            visible_to(self.acting, HousingArea)
            .select_related("municipality")
            .prefetch_related(Prefetch("indicators", queryset=indicators, to_attr="known"))
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
        years = list_years(area, visible_to(self.acting, AreaIndicators).filter(area=area))
        now = years[0] if years else None
        finding = finding_of(now.area_class) if now else None
        return super().get_context_data(
            area=area,
            years=years,
            now=now,
            nearest=nearest(now.area_class) if now else None,
            title=finding_title(finding, language()) if finding else "",
            sentence=finding_sentence(finding, language()) if finding else "",
            sources=source_lines(finding, language()) if finding else [],
            divisions=visible_to(self.acting, Division).filter(area=area).select_related("organisation"),
            **kwargs,
        )
