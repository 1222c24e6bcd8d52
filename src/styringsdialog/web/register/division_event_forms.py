"""Forms of events of divisions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.visibility import visible_to
from styringsdialog.register import history
from styringsdialog.register.changing.numbers import divisions_owned
from styringsdialog.register.models import Division, HousingArea, HousingOrganisation, RegisterEvent
from styringsdialog.web.plain_text import PlainText

from .event_forms import EventForm, OrganisationSubject, kept_organisations, still_there
from .forms import Several


class DivisionSubject(EventForm):
    """An event that happens to one division."""

    subject_model = Division
    subject: Division


class MoveDivision(DivisionSubject):
    """Another owner."""

    kind = "afdeling-ny-ejer"
    title = _("En afdeling får ny ejer")
    help = _("Afdelingen går over til en anden organisation og kan få nyt nummer.")

    organisation = forms.ModelChoiceField(label=_("Ny ejer"), queryset=HousingOrganisation.objects.none())
    lbf_number = PlainText(
        label=_("Nummer hos den nye ejer"), max_length=10, required=False, help_text=_("Tomt: det samme som nu.")
    )

    def prepare(self) -> None:
        """Every other organisation whose register is kept here."""
        rows = kept_organisations(self.acting).exclude(pk=self.subject.organisation_id)
        self.fields["organisation"].queryset = rows  # type: ignore[attr-defined]

    def record(self) -> RegisterEvent:
        """The move."""
        given = self.cleaned_data
        return history.move_division(
            self.acting,
            division=self.subject,
            organisation=given["organisation"],
            lbf_number=given["lbf_number"],
            **self.shared,
        )


class MoveDivisionToArea(DivisionSubject):
    """Another housing area, or none."""

    kind = "afdeling-nyt-omraade"
    title = _("En afdeling kommer til et andet boligområde")
    help = _("Eller hører ikke længere til noget område. Var den sat forkert fra begyndelsen, rettes det i stedet.")

    area = forms.ModelChoiceField(
        label=_("Boligområde"), queryset=HousingArea.objects.none(), required=False, empty_label=_("Intet område")
    )

    def prepare(self) -> None:
        """Areas of the municipality in which the division lies."""
        rows = visible_to(self.acting, HousingArea).filter(still_there(self.acting.day))
        place = self.subject.location_municipality_id
        self.fields["area"].queryset = rows.filter(municipality=place)  # type: ignore[attr-defined]

    def record(self) -> RegisterEvent:
        """The move."""
        return history.move_division_to_area(
            self.acting, division=self.subject, area=self.cleaned_data["area"], **self.shared
        )


class RenameDivision(DivisionSubject):
    """A new name."""

    kind = "afdeling-navn"
    title = _("En afdeling skifter navn")
    help = _("Det gamle navn kan stadig findes. En stavefejl rettes i stedet under «Ret oplysninger».")

    name = PlainText(label=_("Nyt navn"), max_length=150)

    def record(self) -> RegisterEvent:
        """The new name."""
        return history.rename_division(
            self.acting, division=self.subject, name=self.cleaned_data["name"], **self.shared
        )


class MergeDivisions(OrganisationSubject):
    """Divisions of one organisation become one."""

    kind = "afdelinger-sammen"
    title = _("Afdelinger i en organisation lægges sammen")
    help = _("Én fortsætter, de andre ophører.")

    into = forms.ModelChoiceField(label=_("Hvilken afdeling fortsætter?"), queryset=Division.objects.none())
    ceasing = Several(Division.objects.none(), label=_("Hvilke ophører?"))
    new_name = PlainText(
        label=_("Nyt navn"), required=False, max_length=150, help_text=_("Hvis den, der fortsætter, får et nyt navn.")
    )

    def prepare(self) -> None:
        """The organisation's own divisions."""
        rows = Division.objects.filter(pk__in=[one.pk for one in divisions_owned(self.subject, self.day_given())])
        for name in ("into", "ceasing"):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """None ceases into itself."""
        cleaned = super().clean() or {}
        if cleaned.get("into") in list(cleaned.get("ceasing") or []):
            self.add_error("ceasing", gettext("Den, der fortsætter, kan ikke også ophøre."))
        return cleaned

    def record(self) -> RegisterEvent:
        """The merger."""
        given = self.cleaned_data
        return history.merge_divisions(
            self.acting,
            ceasing=list(given["ceasing"]),
            into=given["into"],
            new_name=given["new_name"],
            **self.shared,
        )


class SplitDivision(DivisionSubject):
    """New divisions come out of it."""

    kind = "afdeling-deles"
    title = _("En afdeling deles")
    help = _("En eller to nye afdelinger af samme ejer. Den gamle kan fortsætte eller ophøre.")
    parts = (1, 2)

    ceases = forms.BooleanField(label=_("Den gamle afdeling ophører"), required=False)
    name_1 = PlainText(label=_("Første nye afdelings navn"), max_length=150)
    lbf_number_1 = PlainText(label=_("Første nye afdelings nummer"), max_length=10)
    name_2 = PlainText(label=_("Anden nye afdelings navn"), max_length=150, required=False)
    lbf_number_2 = PlainText(label=_("Anden nye afdelings nummer"), max_length=10, required=False)

    def clean(self) -> dict[str, Any]:
        """The second is named whole, or not at all."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("name_2")) != bool(cleaned.get("lbf_number_2")):
            self.add_error("name_2", gettext("Skriv både navn og nummer, eller ingen af dem."))
        return cleaned

    def record(self) -> RegisterEvent:
        """The split."""
        given = self.cleaned_data
        into = [
            history.DivisionPart(given[f"lbf_number_{part}"], given[f"name_{part}"])
            for part in self.parts
            if given[f"name_{part}"]
        ]
        return history.split_division(
            self.acting, division=self.subject, into=into, ceases=given["ceases"], **self.shared
        )


class CloseDivision(DivisionSubject):
    """The end of it."""

    kind = "afdeling-ophoer"
    title = _("En afdeling ophører")
    help = _("Afdelingen er nedlagt eller solgt.")

    def record(self) -> RegisterEvent:
        """The closure."""
        return history.close_division(self.acting, division=self.subject, **self.shared)


DIVISION_KINDS: tuple[type[EventForm], ...] = (
    MoveDivision,
    MoveDivisionToArea,
    RenameDivision,
    MergeDivisions,
    SplitDivision,
    CloseDivision,
)
