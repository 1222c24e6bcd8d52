"""Signs in as each person and tries every address: what the oracle denies is 404 or 403, and named in no answer."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse
from tests.rights.addresses import ABOUT, ASKED, DAYS, EVENTS, EXPORTS, LISTS, MORE, ON_DAYS, WORDED, Address
from tests.rights.markers import NAMED_BY, Marks, words_in
from tests.rights.oracle import OWNERSHIP, ROLES, Person, cell, may_see

from styringsdialog.files.models import StoredFile
from styringsdialog.register.models import Division, HousingArea, HousingOrganisation, Municipality, MunicipalUnit
from styringsdialog.trail.models import AccessEntry, TrailEntry
from styringsdialog.users.models import User
from styringsdialog.web.entry import CHOSEN

LISTED_WITH = {
    "organisation": HousingOrganisation,
    "division": Division,
    "area": HousingArea,
    "unit": MunicipalUnit,
    "user": User,
}


@dataclass
class Visitor:
    """A person in a browser, for the municipality they chose."""

    name: str
    person: Person
    client: Client


@dataclass
class Found:
    """What came of the probes."""

    probes: Counter = field(default_factory=Counter)
    leaks: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)  # refused, and nothing written down

    broken: list[str] = field(default_factory=list)

    def told(self) -> str:
        """For the log of the test: what was tried, and what of the same kind was found."""
        kinds = ", ".join(f"{count} {kind}" for kind, count in self.probes.items())
        wrong = ", ".join(f"{len(getattr(self, name))} {name}" for name in ("leaks", "hidden", "silent", "broken"))
        same = Counter(re.sub(r"\d+", "N", line.partition(": ")[2]) for line in [*self.leaks, *self.hidden])
        lines = [f"  {count} times {text}" for text, count in same.most_common(30)]
        return "\n".join([f"{sum(self.probes.values())} probes ({kinds}): {wrong}", *lines])


def visitors(day: date, names: list[str] | None = None) -> Iterator[Visitor]:
    """Each user for each municipality they hold a role in that day."""
    for user in User.objects.filter(is_active=True).order_by("username"):
        if names is not None and user.username not in names:
            continue
        everywhere = Person.of(user, day)
        keys = {key for held in everywhere.places.values() for key in held}
        for place in list(Municipality.objects.filter(pk__in=keys)) or [None]:
            client = Client(raise_request_exception=False)
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
            if place is not None:
                session = client.session
                session[CHOSEN] = place.code
                session.save()
            name = f"{user.username}{f' for {place.code}' if place else ''}"
            yield Visitor(name, Person.of(user, day, place), client)


class Prober:
    """Tries everything for one visitor after the other: of each kind some objects they may see and some they may not.

    `asks` tries days and foreign numbers behind the addresses as well.
    """

    def __init__(
        self, marks: Marks, people: list[Person], *, allowed: int = 1, denied: int = 1, asks: bool = True
    ) -> None:
        self.marks, self.people = marks, people
        self.asks = asks
        self.found = Found()
        self._samples: dict[type[models.Model], list[models.Model]] = {}

    def sample(self, model: type[models.Model]) -> list[models.Model]:
        """Objects of the model, one of each lot that nobody's rights tell apart."""
        if model not in self._samples:
            lots: dict[Any, list[models.Model]] = defaultdict(list)
            for thing in model._default_manager.order_by("-pk")[:300]:
                signature = tuple(may_see(person, thing) for person in self.people)
                lots[signature, getattr(thing, "state", ""), getattr(thing, "access_class", "")].append(thing)
            self._samples[model] = [one for lot in lots.values() for one in lot[:2]]
        return self._samples[model]

    def parted(self, visitor: Visitor, model: type[models.Model]) -> tuple[list[models.Model], list[models.Model]]:
        """(allowed, denied) for the visitor, one of each; different visitors begin at different ones."""
        things = self.sample(model)
        turn = self.people.index(visitor.person) % len(things) if things else 0
        things = [*things[turn:], *things[:turn]]
        seen = [one for one in things if may_see(visitor.person, one)]
        unseen = [one for one in things if not may_see(visitor.person, one)]
        return seen[:1], unseen[:1]

    def visit(self, visitor: Visitor) -> None:
        """Every page, file, export and search."""
        for name, address in [*ABOUT.items(), *MORE]:
            if address.get:
                self.about(visitor, name, address)
        for name in LISTS:
            self.fetch(visitor, name, [], "lists")
            if name in EXPORTS:
                self.fetch(visitor, name, [], "exports", "excel")
            for text in ASKED.get(name, ()) if self.asks or name == "search" else ():
                for query in self.queries(visitor, text):
                    self.fetch(visitor, name, [], "questions", query)
        for name, given in WORDED.items():
            self.fetch(visitor, name, given, "lists")
        for kind in EVENTS:
            self.fetch(visitor, "event_form", [kind], "lists")
            for key, model in LISTED_WITH.items() if self.asks else ():
                for thing in self.parted(visitor, model)[1][:1]:
                    self.fetch(visitor, "event_form", [kind], "questions", f"{key}={thing.pk}")

    def queries(self, visitor: Visitor, text: str) -> list[str]:
        """The text with the number of an object that is not the visitor's."""
        for key, model in LISTED_WITH.items():
            if f"{{{key}}}" in text:
                return [text.format(**{key: one.pk}) for one in self.parted(visitor, model)[1][:1]]
        return [text]

    def about(self, visitor: Visitor, name: str, address: Address) -> None:
        """One object that the visitor may see, one that they may not."""
        seen, unseen = self.parted(visitor, address.model)
        for thing in seen:
            status = self.fetch(visitor, name, address.arguments(thing), "allowed")
            if address.is_plain and status != 200:
                self.found.hidden.append(f"{visitor.name}: {name} {status} {thing!r}")
            if name in ON_DAYS and self.asks:
                for day in DAYS:
                    self.fetch(visitor, name, address.arguments(thing), "questions", day)
        for thing in unseen:
            if opens_otherwise(visitor.person, name, thing):
                continue
            before = TrailEntry.objects.count()
            status = self.fetch(visitor, name, address.arguments(thing), "denied")
            if status not in {403, 404}:
                self.found.leaks.append(f"{visitor.name}: {name} {status} {thing!r}")
            if status == 404 and address.is_plain and TrailEntry.objects.count() == before:
                self.found.silent.append(f"{visitor.name}: {name} {thing!r}")

    def fetch(self, visitor: Visitor, name: str, given: list[Any], kind: str, query: str = "") -> int:
        """One GET; every word in the answer must be of something the visitor may read about."""
        self.found.probes[kind] += 1
        href = reverse(name, args=given) + (f"?{query}" if query else "")
        answer = visitor.client.get(href)
        if answer.status_code == 500:
            self.found.broken.append(f"{visitor.name}: {href}")
        for word in words_in(answer):
            is_logged = name.startswith("trail") and in_own_trail(visitor.person, self.marks[word])
            if not is_logged and not self.may_be_told(visitor.person, word):
                thing = self.marks[word]
                self.found.leaks.append(f"{visitor.name}: {href} {answer.status_code} tells {thing!r} ({word})")
        return int(answer.status_code)

    def may_be_told(self, person: Person, word: str) -> bool:
        """Is the word of something the person sees, or of what is named by something they see?"""
        thing = self.marks[word]
        if may_see(person, thing):
            return True
        naming = NAMED_BY.get(type(thing))
        return naming is not None and any(may_see(person, one) for one in naming(thing))

    def send(self, visitor: Visitor) -> None:
        """Every deed on an object that is not the visitor's: refused, and nothing changes."""
        for name, address in ABOUT.items():
            if not address.post:
                continue
            for thing in self.parted(visitor, address.model)[1]:
                self.found.probes["deeds"] += 1
                answer = visitor.client.post(reverse(name, args=address.arguments(thing)), {})
                if answer.status_code not in {403, 404}:
                    self.found.leaks.append(f"{visitor.name}: POST {name} {answer.status_code} {thing!r}")


def opens_otherwise(person: Person, name: str, thing: Any) -> bool:
    """Is the page there for another reason: one's own run on the package, people or lines of one's own trail."""
    if name == "trail_person":
        return in_own_trail(person, thing)
    if name == "trail_about":  # the lines of the trail that the reader may read anyway
        about = {"object_type": thing._meta.label_lower, "object_id": str(thing.pk)}
        return any(may_see(person, row) for log in (TrailEntry, AccessEntry) for row in log.objects.filter(**about))
    return name == "points" and any(may_see(person, run) for run in thing.run.package.rule_runs.all())


def in_own_trail(person: Person, thing: models.Model) -> bool:
    """Who reads the trail of a municipality reads there what its things are called, though not what they hold."""
    places = {key for role in ROLES if cell("trail", role) == "+" for key in person.places.get(role, set())}
    if isinstance(thing, StoredFile):
        return Municipality.objects.filter(code=thing.municipality_code, pk__in=places).exists()
    whose = OWNERSHIP.get(type(thing))
    return whose is not None and bool(places & whose(thing, person.day).places)


LOGS = {"TrailEntry", "AccessEntry", "Session"}


def row_counts() -> dict[str, int]:
    """Rows of every model but the logs, to see that nothing was changed."""
    return {model.__name__: model._default_manager.count() for model in apps.get_models() if model.__name__ not in LOGS}
