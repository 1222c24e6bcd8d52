"""Add and correct a housing area."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.visibility import visible_to
from styringsdialog.register.models import HousingArea
from styringsdialog.register.policies import can_maintain_register
from styringsdialog.register.services import create_area, update_area
from styringsdialog.web.menu import sees_areas
from styringsdialog.web.mixins import Crumb, crumb
from styringsdialog.web.plain_text import PlainText
from styringsdialog.web.register.events import keeps_register
from styringsdialog.web.register.forms import ActingForm, EditForm
from styringsdialog.web.register.saving import SavingPage


class AreaForm(ActingForm):
    """A new area; divisions are put in it afterwards."""

    name = PlainText(label=_("Navn"), max_length=120)


class AreaEditForm(EditForm):
    """Correct what is written wrongly."""

    name = PlainText(label=_("Navn"), max_length=120)


class AreaNewView(SavingPage):
    """Add an area."""

    form_class = AreaForm
    heading = _("Nyt boligområde")
    lead = _("Afdelinger sættes i området på deres egne sider.")
    done = _("Boligområdet er oprettet.")

    def prepare(self) -> None:
        """For those who keep the register."""
        if not sees_areas(self.acting):
            raise Http404
        self.permit(keeps_register(self.acting))

    def crumbs(self) -> list[Crumb]:
        """The list."""
        return [crumb(_("Områder"), "area_list")]

    def back(self) -> str:
        """The list."""
        return reverse("area_list")

    def save(self, form: AreaForm) -> str:
        """To its page."""
        made = create_area(self.acting, municipality=self.acting.municipality, name=form.cleaned_data["name"])
        return reverse("area", args=[made.pk])


class AreaEditView(SavingPage):
    """Correct an area."""

    form_class = AreaEditForm
    heading = _("Ret oplysninger")
    lead = _("Her rettes det, der er skrevet forkert. Skifter området navn fra en dag, registreres en hændelse.")
    area: HousingArea

    def prepare(self) -> None:
        """The area, and whether its register is kept by this person."""
        rows = visible_to(self.acting, HousingArea).select_related("municipality")
        self.area = self.visible(HousingArea, rows=rows, pk=self.kwargs["pk"])
        self.permit(can_maintain_register(self.acting, self.area.municipality))

    def crumbs(self) -> list[Crumb]:
        """The area."""
        return [crumb(_("Områder"), "area_list"), crumb(self.area.name, "area", self.area.pk)]

    def back(self) -> str:
        """The area."""
        return reverse("area", args=[self.area.pk])

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the area as it is."""
        return {**super().get_form_kwargs(), "thing": self.area}

    def save(self, form: AreaEditForm) -> str:
        """To its page."""
        if changes := form.changes():
            update_area(self.acting, area=self.area, **changes)
        return self.back()
