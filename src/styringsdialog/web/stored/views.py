"""Serves a stored file, always as a download, checked against the hash it had when it came, and logs what is read."""

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
        self.note_reading(stored, stored.access_class)
        answer = FileResponse(
            stored.file.open("rb"), as_attachment=True, filename=stored.name, content_type=stored.content_type
        )
        # Whatever a file holds, the browser takes it for what we say it is and runs nothing in it.
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        answer.headers["Cache-Control"] = "private, no-store"
        return answer
