"""A request for access to documents: opened on a case, decided document by document, and answered with a bundle."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import models, transaction
from django.db.models import F, Max

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, StaleVersion, UserError
from styringsdialog.core.jobs import enqueue
from styringsdialog.exchange.reading.file_text import holds_person
from styringsdialog.files.cases import Paper, found_case
from styringsdialog.files.models import AccessRequest, AccessRequestItem, Decision, RequestState, StoredFile
from styringsdialog.files.services import contents_follow_rows
from styringsdialog.register.file_policies import can_decide_access, can_open_access_request, writing_code
from styringsdialog.rulebook.loader import law_book
from styringsdialog.rulebook.working_days import working_days_after
from styringsdialog.trail.services import record
from styringsdialog.wording.messages import sentence

from .access_bundle import make_bundle
from .access_papers import papers_of_case
from .attachments import take_in
from .quarantine import search_file

DEADLINE = "access/answer_working_days"
OPEN = (RequestState.REQUESTED, RequestState.DECIDING, RequestState.FAILED, RequestState.MADE)
BY_DEFAULT = {AccessClass.INTERNAL: "internal", AccessClass.PERSONAL: "personal"}


def deadline_of(received_on: date) -> date:
    """The last day of the law's deadline. NoValueForDay where the figure of that day is not known."""
    return working_days_after(received_on, int(str(law_book()[DEADLINE].at(received_on).value)))


@transaction.atomic
def open_access_request(
    acting: Acting,
    *,
    thing: models.Model,
    received_on: date,
    requester_kind: str,
    reference: str = "",
    own_deadline_on: date | None = None,
) -> AccessRequest:
    """A request about the case, with all its documents; what is internal or personal is withheld until decided."""
    if not can_open_access_request(acting, thing):
        raise NotAllowed.of("not_allowed")
    if received_on > acting.day:
        raise UserError.of("access.future")
    if holds_person(reference):
        raise UserError.of("attachment.cpr_typed")
    request = AccessRequest.objects.create(
        object_type=thing._meta.label_lower,
        object_pk=thing.pk,
        object_title=str(thing)[:250],
        municipality_code=writing_code(acting, thing),
        received_on=received_on,
        requester_kind=requester_kind,
        reference=reference.strip(),
        deadline_on=own_deadline_on or deadline_of(received_on),
        is_own_deadline=own_deadline_on is not None,
        state=RequestState.DECIDING,
        created_by=acting.person,
    )
    added = _add_new(acting, request, thing)
    record(acting, "access.opened", request, documents=added)
    return request


@transaction.atomic
def collect_papers(acting: Acting, *, request: AccessRequest) -> int:
    """Add the documents that the case has got since. How many; decisions already made stay."""
    _allow(acting, request)
    thing = found_case(request.object_type, request.object_pk)
    if thing is None:
        raise UserError.of("access.case_gone", case=request.object_title)
    _move(request, OPEN, RequestState.DECIDING)
    added = _add_new(acting, request, thing)
    record(acting, "access.collected", request, count=added)
    return added


@transaction.atomic
def decide_access(
    acting: Acting, *, request: AccessRequest, decisions: Mapping[int, tuple[str, str]], version: int
) -> AccessRequest:
    """Decide on documents: item key -> (decision, reason). StaleVersion where somebody decided in between."""
    _allow(acting, request)
    items = {item.pk: item for item in request.items.all()}
    for pk, (decision, reason) in decisions.items():
        if Decision(decision) in (Decision.WITHHOLD, Decision.REDACT) and not reason.strip():
            raise UserError.of("access.reason", document=items[pk].title)
        if holds_person(reason):
            raise UserError.of("attachment.cpr_typed")
    mine = AccessRequest.objects.filter(pk=request.pk, version=version, state__in=OPEN)
    if not mine.update(version=F("version") + 1, state=RequestState.DECIDING):
        raise StaleVersion.of("access.changed", request=str(request))
    before = {str(pk): items[pk].decision for pk in decisions}
    for pk, (decision, reason) in decisions.items():
        item = items[pk]
        item.decision, item.reason = Decision(decision), reason.strip()[:300]
        item.save(update_fields=["decision", "reason"])
    after = {str(pk): str(Decision(decision)) for pk, (decision, _) in decisions.items()}
    record(acting, "access.decided", request, before=before, after=after)
    request.refresh_from_db()
    return request


def redact_item(acting: Acting, *, item: AccessRequestItem, file: File[Any], name: str) -> StoredFile:
    """Hand in the copy in which parts are left out; it is searched for CPR numbers like any other file."""
    request = item.request
    _allow(acting, request)
    with contents_follow_rows() as kept, transaction.atomic():
        _move(request, OPEN, RequestState.DECIDING)
        code = request.municipality_code
        copy = take_in(acting, file=file, name=name, code=code, access_class=AccessClass.INTERNAL)
        kept.append(copy)
        AccessRequestItem.objects.filter(pk=item.pk).update(redacted=copy)
        record(acting, "access.redacted", request, document=item.title)
        enqueue(search_file, file_id=copy.pk)
    copy.refresh_from_db()
    return copy


@transaction.atomic
def order_bundle(acting: Acting, *, request: AccessRequest) -> AccessRequest:
    """Have the bundle made by the worker. UserError names the document that is undecided or lacks its copy."""
    _allow(acting, request)
    for item in request.items.select_related("file__redacted_copy", "redacted"):
        if not item.decision:
            raise UserError.of("access.undecided", document=item.title)
        if item.decision == Decision.REDACT and (item.redacted is None or item.redacted.given is None):
            raise UserError.of("access.no_copy", document=item.title)
        if item.decision == Decision.GIVE and item.file is not None and item.file.given is None:
            raise UserError.of("access.locked", document=item.title)
    _move(request, OPEN, RequestState.ORDERED, ordered_by=acting.person, ordered_on=acting.day, error=None)
    record(acting, "access.ordered", request)
    enqueue(make_bundle, request_id=request.pk)
    request.refresh_from_db()
    return request


@transaction.atomic
def mark_sent(acting: Acting, *, request: AccessRequest) -> AccessRequest:
    """Note that the bundle was sent. The system sends it to nobody: that is done in the records system."""
    _allow(acting, request)
    _move(request, (RequestState.MADE,), RequestState.SENT, sent_on=acting.day)
    record(acting, "access.sent", request)
    return request


def _add_new(acting: Acting, request: AccessRequest, thing: models.Model) -> int:
    known = set(request.items.values_list("source", flat=True))
    last = request.items.aggregate(last=Max("position"))["last"] or 0
    fresh = [paper for paper in papers_of_case(acting, thing) if paper.source not in known]
    rows = [_item(request, number, paper) for number, paper in enumerate(fresh, start=last + 1)]
    AccessRequestItem.objects.bulk_create(rows)
    return len(rows)


def _item(request: AccessRequest, number: int, paper: Paper) -> AccessRequestItem:
    kept_back = BY_DEFAULT.get(AccessClass(paper.access_class))
    decision = Decision.GIVE if paper.access_class == AccessClass.PUBLIC else Decision.NONE
    return AccessRequestItem(
        request=request,
        position=number,
        source=paper.source,
        kind=paper.kind,
        title=paper.title[:250],
        dated_on=paper.dated_on,
        access_class=paper.access_class,
        file=paper.file,
        text=[list(line) for line in paper.text] or None,
        decision=Decision.WITHHOLD if kept_back else decision,
        reason=sentence(f"access.withheld.{kept_back}") if kept_back else "",
    )


def _move(request: AccessRequest, before: tuple[RequestState, ...], after: RequestState, **fields: Any) -> None:
    """Move the request on if it still stands as it did: the guard of two people who press at once."""
    if not AccessRequest.objects.filter(pk=request.pk, state__in=before).update(state=after, **fields):
        raise UserError.of("access.not_open", request=str(request))
    request.refresh_from_db()


def _allow(acting: Acting, request: AccessRequest) -> None:
    if not can_decide_access(acting, request):
        raise NotAllowed.of("not_allowed")
