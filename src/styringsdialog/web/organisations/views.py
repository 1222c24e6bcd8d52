"""Pages of organisations and divisions."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from styringsdialog.core.visibility import visible_to
from styringsdialog.register.models import Division, HousingArea, HousingOrganisation
from styringsdialog.register.queries import administrator_of
from styringsdialog.reviews.models import RuleRun
from styringsdialog.reviews.queries import current_run
from styringsdialog.reviews.queries import points as points_of
from styringsdialog.rulebook.edition import edition_years
from styringsdialog.submissions.models import DivisionSheet, DocumentationPackage, TenancyCount, Upload
from styringsdialog.submissions.policies import can_upload
from styringsdialog.web.lists import ListPage
from styringsdialog.web.mixins import Crumb, SignedIn, crumb
from styringsdialog.web.overview.rounds import Stage, rounds
from styringsdialog.web.reviews.listing import Choice, Line, listing
from styringsdialog.web.templatetags.styring import language

from .key_figures import division_key_figures, organisation_key_figures
from .tables import DivisionFilter, DivisionTable, OrganisationFilter, OrganisationTable, fiscal_year

LATEST_FILES = 5


class OrganisationListView(ListPage):
    """Every organisation that the user sees."""

    template_name = "organisations/list.html"
    table_class = OrganisationTable
    filter_class = OrganisationFilter
    file_name = "organisationer"

    def rows(self) -> QuerySet:
        """With the number of divisions seen, and the newest package seen."""
        divisions = visible_to(self.acting, Division).filter(organisation=OuterRef("pk")).order_by()
        counted = divisions.values("organisation").annotate(count=Count("pk")).values("count")
        packages = visible_to(self.acting, DocumentationPackage).filter(organisation=OuterRef("pk"))
        return visible_to(self.acting, HousingOrganisation).annotate(
            division_count=Subquery(counted, output_field=IntegerField()),
            last_year=Subquery(packages.order_by("-dialogue_year").values("dialogue_year")[:1]),
        )


class OrganisationView(SignedIn, TemplateView):
    """One organisation: master data, where it stands, packages, key figures, divisions."""

    template_name = "organisations/organisation.html"

    def crumbs(self) -> list[Crumb]:
        """The list."""
        return [crumb(_("Organisationer"), "organisation_list")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything the page shows of `number`, an LBF number."""
        sought = visible_to(self.acting, HousingOrganisation).select_related("seat_municipality")
        organisation = self.visible(HousingOrganisation, rows=sought, lbf_number=kwargs["number"])
        packages = list(visible_to(self.acting, DocumentationPackage).filter(organisation=organisation))
        newest_run = RuleRun.objects.filter(package=OuterRef("package")).order_by("-pk").values("pk")[:1]
        runs = visible_to(self.acting, RuleRun).filter(package__in=packages, pk=Subquery(newest_run))
        counts = dict(runs.values_list("package_id", "counts"))
        uploads = visible_to(self.acting, Upload).filter(organisation=organisation).select_related("original")
        agreement = administrator_of(organisation, self.acting.day)
        administrator = agreement.administrator if agreement else None
        seen = visible_to(self.acting, HousingOrganisation)
        here = rounds(self.acting, [organisation])[0]
        table = DivisionTable(_divisions(self, organisation), request=self.request, exclude=("organisation",))
        table.orderable, table.is_part = False, True
        return super().get_context_data(
            organisation=organisation,
            fiscal_year=fiscal_year(organisation.fiscal_year_end_month),
            agreement=agreement,
            sees_administrator=administrator is not None and seen.filter(pk=administrator.pk).exists(),
            round=here,
            has_template=here.dialogue_year in edition_years(),
            asks_for_edition=here.stage is not Stage.OWN_HOMES,
            packages=[(package, counts.get(package.pk)) for package in packages],
            has_counts=bool(counts),
            uploads=uploads[:LATEST_FILES],
            more_uploads=max(0, uploads.count() - LATEST_FILES),
            key_figures=organisation_key_figures(packages[0], language()) if packages else None,
            divisions=table,
            can_upload=can_upload(self.acting, organisation),
            **kwargs,
        )


def _divisions(page: SignedIn, organisation: HousingOrganisation | None = None) -> QuerySet:
    rows = visible_to(page.acting, Division).select_related("organisation", "area")
    sheets = visible_to(page.acting, DivisionSheet).filter(division=OuterRef("pk")).order_by("-package__dialogue_year")
    rows = rows.annotate(
        tenancy_units=Subquery(sheets.values("tenancy_units")[:1]),
        rent_per_m2_kr=Subquery(sheets.values("rent_per_m2_kr")[:1]),
    )
    return rows if organisation is None else rows.filter(organisation=organisation)


class DivisionListView(ListPage):
    """Every division that the user sees."""

    template_name = "organisations/divisions.html"
    table_class = DivisionTable
    filter_class = DivisionFilter
    file_name = "afdelinger"

    def crumbs(self) -> list[Crumb]:
        """The organisations."""
        return [crumb(_("Organisationer"), "organisation_list")]

    def rows(self) -> QuerySet:
        """With the newest figures."""
        return _divisions(self)


class DivisionView(SignedIn, TemplateView):
    """One division: what it is, its figures over five years, what the rules say of it."""

    template_name = "organisations/division.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything the page shows of the division `key` of the organisation `number`."""
        sought = visible_to(self.acting, Division).select_related("organisation", "area", "location_municipality")
        division = self.visible(
            Division, rows=sought, organisation__lbf_number=kwargs["number"], lbf_number=kwargs["key"]
        )
        self.division = division
        sheets = visible_to(self.acting, DivisionSheet).filter(division=division).select_related("package")
        sheet = sheets.order_by("-package__dialogue_year").first()
        package = sheet.package if sheet else None
        lines = self._lines(package) if package else []
        return super().get_context_data(
            division=division,
            sheet=sheet,
            tenancies=_tenancies(package, division) if package else [],
            lines=lines,
            fine=[line for line in lines if line.outcome == "ok"],
            key_figures=division_key_figures(package, division.lbf_number, language()) if package else None,
            package=package,
            sees_area=division.area and visible_to(self.acting, HousingArea).filter(pk=division.area.pk).exists(),
            **kwargs,
        )

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
            crumb(_("Organisationer"), "organisation_list"),
            crumb(owner.name, "organisation", owner.lbf_number),
        ]


def _tenancies(package: DocumentationPackage, division: Division) -> list[tuple[str, int]]:
    """How many of each kind; business tenancies are stored one by one, each with its area."""
    rows = TenancyCount.objects.filter(package=package, division=division)
    found: Counter[str] = Counter()
    for row in rows:
        found[row.kind] += row.count
    return list(found.items())
