"""Contacts: add, correct and end a person to write to, at an organisation or in a unit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.visibility import visible_to
from styringsdialog.register.models import Contact, ContactFunction
from styringsdialog.register.policies import can_maintain_register
from styringsdialog.register.surfaces import add_contact, change_contact, end_contact
from styringsdialog.web.mixins import Crumb, crumb
from styringsdialog.web.plain_text import PlainText

from .forms import ActingForm, DayField, EditForm
from .saving import SavingPage


class _Details(forms.Form):
    """What is kept of a contact: work details only."""

    function = forms.ChoiceField(label=_("Funktion"), choices=ContactFunction.choices)
    name = PlainText(label=_("Navn"), max_length=150)
    title = PlainText(label=_("Stilling"), max_length=120, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False, help_text=_("Arbejdsadresse."))
    phone = PlainText(label=_("Telefon"), max_length=30, required=False)


class ContactForm(_Details, ActingForm):
    """A new contact."""

    valid_from = DayField(label=_("Gælder fra"))


class ContactEditForm(_Details, EditForm):
    """Correct a contact; another person in the function is a new contact."""


class ContactNewPage(SavingPage):
    """Add a contact: the pages of organisations and units say to whom."""

    form_class = ContactForm
    heading = _("Ny kontaktperson")
    done = _("Kontaktpersonen er tilføjet.")

    def place(self) -> dict[str, Any]:
        """organisation=… or unit=…"""
        raise NotImplementedError

    def get_initial(self) -> dict[str, Any]:
        """From today; the function that was missing."""
        return {"valid_from": self.acting.day, "function": self.request.GET.get("funktion", "")}

    def save(self, form: ContactForm) -> str:
        """Back to the page of the organisation or unit."""
        add_contact(self.acting, municipality=self.acting.municipality, **self.place(), **form.cleaned_data)
        return self.back()


class ContactPage(SavingPage):
    """What the pages about one contact share."""

    contact: Contact

    def prepare(self) -> None:
        """The contact, and whether this person keeps the address book it stands in."""
        rows = visible_to(self.acting, Contact).select_related("organisation", "unit", "municipality")
        self.contact = self.visible(Contact, rows=rows, pk=self.kwargs["pk"])
        self.permit(can_maintain_register(self.acting, self.contact.municipality))

    def back(self) -> str:
        """The page of the organisation or unit."""
        one = self.contact
        if one.organisation is not None:
            return reverse("organisation", args=[one.organisation.lbf_number])
        return reverse("unit", args=[one.unit_id])

    def crumbs(self) -> list[Crumb]:
        """The organisation or unit."""
        one = self.contact
        if one.organisation is not None:
            return [
                crumb(_("Organisationer"), "organisation_list"),
                crumb(one.organisation.name, "organisation", one.organisation.lbf_number),
            ]
        return [crumb(_("Forvaltninger og centre"), "unit_list"), crumb(str(one.unit), "unit", one.unit_id)]


class ContactEditView(ContactPage):
    """Correct a contact."""

    template_name = "register/contact.html"
    form_class = ContactEditForm
    heading = _("Ret kontaktpersonen")
    lead = _("Får en anden funktionen, afsluttes kontaktpersonen, og en ny tilføjes.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the contact as it is."""
        return {**super().get_form_kwargs(), "thing": self.contact}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the contact."""
        return super().get_context_data(contact=self.contact, **kwargs)

    def save(self, form: ContactEditForm) -> str:
        """Back to where the contact stands."""
        if changes := form.changes():
            change_contact(self.acting, contact=self.contact, **changes)
        return self.back()


class EndForm(ActingForm):
    """The first day the contact no longer holds."""

    day = DayField(label=_("Fra hvilken dag"), help_text=_("Den første dag, det ikke længere gælder."))


class ContactEndView(ContactPage):
    """The person is no longer the one to write to."""

    form_class = EndForm
    heading = _("Afslut kontaktpersonen")
    button = _("Afslut")
    done = _("Kontaktpersonen er afsluttet.")

    @property
    def lead(self) -> str:  # type: ignore[override]
        """Who."""
        return str(self.contact)

    def get_initial(self) -> dict[str, Any]:
        """From today."""
        return {"day": self.acting.day}

    def save(self, form: EndForm) -> str:
        """Back to where the contact stood."""
        end_contact(self.acting, contact=self.contact, day=form.cleaned_data["day"])
        return self.back()
