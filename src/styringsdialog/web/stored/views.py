"""Serves a stored file, always as a download, and checked against the hash it had when it came."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.errors import UserError
from styringsdialog.files.models import StoredFile
from styringsdialog.files.services import opened
from styringsdialog.web.mixins import SignedIn, said


class StoredFileView(SignedIn):
    """One file by its number."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """The content; a file that is gone or changed is said, not served."""
        stored = self.visible(StoredFile, pk=pk)
        try:
            with opened(stored):
                pass
        except UserError as refusal:
            messages.error(request, said(refusal) or _("Filen kan ikke hentes."))
            return redirect("overview")
        return FileResponse(
            stored.file.open("rb"), as_attachment=True, filename=stored.name, content_type=stored.content_type
        )
