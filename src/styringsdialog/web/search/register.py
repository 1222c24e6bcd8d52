"""Finds organisations, divisions, areas and units under all their names, and people."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import visible_to
from styringsdialog.register.as_of import contacts_as_of
from styringsdialog.register.models import HousingOrganisation, Municipality
from styringsdialog.register.names import NameHit, search_names
from styringsdialog.register.people_policies import can_see_people
from styringsdialog.register.roles import reach_of
from styringsdialog.users.models import User
from styringsdialog.wording.searching import fit

from .hits import Group, Hit, group, hit

ALL = 100_000  # names are cut by the groups
KINDS = {
    "housingorganisation": _("Organisationer"),
    "division": _("Afdelinger"),
    "housingarea": _("Områder"),
    "municipalunit": _("Forvaltninger"),
}


def named(acting: Acting, text: str, words: list[str]) -> list[Group]:
    """What the words name, named before or will name; eight queries."""
    found: dict[str, list[Hit]] = {kind: [] for kind in KINDS}
    for one in search_names(acting, text, most=ALL):
        found[str(one.thing._meta.model_name)].append(_hit(one, words))
    return [group(kind, heading, found[kind]) for kind, heading in KINDS.items()]


def _hit(one: NameHit, words: list[str]) -> Hit:
    thing: Any = one.thing
    kind = thing._meta.model_name
    score = fit(words, one.name, getattr(thing, "lbf_number", ""))
    past = one.until is not None or one.since is not None
    weight = (4 if score is None else score) + (1 if past else 0)  # a name of today before one that was
    if kind == "housingorganisation":
        return Hit(one.text, thing.lbf_number, reverse("organisation", args=[thing.lbf_number]), weight)
    if kind == "division":
        owner = thing.organisation
        address = reverse("division", args=[owner.lbf_number, thing.lbf_number])
        return Hit(one.text, owner.name, address, weight)
    return Hit(one.text, "", reverse("area" if kind == "housingarea" else "unit", args=[thing.pk]), weight)


def people(acting: Acting, words: list[str]) -> Group:
    """People with a role, for those who have the page about them; and contacts. Two queries, or three."""
    hits: list[Hit | None] = []
    places = Municipality.objects.filter(pk__in=reach_of(acting).municipalities())
    if any(can_see_people(acting, place) for place in places):
        rows = visible_to(acting, User).distinct().order_by("pk")
        hits += [hit(words, row.get_full_name(), row.email, reverse("person", args=[row.pk])) for row in rows]
    contacts = contacts_as_of(acting, acting.day).select_related("organisation", "unit")
    for row in contacts:
        where = row.organisation or row.unit
        detail = ", ".join(text for text in (row.get_function_display(), str(where), row.email) if text)
        hits.append(hit(words, row.name, detail, _place_of(where), row.title))
    return group("people", _("Personer og kontakter"), hits)


def _place_of(where: Any) -> str:
    if isinstance(where, HousingOrganisation):
        return reverse("organisation", args=[where.lbf_number])
    return reverse("unit", args=[where.pk])
