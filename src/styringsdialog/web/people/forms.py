"""The forms people are let in and out with."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.acting import Acting
from styringsdialog.core.models import holds_on
from styringsdialog.core.visibility import visible_to
from styringsdialog.register.models import HousingOrganisation, MunicipalUnit, ProcessorAgreement, Role
from styringsdialog.register.people_policies import OF_THE_OTHER_SIDE, can_invite
from styringsdialog.web.plain_text import PlainText
from styringsdialog.web.register.forms import ActingForm, DayField

MUNICIPAL = [role for role in Role if role not in OF_THE_OTHER_SIDE]
NO_LONGER_THAN = timedelta(days=366 * 5)


class RoleForm(ActingForm):
    """A role: which, where, from when until when. Which roles are offered depends on who asks."""

    role = forms.ChoiceField(label=_("Rolle"))
    unit = forms.ModelChoiceField(
        label=_("Forvaltning eller center"),
        queryset=MunicipalUnit.objects.none(),
        required=False,
        empty_label=_("Hele kommunen"),
        help_text=_("Kun for roller i kommunen."),
    )
    organisation = forms.ModelChoiceField(
        label=_("Boligorganisation"),
        queryset=HousingOrganisation.objects.none(),
        required=False,
        empty_label=_("Ingen"),
        help_text=_("Kun for boligorganisationens egne folk og for dens revisor."),
    )
    processor_agreement = forms.ModelChoiceField(
        label=_("Databehandleraftale"),
        queryset=ProcessorAgreement.objects.none(),
        required=False,
        empty_label=_("Ingen"),
        help_text=_("Kun for rådgivere. Rollen kan ikke vare længere end aftalen."),
    )
    role_from = DayField(label=_("Gælder fra"))
    role_until = DayField(
        label=_("Gælder til og med"), required=False, help_text=_("Står feltet tomt, gælder rollen indtil videre.")
    )

    def __init__(self, acting: Acting, *args: Any, **kwargs: Any) -> None:
        super().__init__(acting, *args, **kwargs)
        place, day = acting.municipality, acting.day
        offered = [role for role in Role if can_invite(acting, place, role)]
        self.fields["role"].choices = [("", _("Vælg")), *((role.value, role.label) for role in offered)]  # type: ignore[attr-defined]
        self.fields["role_from"].initial = day
        self._rows("unit", visible_to(acting, MunicipalUnit).filter(holds_on(day), municipality=place))
        self._rows("organisation", visible_to(acting, HousingOrganisation).filter(seat_municipality=place))
        self._rows("processor_agreement", visible_to(acting, ProcessorAgreement).filter(holds_on(day)))
        if not any(role in MUNICIPAL for role in offered):
            del self.fields["unit"], self.fields["processor_agreement"]

    def _rows(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A role on the other side needs its organisation; the others none."""
        cleaned = super().clean() or {}
        role = cleaned.get("role")
        if role in OF_THE_OTHER_SIDE and not cleaned.get("organisation"):
            self.add_error("organisation", gettext("Vælg den boligorganisation, rollen gælder i."))
        first, last = cleaned.get("role_from"), cleaned.get("role_until")
        if first and last and last < first:
            self.add_error("role_until", gettext("Den sidste dag ligger før den første."))
        return cleaned

    def wanted(self) -> dict[str, Any]:
        """What the services take: the place by the kind of role; the last day as the day after."""
        given = self.cleaned_data
        is_theirs = given["role"] in OF_THE_OTHER_SIDE
        last = given["role_until"]
        return {
            "role": given["role"],
            "municipality": None if is_theirs else self.acting.municipality,
            "organisation": given["organisation"] if is_theirs else None,
            "unit": None if is_theirs else given.get("unit"),
            "processor_agreement": given.get("processor_agreement") if given["role"] == Role.ADVISER else None,
            "from": given["role_from"],
            "until": last + timedelta(days=1) if last else None,
        }


class InviteForm(RoleForm):
    """Who is to have the role."""

    name = PlainText(label=_("Navn"), max_length=150)
    email = forms.EmailField(label=_("E-mail"))
    language = forms.ChoiceField(label=_("Sprog i mailen"), choices=[("da", "Dansk"), ("en", "English")])
    field_order = ("name", "email", "role", "unit", "organisation", "processor_agreement", "role_from", "role_until")


class EndForm(ActingForm):
    """The last day of something."""

    last_day = DayField(label=_("Sidste dag"))

    def __init__(self, acting: Acting, *args: Any, **kwargs: Any) -> None:
        super().__init__(acting, *args, **kwargs)
        self.fields["last_day"].initial = acting.day


class CloseForm(ActingForm):
    """Why an account is closed."""

    reason = PlainText(label=_("Begrundelse"), max_length=250, required=False)


class AgreementForm(ActingForm):
    """A signed data-processor agreement."""

    firm = PlainText(label=_("Rådgiverfirma"), max_length=150)
    cvr = forms.RegexField(
        label=_("CVR-nummer"),
        regex=r"^\d{8}$",
        required=False,
        error_messages={"invalid": _("Et CVR-nummer har otte cifre.")},
    )
    reference = PlainText(
        label=_("Sagsnummer eller henvisning"), max_length=120, help_text=_("Så aftalen kan findes igen.")
    )
    signed_on = DayField(label=_("Underskrevet"))
    valid_from = DayField(label=_("Gælder fra"))
    last_day = DayField(
        label=_("Gælder til og med"), required=False, help_text=_("Står feltet tomt, gælder aftalen indtil videre.")
    )
    document = forms.FileField(label=_("Aftalen som fil"), required=False)

    def clean(self) -> dict[str, Any]:
        """In order of time."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("valid_from"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", gettext("Den sidste dag ligger før den første."))
        return cleaned


class PasswordForm(forms.Form):
    """What a new person chooses."""

    name = PlainText(label=_("Dit navn"), max_length=150)
    password = forms.CharField(
        label=_("Adgangskode"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Mindst 12 tegn. Brug gerne en sætning, du kan huske."),
    )
    repeated = forms.CharField(
        label=_("Adgangskoden igen"), widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean(self) -> dict[str, Any]:
        """The same twice."""
        cleaned = super().clean() or {}
        if cleaned.get("password") and cleaned.get("repeated") and cleaned["password"] != cleaned["repeated"]:
            self.add_error("repeated", gettext("De to adgangskoder er ikke ens."))
        return cleaned
