"""Answers by those signed in: the organisation's own, and those that the municipality enters on its behalf."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.base import File
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from styringsdialog.core.errors import UserError
from styringsdialog.core.visibility import visible_to
from styringsdialog.processes.answers import answer_on_behalf, answer_on_page, save_on_page
from styringsdialog.reviews.letter_policies import can_answer_letter, can_edit_letter
from styringsdialog.reviews.letter_queries import answers_of, drafts_of
from styringsdialog.reviews.models import Question, QuestionLetter
from styringsdialog.web.mixins import said
from styringsdialog.web.plain_text import PlainText

from .drafting import DAY
from .page import Asked, LetterPage, about_of, asked_in, letter_context


def posted_answers(request: HttpRequest, letter: QuestionLetter) -> tuple[dict[int, str], dict[int, File[Any]]]:
    """Texts and files by the key of the question."""
    keys = list(letter.questions.values_list("pk", flat=True))
    texts = {key: request.POST.get(f"answer-{key}", "") for key in keys}
    files: dict[int, File[Any]] = {key: file for key in keys if (file := request.FILES.get(f"file-{key}")) is not None}
    return texts, files


def to_answer(
    letter: QuestionLetter, texts: dict[int, str] | None = None, refusal: UserError | None = None
) -> list[Asked]:
    """The questions with what was saved or typed, and the refusal at its place."""
    drafts = drafts_of(letter)
    asked = asked_in(letter)
    for one in asked:
        key = one.question.pk
        kept = drafts[key].text if key in drafts else ""
        one.draft = texts.get(key, kept) if texts is not None else kept
        if refusal is not None and refusal.place == f"answer-{key}":
            one.error = said(refusal)
    return asked


class LetterReplyView(LetterPage, TemplateView):
    """The organisation, or its auditor, answers signed in."""

    template_name = "letters/reply.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """403 where the letter is seen, but asks somebody else."""
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.fetch(kwargs["pk"])
        self.permit(can_answer_letter(self.acting, self.letter))
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The questions with what was saved and given."""
        asked = kwargs.pop("asked", None) or to_answer(self.letter)
        given = answers_of(self.acting, self.letter)
        for one in asked:
            one.answers = given.get(one.question.pk, [])
        return super().get_context_data(**letter_context(self, asked=asked), **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep a draft, or hand in."""
        texts, files = posted_answers(request, self.letter)
        try:
            if request.POST.get("deed") == "save":
                save_on_page(self.acting, letter=self.letter, answers=texts)
                messages.success(request, gettext("Kladden er gemt. Kommunen læser den ikke, før den er sendt."))
                return redirect("letter_reply", pk=pk)
            answer_on_page(self.acting, letter=self.letter, answers=texts, files=files)
        except UserError as refusal:
            context = self.get_context_data(asked=to_answer(self.letter, texts, refusal), refusal=said(refusal))
            return render(request, self.template_name, context, status=422)
        messages.success(request, gettext("Svaret er sendt."))
        return redirect("letter", pk=pk)


class OnBehalfForm(forms.Form):
    """An answer that came by post, by mail or at a meeting."""

    text = PlainText(label=_("Svaret"), required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 6}))
    file = forms.FileField(label=_("Fil"), required=False, help_text=_("Brevet eller bilaget, hvis det er der."))
    given_by = PlainText(label=_("Svaret af"), max_length=150)
    source = PlainText(label=_("Taget fra"), max_length=200, help_text=_("Fx «brev af 3. maj 2026»."))
    received_on = forms.DateField(label=_("Modtaget"), widget=DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for bound in self.fields.values():
            bound.widget.attrs.setdefault("class", "form-input")


class QuestionAnswerView(LetterPage, FormView):
    """Enter an answer on the organisation's or the auditor's behalf: by whom, from what, received when."""

    template_name = "letters/on_behalf.html"
    form_class = OnBehalfForm
    question: Question

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The question first; 403 where it is seen but not handled."""
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        seen = visible_to(self.acting, Question).select_related("letter__package__organisation", "letter__municipality")
        self.question = self.visible(Question, rows=seen, pk=kwargs["pk"])
        self.fetch(self.question.letter_id)
        self.permit(can_edit_letter(self.acting, self.letter))
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """Received today, by whoever was asked."""
        return {"received_on": self.acting.day, "given_by": self.letter.recipient_name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The question and what it is about."""
        more = {"question": self.question, "about": about_of(self.question, self.letter.language)}
        return super().get_context_data(**letter_context(self, **more), **kwargs)

    def form_valid(self, form: OnBehalfForm) -> HttpResponse:
        """Back to the letter; a refusal is told at its field."""
        try:
            answer_on_behalf(self.acting, question=self.question, **form.cleaned_data)
        except UserError as refusal:
            place = "text" if refusal.place.startswith("answer-") else refusal.place
            form.add_error(place if place in form.fields else None, said(refusal))
            return self.form_invalid(form)
        messages.success(self.request, gettext("Svaret er skrevet ind."))
        return redirect("letter", pk=self.letter.pk)
