"""A brief on its way: drafted, edited by hand, previewed, fixed for good, and shared with the organisation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.core.jobs import enqueue
from styringsdialog.exchange.reading.file_text import holds_person
from styringsdialog.files.models import StoredFile
from styringsdialog.notices.services import Recipient, notify
from styringsdialog.register.models import HousingOrganisation, Membership
from styringsdialog.register.policies import is_staff_of
from styringsdialog.register.roles import OWN_PEOPLE
from styringsdialog.reviews.models import BriefState, DialogueBrief
from styringsdialog.submissions.models import DocumentationPackage
from styringsdialog.trail.services import record
from styringsdialog.users.models import User

from .brief_text import StaleDraft, differences, draft_of, edits_from
from .briefs import make_brief, make_preview, new_brief


def can_edit_brief(acting: Acting, brief: DialogueBrief) -> bool:
    """Edit, fix or share: coordinator and case worker of the municipality whose brief it is."""
    return acting.is_system or is_staff_of.test(acting, brief.municipality)


@transaction.atomic
def draft_brief(acting: Acting, *, package: DocumentationPackage, language: str = "da") -> DialogueBrief:
    """A draft of the newest run with the points chosen now; nothing is made before somebody asks for it."""
    brief = new_brief(acting, package=package, language=language, state=BriefState.DRAFT)
    record(acting, "brief.drafted", brief)
    return brief


@transaction.atomic
def redraft_brief(acting: Acting, *, brief: DialogueBrief) -> DialogueBrief:
    """A new draft with the text of a fixed one, which stays as it is."""
    _allow(acting, brief)
    made = DialogueBrief.objects.create(
        run=brief.run,
        municipality=brief.municipality,
        state=BriefState.DRAFT,
        language=brief.language,
        day=acting.day,
        points=brief.points,
        edits=brief.edits,
        created_by=acting.person,
    )
    record(acting, "brief.drafted", made)
    return made


@transaction.atomic
def edit_brief(acting: Acting, *, brief: DialogueBrief, version: int, written: Mapping[str, Any]) -> DialogueBrief:
    """Keep what somebody wrote: `lead`, `points` {key: (text, ask)}, `added` [(heading, text, ask)], `order` [keys].

    `version` is the one the user saw: where somebody else saved in between, StaleDraft with both versions.
    """
    _allow(acting, brief)
    _refuse_persons(written)
    draft = draft_of(brief)
    known = {row.pk for row in (*draft.points, *draft.others)}
    order = [pk for pk in dict.fromkeys(written["order"]) if pk in known]
    edits = edits_from(draft, written)
    mine = DialogueBrief.objects.filter(pk=brief.pk, state=BriefState.DRAFT, version=version)
    if not mine.update(edits=edits, points=order, version=F("version") + 1):
        brief.refresh_from_db()
        if brief.state != BriefState.DRAFT:
            raise UserError.of("brief.not_draft", brief=str(brief))
        stale = StaleDraft.of("brief.changed", brief=str(brief))
        stale.differences = differences(brief, written)
        raise stale
    before = {"edits": brief.edits, "points": brief.points}
    brief.refresh_from_db()
    record(acting, "brief.edited", brief, before=before, after={"edits": edits, "points": order}, version=brief.version)
    return brief


@transaction.atomic
def preview_brief(acting: Acting, *, brief: DialogueBrief) -> None:
    """Have the draft made as PDF, marked as a draft. No trail entry: the worker writes one when it is made."""
    _allow(acting, brief)
    if not DialogueBrief.objects.filter(pk=brief.pk, state=BriefState.DRAFT).update(error=None):
        raise UserError.of("brief.not_draft", brief=str(brief))
    enqueue(make_preview, brief_id=brief.pk, version=brief.version)


@transaction.atomic
def fix_brief(acting: Acting, *, brief: DialogueBrief, version: int) -> DialogueBrief:
    """Fix the draft as it stands in `version`: PDF and Word are made, and neither is changed afterwards."""
    _allow(acting, brief)
    open_states = (BriefState.DRAFT, BriefState.FAILED)
    mine = DialogueBrief.objects.filter(pk=brief.pk, state__in=open_states, version=version)
    if not mine.update(state=BriefState.WAITING, fixed_at=Now(), fixed_by=acting.person, day=acting.day, error=None):
        brief.refresh_from_db()
        known = brief.state in open_states
        raise (StaleDraft if known else UserError).of("brief.changed" if known else "brief.not_draft", brief=str(brief))
    brief.refresh_from_db()
    record(acting, "brief.fixed", brief, version=version)
    enqueue(make_brief, brief_id=brief.pk)
    brief.refresh_from_db()
    return brief


@transaction.atomic
def share_brief(acting: Acting, *, brief: DialogueBrief) -> DialogueBrief:
    """Let the organisation read a fixed brief, and tell its people so."""
    _allow(acting, brief)
    ready = DialogueBrief.objects.filter(pk=brief.pk, state=BriefState.READY, access_class=AccessClass.INTERNAL)
    if not ready.update(access_class=AccessClass.PARTIES):
        raise UserError.of("brief.not_to_share", brief=str(brief))
    StoredFile.objects.filter(pk__in=[brief.pdf_id, brief.docx_id]).update(access_class=AccessClass.PARTIES)
    package = brief.run.package
    record(acting, "brief.shared", brief, before={"access_class": "internal"}, after={"access_class": "parties"})
    notify(
        acting,
        kind="brief_shared",
        to=[Recipient.of(user) for user in _people_of(acting, package.organisation)],
        about=brief,
        link=f"/dialogoplaeg/{brief.pk}/",
        key=f"brief-{brief.pk}",
        municipality_code=brief.municipality.code,
        organisation=str(package.organisation),
        dialogue_year=str(package.dialogue_year),
    )
    brief.refresh_from_db()
    return brief


def _people_of(acting: Acting, organisation: HousingOrganisation) -> list[User]:
    """Those who edit or sign for the organisation today."""
    held = Membership.objects.as_of(acting.day).filter(organisation=organisation, role__in=OWN_PEOPLE)
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk"))


def _allow(acting: Acting, brief: DialogueBrief) -> None:
    if not can_edit_brief(acting, brief):
        raise NotAllowed.of("not_allowed")


def _refuse_persons(written: Mapping[str, Any]) -> None:
    texts = [written["lead"]]
    texts += [text for pair in written["points"].values() for text in pair]
    texts += [text for extra in written["added"] for text in extra]
    if any(holds_person(text) for text in texts):
        raise UserError.of("attachment.cpr_typed")
