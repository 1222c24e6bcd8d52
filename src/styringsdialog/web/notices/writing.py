"""The municipality's own texts: which kinds there are, and one of them with its preview."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from styringsdialog.core.errors import StaleVersion, UserError
from styringsdialog.core.visibility import visible_to
from styringsdialog.notices.kinds import KINDS, default_body, default_subject, kind_label, placeholder_label
from styringsdialog.notices.models import LANGUAGES, NoticeTemplate
from styringsdialog.notices.policies import can_edit_templates
from styringsdialog.notices.services import reset_template, save_template
from styringsdialog.notices.texts import check_template
from styringsdialog.web.mixins import Crumb, SignedIn, crumb, said
from styringsdialog.web.templatetags.styring import language

from .forms import TemplateForm
from .preview import preview
from .views import code_of


class TemplatesPage(SignedIn):
    """What the pages of texts share: for the administrator of the municipality."""

    def own(self) -> dict[tuple[str, str], NoticeTemplate]:
        """The texts that the municipality has written, by kind and language."""
        rows = visible_to(self.acting, NoticeTemplate).filter(municipality_code=code_of(self.acting))
        return {(row.kind, row.language): row for row in rows}

    def check(self, kind: str = "", tongue: str = "") -> None:
        """403 for others, 404 for a kind or language that is not there."""
        self.permit(can_edit_templates(self.acting, code_of(self.acting)))
        if kind and (kind not in KINDS or tongue not in dict(LANGUAGES)):
            raise Http404

    def crumbs(self) -> list[Crumb]:
        """Below the log."""
        return [crumb(_("Beskeder"), "notice_log")]


class TemplatesView(TemplatesPage, TemplateView):
    """Every kind in both languages, and whether its text is the municipality's own."""

    template_name = "notices/templates.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One line a kind."""
        self.check()
        own = self.own()
        rows = [
            (kind_label(kind, language()), [(kind, tongue, word, (kind, tongue) in own) for tongue, word in LANGUAGES])
            for kind in KINDS
        ]
        return super().get_context_data(rows=sorted(rows), **kwargs)


class TemplateEditView(TemplatesPage, TemplateView):
    """One text: write, see it as a receiver would, save, or go back to the standard."""

    template_name = "notices/template.html"

    def crumbs(self) -> list[Crumb]:
        """Below the list of texts."""
        return [*super().crumbs(), crumb(_("Tekster"), "notice_templates")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form with the text that holds, or with what was tried."""
        kind, tongue = kwargs["kind"], kwargs["tongue"]
        self.check(kind, tongue)
        row = self.own().get((kind, tongue))
        subject = row.subject if row else default_subject(kind, tongue)
        body = row.body if row else default_body(kind, tongue)
        version = row.version if row else 0
        kwargs.setdefault("form", TemplateForm(initial={"subject": subject, "body": body, "version": version}))
        kwargs.setdefault("shown", preview(self.acting, kind, tongue, subject, body))
        return super().get_context_data(
            label=kind_label(kind, language()),
            tongue_label=dict(LANGUAGES)[tongue],
            is_own=row is not None,
            placeholders=[(f"{{{name}}}", placeholder_label(name, language())) for name in KINDS[kind].placeholders],
            **kwargs,
        )

    def post(self, request: HttpRequest, kind: str, tongue: str) -> HttpResponse:
        """`preview` shows the text without keeping it; anything else saves it."""
        self.check(kind, tongue)
        form = TemplateForm(request.POST)
        context: dict[str, Any] = {"kind": kind, "tongue": tongue, "form": form}
        if form.is_valid():
            given = form.cleaned_data
            try:
                self.tried(kind, tongue, given, is_preview="preview" in request.POST)
            except StaleVersion as refusal:
                form.add_error(None, said(refusal))
                context |= self.newer(form, kind, tongue)
            except UserError as refusal:
                form.add_error(refusal.place or None, said(refusal))
            else:
                if "preview" not in request.POST:
                    messages.success(request, _("Teksten er gemt og bruges fra næste besked."))
                    return redirect("notice_template", kind=kind, tongue=tongue)
                context["shown"] = preview(self.acting, kind, tongue, given["subject"], given["body"])
                context["is_preview"] = True
        return self.render_to_response(self.get_context_data(**context))

    def tried(self, kind: str, tongue: str, given: dict[str, Any], *, is_preview: bool) -> None:
        """Check only, or check and save."""
        if is_preview:
            check_template(kind, given["subject"], place="subject")
            check_template(kind, given["body"], place="body")
            return
        code = code_of(self.acting)
        save_template(self.acting, municipality_code=code, kind=kind, language=tongue, **given)

    def newer(self, form: TemplateForm, kind: str, tongue: str) -> dict[str, Any]:
        """Both versions: one's own in the form, the stored one beside; saving again replaces it knowingly."""
        row = self.own().get((kind, tongue))
        form.data = {**form.data.dict(), "version": str(row.version if row else 0)}  # type: ignore[attr-defined]
        stored = (row.subject, row.body) if row else (default_subject(kind, tongue), default_body(kind, tongue))
        return {"stored": stored}


class ResetView(TemplatesPage):
    """Back to the standard text."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, kind: str, tongue: str) -> HttpResponse:
        """Nothing to do where the standard holds already."""
        self.check(kind, tongue)
        row = self.own().get((kind, tongue))
        if row is not None:
            reset_template(self.acting, template=row)
        messages.success(request, _("Standardteksten bruges igen."))
        return redirect("notice_template", kind=kind, tongue=tongue)
