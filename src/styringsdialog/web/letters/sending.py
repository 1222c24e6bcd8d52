"""Sending a letter: read it as it will be received, mail it or make a PDF, remind, take it back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from styringsdialog.core.errors import UserError
from styringsdialog.processes.letters import make_pdf, mark_sent_outside, send_by_mail, withdraw_letter
from styringsdialog.processes.reminding import remind_letter
from styringsdialog.reviews.letter_policies import can_draft_in, can_edit_letter
from styringsdialog.reviews.models import LetterState
from styringsdialog.web.mixins import said
from styringsdialog.web.plain_text import PlainText

from .drafting import DAY
from .page import LetterPage, asked_in, letter_context


class SentOutsideForm(forms.Form):
    """When the PDF was sent, and to whom."""

    recipient_name = PlainText(label=_("Sendt til"), max_length=150)
    sent_on = forms.DateField(label=_("Sendt den"), widget=DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient_name"].widget.attrs["class"] = "form-input"


class LetterPreviewView(LetterPage, TemplateView):
    """The letter as it will be received, and the ways to send it. The PDF's state is asked for until it is there."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What has been sent is shown as sent."""
        self.fetch(kwargs["pk"])
        if self.letter.state != LetterState.DRAFT:
            return redirect("letter", pk=self.letter.pk)
        return super().get(request, *args, **kwargs)

    def get_template_names(self) -> list[str]:
        """The page, or the state of the PDF alone."""
        return ["letters/pdf.html" if self.request.htmx else "letters/preview.html"]  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The questions, what is missing, what may be done."""
        asked, letter = asked_in(self.letter), self.letter
        start = {"recipient_name": letter.recipient_name, "sent_on": self.acting.day}
        return super().get_context_data(
            **letter_context(self),
            asked=asked,
            may_draft=can_draft_in(self.acting, letter),
            may_send=can_edit_letter(self.acting, letter),
            can_mail=bool(asked and letter.recipient_name and letter.recipient_email and letter.due_on),
            sent_form=SentOutsideForm(initial=start),
            is_making=letter.pdf_ordered > letter.pdf_version and not letter.pdf_error,
            is_current=letter.pdf is not None and letter.pdf_version == letter.version,
            **kwargs,
        )


class LetterDeed(LetterPage):
    """A deed on a letter by those who send; told on the page of the letter."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Back to the letter, which says what happened."""
        self.fetch(pk)
        self.permit(self.may())
        try:
            messages.success(request, self.do())
        except UserError as refusal:
            messages.error(request, said(refusal))
            return redirect("letter_preview", pk=pk)
        return redirect(self.leads_to, pk=pk)

    leads_to = "letter"

    def may(self) -> bool:
        """Those who send."""
        return can_edit_letter(self.acting, self.letter)

    def do(self) -> str:
        """The deed; what to say of it."""
        raise NotImplementedError


class LetterSendView(LetterDeed):
    """Mail the letter with its link."""

    def do(self) -> str:
        """The link stands only in the mail."""
        letter = self.letter
        if letter.due_on is None:
            raise UserError(gettext("Vælg først, hvornår svaret ønskes senest."))
        send_by_mail(
            self.acting,
            letter=letter,
            recipient_name=letter.recipient_name,
            recipient_email=letter.recipient_email,
            due_on=letter.due_on,
        )
        return gettext("Brevet er sendt til %(name)s.") % {"name": letter.recipient_name}


class LetterPdfView(LetterDeed):
    """Make the letter as PDF."""

    leads_to = "letter_preview"

    def may(self) -> bool:
        """Those who write on it."""
        return can_draft_in(self.acting, self.letter)

    def do(self) -> str:
        """The worker makes it."""
        make_pdf(self.acting, letter=self.letter)
        return gettext("PDF'en bliver lavet. Den kan hentes her om lidt.")


class LetterSentView(LetterDeed):
    """Note that the PDF was sent outside the system."""

    def do(self) -> str:
        """To whom and when as typed; a day that is none is refused by its sentence."""
        form = SentOutsideForm(self.request.POST)
        if not form.is_valid():
            raise UserError(gettext("Skriv, hvem brevet er sendt til, og hvilken dag."))
        mark_sent_outside(self.acting, letter=self.letter, due_on=self.letter.due_on, **form.cleaned_data)
        return gettext("Det er noteret, at brevet er sendt.")


class LetterRemindView(LetterDeed):
    """Remind of an unanswered letter now, beside the reminders that go by themselves."""

    def do(self) -> str:
        """At most once a day."""
        remind_letter(self.acting, letter=self.letter)
        return gettext("Der er sendt en påmindelse til %(name)s.") % {"name": self.letter.recipient_name}


class LetterWithdrawView(LetterDeed):
    """Take the letter back; its link then says so."""

    def do(self) -> str:
        """What was sent cannot be unsent, but need not be answered."""
        withdraw_letter(self.acting, letter=self.letter)
        return gettext("Brevet er trukket tilbage. Linket siger nu, at der ikke skal svares.")
