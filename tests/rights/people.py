"""Those who try: every user on the day, some on other days, some for a municipality they chose."""

from __future__ import annotations

from datetime import date

from tests.rights.oracle import Person

from styringsdialog.core.acting import Acting
from styringsdialog.register.models import Membership, Municipality
from styringsdialog.users.models import User

# Who tells the days apart: roles that begin or end, and both municipalities for seats that move.
TRY_OTHER_DAYS = ("former", "future", "ended", "coordinator", "manager", "organisation_editor")


def everybody(day: date, other_days: tuple[date, ...] = ()) -> list[tuple[str, Acting, Person]]:
    """(name, acting, person): each user for each municipality they hold a role in, and for all at once."""
    found = []
    for user in User.objects.order_by("username"):
        keys = Membership.objects.filter(user=user).values_list("municipality", flat=True)
        places = Municipality.objects.filter(pk__in=keys)
        is_dated = user.username.startswith(TRY_OTHER_DAYS)
        for when in (day, *(other_days if is_dated else ())):
            # On other days once: what a choice leaves out does not depend on the day.
            for chosen in (None, *(places if when == day and len(places) > 1 else ())):
                name = f"{user.username} {when}{f' for {chosen}' if chosen else ''}"
                found.append((name, Acting(user, when, chosen), Person.of(user, when, chosen)))
    return found
