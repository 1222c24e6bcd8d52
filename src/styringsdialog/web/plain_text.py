"""Text that people type: a field of a form, and a check for pages without one, that refuse CPR numbers."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from styringsdialog.core.errors import UserError
from styringsdialog.exchange.reading.file_text import holds_person
from styringsdialog.web.mixins import said

__all__ = ["PlainText", "refuse_cpr"]


def _refuse(text: str) -> None:
    try:
        refuse_cpr(text=text)
    except UserError as refusal:
        raise ValidationError(said(refusal), code="cpr") from refusal


class PlainText(forms.CharField):
    """A text that is kept. Every text field of our forms is one, except passwords and what is only looked for."""

    default_validators = [_refuse]


def refuse_cpr(**texts: str) -> None:
    """UserError, with the name of the text as its place, where one of them holds a CPR number."""
    for place, text in texts.items():
        if holds_person(text):
            raise UserError.of("text.cpr", place=place)
