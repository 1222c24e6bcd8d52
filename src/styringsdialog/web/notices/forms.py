"""The forms of messages: a text of the municipality, and when one wants one's own."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from styringsdialog.notices.models import Delivery
from styringsdialog.web.plain_text import PlainText


class TemplateForm(forms.Form):
    """Subject and body with placeholders; `version` is the one the user began from."""

    subject = PlainText(label=_("Emne"), max_length=200)
    body = PlainText(
        label=_("Tekst"), max_length=5000, widget=forms.Textarea(attrs={"class": "form-input", "rows": 16})
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ChoiceForm(forms.Form):
    """At once, or one mail a day."""

    delivery = forms.ChoiceField(
        label=_("Hvornår vil du have beskeder?"), choices=Delivery.choices, widget=forms.RadioSelect
    )
