"""May somebody open a file: if they may see an object it hangs on."""

from __future__ import annotations

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import can_view, views

from .models import StoredFile
from .queries import holders


@views(StoredFile)
def can_view_file(acting: Acting, stored: StoredFile) -> bool:
    """Ask of each object that holds the file."""
    if acting.is_system:
        return True
    if stored.access_class == AccessClass.PERSONAL:
        return False
    return any(
        can_view(acting, holder)
        for model, fields in holders().items()
        for field in fields
        for holder in model._default_manager.filter(**{field: stored})
    )
