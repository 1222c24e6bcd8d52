"""Pages of divisions: the list, and one division on a day."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from styringsdialog.core.visibility import visible_to
from styringsdialog.register.as_of import divisions_as_of, surfaces_as_of
from styringsdialog.register.models import Division, DivisionPeriod, HousingArea, HousingOrganisation
from styringsdialog.reviews.queries import current_run
from styringsdialog.reviews.queries import points as points_of
from styringsdialog.submissions.models import DivisionSheet, DocumentationPackage, TenancyCount
from styringsdialog.web.cases.reading import attachments_on
from styringsdialog.web.lists import ListPage
from styringsdialog.web.menu import sees_register
from styringsdialog.web.mixins import Crumb
from styringsdialog.web.register.past import history_context, period_on
from styringsdialog.web.register.then import AsOf, address
from styringsdialog.web.reviews.listing import Choice, Line, listing
from styringsdialog.web.templatetags.styring import language
from styringsdialog.web.trail.reading import history_of

from .changing import keeps_division
from .key_figures import division_key_figures
from .tables import DivisionFilter, DivisionTable


def with_figures(page: AsOf, rows: QuerySet) -> QuerySet:
    """Divisions with the newest figures that the reader may see."""
    sheets = visible_to(page.acting, DivisionSheet).filter(division=OuterRef("pk")).order_by("-package__dialogue_year")
    return rows.select_related("organisation").annotate(
        tenancy_units=Subquery(sheets.values("tenancy_units")[:1]),
        rent_per_m2_kr=Subquery(sheets.values("rent_per_m2_kr")[:1]),
    )


class DivisionListView(AsOf, ListPage):
    """Every division that the user sees, on a day."""

    template_name = "organisations/divisions.html"
    table_class = DivisionTable
    filter_class = DivisionFilter
    file_name = "afdelinger"

    def crumbs(self) -> list[Crumb]:
        """The organisations."""
        return [self.crumb(_("Organisationer"), "organisation_list")]

    def rows(self) -> QuerySet:
        """With the newest figures."""
        return with_figures(self, divisions_as_of(self.acting, self.then))


class DivisionView(AsOf, TemplateView):
    """One division: what it is and was, its figures over five years, what the rules say of it."""

    template_name = "organisations/division.html"
    division: Division

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The division; an address from before it changed owner or number leads to the present one."""
        sought = visible_to(self.acting, Division).select_related(
            "organisation__seat_municipality", "area", "location_municipality"
        )
        number, key = kwargs["number"], kwargs["key"]
        found = sought.filter(organisation__lbf_number=number, lbf_number=key).first()
        if found is None:
            earlier = DivisionPeriod.objects.filter(organisation__lbf_number=number, lbf_number=key)
            moved = sought.filter(pk__in=earlier.values("division")).first()
            if moved is not None:
                return redirect(address(request, "division", moved.organisation.lbf_number, moved.lbf_number))
            found = self.visible(Division, rows=sought, organisation__lbf_number=number, lbf_number=key)
        self.division = found
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything the page shows of the division."""
        division = self.division
        periods = list(division.periods.select_related("organisation", "area").order_by("valid_from"))  # type: ignore[attr-defined]
        shown = period_on(periods, self.then) or division
        may_change = keeps_division(self.acting, division) and not self.is_other_day
        surfaces = surfaces_as_of(self.acting, self.then, division=division)
        return super().get_context_data(
            division=division,
            period=shown,
            sees_area=shown.area is not None and visible_to(self.acting, HousingArea).filter(pk=shown.area.pk).exists(),
            sees_owner=visible_to(self.acting, HousingOrganisation).filter(pk=shown.organisation.pk).exists(),
            surfaces=surfaces.select_related("organisation", "area", "division", "unit", "topic", "responsible"),
            sees_units=sees_register(self.acting),
            may_change=may_change,
            documents=None if self.is_other_day else attachments_on(self.acting, division),
            history=None if self.is_other_day else history_of(self.acting, division, language()),
            **history_context(self, division, periods),
            **({} if self.is_other_day else self._figures()),
            **kwargs,
        )

    def _figures(self) -> dict[str, Any]:
        """Of the newest package: sheet, tenancies, key figures, and what the rules say."""
        division = self.division
        sheets = visible_to(self.acting, DivisionSheet).filter(division=division).select_related("package")
        sheet = sheets.order_by("-package__dialogue_year").first()
        package = sheet.package if sheet else None
        lines = self._lines(package) if package else []
        return {
            "sheet": sheet,
            "tenancies": _tenancies(package, division) if package else [],
            "lines_of_rules": lines,
            "fine": [line for line in lines if line.outcome == "ok"],
            "key_figures": division_key_figures(package, division.lbf_number, language()) if package else None,
            "package": package,
        }

    def _lines(self, package: DocumentationPackage) -> list[Line]:
        """What the newest run says of the division, as far as the user sees runs."""
        run = current_run(self.acting, package)
        if run is None:
            return []
        found = listing(points_of(self.acting, run), Choice(division=self.division.lbf_number), language())
        return [line for group in found.groups for line in group.lines]

    def crumbs(self) -> list[Crumb]:
        """The list and the organisation."""
        owner = self.division.organisation
        return [
            self.crumb(_("Organisationer"), "organisation_list"),
            self.crumb(owner.name, "organisation", owner.lbf_number),
        ]


def _tenancies(package: DocumentationPackage, division: Division) -> list[tuple[str, int]]:
    """How many of each kind; business tenancies are stored one by one, each with its area."""
    rows = TenancyCount.objects.filter(package=package, division=division)
    found: Counter[str] = Counter()
    for row in rows:
        found[row.kind] += row.count
    return list(found.items())
