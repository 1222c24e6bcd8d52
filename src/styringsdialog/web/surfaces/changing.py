"""Start the catalogue; open, correct, hand over and end a collaboration surface."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from styringsdialog.core.errors import UserError
from styringsdialog.core.visibility import visible_to
from styringsdialog.register.models import CollaborationSurface
from styringsdialog.register.policies import can_maintain_register
from styringsdialog.register.surfaces import (
    change_surface,
    end_surface,
    hand_over_surface,
    open_surface,
    start_catalogue,
)
from styringsdialog.web.menu import sees_register
from styringsdialog.web.mixins import Crumb, SignedIn, crumb, said
from styringsdialog.web.register.events import keeps_register, register_crumbs
from styringsdialog.web.register.saving import SavingPage
from styringsdialog.web.templatetags.register import topic_name

from .forms import EndForm, HandOverForm, SurfaceEditForm, SurfaceForm


class CatalogueView(SignedIn, TemplateView):
    """Take the start catalogue of topics into use."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Back to the table, which now has rows."""
        if not sees_register(self.acting):
            raise Http404
        self.permit(keeps_register(self.acting))
        try:
            start_catalogue(self.acting, municipality=self.acting.municipality)
        except UserError as refusal:
            messages.error(request, said(refusal))
        else:
            messages.success(request, gettext("Emnerne er oprettet. Sæt nu en forvaltning og en ansvarlig på hvert."))
        return redirect("surface_list")


class SurfacePage(SavingPage):
    """What the pages about one surface share."""

    surface: CollaborationSurface

    def prepare(self) -> None:
        """The surface, and whether this person may change it."""
        rows = visible_to(self.acting, CollaborationSurface).select_related(
            "topic", "unit", "organisation", "area", "division", "municipality"
        )
        self.surface = self.visible(CollaborationSurface, rows=rows, pk=self.kwargs["pk"])
        self.permit(can_maintain_register(self.acting, self.surface.municipality))

    def crumbs(self) -> list[Crumb]:
        """The table."""
        return [*register_crumbs(self.acting), crumb(_("Samarbejdsflader"), "surface_list")]

    def back(self) -> str:
        """The table."""
        return reverse("surface_list")

    @property
    def lead(self) -> str:  # type: ignore[override]
        """Which surface it is."""
        one = self.surface
        whom = one.organisation or one.area or one.division or gettext("alle")
        return gettext("%(topic)s for %(whom)s, %(unit)s") % {
            "topic": topic_name(one.topic),
            "whom": whom,
            "unit": one.unit,
        }


class SurfaceNewView(SavingPage):
    """A unit takes a topic on."""

    form_class = SurfaceForm
    heading = _("Ny samarbejdsflade")
    lead = _("Hvem i kommunen har emnet, og for hvem?")
    done = _("Samarbejdsfladen er oprettet.")

    def prepare(self) -> None:
        """For those who keep the register."""
        if not sees_register(self.acting):
            raise Http404
        self.permit(keeps_register(self.acting))

    def crumbs(self) -> list[Crumb]:
        """The table."""
        return [*register_crumbs(self.acting), crumb(_("Samarbejdsflader"), "surface_list")]

    def back(self) -> str:
        """The table."""
        return reverse("surface_list")

    def get_initial(self) -> dict[str, Any]:
        """From today; topic and whom as the gap that led here says."""
        given = {name: self.request.GET[name] for name in ("topic", "organisation", "unit") if name in self.request.GET}
        return {"valid_from": self.acting.day, **given}

    def save(self, form: SurfaceForm) -> str:
        """To the table."""
        open_surface(self.acting, **form.cleaned_data)
        return self.back()


class SurfaceEditView(SurfacePage):
    """Correct who is named."""

    template_name = "surfaces/edit.html"
    form_class = SurfaceEditForm
    heading = _("Ret samarbejdsfladen")

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the surface as it is."""
        return {**super().get_form_kwargs(), "thing": self.surface}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the surface."""
        return super().get_context_data(surface=self.surface, **kwargs)

    def save(self, form: SurfaceEditForm) -> str:
        """To the table."""
        if changes := form.changes():
            change_surface(self.acting, surface=self.surface, **changes)
        return self.back()


class SurfaceHandOverView(SurfacePage):
    """Another unit or person from a day."""

    form_class = HandOverForm
    heading = _("Overdrag samarbejdsfladen")
    button = _("Overdrag")
    done = _("Samarbejdsfladen er overdraget.")

    def get_initial(self) -> dict[str, Any]:
        """From today, with the same unit."""
        return {"day": self.acting.day, "unit": self.surface.unit_id}

    def save(self, form: HandOverForm) -> str:
        """To the table."""
        hand_over_surface(self.acting, surface=self.surface, **form.cleaned_data)
        return self.back()


class SurfaceEndView(SurfacePage):
    """Nobody has it any longer."""

    form_class = EndForm
    heading = _("Afslut samarbejdsfladen")
    button = _("Afslut")
    done = _("Samarbejdsfladen er afsluttet.")

    def get_initial(self) -> dict[str, Any]:
        """From today."""
        return {"day": self.acting.day}

    def save(self, form: EndForm) -> str:
        """To the table."""
        end_surface(self.acting, surface=self.surface, day=form.cleaned_data["day"])
        return self.back()
