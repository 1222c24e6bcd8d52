"""Who reads the logs that lie below the register: reads of internal matters, messages, templates, choices."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import shows
from styringsdialog.notices.creating import Recipient
from styringsdialog.notices.models import Notice, NoticeChoice, NoticeTemplate
from styringsdialog.trail.models import AccessEntry
from styringsdialog.users.models import User

from .models import Membership, Role
from .queries import TRAIL_READERS
from .rights import readers
from .roles import reach_of


@shows(AccessEntry)
def readings_for(acting: Acting) -> QuerySet[AccessEntry]:
    """Who read what in the municipality: for those who read its trail."""
    reach = reach_of(acting)
    if reach.is_everything:
        return AccessEntry.objects.all()
    return AccessEntry.objects.filter(municipality_code__in=reach.codes_of(*TRAIL_READERS))


def people_in_trail(acting: Acting) -> QuerySet[User]:
    """People whose deeds a reader of the trail may look up: who has or had a role in the reader's municipality, or in
    an organisation seated there. Their names stand in the entries anyway."""
    reach = reach_of(acting)
    if reach.is_everything:
        return User.objects.all()
    keys = reach.municipalities(*TRAIL_READERS)
    held = Membership.objects.filter(Q(municipality__in=keys) | Q(organisation__seat_municipality__in=keys))
    return User.objects.filter(pk__in=held.values("user"))


@shows(Notice)
def notices_for(acting: Acting) -> QuerySet[Notice]:
    """One's own; coordinator and administrator read all of the municipality."""
    reach = reach_of(acting)
    if reach.is_everything:
        return Notice.objects.all()
    if acting.person is None:
        return Notice.objects.none()
    own = Q(user=acting.person) if acting.person.is_active else Q(pk__in=[])
    return Notice.objects.filter(own | Q(municipality_code__in=reach.codes_of(*readers("notice"))))


@shows(NoticeTemplate)
def templates_for(acting: Acting) -> QuerySet[NoticeTemplate]:
    """Those of the municipality, for coordinator and administrator."""
    reach = reach_of(acting)
    if reach.is_everything:
        return NoticeTemplate.objects.all()
    return NoticeTemplate.objects.filter(municipality_code__in=reach.codes_of(*readers("notice_template")))


@shows(NoticeChoice)
def choices_for(acting: Acting) -> QuerySet[NoticeChoice]:
    """One's own."""
    if reach_of(acting).is_everything:
        return NoticeChoice.objects.all()
    return NoticeChoice.objects.filter(user=acting.person) if acting.person else NoticeChoice.objects.none()


def administrators_of(code: str, at: datetime) -> list[Recipient]:
    """Whom the municipality has as administrators that day: they are told of a message that was given up."""
    day = timezone.localtime(at).date()
    rows = Membership.objects.as_of(day).filter(role=Role.ADMINISTRATOR, municipality__code=code, user__is_active=True)
    return [Recipient.of(row.user) for row in rows.select_related("user").order_by("pk")]
