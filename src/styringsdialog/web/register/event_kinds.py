"""The kinds of events that can be recorded, in groups, by the key in their address."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from styringsdialog.register.models import Division, HousingArea, HousingOrganisation, MunicipalUnit

from .division_event_forms import DIVISION_KINDS, MergeDivisions
from .event_forms import ORGANISATION_KINDS, EventForm
from .place_event_forms import AREA_KINDS, UNIT_KINDS

GROUPS: tuple[tuple[str | Promise, tuple[type[EventForm], ...]], ...] = (
    (_("Boligorganisationer"), ORGANISATION_KINDS),
    (_("Afdelinger"), DIVISION_KINDS),
    (_("Boligområder"), AREA_KINDS),
    (_("Forvaltninger og centre"), UNIT_KINDS),
)
KINDS: dict[str, type[EventForm]] = {kind.kind: kind for _title, kinds in GROUPS for kind in kinds}

# The group that belongs to a thing, by the query that names it on the page of kinds.
OF_MODEL: dict[str, tuple[type[models.Model], tuple[type[EventForm], ...]]] = {
    "organisation": (HousingOrganisation, (*ORGANISATION_KINDS, MergeDivisions)),
    "division": (Division, tuple(kind for kind in DIVISION_KINDS if kind is not MergeDivisions)),
    "area": (HousingArea, AREA_KINDS),
    "unit": (MunicipalUnit, UNIT_KINDS),
}
