"""Pages of housing areas."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from styringsdialog.areas.models import AreaIndicators
from styringsdialog.core.visibility import visible_to
from styringsdialog.documents.finding_text import finding_sentence, finding_title
from styringsdialog.register.as_of import areas_as_of, divisions_as_of, surfaces_as_of
from styringsdialog.register.models import HousingArea
from styringsdialog.register.policies import can_maintain_register
from styringsdialog.rulebook.rules.area_classes import AreaClass, finding_of
from styringsdialog.web.cases.reading import attachments_on
from styringsdialog.web.lists import ListPage
from styringsdialog.web.menu import sees_areas
from styringsdialog.web.mixins import Crumb
from styringsdialog.web.register.events import keeps_register
from styringsdialog.web.register.past import history_context, period_on
from styringsdialog.web.register.then import AsOf
from styringsdialog.web.sources import sources_of
from styringsdialog.web.templatetags.styring import language
from styringsdialog.web.trail.reading import history_of

from .classes import classes_by_pk, mark_of, nearest
from .reading import criteria_rows, remarks
from .tables import AreaFilter, AreaTable


class AreaListView(AsOf, ListPage):
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
        newest = indicators.filter(area=OuterRef("pk"), list_year__lte=self.then.year).order_by("-list_year")
        there: Any = divisions_as_of(self.acting, self.then)  # its annotations are unknown to the type checker
        divisions = there.filter(area_then_id=OuterRef("pk")).order_by()
        counted = divisions.values("area_then_id").annotate(count=Count("pk")).values("count")
        return (
            areas_as_of(self.acting, self.then)
            .select_related("municipality")
            .annotate(
                residents=Subquery(newest.values("residents")[:1]),
                division_count=Subquery(counted, output_field=IntegerField()),
            )
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds whether areas may be added."""
        return super().get_context_data(may_change=keeps_register(self.acting) and not self.is_other_day, **kwargs)


class AreaView(AsOf, TemplateView):
    """One area: its class and why, how far it is from each limit, earlier lists, divisions."""

    template_name = "areas/area.html"

    def crumbs(self) -> list[Crumb]:
        """The list."""
        return [self.crumb(_("Områder"), "area_list")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything the page shows of the area `pk`."""
        sought = visible_to(self.acting, HousingArea).select_related("municipality")
        area = self.visible(HousingArea, rows=sought, pk=kwargs["pk"])
        years = classes_by_pk(self.acting, [area]).get(area.pk, [])
        years = [year for year in years if year.area_class.list_date <= self.then] if self.is_other_day else years
        now = years[0] if years else None
        found = _explained(now.area_class) if now else {}
        periods = list(area.periods.order_by("valid_from"))  # type: ignore[attr-defined]
        divisions = list(divisions_as_of(self.acting, self.then, area=area).select_related("organisation"))
        keeps = can_maintain_register(self.acting, area.municipality) and not self.is_other_day
        return super().get_context_data(
            area=area,
            period=period_on(periods, self.then) or area,
            years=[(year, mark_of(year.area_class)) for year in years],
            now=now,
            **found,
            divisions=divisions,
            owners=[(name, list(own)) for name, own in groupby(divisions, lambda one: one.owner_name_then)],  # type: ignore[attr-defined]
            surfaces=surfaces_as_of(self.acting, self.then, area=area),
            may_change=keeps,
            documents=None if self.is_other_day else attachments_on(self.acting, area),
            history=None if self.is_other_day else history_of(self.acting, area, language()),
            **history_context(self, area, periods),
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
