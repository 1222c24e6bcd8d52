"""May somebody open a file: if they may see an object it hangs on, and it is neither locked nor being searched."""

from __future__ import annotations

from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import can_view, views

from .models import Search, StoredFile
from .queries import holders


@views(StoredFile)
def can_view_file(acting: Acting, stored: StoredFile) -> bool:
    """Ask of each object that holds the file, or holds the locked file it is a redacted copy of."""
    if acting.is_system:
        return True
    if stored.is_locked or stored.search == Search.WAITING:
        return False
    originals = StoredFile.objects.filter(redacted_copy=stored, is_locked=True)
    return any(_hangs_on_seen(acting, file) for file in (stored, *originals))


def _hangs_on_seen(acting: Acting, stored: StoredFile) -> bool:
    return any(
        can_view(acting, holder)
        for model, fields in holders().items()
        for field in fields
        for holder in model._default_manager.filter(**{field: stored})
    )
