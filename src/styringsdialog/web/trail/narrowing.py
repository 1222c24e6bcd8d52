"""The filter of the logs: person, kind of action, kind of object, period and words."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import registered
from styringsdialog.register.log_queries import people_in_trail
from styringsdialog.wording.messages import catalogue

DAY = forms.DateInput(attrs={"type": "date", "class": "form-input"}, format="%Y-%m-%d")


class NarrowForm(forms.Form):
    """What the list is narrowed to; everything may be left empty."""

    text = forms.CharField(label=_("Søg"), required=False)
    person = forms.TypedChoiceField(label=_("Hvem"), coerce=int, empty_value=None, required=False)
    action = forms.ChoiceField(label=_("Handling"), required=False)
    kind = forms.ChoiceField(label=_("Vedrører"), required=False)
    since = forms.DateField(label=_("Fra dato"), required=False, widget=DAY)
    until = forms.DateField(label=_("Til og med"), required=False, widget=DAY)

    def __init__(self, acting: Acting, language: str, *args: Any, has_actions: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "narrow-%s")
        super().__init__(*args, **kwargs)
        people = people_in_trail(acting).order_by("name", "username").values_list("pk", "name", "username")
        every = [("", _("Alle"))]
        self._offer("person", [*every, *((key, name or username) for key, name, username in people)])
        self._offer("kind", [*every, *kinds_of_objects()])
        if has_actions:
            self._offer("action", [*every, *actions(language)])
        else:
            del self.fields["action"]

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that match; a value that cannot be read narrows nothing, and the form says so."""
        self.is_valid()
        given = self.cleaned_data
        if given.get("person"):
            rows = rows.filter(actor=given["person"])
        if given.get("action"):
            rows = rows.filter(action=given["action"])
        if given.get("kind"):
            rows = rows.filter(object_type=given["kind"])
        if given.get("since"):
            rows = rows.filter(at__gte=_begin(given["since"]))
        if given.get("until"):
            rows = rows.filter(at__lt=_begin(given["until"] + timedelta(days=1)))
        for word in given.get("text", "").casefold().split():
            rows = rows.filter(words__contains=word)
        return rows


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def kinds_of_objects() -> list[tuple[str, str]]:
    """Every kind of object the system knows, by its word."""
    named = [(model._meta.label_lower, str(model._meta.verbose_name).capitalize()) for model in registered()]
    return sorted(named, key=lambda one: one[1])


def actions(language: str) -> list[tuple[str, str]]:
    """Every action, as its sentence without the names: «Oprettede enheden …»."""
    found = []
    for message, parts in catalogue().items():
        if message.startswith("trail."):
            plain = re.sub(r"\{[^}]*\}", "…", parts["text"][language].removeprefix("{actor} ")).rstrip(".")
            found.append((message, plain[:1].upper() + plain[1:]))
    return sorted(found, key=lambda one: one[1].casefold())
