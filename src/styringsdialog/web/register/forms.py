"""What the register's forms share: how a day, a choice of several and a longer text are asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core import signing
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.acting import Acting
from styringsdialog.web.plain_text import PlainText

SALT = "register.opened"


class DayField(forms.DateField):
    """A day: picked, or written as 1.1.2027 or 2027-01-01."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(**{"widget": widget, "label": _("Dato"), **kwargs})


class LongText(PlainText):
    """A text of some lines."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"class": "form-input", "rows": 3})
        super().__init__(**{"widget": widget, "required": False, "max_length": 2000, **kwargs})


class Several(forms.ModelMultipleChoiceField):
    """Tick one or more of the rows."""

    def __init__(self, queryset: models.QuerySet, **kwargs: Any) -> None:
        super().__init__(queryset, **{"widget": forms.CheckboxSelectMultiple, **kwargs})


class ActingForm(forms.Form):
    """A form that knows who acts: what may be chosen depends on it."""

    def __init__(self, acting: Acting, *args: Any, **kwargs: Any) -> None:
        self.acting = acting
        super().__init__(*args, **kwargs)


class EditForm(ActingForm):
    """A form about a thing that somebody else may change meanwhile: then both versions are shown, field by field.

    `thing` None is a new one. The values that the form was opened with travel along, signed.
    """

    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, acting: Acting, thing: models.Model | None, *args: Any, **kwargs: Any) -> None:
        self.thing = thing
        now = self.values_of(thing) if thing is not None else {}
        kwargs["initial"] = {**now, **(kwargs.get("initial") or {})}
        super().__init__(acting, *args, **kwargs)
        self.now = _plain(now)
        self.initial["opened"] = signing.dumps(self.now, salt=SALT)

    def values_of(self, thing: models.Model) -> dict[str, Any]:
        """The thing's present values by field; a related row by its key."""
        names = [name for name in self.base_fields if name != "opened"]
        return {name: getattr(thing, thing._meta.get_field(name).attname) for name in names}  # type: ignore[union-attr]

    def changes(self) -> dict[str, Any]:
        """The fields that differ from the thing as it is."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "opened"}
        if self.thing is None:
            return given
        told = _plain({name: _key(value) for name, value in given.items()})
        return {name: value for name, value in given.items() if told[name] != self.now.get(name)}

    def clean(self) -> dict[str, Any]:
        """Say what somebody else changed since the form was opened; sent once more it is saved."""
        cleaned = super().clean() or {}
        if self.thing is None:
            return cleaned
        for name in _changed_since(cleaned.get("opened", ""), self.now):
            if name in self.fields and name not in self.errors:
                field = self.fields[name]
                shown = _shown(field, self.now[name])
                self.add_error(
                    name,
                    gettext("En anden har rettet feltet imens. Nu står der: %(now)s. Gem igen, hvis dit skal gælde.")
                    % {"now": shown},
                )
        if self.errors:
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data[self.add_prefix("opened")] = signing.dumps(self.now, salt=SALT)  # type: ignore[index]
        return cleaned


def _changed_since(opened: str, now: Mapping[str, Any]) -> list[str]:
    try:
        before = signing.loads(opened, salt=SALT)
    except signing.BadSignature:
        return []
    return [name for name, value in now.items() if before.get(name) != value]


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """As it comes back from the page: a day as text, nothing as an empty text."""
    plain: dict[str, Any] = json.loads(json.dumps(dict(values), cls=DjangoJSONEncoder))
    return {name: "" if value is None else str(value) for name, value in plain.items()}


def _key(value: Any) -> Any:
    return value.pk if isinstance(value, models.Model) else value


def _shown(field: forms.Field, value: str) -> str:
    choices = dict(getattr(field, "choices", ()) or ())
    found = {str(key): text for key, text in choices.items()}
    return str(found.get(value, value)) or "–"
