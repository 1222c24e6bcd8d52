"""A stored file is seen by whoever sees an object it hangs on; each app names its models that hold files."""

from __future__ import annotations

from django.db.models import Model, Q, QuerySet

from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import shows, visible_to

from .models import Search, StoredFile

_HOLDERS: dict[type[Model], tuple[str, ...]] = {}


def holds_files(model: type[Model], *fields: str) -> None:
    """Say that the foreign keys `fields` of `model` point to stored files. Called in the app's queries.py."""
    _HOLDERS[model] = fields


def holders() -> dict[type[Model], tuple[str, ...]]:
    """Every model that holds files, with the names of its fields."""
    return dict(_HOLDERS)


@shows(StoredFile)
def files_for(acting: Acting) -> QuerySet[StoredFile]:
    """Files of the objects that the actor sees; the system sees all, also those that hang on nothing.

    A locked file is seen by nobody, and its redacted copy by everybody who would see it; a file that is still
    being searched for CPR numbers is seen by nobody either.
    """
    if acting.is_system:
        return StoredFile.objects.all()
    seen = Q(pk__in=[])
    for model, fields in _HOLDERS.items():
        rows = visible_to(acting, model)
        for field in fields:
            # Empty cells are left out: a NULL inside IN makes every answer unknown.
            seen |= Q(pk__in=rows.filter(**{f"{field}__isnull": False}).values(field))
    locked = StoredFile.objects.filter(seen, is_locked=True, redacted_copy__isnull=False)
    shown = StoredFile.objects.filter(seen | Q(pk__in=locked.values("redacted_copy")))
    return shown.exclude(is_locked=True).exclude(search=Search.WAITING)
