"""A stored file is seen by whoever sees an object it hangs on; each app names its models that hold files."""

from __future__ import annotations

from django.db.models import Model, Q, QuerySet

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import shows, visible_to

from .models import StoredFile

_HOLDERS: dict[type[Model], tuple[str, ...]] = {}


def holds_files(model: type[Model], *fields: str) -> None:
    """Say that the foreign keys `fields` of `model` point to stored files. Called in the app's queries.py."""
    _HOLDERS[model] = fields


def holders() -> dict[type[Model], tuple[str, ...]]:
    """Every model that holds files, with the names of its fields."""
    return dict(_HOLDERS)


@shows(StoredFile)
def files_for(acting: Acting) -> QuerySet[StoredFile]:
    """Files of the objects that the actor sees; the system sees all, also those that hang on nothing."""
    if acting.is_system:
        return StoredFile.objects.all()
    seen = Q(pk__in=[])
    for model, fields in _HOLDERS.items():
        rows = visible_to(acting, model)
        for field in fields:
            # Empty cells are left out: a NULL inside IN makes every answer unknown.
            seen |= Q(pk__in=rows.filter(**{f"{field}__isnull": False}).values(field))
    # Locked content (a CPR number in it) is read by nobody yet; receipt, name and date stay with the upload.
    return StoredFile.objects.filter(seen).exclude(access_class=AccessClass.PERSONAL)
