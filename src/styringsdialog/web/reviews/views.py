"""The points of a package: the case worker's page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from styringsdialog.core.access import AccessClass
from styringsdialog.core.errors import UserError
from styringsdialog.core.visibility import visible_to
from styringsdialog.processes.reviewing import chosen_points, run_rules
from styringsdialog.reviews.models import Finding, RuleRun
from styringsdialog.reviews.policies import can_choose_brief_points, can_order_brief, can_run_rules
from styringsdialog.reviews.queries import Point, current_run, listed_points, point
from styringsdialog.reviews.services import choose_brief_points
from styringsdialog.rulebook.finding import Outcome
from styringsdialog.submissions.models import DocumentationPackage, ReportKind
from styringsdialog.web.mixins import Crumb, SignedIn, crumb, refuse, said
from styringsdialog.web.templatetags.styring import language

from .listing import OUTCOMES, Choice, counts_in, divisions_in, listing
from .reading import read_point


class PointsPage(SignedIn):
    """What the views of one package's points share."""

    package: DocumentationPackage
    run: RuleRun
    found: list[Point]

    def fetch(self, pk: int) -> None:
        """Package, newest run and its points. 404 where the user sees the package but no run of it."""
        rows = visible_to(self.acting, DocumentationPackage).select_related("organisation")
        self.package = self.visible(DocumentationPackage, rows=rows, pk=pk)
        run = current_run(self.acting, self.package)
        if run is None:
            refuse(self.acting, RuleRun, {"package": self.package})
        self.run = run
        self.found = listed_points(self.acting, run)

    def crumbs(self) -> list[Crumb]:
        """Organisation and package."""
        owner = self.package.organisation
        return [
            crumb(_("Organisationer"), "organisation_list"),
            crumb(owner.name, "organisation", owner.lbf_number),
            crumb(_("Pakke %(year)s") % {"year": self.package.dialogue_year}, "package", self.package.pk),
        ]


class PointsView(PointsPage, TemplateView):
    """The list, and one point opened: that of the address, else the first."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A point of an earlier run leads to the newest; htmx gets the opened point alone."""
        self.fetch(kwargs["pk"])
        wanted = kwargs.get("point")
        if wanted is not None and wanted not in {one.pk for one in self.found}:
            self.visible(Finding, pk=wanted, run__package=self.package)
            return redirect("points", pk=self.package.pk)
        self.note_reading(self.run, AccessClass.INTERNAL)
        answer = self.render_to_response(self.get_context_data(**kwargs))
        patch_vary_headers(answer, ["HX-Request"])
        return answer

    def get_template_names(self) -> list[str]:
        """Going back in the browser always gets the whole page."""
        htmx = self.request.htmx  # type: ignore[attr-defined]
        return ["reviews/point.html" if htmx and not htmx.history_restore_request else "reviews/points.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """List, opened point, what is chosen for the brief."""
        choice = Choice.of(self.request.GET)
        shown = listing(self.found, choice, language())
        first = shown.opened[0] if shown.opened else None
        wanted = kwargs.get("point", first)
        opened = point(self.acting, wanted) if wanted is not None else None
        before, after = shown.beside(opened.pk) if opened else (None, None)
        chosen = set(chosen_points(self.acting, self.package, self.found))
        return super().get_context_data(
            package=self.package,
            run=self.run,
            is_point="point" in kwargs,
            is_accounts_only=self.package.report_kind == ReportKind.ACCOUNTS_ONLY,
            counts=counts_in(self.found),
            total=sum(1 for one in self.found if one.finding.outcome in OUTCOMES),
            listing=shown,
            choice=choice,
            outcomes=[str(outcome) for outcome in Outcome],
            divisions=divisions_in(self.found, language()),
            query=f"?{self.request.GET.urlencode()}" if choice.is_made else "",
            opened=read_point(opened, language()) if opened else None,
            before=before,
            after=after,
            chosen=chosen,
            chosen_count=len(chosen),
            may_choose=can_choose_brief_points(self.acting, self.package),
            may_order=can_order_brief(self.acting, self.package),
            may_run=can_run_rules(self.acting, self.package),
            **kwargs,
        )


class ChooseView(PointsPage, TemplateView):
    """Put one point into the brief, or take it out."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, point: int) -> HttpResponse:
        """htmx gets the tick and the new number of points; without script, back to the point."""
        self.fetch(pk)
        self.permit(can_choose_brief_points(self.acting, self.package))
        if point not in {one.pk for one in self.found}:
            raise Http404
        chosen = set(chosen_points(self.acting, self.package, self.found))
        chosen = chosen | {point} if "chosen" in request.POST else chosen - {point}
        try:
            choose_brief_points(self.acting, package=self.package, chosen=chosen)
        except UserError as refusal:
            messages.error(request, said(refusal))
            return redirect("points", pk=pk)
        if not request.htmx:  # type: ignore[attr-defined]
            return redirect("point", pk=pk, point=point)
        context = {"package": self.package, "point_pk": point, "chosen": chosen, "chosen_count": len(chosen)}
        return render(request, "reviews/choice.html", {**context, "may_choose": True, "is_answer": True})


class RunRulesView(SignedIn, TemplateView):
    """Try the stored package against the rules of today: a new run beside the earlier ones."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """To the points of the new run."""
        package = self.visible(DocumentationPackage, pk=pk)
        self.permit(can_run_rules(self.acting, package))
        run_rules(self.acting, package=package)
        messages.success(request, _("Pakken er prøvet mod reglerne igen. Den tidligere gennemgang er bevaret."))
        return redirect("points", pk=pk)
