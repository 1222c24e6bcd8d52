"""Entries of the trail as lines of a page: the sentence, who, about what, and where to read more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db import models
from django.urls import reverse

from styringsdialog.core.acting import Acting
from styringsdialog.register.log_policies import can_read_trail
from styringsdialog.trail.models import AccessEntry, TrailEntry
from styringsdialog.trail.queries import entries_about, sentence
from styringsdialog.wording.messages import catalogue

IN_HISTORY = 10


@dataclass(frozen=True)
class Line:
    """One entry. Empty addresses where there is nothing to open."""

    at: datetime
    text: str
    href: str
    person: str
    person_href: str
    kind: str
    thing: str
    thing_href: str


@dataclass(frozen=True)
class History:
    """The newest lines about an object, and the page with all of them."""

    lines: list[Line]
    href: str


def kind_of(object_type: str) -> str:
    """The word for a kind of object («dokumentationspakke»), or nothing where the model is no longer there."""
    model = model_of(object_type)
    return str(model._meta.verbose_name) if model is not None else ""


def model_of(object_type: str) -> type[models.Model] | None:
    """The model of `app_label.model`, None for one that the system does not have."""
    try:
        return apps.get_model(object_type)
    except (LookupError, ValueError):
        return None


def about_href(object_type: str, object_id: str) -> str:
    """The page with the history of an object."""
    return reverse("trail_about", args=[object_type, object_id]) if object_type and object_id else ""


def line_of(entry: TrailEntry | AccessEntry, language: str) -> Line:
    """An entry as a line. An action that the catalogue no longer has is told by name and object."""
    is_reading = isinstance(entry, AccessEntry)
    return Line(
        at=entry.at,
        text=entry.object_text if isinstance(entry, AccessEntry) else told(entry, language),
        href="" if is_reading else reverse("trail_entry", args=[entry.pk]),
        person=entry.actor_name,
        person_href=reverse("trail_person", args=[entry.actor_id]) if entry.actor_id else "",
        kind=kind_of(entry.object_type),
        thing=entry.object_text,
        thing_href=about_href(entry.object_type, entry.object_id),
    )


def told(entry: TrailEntry, language: str) -> str:
    """The sentence of an entry."""
    if entry.action not in catalogue():
        return f"{entry.actor_name}: {entry.object_text}"
    return sentence(entry, language)


def lines_of(entries: Iterable[TrailEntry | AccessEntry], language: str) -> list[Line]:
    """Each entry as a line; nothing is looked up, so any number of entries costs the same queries."""
    return [line_of(entry, language) for entry in entries]


def history_of(acting: Acting, thing: models.Model, language: str) -> History | None:
    """The newest lines about the object for `ui/history.html`; None for those who do not read the trail."""
    if not can_read_trail(acting):
        return None
    entries = entries_about(acting, thing).order_by("-pk")[:IN_HISTORY]
    return History(lines_of(entries, language), about_href(thing._meta.label_lower, str(thing.pk)))
