"""Draft a brief, edit it, fix it, share it, download it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from styringsdialog.core.access import AccessClass
from styringsdialog.core.errors import UserError
from styringsdialog.core.stored_values import from_json
from styringsdialog.core.visibility import visible_to
from styringsdialog.processes.brief_drafts import (
    can_edit_brief,
    draft_brief,
    edit_brief,
    fix_brief,
    preview_brief,
    redraft_brief,
    share_brief,
)
from styringsdialog.processes.brief_text import Difference, StaleDraft, draft_of
from styringsdialog.reviews.models import BriefState, DialogueBrief
from styringsdialog.reviews.policies import can_order_brief
from styringsdialog.submissions.models import DocumentationPackage
from styringsdialog.web.cases.reading import attachments_on
from styringsdialog.web.mixins import Crumb, SignedIn, crumb, said
from styringsdialog.web.templatetags.styring import language
from styringsdialog.wording.messages import sentence

from .editing import added_rows, lines_of, written_from


class OrderBriefView(SignedIn, TemplateView):
    """Begin a draft of the newest run, in the language of the page."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """To the draft."""
        package = self.visible(DocumentationPackage, pk=pk)
        self.permit(can_order_brief(self.acting, package))
        try:
            brief = draft_brief(self.acting, package=package, language=language())
        except UserError as refusal:
            messages.error(request, said(refusal))
            return redirect("package", pk=pk)
        return redirect("brief_edit", pk=brief.pk)


class BriefPage(SignedIn):
    """What the pages of one brief share."""

    brief: DialogueBrief
    package: DocumentationPackage
    sees_package = False

    def fetch(self, pk: int) -> DialogueBrief:
        """The brief, if the user sees it, and whether they see its package."""
        related = ("run__package__organisation", "municipality", "pdf", "docx", "fixed_by")
        rows = visible_to(self.acting, DialogueBrief).select_related(*related)
        self.brief = self.visible(DialogueBrief, rows=rows, pk=pk)
        self.package = self.brief.run.package
        self.sees_package = visible_to(self.acting, DocumentationPackage).filter(pk=self.package.pk).exists()
        return self.brief

    def crumbs(self) -> list[Crumb]:
        """The organisation, and the package where the user sees it."""
        owner = self.package.organisation
        path = [crumb(_("Organisationer"), "organisation_list"), crumb(owner.name, "organisation", owner.lbf_number)]
        if self.sees_package:
            path.append(crumb(str(self.package.dialogue_year), "package", self.package.pk))
        return path

    def failure(self) -> str:
        """Why the last document could not be made, if so."""
        error = self.brief.error
        return sentence(error["message"], from_json(error["params"]), language=language()) if error else ""


class BriefView(BriefPage, TemplateView):
    """One brief: a draft, being made, fixed, or why it could not be made."""

    def get_template_names(self) -> list[str]:
        """The whole page, or its state alone for htmx."""
        return ["briefs/state.html" if self.request.htmx else "briefs/brief.html"]  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The brief and the package it is about."""
        brief = self.fetch(kwargs["pk"])
        self.note_reading(brief, brief.access_class)
        may_edit = can_edit_brief(self.acting, brief)
        is_whole = not self.request.htmx  # type: ignore[attr-defined]
        return super().get_context_data(
            brief=brief,
            package=self.package,
            failure=self.failure(),
            point_count=len(brief.points) + len(brief.edits.get("added", [])),
            may_order=self.sees_package and can_order_brief(self.acting, self.package),
            may_edit=may_edit,
            may_share=may_edit and brief.state == BriefState.READY and brief.access_class == AccessClass.INTERNAL,
            sees_points=visible_to(self.acting, type(brief.run)).filter(pk=brief.run_id).exists(),
            documents=attachments_on(self.acting, brief) if is_whole else None,
            **kwargs,
        )


class EditBriefView(BriefPage, TemplateView):
    """The draft as a form. POST saves it, and may have it made as PDF or fixed at once."""

    template_name = "briefs/edit.html"
    written: dict[str, Any] | None = None
    differences: tuple[Difference, ...] = ()

    def get_template_names(self) -> list[str]:
        """The whole page; htmx asks for the preview alone."""
        return ["briefs/preview.html" if self.request.htmx else self.template_name]  # type: ignore[attr-defined]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form; a brief that is no draft any longer is shown as it is."""
        self.open(kwargs["pk"])
        if self.brief.state != BriefState.DRAFT:
            return redirect("brief", pk=self.brief.pk)
        return self.render_to_response(self.get_context_data(**kwargs))

    def open(self, pk: int) -> None:
        """The brief; 403 where the user sees it but does not write it."""
        self.fetch(pk)
        self.permit(can_edit_brief(self.acting, self.brief))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The draft field by field, with what was typed where it could not be kept."""
        brief = self.brief
        draft = draft_of(brief)
        is_current = brief.pdf is not None and brief.pdf.name.endswith(f"udkast {brief.version}.pdf")
        return super().get_context_data(
            brief=brief,
            package=self.package,
            lead=draft.lead if self.written is None else self.written["lead"],
            lines=lines_of(draft, self.written),
            added=added_rows(draft, self.written),
            differences=self.differences,
            failure=self.failure(),
            preview_is_current=is_current,
            preview_is_waiting="udkast" in self.request.GET and not is_current and not brief.error,
            **kwargs,
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Save, then what was asked for. Where somebody saved in between, both versions are shown."""
        self.open(pk)
        self.written = written_from(request.POST, draft_of(self.brief))
        version = request.POST.get("version", "")
        try:
            number = int(version) if version.isdecimal() else 0
            brief = edit_brief(self.acting, brief=self.brief, version=number, written=self.written)
            if "fix" in request.POST:
                fix_brief(self.acting, brief=brief, version=brief.version)
                return redirect("brief", pk=pk)
            if "preview" in request.POST:
                preview_brief(self.acting, brief=brief)
                return redirect(f"{reverse('brief_edit', args=[pk])}?udkast=1#udkast")
        except StaleDraft as stale:
            self.differences = tuple(getattr(stale, "differences", ()))
            messages.error(request, said(stale))
            return self.render_to_response(self.get_context_data(pk=pk))
        except UserError as refusal:
            messages.error(request, said(refusal))
            if self.brief.state != BriefState.DRAFT:
                return redirect("brief", pk=pk)
            return self.render_to_response(self.get_context_data(pk=pk))
        messages.success(request, _("Udkastet er gemt."))
        return redirect("brief_edit", pk=pk)


class BriefDeedView(BriefPage, TemplateView):
    """Share a fixed brief with the organisation, try again to make one, or begin a new draft from it."""

    http_method_names = ["post"]
    deed = ""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """To the brief, or to the new draft."""
        brief = self.fetch(pk)
        self.permit(can_edit_brief(self.acting, brief))
        try:
            if self.deed == "redraft":
                return redirect("brief_edit", pk=redraft_brief(self.acting, brief=brief).pk)
            if self.deed == "retry":
                fix_brief(self.acting, brief=brief, version=brief.version)
            else:
                share_brief(self.acting, brief=brief)
                messages.success(request, _("Oplægget er delt, og boligorganisationen har fået besked."))
        except UserError as refusal:
            messages.error(request, said(refusal))
        return redirect("brief", pk=pk)
