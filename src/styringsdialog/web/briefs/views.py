"""Order a brief, follow it, download it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from styringsdialog.core.errors import UserError
from styringsdialog.core.stored_values import from_json
from styringsdialog.core.visibility import visible_to
from styringsdialog.processes.briefs import order_brief
from styringsdialog.reviews.models import DialogueBrief
from styringsdialog.reviews.policies import can_order_brief
from styringsdialog.submissions.models import DocumentationPackage
from styringsdialog.web.mixins import Crumb, SignedIn, crumb, said
from styringsdialog.web.templatetags.styring import language
from styringsdialog.wording.messages import sentence


class OrderBriefView(SignedIn, TemplateView):
    """Order a brief of the newest run, in the language of the page."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """To the brief, which tells how far it is."""
        package = self.visible(DocumentationPackage, pk=pk)
        self.permit(can_order_brief(self.acting, package))
        try:
            brief = order_brief(self.acting, package=package, language=language())
        except UserError as refusal:
            messages.error(request, said(refusal))
            return redirect("package", pk=pk)
        return redirect("brief", pk=brief.pk)


class BriefView(SignedIn, TemplateView):
    """One brief: being made, ready, or why it could not be made."""

    def get_template_names(self) -> list[str]:
        """The whole page, or its state alone for htmx."""
        return ["briefs/state.html" if self.request.htmx else "briefs/brief.html"]  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The brief and the package it is about."""
        rows = visible_to(self.acting, DialogueBrief).select_related("run__package__organisation", "pdf", "docx")
        brief = self.visible(DialogueBrief, rows=rows, pk=kwargs["pk"])
        self.note_reading(brief, brief.access_class)
        self.package = brief.run.package
        visible = visible_to(self.acting, DocumentationPackage).filter(pk=self.package.pk)
        self.sees_package = visible.exists()
        failure = ""
        if brief.error:
            failure = sentence(brief.error["message"], from_json(brief.error["params"]), language=language())
        return super().get_context_data(
            brief=brief,
            package=self.package,
            failure=failure,
            may_order=self.sees_package and can_order_brief(self.acting, self.package),
            sees_points=visible_to(self.acting, type(brief.run)).filter(pk=brief.run_id).exists(),
            **kwargs,
        )

    def crumbs(self) -> list[Crumb]:
        """The organisation, and the package where the user sees it."""
        owner = self.package.organisation
        path = [crumb(_("Organisationer"), "organisation_list"), crumb(owner.name, "organisation", owner.lbf_number)]
        if self.sees_package:
            path.append(crumb(str(self.package.dialogue_year), "package", self.package.pk))
        return path
