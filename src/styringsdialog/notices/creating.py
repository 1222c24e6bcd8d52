"""Makes messages: one row for each receiver, in the caller's transaction. Nothing is sent here."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone

from styringsdialog.core.acting import Acting
from styringsdialog.trail.services import place_code, place_of
from styringsdialog.users.models import User

from .kinds import KINDS, Kind
from .models import Delivery, Notice, NoticeChoice, NoticeState
from .texts import absolute, filled, one_line, texts_of

NO_ADDRESS = "notices.no_address"


@dataclass(frozen=True)
class Recipient:
    """Whom a message is for: a user, or anybody with an address."""

    name: str
    email: str
    language: str = "da"
    user: User | None = None

    @classmethod
    def of(cls, user: User) -> Recipient:
        """A user, in the language they read."""
        return cls(user.get_full_name(), user.email, user.language, user)

    @property
    def identity(self) -> str:
        """What tells this receiver from others, for the key of a message."""
        return f"user-{self.user.pk}" if self.user is not None else self.email.casefold()


@dataclass(frozen=True)
class About:
    """What a message is about: the object it tells of, where it leads, and the texts and files that go with it."""

    thing: models.Model | None
    link: str
    params: dict[str, Any]
    attachments: tuple[Any, ...] = ()  # stored files; `files` is a neighbour that this app may not import


def create_notices(
    acting: Acting,
    kind: str,
    to: Iterable[Recipient],
    about: About,
    *,
    key: str = "",
    municipality_code: str = "",
    gather: timedelta | None = None,
) -> list[Notice]:
    """One row a receiver; who already has a message with the same key gets no second one. KeyError where `params`
    lacks something that a text of the kind may name, or names something it does not know.

    With `gather` the message waits that long, and one that still waits is given the new text instead."""
    chosen = KINDS[kind]
    if about.params.keys() - {"municipality"} != set(chosen.fields):
        raise KeyError(f"{kind} is told with {sorted(chosen.fields)}, not {sorted(about.params)}")
    code = municipality_code or place_code(acting, about.thing)
    made = []
    for receiver in _once(to):
        whole = f"{kind}:{key}:{receiver.identity}"[:250] if key else uuid.uuid4().hex
        is_told = Notice.objects.filter(key=whole).exists()
        if is_told and gather is None:
            continue
        new = _new(acting, chosen, receiver, about, whole, code)
        if is_told:
            _untried(whole).update(subject=new.subject, body=new.body)
        else:
            made.append(_kept(new, about, gather))
    return made


def _untried(key: str) -> models.QuerySet[Notice]:
    """The message of the key, as long as nobody has begun to send it."""
    still = {"state__in": (NoticeState.WAITING, NoticeState.DIGEST), "attempts": 0, "in_digest": None}
    return Notice.objects.filter(key=key, **still)


def _once(to: Iterable[Recipient]) -> list[Recipient]:
    return list({receiver.identity: receiver for receiver in to}.values())


def _new(acting: Acting, kind: Kind, receiver: Recipient, about: About, key: str, code: str) -> Notice:
    place = place_of(acting, about.thing)
    link = absolute(about.link)
    params = {"municipality": str(place or ""), **about.params}
    params |= {"name": receiver.name or receiver.email, "link": link}
    subject, body = texts_of(code, kind.name, receiver.language)
    thing = about.thing
    notice = Notice(
        kind=kind.name,
        municipality_code=code,
        user=receiver.user,
        to_name=one_line(receiver.name)[:150],
        to_email=receiver.email,
        language=receiver.language,
        subject=one_line(filled(subject, params, receiver.language))[:250],
        body=filled(body, params, receiver.language),
        link=about.link,
        object_type=thing._meta.label_lower if thing is not None else "",
        object_id=str(thing.pk) if thing is not None else "",
        object_text=str(thing)[:250] if thing is not None else "",
        key=key,
        state=_first_state(kind, receiver),
        next_try_at=timezone.now(),
    )
    if not receiver.email:
        notice.state, notice.error = NoticeState.GIVEN_UP, NO_ADDRESS
    return notice


def _kept(notice: Notice, about: About, gather: timedelta | None) -> Notice:
    if gather is not None and notice.next_try_at is not None:
        notice.next_try_at += gather
    notice.save(force_insert=True)
    if about.attachments:
        notice.attachments.set(about.attachments)
    return notice


def _first_state(kind: Kind, receiver: Recipient) -> str:
    if kind.is_urgent or receiver.user is None:
        return NoticeState.WAITING
    choice = NoticeChoice.objects.filter(user=receiver.user).first()
    return NoticeState.DIGEST if choice and choice.delivery == Delivery.DIGEST else NoticeState.WAITING
