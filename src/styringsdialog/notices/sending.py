"""Sends what waits: each message claimed before it is handed over, tried again for five days, then given up.

A message is claimed by counting an unfinished attempt. A worker that dies between the handing over and the note of it
leaves that count behind; the message is then tried once more, and never a third time: at most one copy too many.
Each copy has the same Message-ID, so that most mail programs show one.
"""

from __future__ import annotations

import hashlib
import logging
import smtplib
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from styringsdialog.core.acting import Acting
from styringsdialog.core.jobs import enqueue, job
from styringsdialog.trail.services import record

from .creating import About, Recipient, create_notices
from .models import Notice, NoticeState
from .texts import one_line

logger = logging.getLogger(__name__)

PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
LONGEST_PAUSE = timedelta(days=1)
GIVEN_UP_AFTER = timedelta(days=5)
# Longer than a mail server may take to answer (EMAIL_TIMEOUT for each step): sooner, and two workers would send it.
CLAIM = timedelta(minutes=10)
MOST_UNFINISHED = 2
IN_ONE_RUN = 500
OPEN = (NoticeState.WAITING, NoticeState.FAILED)
UNCERTAIN, CHANGED, SERVER_AWAY = "notices.uncertain", "notices.attachment_changed", "notices.server_away"

Receivers = Callable[[str, datetime], list[Recipient]]
_TOLD: list[Receivers] = []


class AttachmentChanged(Exception):
    """A file to go with a message is gone, or not the same any more."""


def tell_when_given_up(receivers: Receivers) -> None:
    """Say who is told of a message that was given up: a function of municipality code and instant, registered by
    the app that knows roles."""
    _TOLD[:] = [receivers]


@job()
def send_waiting() -> dict[str, int]:
    """Send every message whose time has come."""
    return send_due(timezone.now())


def send_when_due(now: datetime) -> None:
    """The worker's round: queue the job where something is due, so that failed messages are tried again."""
    if _due(now).exists():
        enqueue(send_waiting)


def send_due(now: datetime) -> dict[str, int]:
    """Claim and send, oldest first; how many ended in each state."""
    counts: dict[str, int] = {}
    for key in list(_due(now).order_by("pk").values_list("pk", flat=True)[:IN_ONE_RUN]):
        notice = _claimed(key, now)
        if notice is not None:
            state = _tried(notice, now)
            counts[state] = counts.get(state, 0) + 1
    return counts


def _due(now: datetime) -> QuerySet[Notice]:
    return Notice.objects.filter(state__in=OPEN, next_try_at__lte=now)


def _claimed(key: int, now: datetime) -> Notice | None:
    """The message, if nobody else took it in the meantime: one conditional update decides."""
    notice = _due(now).filter(pk=key).first()
    if notice is None:
        return None
    unchanged = _due(now).filter(pk=key, attempts=notice.attempts, unfinished=notice.unfinished)
    notice.attempts, notice.unfinished, notice.next_try_at = notice.attempts + 1, notice.unfinished + 1, now + CLAIM
    claimed = unchanged.update(attempts=notice.attempts, unfinished=notice.unfinished, next_try_at=notice.next_try_at)
    return notice if claimed else None


def _tried(notice: Notice, now: datetime) -> str:
    if notice.unfinished > MOST_UNFINISHED:
        return _give_up(notice, UNCERTAIN, now)
    try:
        mail_of(notice).send()
    except AttachmentChanged:
        return _give_up(notice, CHANGED, now)
    except OSError as fault:  # smtplib's own errors are of this kind
        logger.warning("Message %s was not sent: %s", notice.pk, type(fault).__name__)
        return _failed(notice, _answer(fault), now)
    _sent(notice, now)
    return str(NoticeState.SENT)


def _answer(fault: OSError) -> str:
    """What went wrong: the server's own words where it spoke, else that it was not there (a message id)."""
    words: bytes | str
    if isinstance(fault, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(fault.recipients.values()))
    elif isinstance(fault, smtplib.SMTPResponseException):
        code, words = fault.smtp_code, fault.smtp_error
    else:
        return SERVER_AWAY
    told = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    return f"{code} {one_line(told)}"[:500]


@transaction.atomic
def _sent(notice: Notice, now: datetime) -> None:
    done = {"state": NoticeState.SENT, "sent_at": now, "next_try_at": None, "error": ""}
    Notice.objects.filter(pk=notice.pk).update(unfinished=0, **done)
    notice.collected.update(**done)


def _failed(notice: Notice, error: str, now: datetime) -> str:
    if now - notice.tried_since >= GIVEN_UP_AFTER:
        return _give_up(notice, error, now)
    pause = PAUSES[notice.attempts - 1] if notice.attempts <= len(PAUSES) else LONGEST_PAUSE
    # Not past the day it is given up: the last try comes on that day.
    again = min(now + pause, notice.tried_since + GIVEN_UP_AFTER)
    Notice.objects.filter(pk=notice.pk).update(
        state=NoticeState.FAILED, unfinished=0, error=error, next_try_at=max(again, now + PAUSES[0])
    )
    return str(NoticeState.FAILED)


@transaction.atomic
def _give_up(notice: Notice, error: str, now: datetime) -> str:
    """No more tries; the administrators of the municipality are told, but not of a message that told them so."""
    done = {"state": NoticeState.GIVEN_UP, "error": error, "next_try_at": None}
    Notice.objects.filter(pk=notice.pk).update(unfinished=0, **done)
    notice.collected.update(**done)
    acting = Acting(None, timezone.localtime(now).date())
    receiver = notice.to_name or notice.to_email
    record(acting, "notice.given_up", notice, receiver=receiver)
    if notice.kind != "not_delivered":
        for receivers in _TOLD:
            told = {"receiver": receiver, "subject": notice.subject}
            about = About(notice, "/beskeder/", told)
            to = receivers(notice.municipality_code, now)
            create_notices(acting, "not_delivered", to, about, key=f"{notice.pk}-{notice.tried_since:%Y%m%d%H%M%S}")
    return str(NoticeState.GIVEN_UP)


def mail_of(notice: Notice) -> EmailMessage:
    """The mail: plain text, attachments checked against their hash. AttachmentChanged where one is not what it was."""
    mail = EmailMessage(
        subject=notice.subject,
        body=notice.body,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[notice.to_email],
        headers={"Message-ID": message_id(notice), "Auto-Submitted": "auto-generated"},
    )
    for stored in notice.attachments.all():
        try:
            with stored.file.open("rb") as content:
                data = content.read()
        except FileNotFoundError as gone:
            raise AttachmentChanged(stored.name) from gone
        if hashlib.sha256(data).hexdigest() != stored.sha256:
            raise AttachmentChanged(stored.name)
        mail.attach(stored.name, data, stored.content_type)
    return mail


def message_id(notice: Notice) -> str:
    """The same for every copy of a message, on every machine."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    return f"<{hashlib.sha256(notice.key.encode()).hexdigest()[:32]}@{host}>"
