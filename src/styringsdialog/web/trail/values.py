"""What an entry changed, field by field: names and values in the reader's words, before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext

from styringsdialog.core.acting import Acting
from styringsdialog.core.stored_values import from_json
from styringsdialog.core.visibility import registered, visible_to
from styringsdialog.register.log_policies import reads_what_is_gone
from styringsdialog.trail.models import TrailEntry
from styringsdialog.users.models import User
from styringsdialog.web.templatetags.styring import instant
from styringsdialog.wording.messages import spell

from .reading import model_of

NOTHING = "–"


@dataclass(frozen=True)
class Change:
    """One field; a dash where there was, or is, nothing."""

    label: str
    before: str
    after: str


def may_read_values(acting: Acting, entry: TrailEntry) -> bool:
    """Whoever reads the entry reads the sentence; the values only who may see the object itself. Of an object that
    is gone: coordinator and case worker."""
    model = model_of(entry.object_type)
    if model is None or not entry.object_id:
        return reads_what_is_gone(acting, entry.municipality_code)
    if model not in registered():
        return False
    if visible_to(acting, model).filter(pk=entry.object_id).exists():
        return True
    is_there = model._default_manager.filter(pk=entry.object_id).exists()
    return not is_there and reads_what_is_gone(acting, entry.municipality_code)


def changes_of(acting: Acting, entry: TrailEntry, language: str) -> list[Change]:
    """What the service told, and what the fields' own log of the same deed and object adds."""
    model = model_of(entry.object_type)
    told = _told(model, from_json(entry.before), from_json(entry.after), language)
    rows = {} if model is None else _logged(acting, model, entry, language)
    return list({**rows, **told}.values())


def _told(model: type[models.Model] | None, before: Any, after: Any, language: str) -> dict[str, Change]:
    if not isinstance(before, Mapping | None) or not isinstance(after, Mapping | None):
        return {"": Change(gettext("Værdi"), _spelled(None, before, language), _spelled(None, after, language))}
    before, after = before or {}, after or {}
    found = {}
    for name in {**before, **after}:
        field = _field(model, name)
        found[name] = Change(
            _label(field, name),
            _spelled(field, before.get(name), language),
            _spelled(field, after.get(name), language),
        )
    return found


def _logged(acting: Acting, model: type[models.Model], entry: TrailEntry, language: str) -> dict[str, Change]:
    """auditlog's rows of the same deed and object, the first value before and the last one after."""
    if entry.deed is None:
        return {}
    kind = ContentType.objects.get_for_model(model)
    rows = LogEntry.objects.filter(cid=str(entry.deed), content_type=kind, object_pk=entry.object_id).order_by("pk")
    pairs: dict[str, list[str]] = {}
    for row in rows:
        for name, (before, after) in (row.changes or {}).items():
            pairs.setdefault(name, [before, after])[1] = after
    found = {}
    for name, (old, new) in pairs.items():
        field = _field(model, name)
        if field is None or field.primary_key:
            continue
        before, after = (_stored(acting, field, value, language) for value in (old, new))
        if before != after:
            found[name] = Change(_label(field, name), before, after)
    return found


def _stored(acting: Acting, field: models.Field[Any, Any], text: str, language: str) -> str:
    """A value as auditlog keeps it, which is text: `None`, `5`, `2026-09-01`."""
    if text in ("None", ""):
        return NOTHING
    if isinstance(field, models.ForeignKey):
        return _named(acting, field.related_model, text)
    try:
        return _spelled(field, field.to_python(text), language)
    except (ValidationError, InvalidOperation, TypeError):
        return text


def _named(acting: Acting, model: Any, key: str) -> str:
    """The name of another object where the reader may know it; people's names stand in the trail anyway."""
    rows = User.objects.all() if model is User else visible_to(acting, model) if model in registered() else None
    there = rows.filter(pk=key).first() if rows is not None and key.isdigit() else None
    return str(there) if there is not None else gettext("nr. %(number)s") % {"number": key}


def _field(model: type[models.Model] | None, name: str) -> models.Field[Any, Any] | None:
    try:
        field = model._meta.get_field(name) if model is not None else None
    except FieldDoesNotExist:
        return None
    return field if isinstance(field, models.Field) else None


def _label(field: models.Field[Any, Any] | None, name: str) -> str:
    word = str(field.verbose_name) if field is not None else name.replace("_", " ")
    return word[:1].upper() + word[1:]


def _spelled(field: models.Field[Any, Any] | None, value: Any, language: str) -> str:
    if value is None or value in ("", [], (), {}):
        return NOTHING
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return gettext("Ja") if value else gettext("Nej")
    if isinstance(value, datetime):
        return instant(value if timezone.is_aware(value) else value.replace(tzinfo=UTC))
    if isinstance(value, int) and field is not None and "year" not in field.name:
        return spell(value, "num", language)
    if isinstance(value, date | Decimal | int):
        return spell(value, "", language)
    if isinstance(value, list | tuple):
        return ", ".join(_spelled(None, one, language) for one in value)
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_spelled(None, one, language)}" for key, one in value.items())
    return str(value)
