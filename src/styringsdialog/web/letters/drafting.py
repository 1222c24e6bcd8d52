"""Writing a letter: its questions, their order, to whom and by when; saved whole, and never over somebody else's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.errors import StaleVersion, UserError
from styringsdialog.core.models import holds_on
from styringsdialog.core.visibility import visible_to
from styringsdialog.processes.letters import (
    add_question,
    change_question,
    draft_letter,
    order_questions,
    remove_question,
    save_letter,
)
from styringsdialog.register.models import Contact, ContactFunction
from styringsdialog.reviews.letter_policies import can_draft_in, can_draft_letter, can_edit_letter
from styringsdialog.reviews.models import Addressee, LetterState, QuestionLetter
from styringsdialog.submissions.models import DocumentationPackage
from styringsdialog.web.mixins import SignedIn, said
from styringsdialog.web.plain_text import PlainText

from .page import LetterPage, asked_in, letter_context

DAY = forms.DateInput(attrs={"type": "date", "class": "form-input"}, format="%Y-%m-%d")
FIELDS = ("recipient_name", "recipient_email", "due_on", "language", "introduction")


class LetterForm(forms.Form):
    """What a draft says beside its questions. Everything may be missing until it is sent."""

    recipient_name = PlainText(label=_("Modtagerens navn"), max_length=150, required=False)
    recipient_email = forms.EmailField(label=_("Modtagerens e-mail"), required=False)
    due_on = forms.DateField(label=_("Svar ønskes senest"), required=False, widget=DAY)
    language = forms.ChoiceField(label=_("Brevets sprog"), choices=[("da", "Dansk"), ("en", "English")])
    introduction = PlainText(
        label=_("Indledning"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Står før spørgsmålene. Tomt felt: en kort, fast indledning."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, bound in self.fields.items():
            bound.widget.attrs.setdefault("class", "form-select" if name == "language" else "form-input")


class LetterNewView(SignedIn):
    """Begin a letter about a package; the open draft to the same addressee is gone on with."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """To the draft."""
        package = self.visible(DocumentationPackage, pk=pk)
        self.permit(can_draft_letter(self.acting, package))
        addressee = request.POST.get("addressee", Addressee.ORGANISATION)
        if addressee not in Addressee.values:
            raise Http404
        return redirect("letter", pk=draft_letter(self.acting, package=package, addressee=addressee).pk)


def draft_context(page: LetterPage, form: LetterForm | None = None, **more: Any) -> dict[str, Any]:
    """The form with the questions, and whom the letter could go to."""
    letter = page.letter
    start = {name: getattr(letter, name) for name in FIELDS}
    return {
        "form": form or LetterForm(initial=start),
        "asked": asked_in(letter),
        "contacts": contacts_for(page),
        "version": letter.version,
        "may_send": can_edit_letter(page.acting, letter),
        "own_question": "",
        **more,
    }


def contacts_for(page: LetterPage) -> list[Contact]:
    """People of the municipality's address book at the organisation: the auditor, or everybody but the auditor."""
    rows = visible_to(page.acting, Contact).filter(holds_on(page.acting.day), organisation=page.package.organisation)
    rows = rows.filter(municipality=page.letter.municipality).exclude(email="")
    is_auditor = page.letter.addressee == Addressee.AUDITOR
    rows = (
        rows.filter(function=ContactFunction.AUDITOR) if is_auditor else rows.exclude(function=ContactFunction.AUDITOR)
    )
    return list(rows[:12])


class LetterSaveView(LetterPage):
    """Save the draft with every button of its page: save, add, move, remove, choose a contact, go on to the preview."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Back to the draft, or on to the preview. Where somebody saved meanwhile, both are shown."""
        self.fetch(pk)
        self.permit(can_draft_in(self.acting, self.letter))
        if self.letter.state != LetterState.DRAFT:
            messages.error(request, gettext("Brevet er ikke længere et udkast."))
            return redirect("letter", pk=pk)
        form = LetterForm(request.POST)
        if not form.is_valid():
            return self.again(form)
        deed = request.POST.get("deed", "save")
        try:
            with transaction.atomic():
                self.save(form.cleaned_data, deed)
        except StaleVersion as refusal:
            return self.both(form, refusal)
        except UserError as refusal:
            form.add_error(refusal.place if refusal.place in form.fields else None, said(refusal))
            return self.again(form)
        if deed == "preview":
            return redirect("letter_preview", pk=pk)
        messages.success(request, gettext("Udkastet er gemt."))
        return redirect("letter", pk=pk)

    def save(self, fields: Mapping[str, Any], deed: str) -> None:
        """The letter's own fields, then its questions, then what the button asked for."""
        letter, posted = self.letter, self.request.POST
        if posted.get("version") != str(letter.version):
            raise StaleVersion.of("letter.changed")
        wanted = dict(fields)
        if deed.startswith("contact-"):
            wanted |= self.contact(deed)
        changes = {name: wanted[name] for name in FIELDS if wanted[name] != getattr(letter, name)}
        if changes:
            save_letter(self.acting, letter=letter, version=letter.version, **changes)
        for one in asked_in(letter):
            text = posted.get(f"question-{one.question.pk}")
            if deed != f"remove-{one.question.pk}" and text is not None and text.strip() != one.question.text:
                change_question(self.acting, question=one.question, text=text)
        if posted.get("own_question", "").strip():
            add_question(self.acting, letter=letter, text=posted["own_question"])
        self.arrange(deed)

    def contact(self, deed: str) -> dict[str, str]:
        """Name and address of the contact whose button was pressed."""
        found = next((one for one in contacts_for(self) if deed == f"contact-{one.pk}"), None)
        if found is None:
            raise Http404
        return {"recipient_name": found.name, "recipient_email": found.email}

    def arrange(self, deed: str) -> None:
        """Move a question up or down, or take it out."""
        what, _dash, sent = deed.partition("-")
        keys = [one.question.pk for one in asked_in(self.letter)]
        if what not in ("up", "down", "remove"):
            return
        if not sent.isdecimal() or int(sent) not in keys:
            raise Http404
        key = int(sent)
        if what == "remove":
            remove_question(self.acting, question=self.letter.questions.select_related("letter").get(pk=key))
            return
        at = keys.index(key)
        to = max(0, at - 1) if what == "up" else min(len(keys) - 1, at + 1)
        if to != at:
            keys.insert(to, keys.pop(at))
            order_questions(self.acting, letter=self.letter, questions=keys)

    def again(self, form: LetterForm, **more: Any) -> HttpResponse:
        """The page with what was typed."""
        context = draft_context(self, form, own_question=self.request.POST.get("own_question", ""), **more)
        for one in context["asked"]:
            one.draft = self.request.POST.get(f"question-{one.question.pk}", one.question.text)
        shown = self.get_context_data(**letter_context(self), **context)
        return render(self.request, "letters/draft.html", shown, status=200 if more else 422)

    def both(self, form: LetterForm, refusal: StaleVersion) -> HttpResponse:
        """What was typed, with the saved text beside each field where they differ."""
        letter = QuestionLetter.objects.get(pk=self.letter.pk)
        if letter.state != LetterState.DRAFT:
            return redirect("letter", pk=letter.pk)
        self.fetch(letter.pk)
        differs = []
        for name in FIELDS:
            mine, saved = form.cleaned_data[name], getattr(self.letter, name)
            if mine != saved:
                differs.append((form.fields[name].label, mine, _shown(saved)))
        for one in asked_in(self.letter):
            mine = self.request.POST.get(f"question-{one.question.pk}", "").strip()
            if mine != one.question.text:
                label = gettext("Spørgsmål %(number)s") % {"number": one.number}
                differs.append((label, mine, one.question.text))
        return self.again(form, conflict=said(refusal), differs=differs)


def _shown(value: Any) -> str:
    return value.strftime("%d.%m.%Y") if isinstance(value, date) else str(value or "")
