"""Attachments and case numbers of any case."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from styringsdialog.core.access import AccessClass
from styringsdialog.core.errors import UserError
from styringsdialog.core.visibility import visible_to
from styringsdialog.files.cases import cases, found_case
from styringsdialog.files.models import Attachment, CaseReference
from styringsdialog.processes.attachments import attach_file, change_attachment
from styringsdialog.processes.quarantine import delete_original, redact_attachment
from styringsdialog.register.file_policies import (
    can_attach,
    can_change_attachment,
    can_delete_content,
    can_number_case,
    can_quarantine,
    writes_for_organisation,
    writing_code,
)
from styringsdialog.register.file_services import number_case
from styringsdialog.web.mixins import Crumb, SignedIn, said
from styringsdialog.web.plain_text import refuse_cpr

from .forms import AttachmentForm, ChangeForm, DeleteForm, RedactedForm, ReferenceForm
from .links import address_of
from .reading import AttachmentLine, attachments_on


class CasePage(SignedIn):
    """What the pages about one case share: the case of the address, seen or 404."""

    thing: models.Model

    def fetch_case(self, kind: str, pk: int) -> None:
        """404 for an unknown kind, as for a case the user does not see."""
        known = cases().get(kind)
        if known is None:
            raise Http404
        self.thing = self.visible(known.model, pk=pk)

    def crumbs(self) -> list[Crumb]:
        """Back to the case."""
        return [Crumb(str(self.thing), address_of(self.thing))]


class DocumentsView(CasePage, TemplateView):
    """The attachments of a case by themselves; htmx asks here until a new file is searched. POST adds one."""

    def get_template_names(self) -> list[str]:
        """The whole page, or the list alone."""
        return ["cases/attachments.html" if self.request.htmx else "cases/documents.html"]  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The case and what hangs on it."""
        self.fetch_case(kwargs["kind"], kwargs["pk"])
        return super().get_context_data(thing=self.thing, documents=attachments_on(self.acting, self.thing), **kwargs)

    def post(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        """Hang a document on the case, then back to its page; a refusal is told there."""
        self.fetch_case(kind, pk)
        self.permit(can_attach(self.acting, self.thing))
        own = writes_for_organisation(self.acting, self.thing)
        form = AttachmentForm(request.POST, request.FILES, is_own=own)
        back = f"{address_of(self.thing)}#attachments"
        if not form.is_valid():
            for name, errors in form.errors.items():
                messages.error(request, f"{form.fields[name].label}: {errors[0]}")
            return redirect(back)
        data = form.cleaned_data
        try:
            made = attach_file(
                self.acting,
                thing=self.thing,
                file=data["file"],
                name=data["file"].name,
                title=data["title"],
                access_class=data.get("access_class", AccessClass.PARTIES),
                received_on=data["received_on"],
                from_whom=data["from_whom"],
                description=data["description"],
            )
        except UserError as refusal:
            messages.error(request, said(refusal))
            return redirect(back)
        messages.success(request, _("«%(title)s» er lagt på sagen.") % {"title": made.title})
        return redirect(back)


class AttachmentPage(SignedIn):
    """What the pages of one attachment share."""

    attachment: Attachment
    thing: models.Model

    def fetch(self, pk: int) -> Attachment:
        """The attachment, if the user sees it, and its case."""
        rows = visible_to(self.acting, Attachment).select_related("file__redacted_copy", "file__created_by")
        self.attachment = self.visible(Attachment, rows=rows, pk=pk)
        thing = found_case(self.attachment.object_type, self.attachment.object_pk)
        if thing is None:
            raise Http404
        self.thing = thing
        return self.attachment

    def crumbs(self) -> list[Crumb]:
        """Back to the case."""
        return [Crumb(str(self.thing), address_of(self.thing))]


class AttachmentView(AttachmentPage, TemplateView):
    """The receipt of one attachment: what came and what became of it. POST changes what is said of it."""

    template_name = "cases/attachment.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Receipt, and the forms the user may use."""
        attachment = self.fetch(kwargs["pk"])
        original = attachment.file
        locked = original.is_locked
        may_change = can_change_attachment(self.acting, attachment)
        return super().get_context_data(
            attachment=attachment,
            line=AttachmentLine(attachment, original.given),
            thing=self.thing,
            back=address_of(self.thing),
            redacted_form=RedactedForm() if locked and can_quarantine(self.acting, attachment) else None,
            delete_form=DeleteForm()
            if locked and not original.deleted_at and can_delete_content(self.acting, attachment)
            else None,
            change_form=kwargs.pop("change_form", None) or (ChangeForm.of(attachment) if may_change else None),
            **kwargs,
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Change title, class and remark."""
        attachment = self.fetch(pk)
        self.permit(can_change_attachment(self.acting, attachment))
        form = ChangeForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(pk=pk, change_form=form))
        try:
            change_attachment(self.acting, attachment=attachment, **form.cleaned_data)
        except UserError as refusal:
            form.add_error("title", said(refusal))
            return self.render_to_response(self.get_context_data(pk=pk, change_form=form))
        messages.success(request, _("Oplysningerne er rettet."))
        return redirect("attachment", pk=pk)


class RedactView(AttachmentPage, TemplateView):
    """Hand in a copy without personal data."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Back to the attachment."""
        attachment = self.fetch(pk)
        self.permit(can_quarantine(self.acting, attachment))
        form = RedactedForm(request.POST, request.FILES)
        if not form.is_valid():
            messages.error(request, _("Vælg den fil, der skal bruges i stedet."))
            return redirect("attachment", pk=pk)
        file = form.cleaned_data["file"]
        try:
            redact_attachment(self.acting, attachment=attachment, file=file, name=file.name)
        except UserError as refusal:
            messages.error(request, said(refusal))
        else:
            messages.success(request, _("Kopien er modtaget og bliver undersøgt som andre filer."))
        return redirect("attachment", pk=pk)


class DeleteView(AttachmentPage, TemplateView):
    """Delete the content of a locked original."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Back to the attachment, which keeps the receipt."""
        attachment = self.fetch(pk)
        self.permit(can_delete_content(self.acting, attachment))
        try:
            reason = request.POST.get("reason", "")
            refuse_cpr(reason=reason)
            delete_original(self.acting, attachment=attachment, reason=reason)
        except UserError as refusal:
            messages.error(request, said(refusal))
        else:
            messages.success(request, _("Indholdet er slettet. Kvitteringen er bevaret."))
        return redirect("attachment", pk=pk)


class ReferenceView(CasePage, FormView):
    """Number and KLE code of a case in the records system."""

    template_name = "cases/reference_form.html"
    form_class = ReferenceForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The case first; 403 where the user sees it but does not write on it."""
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.fetch_case(kwargs["kind"], kwargs["pk"])
        self.permit(can_number_case(self.acting, self.thing))
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The number the user's own municipality has given the case."""
        about = {"object_type": self.thing._meta.label_lower, "object_pk": self.thing.pk}
        code = writing_code(self.acting, self.thing)
        seen = visible_to(self.acting, CaseReference).filter(**about, municipality_code=code).first()
        return {**super().get_form_kwargs(), "instance": seen or CaseReference(**about, municipality_code=code)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the case."""
        return super().get_context_data(thing=self.thing, back=address_of(self.thing), **kwargs)

    def form_valid(self, form: ReferenceForm) -> HttpResponse:
        """Keep it, and back to the case."""
        number_case(self.acting, thing=self.thing, **form.cleaned_data)
        messages.success(self.request, _("Sagsnummeret er gemt."))
        return redirect(address_of(self.thing))
