"""Words about a point: the municipality's notes, and an explanation entered on the organisation's behalf."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from styringsdialog.core.errors import UserError
from styringsdialog.core.visibility import visible_to
from styringsdialog.exchange.reading.cpr import mask_cpr
from styringsdialog.reviews.desk_policies import can_change_note, can_judge, can_note
from styringsdialog.reviews.models import PointNote
from styringsdialog.reviews.noting import add_note, change_note, withdraw_note
from styringsdialog.submissions.explanations import record_explanation
from styringsdialog.submissions.models import ExplanationWay
from styringsdialog.web.mixins import said
from styringsdialog.web.plain_text import refuse_cpr

from .page import PointsPage


class NoteView(PointsPage):
    """Write a note on a point."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, point: int) -> HttpResponse:
        """Back to the point."""
        self.fetch(pk, point)
        self.permit(can_note(self.acting, self.package))
        self.row(point)
        text = request.POST.get("text", "")
        try:
            refuse_cpr(text=text)
            add_note(self.acting, finding=self.finding(point), text=text)
        except UserError as refusal:
            self.tell(text=said(refusal), is_error=True, note=mask_cpr(text), note_error=said(refusal))
            return self.to_point(point)
        self.tell(text=gettext("Notatet er gemt."))
        return self.to_point(point)


class NoteChangeView(PointsPage):
    """Change one's own note, or take it back."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Back to the point the note is about."""
        seen = visible_to(self.acting, PointNote).select_related("package", "municipality")
        note = self.visible(PointNote, rows=seen, pk=pk)
        self.permit(can_change_note(self.acting, note))
        self.fetch(note.package_id)
        here = next((row.pk for row in self.rows if row.matter == note.matter), None)
        text = request.POST.get("text", "")
        try:
            if request.POST.get("deed") == "withdraw":
                withdraw_note(self.acting, note=note)
                self.tell(text=gettext("Notatet er taget tilbage."))
            else:
                refuse_cpr(text=text)
                change_note(self.acting, note=note, text=text)
                self.tell(text=gettext("Notatet er rettet."))
        except UserError as refusal:
            told = {"changed_note": note.pk, "changed_text": mask_cpr(text), "changed_error": said(refusal)}
            self.tell(text=said(refusal), is_error=True, **told)
        return self.to_point(here)


class ExplainView(PointsPage):
    """Enter the organisation's explanation of a point on its behalf."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, point: int) -> HttpResponse:
        """Back to the point."""
        self.fetch(pk, point)
        self.permit(can_judge(self.acting, self.package))
        row, finding = self.row(point), self.finding(point)
        text, given_by = request.POST.get("text", ""), request.POST.get("given_by", "")
        try:
            refuse_cpr(text=text, given_by=given_by)
            record_explanation(
                self.acting,
                organisation=self.package.organisation,
                dialogue_year=self.package.dialogue_year,
                rule=row.rule,
                subject_kind=row.kind,
                subject_key=row.key,
                text=text,
                way=ExplanationWay.ON_BEHALF,
                given_by=given_by,
                division=finding.division,
            )
        except UserError as refusal:
            typed = {"explanation": mask_cpr(text), "given_by": mask_cpr(given_by)}
            errors = {f"explanation_{refusal.place or 'text'}_error": said(refusal)}
            self.tell(text=said(refusal), is_error=True, **typed, **errors)
            return redirect(reverse("point", args=[pk, point]))
        self.tell(text=gettext("Forklaringen er gemt."))
        return self.to_point(point)
