"""Pages of a file on its way in. The upload is a record: its page can be left and found again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from styringsdialog.core.errors import UserError
from styringsdialog.core.visibility import visible_to
from styringsdialog.processes.uploads import apply_upload, confirm_mapping, discard_upload, error_of, receive_file
from styringsdialog.register.models import HousingOrganisation
from styringsdialog.submissions.models import Upload, UploadState
from styringsdialog.submissions.policies import can_apply_upload, can_upload
from styringsdialog.web.mixins import Crumb, SignedIn, crumb, said
from styringsdialog.web.templatetags.styring import language
from styringsdialog.web.trail.reading import history_of

from .forms import UploadForm
from .mapping import account_choices, account_rows, amount_columns, confirmed
from .reading import change_lines, kind_lines, problem_lines

STEPS = ((_("Lagt op"), "received"), (_("Læst"), "read"), (_("Set efter"), "previewed"), (_("Taget ind"), "applied"))


class UploadNewView(SignedIn, FormView):
    """Hand a file in, for the organisation of the address or for whichever the file says."""

    template_name = "uploads/new.html"
    form_class = UploadForm
    organisation: HousingOrganisation | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The organisation first; 403 where the user sees it but may not hand files in."""
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        if "number" in kwargs:
            self.organisation = self.visible(HousingOrganisation, lbf_number=kwargs["number"])
        self.permit(can_upload(self.acting, self.organisation))
        return super().dispatch(request, *args, **kwargs)

    def crumbs(self) -> list[Crumb]:
        """The organisation, or the packages."""
        if self.organisation is None:
            return [crumb(_("Pakker"), "package_list")]
        owner = self.organisation
        return [crumb(_("Organisationer"), "organisation_list"), crumb(owner.name, "organisation", owner.lbf_number)]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Who acts, and for whom."""
        return {**super().get_form_kwargs(), "acting": self.acting, "organisation": self.organisation}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the organisation."""
        return super().get_context_data(organisation=self.organisation, **kwargs)

    def form_valid(self, form: UploadForm) -> HttpResponse:
        """Receive it; a refusal is told at the file."""
        file = form.cleaned_data["file"]
        try:
            upload = receive_file(
                self.acting,
                file=file,
                name=file.name,
                kind=form.cleaned_data["kind"],
                organisation=self.organisation or form.cleaned_data.get("organisation"),
                dialogue_year=form.cleaned_data["dialogue_year"],
            )
        except UserError as refusal:
            form.add_error("file", said(refusal))
            return self.form_invalid(form)
        return redirect("upload", pk=upload.pk)


class UploadPage(SignedIn):
    """What the pages of one upload share."""

    upload: Upload

    def found(self, pk: int) -> Upload:
        """The upload, if the user sees it."""
        rows = visible_to(self.acting, Upload).select_related("original", "marked", "organisation", "package")
        self.upload = self.visible(Upload, rows=rows, pk=pk)
        return self.upload

    def crumbs(self) -> list[Crumb]:
        """The organisation where it is known, else the packages."""
        owner = self.upload.organisation
        if owner is None:
            return [crumb(_("Pakker"), "package_list")]
        return [crumb(_("Organisationer"), "organisation_list"), crumb(owner.name, "organisation", owner.lbf_number)]


class UploadView(UploadPage, TemplateView):
    """Where the file is, and what to do next. Asked by htmx, only the part that changes."""

    def get_template_names(self) -> list[str]:
        """The whole page, or its state alone."""
        return ["uploads/state.html" if self.request.htmx else "uploads/upload.html"]  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """State in words, problems, changes."""
        upload = self.found(kwargs["pk"])
        error, remedy = error_of(upload, language())
        lines = problem_lines(upload, language())
        return super().get_context_data(
            upload=upload,
            error=error,
            remedy=remedy,
            problems=[line for line in lines if line.is_error],
            notices=[line for line in lines if not line.is_error],
            changes=upload.changes,
            changed=change_lines(upload.changes, language()),
            other_changes=kind_lines(upload.changes),
            steps=_steps(upload.state),
            **(_to_confirm(upload) if upload.state == UploadState.TO_MAP else {}),
            may_apply=can_apply_upload(self.acting, upload),
            history=history_of(self.acting, upload, language()),
            **kwargs,
        )


def _steps(state: str) -> list[tuple[Any, str]]:
    """Each step with `done`, `now` or nothing."""
    at = {"received": 1, "unreadable": 1, "sent_back": 2, "to_map": 2, "previewed": 2, "applied": 4}.get(state, 4)
    if state == UploadState.DISCARDED:
        return []
    return [
        (text, "done" if number < at else "now" if number == at else "") for number, (text, _key) in enumerate(STEPS)
    ]


def _to_confirm(upload: Upload) -> dict[str, Any]:
    return {
        "mapping": upload.mapping,
        "account_rows": account_rows(upload),
        "amount_columns": amount_columns(upload, language()),
        "account_choices": account_choices(),
    }


class MapView(UploadPage, TemplateView):
    """Confirm how an accounts file is read; it is then examined again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Back to the upload, which goes on."""
        upload = self.found(pk)
        self.permit(can_apply_upload(self.acting, upload))
        try:
            confirm_mapping(self.acting, upload=upload, mapping=confirmed(upload, request.POST))
        except UserError as refusal:
            messages.error(request, said(refusal))
        return redirect("upload", pk=pk)


class ApplyView(UploadPage, TemplateView):
    """Take the previewed file in."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """To the points if the user sees them, else to the package."""
        upload = self.found(pk)
        self.permit(can_apply_upload(self.acting, upload))
        try:
            package = apply_upload(self.acting, upload=upload)
        except UserError as refusal:
            messages.error(request, said(refusal))
            return redirect("upload", pk=pk)
        messages.success(request, gettext("Pakken er taget ind og prøvet mod reglerne."))
        return redirect("package", pk=package.pk)


class DiscardView(UploadPage, TemplateView):
    """Give a file up; the original is kept."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Back to the upload, which says so."""
        upload = self.found(pk)
        self.permit(can_apply_upload(self.acting, upload))
        try:
            discard_upload(self.acting, upload=upload)
        except UserError as refusal:
            messages.error(request, said(refusal))
        return redirect("upload", pk=pk)
