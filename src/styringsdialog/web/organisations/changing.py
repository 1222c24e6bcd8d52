"""Add and correct organisations and divisions, and add a contact at an organisation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.visibility import visible_to
from styringsdialog.register.models import (
    BuildingForm,
    Division,
    HousingArea,
    HousingOrganisation,
    Municipality,
    OwnerKind,
)
from styringsdialog.register.policies import can_maintain_register
from styringsdialog.register.services import create_division, create_organisation, update_division, update_organisation
from styringsdialog.web.menu import sees_register
from styringsdialog.web.mixins import Crumb, crumb
from styringsdialog.web.plain_text import PlainText
from styringsdialog.web.register.contacts import ContactNewPage
from styringsdialog.web.register.event_forms import still_there
from styringsdialog.web.register.events import keeps_register
from styringsdialog.web.register.forms import ActingForm, EditForm
from styringsdialog.web.register.saving import SavingPage
from styringsdialog.web.templatetags.styring import language
from styringsdialog.wording.numbers import MONTHS


class _OrganisationDetails(forms.Form):
    name = PlainText(label=_("Navn"), max_length=150)
    owner_kind = forms.ChoiceField(label=_("Ejerform"), choices=OwnerKind.choices)
    cvr = forms.RegexField(r"^\d{8}$", label=_("CVR-nummer"), required=False, help_text=_("Otte cifre."))
    fiscal_year_end_month = forms.TypedChoiceField(
        label=_("Regnskabsåret slutter med udgangen af"), coerce=int, initial=12
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months: Any = self.fields["fiscal_year_end_month"]
        months.choices = list(enumerate(MONTHS[language()], start=1))


class OrganisationForm(_OrganisationDetails, ActingForm):
    """A new organisation, seated in the municipality one works for."""

    lbf_number = PlainText(label=_("LBF-nummer"), max_length=10)
    field_order = ("name", "lbf_number")


class OrganisationEditForm(_OrganisationDetails, EditForm):
    """Correct what is written wrongly."""


class _DivisionDetails(forms.Form):
    name = PlainText(label=_("Navn"), max_length=150)
    area = forms.ModelChoiceField(
        label=_("Boligområde"), queryset=HousingArea.objects.none(), required=False, empty_label=_("Intet område")
    )
    address = PlainText(label=_("Adresse"), max_length=200, required=False)
    building_form = forms.ChoiceField(label=_("Byggeform"), choices=[("", "–"), *BuildingForm.choices], required=False)
    build_year = forms.IntegerField(label=_("Opførelsesår"), min_value=1800, max_value=2100, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        acting = self.acting  # type: ignore[attr-defined]
        rows = visible_to(acting, HousingArea).filter(still_there(acting.day))
        self.fields["area"].queryset = rows  # type: ignore[attr-defined]


class DivisionForm(_DivisionDetails, ActingForm):
    """A new division of an organisation."""

    lbf_number = PlainText(label=_("LBF-afdelingsnummer"), max_length=10)
    location_municipality = forms.ModelChoiceField(
        label=_("Beliggenhedskommune"), queryset=Municipality.objects.all(), empty_label=None
    )
    field_order = ("lbf_number", "name", "location_municipality")


class DivisionEditForm(_DivisionDetails, EditForm):
    """Correct what is written wrongly."""


class OrganisationNewView(SavingPage):
    """Add an organisation."""

    form_class = OrganisationForm
    heading = _("Ny boligorganisation")
    done = _("Boligorganisationen er oprettet.")

    def prepare(self) -> None:
        """For those who keep the register."""
        if not sees_register(self.acting):
            raise Http404
        self.permit(keeps_register(self.acting))

    def crumbs(self) -> list[Crumb]:
        """The list."""
        return [crumb(_("Organisationer"), "organisation_list")]

    def back(self) -> str:
        """The list."""
        return reverse("organisation_list")

    def save(self, form: OrganisationForm) -> str:
        """To its page."""
        made = create_organisation(self.acting, seat_municipality=self.acting.municipality, **form.cleaned_data)
        return reverse("organisation", args=[made.lbf_number])


class OneOrganisation(SavingPage):
    """What the pages that change one organisation share."""

    organisation: HousingOrganisation

    def prepare(self) -> None:
        """The organisation, and whether its register is kept by this person."""
        rows = visible_to(self.acting, HousingOrganisation).select_related("seat_municipality")
        self.organisation = self.visible(HousingOrganisation, rows=rows, lbf_number=self.kwargs["number"])
        self.permit(self.may_change())

    def may_change(self) -> bool:
        """The seat's register."""
        return can_maintain_register(self.acting, self.organisation.seat_municipality)

    def crumbs(self) -> list[Crumb]:
        """The organisation."""
        owner = self.organisation
        return [crumb(_("Organisationer"), "organisation_list"), crumb(owner.name, "organisation", owner.lbf_number)]

    def back(self) -> str:
        """The organisation."""
        return reverse("organisation", args=[self.organisation.lbf_number])


class OrganisationEditView(OneOrganisation):
    """Correct an organisation."""

    form_class = OrganisationEditForm
    heading = _("Ret oplysninger")
    lead = _("Her rettes det, der er skrevet forkert. Er noget ændret fra en dag, registreres i stedet en hændelse.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the organisation as it is."""
        return {**super().get_form_kwargs(), "thing": self.organisation}

    def save(self, form: OrganisationEditForm) -> str:
        """To its page."""
        if changes := form.changes():
            update_organisation(self.acting, organisation=self.organisation, **changes)
        return self.back()


class OrganisationContactNewView(OneOrganisation, ContactNewPage):
    """Somebody to write to at the organisation: in the address book of one's own municipality."""

    def may_change(self) -> bool:
        """A municipality in which only a division lies has its own contacts."""
        return keeps_register(self.acting)

    def place(self) -> dict[str, Any]:
        """The organisation."""
        return {"organisation": self.organisation}


class DivisionNewView(OneOrganisation):
    """Add a division."""

    form_class = DivisionForm
    heading = _("Ny afdeling")
    done = _("Afdelingen er oprettet.")

    def get_initial(self) -> dict[str, Any]:
        """It lies where the organisation is seated, mostly."""
        return {"location_municipality": self.organisation.seat_municipality_id}

    def save(self, form: DivisionForm) -> str:
        """To its page."""
        made = create_division(self.acting, organisation=self.organisation, **form.cleaned_data)
        return reverse("division", args=[self.organisation.lbf_number, made.lbf_number])


class DivisionEditView(SavingPage):
    """Correct a division."""

    form_class = DivisionEditForm
    heading = _("Ret oplysninger")
    lead = _("Her rettes det, der er skrevet forkert. Er noget ændret fra en dag, registreres i stedet en hændelse.")
    division: Division

    def prepare(self) -> None:
        """The division, and whether its register is kept by this person."""
        rows = visible_to(self.acting, Division).select_related(
            "organisation__seat_municipality", "location_municipality"
        )
        self.division = self.visible(
            Division, rows=rows, organisation__lbf_number=self.kwargs["number"], lbf_number=self.kwargs["key"]
        )
        self.permit(keeps_division(self.acting, self.division))

    def crumbs(self) -> list[Crumb]:
        """The division."""
        owner = self.division.organisation
        return [
            crumb(_("Organisationer"), "organisation_list"),
            crumb(owner.name, "organisation", owner.lbf_number),
            crumb(self.division.name, "division", owner.lbf_number, self.division.lbf_number),
        ]

    def back(self) -> str:
        """The division."""
        return reverse("division", args=[self.division.organisation.lbf_number, self.division.lbf_number])

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the division as it is."""
        return {**super().get_form_kwargs(), "thing": self.division}

    def save(self, form: DivisionEditForm) -> str:
        """To its page."""
        if changes := form.changes():
            update_division(self.acting, division=self.division, **changes)
        return self.back()


def keeps_division(acting: Any, division: Division) -> bool:
    """The register of the owner's seat, or of the place it lies in."""
    return can_maintain_register(acting, division.organisation.seat_municipality) or can_maintain_register(
        acting, division.location_municipality
    )
