"""Pages of documentation packages."""

from __future__ import annotations

import io
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from styringsdialog.core.visibility import visible_to
from styringsdialog.exchange.workbook_writing import write_workbook
from styringsdialog.processes.templates import template_of
from styringsdialog.register.models import Division, HousingOrganisation
from styringsdialog.reviews.models import DialogueBrief, RuleRun
from styringsdialog.reviews.policies import can_run_rules
from styringsdialog.rulebook.edition import edition, edition_years
from styringsdialog.submissions.models import (
    DivisionSheet,
    DocumentationPackage,
    FinancialStatement,
    ReportKind,
    StatementLine,
    Upload,
)
from styringsdialog.submissions.policies import can_upload
from styringsdialog.web.cases.reading import attachments_on
from styringsdialog.web.lists import EXCEL, ListPage
from styringsdialog.web.mixins import Crumb, SignedIn, crumb
from styringsdialog.web.templatetags.styring import language
from styringsdialog.web.trail.reading import history_of

from .reading import monitoring_lines, wish_lines
from .tables import PackageFilter, PackageTable


class PackageListView(ListPage):
    """Every package that the user sees."""

    template_name = "packages/list.html"
    table_class = PackageTable
    filter_class = PackageFilter
    file_name = "dokumentationspakker"

    def rows(self) -> QuerySet:
        """With the counts of the newest rule run that the user sees."""
        runs = visible_to(self.acting, RuleRun).filter(package=OuterRef("pk")).order_by("-pk")
        return (
            visible_to(self.acting, DocumentationPackage)
            .select_related("organisation")
            .annotate(counts=Subquery(runs.values("counts")[:1]))
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether the user may hand files in."""
        return super().get_context_data(can_upload=can_upload(self.acting), **kwargs)


class PackageView(SignedIn, TemplateView):
    """One package: what it holds, where it came from, what was found, what the organisation wishes."""

    template_name = "packages/package.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Everything the page shows of the package `pk`."""
        sought = visible_to(self.acting, DocumentationPackage).select_related("organisation", "municipality")
        package = self.visible(DocumentationPackage, rows=sought, pk=kwargs["pk"])
        self.organisation = package.organisation
        run = visible_to(self.acting, RuleRun).filter(package=package).defer("facts").order_by("-pk").first()
        briefs = visible_to(self.acting, DialogueBrief).filter(run__package=package)
        divisions = visible_to(self.acting, Division).filter(organisation=package.organisation)
        lines = StatementLine.objects.filter(statement__package=package)
        return super().get_context_data(
            package=package,
            run=run,
            is_accounts_only=package.report_kind == ReportKind.ACCOUNTS_ONLY,
            brief=briefs.order_by("-pk").first(),
            sheets=visible_to(self.acting, DivisionSheet).filter(package=package).select_related("division"),
            seen=set(divisions.values_list("pk", flat=True)),
            statement_count=FinancialStatement.objects.filter(package=package).count(),
            line_count=lines.count(),
            unknown=lines.filter(is_known=False).select_related("statement__division"),
            self_monitoring=monitoring_lines(package, language()),
            wishes=wish_lines(package, language()),
            uploads=visible_to(self.acting, Upload).filter(package=package).select_related("original"),
            can_upload=can_upload(self.acting, package.organisation),
            may_run=can_run_rules(self.acting, package),
            documents=attachments_on(self.acting, package),
            history=history_of(self.acting, package, language()),
            **kwargs,
        )

    def crumbs(self) -> list[Crumb]:
        """The organisation."""
        owner = self.organisation
        return [crumb(_("Organisationer"), "organisation_list"), crumb(owner.name, "organisation", owner.lbf_number)]


class TemplateDownloadView(SignedIn):
    """The workbook an organisation fills in for a year, with what is known already in it."""

    def get(self, request: HttpRequest, number: str, year: int) -> HttpResponse:
        """An Excel file; 404 for a year without an edition."""
        organisation = self.visible(HousingOrganisation, lbf_number=number)
        self.permit(can_upload(self.acting, organisation))
        if year not in edition_years():
            raise Http404
        stream = io.BytesIO()
        write_workbook(template_of(organisation, year), edition(year), stream, results=False)
        answer = HttpResponse(stream.getvalue(), content_type=EXCEL)
        name = f"dokumentationspakke-{number}-{year}.xlsx"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer
