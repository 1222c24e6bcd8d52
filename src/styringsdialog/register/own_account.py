"""What a person changes about themselves: name and language."""

from __future__ import annotations

from django.db import transaction

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed
from styringsdialog.trail.services import record
from styringsdialog.users.models import User


def can_change_own_account(acting: Acting) -> bool:
    """Somebody who is signed in, about nobody but themselves."""
    return acting.person is not None


@transaction.atomic
def update_own_account(acting: Acting, *, name: str, language: str) -> User:
    """Keep the name that others see, and the language of pages and mail. NotAllowed for the system."""
    if not can_change_own_account(acting) or acting.person is None:
        raise NotAllowed.of("not_allowed")
    user = User.objects.select_for_update().get(pk=acting.person.pk)
    before = {"name": user.name, "language": user.language}
    user.name, user.language = name, language
    user.save(update_fields=["name", "language"])
    record(acting, "account.changed", user, before=before, after={"name": name, "language": language})
    return user
