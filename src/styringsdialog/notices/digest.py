"""The daily mail: what a person did not want at once, as one message a day."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from styringsdialog.core.acting import Acting
from styringsdialog.core.jobs import enqueue
from styringsdialog.users.models import User

from .creating import About, Recipient, create_notices
from .models import Notice, NoticeState
from .sending import send_waiting
from .texts import absolute


def send_digests(day: date) -> int:
    """One mail to each person with messages put off, for each municipality. How many. A second run finds nothing."""
    waiting = Notice.objects.filter(state=NoticeState.DIGEST, in_digest=None, user__isnull=False)
    pairs = waiting.order_by("user", "municipality_code").values_list("user", "municipality_code").distinct()
    made = sum(_collect(Acting(None, day), user, code) for user, code in list(pairs))
    if made:
        enqueue(send_waiting)
    return made


@transaction.atomic
def _collect(acting: Acting, user: int, code: str) -> int:
    found = list(
        Notice.objects.select_for_update()
        .filter(state=NoticeState.DIGEST, in_digest=None, user=user, municipality_code=code)
        .order_by("pk")
    )
    if not found:
        return 0
    items = "\n\n".join(f"– {one.subject}\n  {absolute(one.link)}" if one.link else f"– {one.subject}" for one in found)
    about = About(None, "/beskeder/mine/", {"count": len(found), "items": items})
    # Named by its first message: what comes later on the same day has a mail of its own.
    to = [Recipient.of(User.objects.get(pk=user))]
    made = create_notices(acting, "digest", to, about, key=str(found[0].pk), municipality_code=code)
    Notice.objects.filter(pk__in=[one.pk for one in found]).update(in_digest=made[0])
    return 1
