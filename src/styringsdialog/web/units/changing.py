"""Add and correct a municipal unit, and add a contact in it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.visibility import visible_to
from styringsdialog.register.models import MunicipalUnit
from styringsdialog.register.policies import can_maintain_register
from styringsdialog.register.services import create_unit, update_unit
from styringsdialog.web.menu import sees_register
from styringsdialog.web.mixins import Crumb, crumb
from styringsdialog.web.plain_text import PlainText
from styringsdialog.web.register.contacts import ContactNewPage
from styringsdialog.web.register.events import keeps_register, register_crumbs
from styringsdialog.web.register.forms import ActingForm, DayField, EditForm
from styringsdialog.web.register.saving import SavingPage


class _Details(forms.Form):
    name = PlainText(label=_("Navn"), max_length=120)
    topic = PlainText(
        label=_("Ansvar"), max_length=200, required=False, help_text=_("Hvad enheden har med boligorganisationerne.")
    )


class UnitForm(_Details, ActingForm):
    """A new unit."""

    valid_from = DayField(label=_("Gælder fra"))


class UnitEditForm(_Details, EditForm):
    """Correct a unit; a new name from a day is an event."""


class UnitNewView(SavingPage):
    """Add a unit."""

    form_class = UnitForm
    heading = _("Ny forvaltning eller nyt center")
    done = _("Enheden er oprettet.")

    def prepare(self) -> None:
        """For those who keep the register."""
        if not sees_register(self.acting):
            raise Http404
        self.permit(keeps_register(self.acting))

    def crumbs(self) -> list[Crumb]:
        """The list."""
        return [*register_crumbs(self.acting), crumb(_("Forvaltninger og centre"), "unit_list")]

    def back(self) -> str:
        """The list."""
        return reverse("unit_list")

    def get_initial(self) -> dict[str, Any]:
        """From today."""
        return {"valid_from": self.acting.day}

    def save(self, form: UnitForm) -> str:
        """To the unit."""
        unit = create_unit(self.acting, municipality=self.acting.municipality, **form.cleaned_data)
        return reverse("unit", args=[unit.pk])


class _OneUnit(SavingPage):
    unit: MunicipalUnit

    def prepare(self) -> None:
        """The unit, and whether its register is kept by this person."""
        rows = visible_to(self.acting, MunicipalUnit).select_related("municipality")
        self.unit = self.visible(MunicipalUnit, rows=rows, pk=self.kwargs["pk"])
        self.permit(can_maintain_register(self.acting, self.unit.municipality))

    def crumbs(self) -> list[Crumb]:
        """The unit."""
        return [
            *register_crumbs(self.acting),
            crumb(_("Forvaltninger og centre"), "unit_list"),
            crumb(self.unit.name, "unit", self.unit.pk),
        ]

    def back(self) -> str:
        """The unit."""
        return reverse("unit", args=[self.unit.pk])


class UnitEditView(_OneUnit):
    """Correct a unit."""

    form_class = UnitEditForm
    heading = _("Ret oplysninger")
    lead = _("Her rettes det, der er skrevet forkert. Skifter enheden navn fra en dag, registreres en hændelse.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the unit as it is."""
        return {**super().get_form_kwargs(), "thing": self.unit}

    def save(self, form: UnitEditForm) -> str:
        """To the unit."""
        if changes := form.changes():
            update_unit(self.acting, unit=self.unit, **changes)
        return self.back()


class UnitContactNewView(_OneUnit, ContactNewPage):
    """Somebody to write to in the unit."""

    def place(self) -> dict[str, Any]:
        """The unit."""
        return {"unit": self.unit}
