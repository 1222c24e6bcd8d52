"""The register in and out by one workbook: fetch it, hand it in changed, see what changes, take it in."""

from __future__ import annotations

import io
from collections import Counter
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.errors import UserError
from styringsdialog.files.models import StoredFile
from styringsdialog.files.services import opened, store_file
from styringsdialog.processes.register_upload import (
    LARGEST,
    RegisterProposal,
    accept_register_workbook,
    examine_register_workbook,
    write_register,
)
from styringsdialog.web.lists import EXCEL
from styringsdialog.web.mixins import Crumb, crumb, said
from styringsdialog.web.templatetags.styring import language

from .events import KeeperPage, register_crumbs

HANDED_IN = "register_workbook"  # session key: the stored file that waits for its sender to take it in
SHOWN = 200


class WorkbookForm(forms.Form):
    """The workbook."""

    file = forms.FileField(label=_("Regneark"), help_text=_("Det regneark, du har hentet her og rettet (.xlsx)."))


class WorkbookPage(KeeperPage):
    """What the pages of the workbook share: the file that the same person has handed in, kept until it is taken in."""

    def crumbs(self) -> list[Crumb]:
        """The register, and the workbook's first page."""
        return [*register_crumbs(self.acting), crumb(_("Registret som regneark"), "register_workbook")]

    def handed_in(self) -> StoredFile | None:
        """The file of this session, if it is this person's."""
        key = self.request.session.get(HANDED_IN)
        return StoredFile.objects.filter(pk=key, created_by=self.acting.person).first() if key else None

    def proposal(self, stored: StoredFile) -> RegisterProposal:
        """What the file would change; UserError where it cannot be read."""
        with opened(stored) as content:
            return examine_register_workbook(
                self.acting,
                municipality=self.acting.municipality,
                file=content.read(),
                name=stored.name,
                language=language(),
            )


class WorkbookView(WorkbookPage):
    """Fetch it, or hand it in."""

    template_name = "register/workbook.html"

    def crumbs(self) -> list[Crumb]:
        """The register."""
        return register_crumbs(self.acting)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, empty or as sent."""
        kwargs.setdefault("form", WorkbookForm())
        return super().get_context_data(**kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the file, and go on to what it would change; a file that is no register is refused at once."""
        form = WorkbookForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            try:
                if file.size > LARGEST:
                    raise UserError.of("register_workbook.too_large", limit=LARGEST // 1_000_000)
                stored = store_file(
                    self.acting,
                    content=file,
                    name=file.name,
                    content_type=EXCEL,
                    municipality=self.acting.municipality,
                )
                self.proposal(stored)
            except UserError as refusal:
                form.add_error("file", said(refusal))
            else:
                request.session[HANDED_IN] = stored.pk
                return redirect("register_workbook_preview")
        return self.render_to_response(self.get_context_data(form=form))


class WorkbookDownloadView(WorkbookPage):
    """The register as it is today."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """The workbook of the municipality one works for."""
        target = io.BytesIO()
        write_register(self.acting, self.acting.municipality, target)
        target.seek(0)
        name = f"register-{self.acting.municipality.code}-{self.acting.day.isoformat()}.xlsx"
        return FileResponse(target, as_attachment=True, filename=name, content_type=EXCEL)


class WorkbookPreviewView(WorkbookPage):
    """What would change, or what has to be corrected first."""

    template_name = "register/workbook_preview.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The proposal of the file handed in; back to the start where there is none."""
        stored = self.handed_in()
        if stored is None:
            return redirect("register_workbook")
        try:
            found = self.proposal(stored)
        except UserError as refusal:
            messages.error(request, said(refusal))
            return redirect("register_workbook")
        words = language()
        problems = [
            {
                "sheet": one.sheet,
                "cell": one.cell,
                "value": one.value,
                "text": one.text(words),
                "remedy": one.remedy_text(words),
            }
            for one in found.problems
        ]
        return self.render_to_response(
            self.get_context_data(
                stored=stored,
                proposal=found,
                problems=problems,
                changes=found.changes[:SHOWN],
                counts=Counter(one.what for one in found.changes),
            )
        )


class WorkbookMarkedView(WorkbookPage):
    """The same workbook with its problems marked."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """The file, or back to the start where there is none."""
        stored = self.handed_in()
        marked = self.proposal(stored).marked if stored else None
        if stored is None or marked is None:
            return redirect("register_workbook")
        name = f"{stored.name.removesuffix('.xlsx')}-{gettext('med mærker')}.xlsx"
        return FileResponse(io.BytesIO(marked), as_attachment=True, filename=name, content_type=EXCEL)


class WorkbookAcceptView(WorkbookPage):
    """Take the whole workbook in, or nothing of it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """To the register; refused, back to what has to be corrected."""
        stored = self.handed_in()
        if stored is None:
            return redirect("register_workbook")
        try:
            with opened(stored) as content:
                done = accept_register_workbook(
                    self.acting, municipality=self.acting.municipality, file=content.read(), name=stored.name
                )
        except UserError as refusal:
            messages.error(request, said(refusal))
            return redirect("register_workbook_preview")
        del request.session[HANDED_IN]
        messages.success(
            request, gettext("Regnearket er taget ind. Antal ændringer: %(count)s.") % {"count": len(done.changes)}
        )
        return redirect(reverse("register"))
