"""What an event would do: the service is tried and taken back, and what it changed is told in sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from styringsdialog.register.models import (
    AdministrationAgreement,
    CollaborationSurface,
    Contact,
    Division,
    HousingOrganisation,
    Membership,
    Municipality,
    OwnerKind,
    RegisterEvent,
)
from styringsdialog.web.organisations.words import fiscal_year

from .event_forms import EventForm

NAMED = {
    "register.collaborationsurface": CollaborationSurface,
    "register.contact": Contact,
    "register.administrationagreement": AdministrationAgreement,
    "register.membership": Membership,
}


@dataclass
class Preview:
    """The event as a sentence, and what follows from it, group by group."""

    sentence: SafeString | str = ""
    groups: list[tuple[str, list[str]]] = field(default_factory=list)
    note: str = ""


def tried(form: EventForm, tell: Any) -> Preview:
    """Record the event, tell of it, and take it back. UserError as the service says it.

    `tell` (event -> sentence) is called while the event stands.
    """
    found = Preview()
    with transaction.atomic():
        event = form.record()
        found.sentence, found.note = tell(event), event.note
        found.groups = _groups(event)
        transaction.set_rollback(True)
    return found


def _groups(event: RegisterEvent) -> list[tuple[str, list[str]]]:
    effects: list[dict[str, Any]] = event.effects
    groups = [
        (gettext("Ændres"), _period_lines(effects)),
        (gettext("Afdelinger"), _division_lines(effects)),
        (gettext("Ophører"), list(_ending(effects))),
        (gettext("Fortsætter hos den nye"), list(_going_on(effects))),
    ]
    return [(title, lines) for title, lines in groups if lines]


def _of(effects: Iterable[dict[str, Any]], model: str, *what: str) -> list[dict[str, Any]]:
    return [one for one in effects if one["row"]["model"] == model and one["what"] in what]


def _period_lines(effects: list[dict[str, Any]]) -> list[str]:
    """New names, seats, kinds and calendars, and what begins or ceases."""
    lines = []
    for one in _of(effects, "register.organisationperiod", "made", "changed"):
        after = one["after"]
        if "name" not in after:
            continue
        kind = dict(OwnerKind.choices).get(after.get("owner_kind"), "")
        seat = Municipality.objects.filter(pk=after.get("seat_municipality_id")).first()
        parts = [str(kind), seat.name if seat else "", fiscal_year(after.get("fiscal_year_end_month") or 12)]
        lines.append(f"{after['name']}: {', '.join(part for part in parts if part)}")
    for model in ("areaperiod", "unitperiod"):
        lines += [one["after"]["name"] for one in _of(effects, f"register.{model}", "made")]
    return lines


def _division_lines(effects: list[dict[str, Any]]) -> list[str]:
    rows = _of(effects, "register.divisionperiod", "made")
    owners = HousingOrganisation.objects.in_bulk({one["after"]["organisation_id"] for one in rows})
    lines = []
    for one in rows:
        after = one["after"]
        text = gettext("%(number)s %(name)s hører til %(owner)s") % {
            "number": after["lbf_number"],
            "name": after["name"],
            "owner": owners[after["organisation_id"]].name,
        }
        division = Division.objects.filter(pk=after["division_id"]).first()
        before = _number_before(effects, after["division_id"]) or (division.lbf_number if division else "")
        if before and before != after["lbf_number"]:
            text += gettext(" (før nr. %(number)s)") % {"number": before}
        lines.append(text)
    return lines


def _number_before(effects: list[dict[str, Any]], division: int) -> str:
    for one in _of(effects, "register.division", "changed"):
        if one["row"]["pk"] == division and "lbf_number" in one["before"]:
            return str(one["before"]["lbf_number"])
    return ""


ENDS = ("ended_on", "valid_until")


def _ending(effects: list[dict[str, Any]]) -> Iterable[str]:
    """Things and rows that end, roles among them: each named by its kind."""
    for one in effects:
        label = one["row"]["model"]
        ends = one["what"] == "changed" and any(one["after"].get(name) for name in ENDS)
        if not (ends or one["what"] == "dropped") or "period" in label:
            continue
        model = apps.get_model(label)
        row = model._default_manager.filter(pk=one["row"]["pk"]).first()
        if row is not None:
            yield f"{str(model._meta.verbose_name).capitalize()}: {row}"


def _going_on(effects: list[dict[str, Any]]) -> Iterable[str]:
    for label, model in NAMED.items():
        for one in _of(effects, label, "made"):
            row = model._default_manager.filter(pk=one["row"]["pk"]).first()  # type: ignore[attr-defined]
            if row is not None:
                yield f"{str(model._meta.verbose_name).capitalize()}: {row}"
