"""What is done with messages: tell somebody, write one's own texts, choose when to be told, try again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, StaleVersion, UserError
from styringsdialog.core.jobs import enqueue
from styringsdialog.trail.services import record

from .creating import About, Recipient, create_notices
from .kinds import KINDS, default_body, default_subject
from .models import Delivery, Notice, NoticeChoice, NoticeState, NoticeTemplate
from .policies import can_edit_templates, can_read_notices
from .sending import send_waiting
from .texts import check_template, one_line, texts_of

__all__ = ["Recipient", "choose_delivery", "notify", "reset_template", "retry_notice", "save_template"]


@transaction.atomic
def notify(
    acting: Acting,
    *,
    kind: str,
    to: Iterable[Recipient],
    about: models.Model | None = None,
    link: str = "",
    key: str = "",
    attachments: Sequence[models.Model] = (),
    municipality_code: str | None = None,
    gather: timedelta | None = None,
    **params: Any,
) -> list[Notice]:
    """Tell people something; call it inside the service that did it. The new messages, one a receiver.

    `kind` is one of `notices.kinds.KINDS`, and `params` are exactly its fields (dates and numbers as they are);
    `municipality` may be given, else it is the actor's or the object's. `link` is a path of ours or a whole
    address. `attachments` are stored files. With a `key` the same receiver never gets the same message twice:
    `notify(..., key=f"{membership.pk}-{membership.valid_until}")`. The mail goes out after the transaction is
    committed, or in the daily mail for who chose so. No trail entry: the message is its own record.
    With `gather` it waits that long, and telling the same `key` again meanwhile puts the new text in its place.
    """
    content = About(about, link, params, tuple(attachments))
    code = municipality_code or ""
    made = create_notices(acting, kind, to, content, key=key, municipality_code=code, gather=gather)
    if gather is None and any(notice.state == NoticeState.WAITING for notice in made):
        enqueue(send_waiting)
    return made


@transaction.atomic
def save_template(
    acting: Acting, *, municipality_code: str, kind: str, language: str, subject: str, body: str, version: int
) -> NoticeTemplate:
    """The municipality's own text for a kind. `version` is the one the user saw (0: the text of the code);
    StaleVersion where somebody else saved in between, UserError for a placeholder that the kind does not know."""
    _allow(can_edit_templates(acting, municipality_code))
    subject, body = one_line(subject), body.replace("\r\n", "\n").strip()
    check_template(kind, subject, place="subject")
    check_template(kind, body, place="body")
    before = texts_of(municipality_code, kind, language)
    row = NoticeTemplate.objects.select_for_update().filter(
        municipality_code=municipality_code, kind=kind, language=language
    ).first()  # fmt: skip
    if (row.version if row else 0) != version:
        raise StaleVersion.of("notices.template_changed")
    if row is None:
        row = NoticeTemplate(municipality_code=municipality_code, kind=kind, language=language, version=0)
    row.subject, row.body, row.version = subject, body, row.version + 1
    row.save()
    told = {"before": _told(before), "after": _told((subject, body))}
    record(acting, "notice_template.changed", row, kind=f"notice_kind.{kind}", **told)
    return row


@transaction.atomic
def reset_template(acting: Acting, *, template: NoticeTemplate) -> None:
    """Back to the text of the code."""
    _allow(can_edit_templates(acting, template.municipality_code))
    default = (default_subject(template.kind, template.language), default_body(template.kind, template.language))
    told = {"before": _told((template.subject, template.body)), "after": _told(default)}
    record(acting, "notice_template.reset", template, kind=f"notice_kind.{template.kind}", **told)
    template.delete()


@transaction.atomic
def choose_delivery(acting: Acting, *, delivery: str) -> NoticeChoice:
    """When the actor wants messages: at once, or one mail a day."""
    _allow(acting.person is not None)
    choice, _ = NoticeChoice.objects.get_or_create(user=acting.person)
    before = choice.delivery
    choice.delivery = Delivery(delivery)
    choice.save()
    record(acting, "notice_choice.changed", choice, before={"delivery": before}, after={"delivery": delivery})
    return choice


@transaction.atomic
def retry_notice(acting: Acting, *, notice: Notice) -> Notice:
    """Try a message again that failed or was given up; five days begin anew. UserError where nothing is to be tried."""
    _allow(can_read_notices(acting, notice.municipality_code))
    open_again = Notice.objects.filter(pk=notice.pk, state__in=(NoticeState.FAILED, NoticeState.GIVEN_UP))
    if not notice.to_email:
        raise UserError.of("notices.no_address")
    now = timezone.now()
    if not open_again.update(state=NoticeState.WAITING, attempts=0, unfinished=0, tried_since=now, next_try_at=now):
        raise UserError.of("notices.nothing_to_retry")
    record(acting, "notice.retried", notice, receiver=notice.to_name or notice.to_email)
    notice.refresh_from_db()
    enqueue(send_waiting)
    return notice


def kinds() -> tuple[str, ...]:
    """The kinds that a municipality may write its own text for."""
    return tuple(KINDS)


def _told(texts: tuple[str, str]) -> dict[str, str]:
    return {"subject": texts[0], "body": texts[1]}


def _allow(answer: bool) -> None:
    if not answer:
        raise NotAllowed.of("not_allowed")
