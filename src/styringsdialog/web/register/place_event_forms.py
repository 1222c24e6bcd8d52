"""Forms of events of housing areas and municipal units."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import visible_to
from styringsdialog.register import history
from styringsdialog.register.models import CollaborationSurface, HousingArea, MunicipalUnit, RegisterEvent
from styringsdialog.register.roles import reach_of
from styringsdialog.web.plain_text import PlainText

from .event_forms import KEEPERS, EventForm, still_there
from .forms import Several

AGAIN = _("Det gamle navn kan stadig findes. En stavefejl rettes i stedet under «Ret oplysninger».")


def kept_places(acting: Acting, model: Any) -> QuerySet[Any]:
    """Areas or units of the municipality whose register the actor keeps, that have not ended."""
    reach = reach_of(acting)
    rows = visible_to(acting, model)
    if model is MunicipalUnit:
        rows = rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=acting.day))
    else:
        rows = rows.filter(still_there(acting.day))
    return rows if reach.is_everything else rows.filter(municipality__in=reach.municipalities(*KEEPERS))


class _Merger(EventForm):
    """Some cease and become part of one that goes on."""

    rows_of: type[models.Model]
    new_name = PlainText(
        label=_("Nyt navn"), required=False, max_length=120, help_text=_("Hvis den, der fortsætter, får et nyt navn.")
    )

    def prepare(self) -> None:
        """Those that the register may change."""
        rows = kept_places(self.acting, self.rows_of)
        for name in ("into", "ceasing"):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        self.order_fields(["day", "into", "ceasing", "new_name"])

    def clean(self) -> dict[str, Any]:
        """None ceases into itself."""
        cleaned = super().clean() or {}
        if cleaned.get("into") in list(cleaned.get("ceasing") or []):
            self.add_error("ceasing", gettext("Den, der fortsætter, kan ikke også ophøre."))
        return cleaned

    @property
    def parties(self) -> dict[str, Any]:
        """What both services take."""
        given = self.cleaned_data
        return {
            "ceasing": list(given["ceasing"]),
            "into": given["into"],
            "new_name": given["new_name"],
            **self.shared,
        }


class RenameArea(EventForm):
    """A new name."""

    kind = "omraade-navn"
    title = _("Et boligområde skifter navn")
    help = AGAIN
    subject_model = HousingArea

    name = PlainText(label=_("Nyt navn"), max_length=120)

    def record(self) -> RegisterEvent:
        """The new name."""
        return history.rename_area(self.acting, area=self.subject, name=self.cleaned_data["name"], **self.shared)


class MergeAreas(_Merger):
    """Areas become one."""

    kind = "omraader-sammen"
    title = _("Boligområder lægges sammen")
    help = _("Ét fortsætter, de andre ophører. Afdelingerne følger med.")
    rows_of = HousingArea

    into = forms.ModelChoiceField(label=_("Hvilket område fortsætter?"), queryset=HousingArea.objects.none())
    ceasing = Several(HousingArea.objects.none(), label=_("Hvilke ophører?"))

    def record(self) -> RegisterEvent:
        """The merger."""
        return history.merge_areas(self.acting, **self.parties)


class CloseArea(EventForm):
    """The end of it."""

    kind = "omraade-ophoer"
    title = _("Et boligområde ophører")
    help = _("Afdelingerne skal være flyttet til et andet område først.")
    subject_model = HousingArea

    def record(self) -> RegisterEvent:
        """The closure."""
        return history.close_area(self.acting, area=self.subject, **self.shared)


class RenameUnit(EventForm):
    """A new name, or another responsibility."""

    kind = "enhed-navn"
    title = _("En forvaltning eller et center skifter navn")
    help = AGAIN
    subject_model = MunicipalUnit

    name = PlainText(label=_("Nyt navn"), max_length=120)
    topic = PlainText(label=_("Ansvar"), max_length=200, required=False, help_text=_("Tomt: det samme som nu."))

    def record(self) -> RegisterEvent:
        """The new name."""
        given = self.cleaned_data
        return history.rename_unit(
            self.acting, unit=self.subject, name=given["name"], topic=given["topic"] or None, **self.shared
        )


class MergeUnits(_Merger):
    """Units become one."""

    kind = "enheder-sammen"
    title = _("Forvaltninger eller centre lægges sammen")
    help = _("Én fortsætter og overtager de andres samarbejdsflader, kontakter og roller.")
    rows_of = MunicipalUnit

    into = forms.ModelChoiceField(label=_("Hvilken enhed fortsætter?"), queryset=MunicipalUnit.objects.none())
    ceasing = Several(MunicipalUnit.objects.none(), label=_("Hvilke ophører?"))

    def record(self) -> RegisterEvent:
        """The merger."""
        return history.merge_units(self.acting, **self.parties)


class SplitUnit(EventForm):
    """New units take over some of the surfaces."""

    kind = "enhed-deles"
    title = _("En forvaltning eller et center deles")
    help = _("En eller to nye enheder overtager nogle af samarbejdsfladerne. Den gamle kan fortsætte eller ophøre.")
    subject_model = MunicipalUnit
    parts = (1, 2)

    ceases = forms.BooleanField(label=_("Den gamle enhed ophører"), required=False)

    def prepare(self) -> None:
        """Name, responsibility and surfaces of each part."""
        rows = CollaborationSurface.objects.filter(unit=self.subject).exclude(valid_until__lte=self.day_given())
        rows = rows.select_related("topic", "unit")
        for part in self.parts:
            first = part == 1
            word = {"which": _("Første nye enhed") if first else _("Anden nye enhed")}
            self.fields[f"name_{part}"] = PlainText(label=_("%(which)s: navn") % word, max_length=120, required=first)
            self.fields[f"topic_{part}"] = PlainText(
                label=_("%(which)s: ansvar") % word, max_length=200, required=False
            )
            self.fields[f"surfaces_{part}"] = Several(
                rows, label=_("%(which)s: samarbejdsflader, den overtager") % word, required=False
            )

    def record(self) -> RegisterEvent:
        """The split."""
        given = self.cleaned_data
        into = [
            history.UnitPart(given[f"name_{part}"], given[f"topic_{part}"], list(given[f"surfaces_{part}"]))
            for part in self.parts
            if given[f"name_{part}"]
        ]
        return history.split_unit(self.acting, unit=self.subject, into=into, ceases=given["ceases"], **self.shared)


class CloseUnit(EventForm):
    """The end of it."""

    kind = "enhed-ophoer"
    title = _("En forvaltning eller et center ophører")
    help = _("Ingen overtager. Samarbejdsflader, som ingen har overtaget, ophører også.")
    subject_model = MunicipalUnit

    def record(self) -> RegisterEvent:
        """The closure."""
        return history.close_unit(self.acting, unit=self.subject, **self.shared)


AREA_KINDS: tuple[type[EventForm], ...] = (RenameArea, MergeAreas, CloseArea)
UNIT_KINDS: tuple[type[EventForm], ...] = (RenameUnit, MergeUnits, SplitUnit, CloseUnit)
