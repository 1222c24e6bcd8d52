"""Forms of what hangs on a case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.access import AccessClass
from styringsdialog.files.models import Attachment, CaseReference, RequesterKind
from styringsdialog.web.plain_text import PlainText

ACCEPTED = ".pdf,.docx,.xlsx,.csv,.txt,.eml,.png,.jpg,.jpeg"
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AttachmentForm(forms.Form):
    """A document for a case. `is_own`: handed in by the organisation, which shares it with the municipality."""

    file = forms.FileField(
        label=_("Fil"),
        help_text=_("PDF, Word, Excel, CSV, tekst, e-mail (.eml) eller billede."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED, "class": "form-input"}),
    )
    title = PlainText(label=_("Titel"), max_length=200, required=False)
    access_class = forms.ChoiceField(label=_("Hvem må læse det?"), choices=AccessClass.choices)
    from_whom = PlainText(label=_("Fra"), max_length=150, required=False)
    received_on = forms.DateField(label=_("Modtaget"), required=False, widget=DAY)
    description = PlainText(
        label=_("Bemærkning"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, is_own: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "attachment-%s")
        super().__init__(*args, **kwargs)
        if is_own:
            del self.fields["access_class"]


class ChangeForm(forms.Form):
    """What is said of an attachment; the file itself is never changed."""

    title = PlainText(label=_("Titel"), max_length=200)
    access_class = forms.ChoiceField(label=_("Hvem må læse det?"), choices=AccessClass.choices)
    received_on = forms.DateField(label=_("Modtaget"), widget=DAY)
    from_whom = PlainText(label=_("Fra"), max_length=150, required=False)
    description = PlainText(
        label=_("Bemærkning"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    @classmethod
    def of(cls, attachment: Attachment) -> ChangeForm:
        """As it stands."""
        return cls(initial={name: getattr(attachment, name) for name in cls.base_fields})


class RedactedForm(forms.Form):
    """A copy without personal data."""

    file = forms.FileField(
        label=_("Kopi uden personoplysninger"),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED, "class": "form-input"}),
    )


class DeleteForm(forms.Form):
    """Why the content of a locked original is deleted."""

    reason = PlainText(label=_("Hvorfor slettes indholdet?"), max_length=200)


class ReferenceForm(forms.ModelForm):
    """Number and KLE code of a case."""

    class Meta:
        model = CaseReference
        fields = ("case_number", "kle_code", "kle_facet")
        help_texts = {"kle_code": _("Seks cifre, fx 03.11.00."), "kle_facet": _("Fx G01.")}


class AccessRequestForm(forms.Form):
    """A request for access to documents: when it came and from what kind of person."""

    received_on = forms.DateField(label=_("Modtaget"), widget=DAY)
    requester_kind = forms.ChoiceField(label=_("Hvem spørger?"), choices=RequesterKind.choices)
    reference = PlainText(
        label=_("Reference"),
        required=False,
        max_length=100,
        help_text=_("Fx nummeret i kommunens ESDH-system. Skriv ikke navne."),
    )
    own_deadline_on = forms.DateField(
        label=_("Kommunens egen frist"),
        required=False,
        widget=DAY,
        help_text=_("Lad feltet stå tomt for at bruge lovens frist på syv arbejdsdage."),
    )
