"""Data-processor agreements with advisers' firms, and the advisers under each."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from styringsdialog.core.access import AccessClass
from styringsdialog.core.visibility import visible_to
from styringsdialog.files.services import contents_follow_rows, store_file
from styringsdialog.register.leaving import end_processor_agreement, record_processor_agreement
from styringsdialog.register.models import Membership, ProcessorAgreement
from styringsdialog.register.people_policies import can_record_processor_agreement, can_see_people
from styringsdialog.web.mixins import Crumb, SignedIn, crumb
from styringsdialog.web.register.saving import SavingPage

from .forms import AgreementForm, EndForm


class AgreementsView(SignedIn, TemplateView):
    """Every agreement with its advisers."""

    template_name = "people/agreements.html"

    def crumbs(self) -> list[Crumb]:
        return [crumb(_("Personer"), "people")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Newest first; two queries."""
        self.permit(can_see_people(self.acting, self.acting.municipality))
        advisers = visible_to(self.acting, Membership).select_related("user")
        rows = visible_to(self.acting, ProcessorAgreement).filter(municipality=self.acting.municipality)
        rows = rows.select_related("document").prefetch_related(Prefetch("memberships", advisers)).order_by("-pk")
        today = self.acting.day
        return super().get_context_data(
            agreements=[(row, row.valid_until is not None and row.valid_until <= today) for row in rows],
            may_record=can_record_processor_agreement(self.acting, self.acting.municipality),
            **kwargs,
        )


class AgreementPage(SavingPage):
    """What the forms of agreements share."""

    def crumbs(self) -> list[Crumb]:
        return [crumb(_("Personer"), "people"), crumb(_("Rådgivere"), "processor_agreements")]

    def back(self) -> str:
        return reverse("processor_agreements")


class RecordAgreementView(AgreementPage):
    """Write a signed agreement down."""

    form_class = AgreementForm
    heading = _("Registrér en databehandleraftale")
    lead = _("En rådgiver kan først inviteres, når kommunens aftale med firmaet er registreret her.")
    button = _("Registrér")
    done = _("Aftalen er registreret. Nu kan rådgivere inviteres.")

    def prepare(self) -> None:
        self.permit(can_record_processor_agreement(self.acting, self.acting.municipality))

    def save(self, form: AgreementForm) -> str:
        """The file and the row stand or fall together."""
        given = dict(form.cleaned_data)
        upload, last = given.pop("document"), given.pop("last_day")
        place = self.acting.municipality
        with contents_follow_rows() as kept:
            if upload is not None:
                stored = store_file(
                    self.acting,
                    content=upload,
                    name=upload.name,
                    content_type=upload.content_type or "application/octet-stream",
                    access_class=AccessClass.INTERNAL,
                    municipality=place,
                )
                kept.append(stored)
                given["document"] = stored
            else:
                given["document"] = None
            until = last + timedelta(days=1) if last else None
            record_processor_agreement(self.acting, municipality=place, valid_until=until, **given)
        return self.back()


class EndAgreementView(AgreementPage):
    """End one before its time."""

    form_class = EndForm
    heading = _("Afslut databehandleraftalen")
    lead = _("Alle rådgivere under aftalen mister adgangen efter den sidste dag.")
    button = _("Afslut aftalen")
    done = _("Aftalen er afsluttet.")
    agreement: ProcessorAgreement

    def prepare(self) -> None:
        self.agreement = self.visible(ProcessorAgreement, pk=self.kwargs["pk"])
        self.permit(can_record_processor_agreement(self.acting, self.agreement.municipality))

    def save(self, form: EndForm) -> str:
        """The day after the last one is the first without agreement."""
        day = form.cleaned_data["last_day"] + timedelta(days=1)
        end_processor_agreement(self.acting, agreement=self.agreement, last_day_excluded=day)
        return self.back()
