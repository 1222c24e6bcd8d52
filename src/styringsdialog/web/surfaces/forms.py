"""Forms of collaboration surfaces: who has which topic for whom, and from when somebody else has it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.acting import Acting
from styringsdialog.core.models import holds_on
from styringsdialog.core.visibility import visible_to
from styringsdialog.register.models import (
    CollaborationSurface,
    Division,
    HousingArea,
    HousingOrganisation,
    Membership,
    MunicipalUnit,
    SurfaceTopic,
)
from styringsdialog.users.models import User
from styringsdialog.web.plain_text import PlainText
from styringsdialog.web.register.event_forms import still_there
from styringsdialog.web.register.forms import ActingForm, DayField, EditForm, LongText


def units_to_choose(acting: Acting) -> QuerySet[MunicipalUnit]:
    """Units of one's own municipality that have not ended."""
    rows = visible_to(acting, MunicipalUnit).filter(municipality=acting.municipality)
    return rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=acting.day))


def people_to_choose(acting: Acting) -> QuerySet[User]:
    """People with a role in the municipality today: who signs in and may be responsible."""
    held = Membership.objects.filter(holds_on(acting.day), municipality=acting.municipality).exclude(role="adviser")
    return User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("name", "pk")


class Person(forms.ModelChoiceField):
    """Somebody of the municipality, by name."""

    def label_from_instance(self, obj: Any) -> str:
        """The name."""
        return obj.get_full_name() or obj.get_username()


class SurfaceForm(ActingForm):
    """A new surface."""

    topic = forms.ModelChoiceField(label=_("Emne"), queryset=SurfaceTopic.objects.none())
    unit = forms.ModelChoiceField(label=_("Forvaltning eller center"), queryset=MunicipalUnit.objects.none())
    organisation = forms.ModelChoiceField(
        label=_("For boligorganisation"),
        queryset=HousingOrganisation.objects.none(),
        required=False,
        empty_label=_("Alle"),
        help_text=_("Vælg højst én af de tre. Vælges ingen, gælder fladen for alle."),
    )
    area = forms.ModelChoiceField(
        label=_("For boligområde"), queryset=HousingArea.objects.none(), required=False, empty_label=_("Alle")
    )
    division = forms.ModelChoiceField(
        label=_("For afdeling"), queryset=Division.objects.none(), required=False, empty_label=_("Alle")
    )
    responsible = Person(
        label=_("Ansvarlig med login"), queryset=User.objects.none(), required=False, empty_label=_("Ingen valgt")
    )
    responsible_name = PlainText(
        label=_("Ansvarlig uden login"),
        required=False,
        max_length=150,
        help_text=_("Navn, hvis personen ikke logger ind."),
    )
    valid_from = DayField(label=_("Gælder fra"))
    note = LongText(label=_("Bemærkning"))

    def __init__(self, acting: Acting, *args: Any, **kwargs: Any) -> None:
        super().__init__(acting, *args, **kwargs)
        topics = visible_to(acting, SurfaceTopic).filter(municipality=acting.municipality, is_used=True)
        there = still_there(acting.day)
        choices: dict[str, QuerySet[Any]] = {
            "topic": topics,
            "unit": units_to_choose(acting),
            "organisation": visible_to(acting, HousingOrganisation).filter(there),
            "area": visible_to(acting, HousingArea).filter(there, municipality=acting.municipality),
            "division": visible_to(acting, Division).filter(there),
            "responsible": people_to_choose(acting),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """At most one of the three."""
        cleaned = super().clean() or {}
        named = [name for name in ("organisation", "area", "division") if cleaned.get(name)]
        if len(named) > 1:
            self.add_error(named[1], _("Vælg enten en boligorganisation, et område eller en afdeling."))
        return cleaned


class SurfaceEditForm(EditForm):
    """Correct who is named and what is remarked; another person or unit from a day is a hand-over."""

    responsible = Person(
        label=_("Ansvarlig med login"), queryset=User.objects.none(), required=False, empty_label=_("Ingen valgt")
    )
    responsible_name = PlainText(label=_("Ansvarlig uden login"), required=False, max_length=150)
    note = LongText(label=_("Bemærkning"))

    def __init__(self, acting: Acting, thing: CollaborationSurface, *args: Any, **kwargs: Any) -> None:
        super().__init__(acting, thing, *args, **kwargs)
        self.fields["responsible"].queryset = people_to_choose(acting)  # type: ignore[attr-defined]


class HandOverForm(ActingForm):
    """Somebody else has it from a day."""

    day = DayField(label=_("Fra hvilken dag"))
    unit = forms.ModelChoiceField(
        label=_("Forvaltning eller center"), queryset=MunicipalUnit.objects.none(), empty_label=None
    )
    responsible = Person(
        label=_("Ansvarlig med login"), queryset=User.objects.none(), required=False, empty_label=_("Ingen valgt")
    )
    responsible_name = PlainText(label=_("Ansvarlig uden login"), required=False, max_length=150)

    def __init__(self, acting: Acting, *args: Any, **kwargs: Any) -> None:
        super().__init__(acting, *args, **kwargs)
        self.fields["unit"].queryset = units_to_choose(acting)  # type: ignore[attr-defined]
        self.fields["responsible"].queryset = people_to_choose(acting)  # type: ignore[attr-defined]


class EndForm(ActingForm):
    """The first day it no longer holds."""

    day = DayField(label=_("Fra hvilken dag"), help_text=_("Den første dag, det ikke længere gælder."))


class SurfaceFilterForm(forms.Form):
    """Whose surfaces, and who has them."""

    organisation = forms.ModelChoiceField(
        label=_("Boligorganisation"),
        queryset=HousingOrganisation.objects.none(),
        required=False,
        empty_label=_("Alle"),
    )
    area = forms.ModelChoiceField(
        label=_("Boligområde"), queryset=HousingArea.objects.none(), required=False, empty_label=_("Alle")
    )
    responsible = forms.ChoiceField(label=_("Ansvarlig"), required=False)
