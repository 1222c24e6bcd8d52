"""The points of a package: the case worker's desk."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from styringsdialog.core.access import AccessClass
from styringsdialog.core.errors import UserError
from styringsdialog.processes.reviewing import run_rules
from styringsdialog.reviews.models import Finding
from styringsdialog.reviews.policies import can_choose_brief_points, can_run_rules
from styringsdialog.reviews.services import choose_brief_points
from styringsdialog.submissions.models import DocumentationPackage
from styringsdialog.web.mixins import SignedIn, said

from .brief_choice import chosen_in_brief
from .context import desk_context
from .page import PointsPage, is_part


class PointsView(PointsPage, TemplateView):
    """The list, and one point opened: that of the address, else the first to judge."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A point of an earlier run leads to the newest; htmx gets list and point without the frame."""
        wanted = kwargs.get("point")
        self.fetch(kwargs["pk"], wanted)
        if wanted is not None and wanted not in {row.pk for row in self.rows}:
            self.visible(Finding, pk=wanted, run__package=self.package)
            return redirect("points", pk=self.package.pk)
        self.note_reading(self.run, AccessClass.INTERNAL)
        answer = self.render_to_response(self.get_context_data(**kwargs))
        patch_vary_headers(answer, ["HX-Request"])
        return answer

    def get_template_names(self) -> list[str]:
        """The whole page, or the desk alone."""
        return ["reviews/desk.html" if is_part(self.request) else "reviews/points.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """List, opened point, what is chosen for the brief."""
        return super().get_context_data(**{**desk_context(self, kwargs.get("point")), **kwargs})


class ChooseView(PointsPage, TemplateView):
    """Put one point into the brief, or take it out."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, point: int) -> HttpResponse:
        """htmx gets the tick and the new number of points; without script, back to the point."""
        self.fetch(pk, point)
        self.permit(can_choose_brief_points(self.acting, self.package))
        self.row(point)
        chosen = chosen_in_brief(self.acting, self.package, self.rows)
        chosen = chosen | {point} if "chosen" in request.POST else chosen - {point}
        try:
            choose_brief_points(self.acting, package=self.package, chosen=chosen)
        except UserError as refusal:
            messages.error(request, said(refusal))
            return redirect("points", pk=pk)
        if not is_part(request):
            return self.to_point(point)
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
