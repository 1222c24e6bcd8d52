"""Makes the brief for the dialogue meeting in the worker: a preview of a draft, and the PDF and Word that are fixed."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.functions import Now

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.core.jobs import enqueue, job
from styringsdialog.core.stored_values import to_json
from styringsdialog.files.models import StoredFile
from styringsdialog.files.services import remove_content, store_file
from styringsdialog.reviews.models import BriefState, DialogueBrief
from styringsdialog.reviews.policies import acting_municipality, can_order_brief
from styringsdialog.reviews.queries import current_run, points, run_facts
from styringsdialog.submissions.explanations import explanation_texts
from styringsdialog.submissions.models import DocumentationPackage
from styringsdialog.trail.services import record

from .brief_text import edits_of
from .reviewing import chosen_points

logger = logging.getLogger(__name__)

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@transaction.atomic
def order_brief(acting: Acting, *, package: DocumentationPackage, language: str = "da") -> DialogueBrief:
    """A brief of the newest run with the points chosen now, fixed as it is generated; the worker makes it."""
    brief = new_brief(acting, package=package, language=language, state=BriefState.WAITING)
    DialogueBrief.objects.filter(pk=brief.pk).update(fixed_at=Now(), fixed_by=acting.person)
    record(acting, "brief.ordered", brief)
    enqueue(make_brief, brief_id=brief.pk)
    brief.refresh_from_db()
    return brief


def new_brief(acting: Acting, *, package: DocumentationPackage, language: str, state: BriefState) -> DialogueBrief:
    """The row alone: newest run, points chosen now. UserError where the rules have not been run."""
    if not can_order_brief(acting, package):
        raise NotAllowed.of("not_allowed")
    run = current_run(acting, package)
    if run is None:
        raise UserError.of("brief.no_run", package=str(package))
    return DialogueBrief.objects.create(
        run=run,
        municipality=acting_municipality(acting, package),
        state=state,
        language=language,
        day=acting.day,
        points=chosen_points(acting, package, points(acting, run)),
        created_by=acting.person,
    )


@job()
def make_brief(brief_id: int) -> str:
    """The job; bears being run twice, since only a waiting brief is made."""
    brief = _fetched(brief_id)
    if brief.state != BriefState.WAITING:
        return str(brief.state)
    acting = Acting(brief.fixed_by or brief.created_by, brief.day, brief.municipality)
    try:
        pdf, docx = render_brief(brief)
    except Exception as fault:
        logger.exception("Brief %s could not be made", brief.pk)
        return _failed(acting, brief, str(fault) or type(fault).__name__)
    return _keep(acting, brief, pdf, docx)


@job()
def make_preview(brief_id: int, version: int) -> str:
    """A draft as PDF, marked as one; nothing where the draft has been edited or fixed since it was asked for."""
    brief = _fetched(brief_id)
    if brief.state != BriefState.DRAFT or brief.version != version:
        return str(brief.state)
    acting = Acting(brief.created_by, brief.day, brief.municipality)
    try:
        pdf, _ = render_brief(brief)
    except Exception as fault:
        logger.exception("Preview of brief %s could not be made", brief.pk)
        error = {"message": "brief.failed", "params": {"reason": to_json((str(fault) or type(fault).__name__)[:200])}}
        DialogueBrief.objects.filter(pk=brief.pk, state=BriefState.DRAFT, version=version).update(error=error)
        return str(BriefState.FAILED)
    stored, before = _stored(acting, brief, pdf, "pdf", PDF, draft=True), brief.pdf
    with transaction.atomic():
        draft = DialogueBrief.objects.filter(pk=brief.pk, state=BriefState.DRAFT, version=version)
        is_mine = bool(draft.update(pdf=stored, error=None))
        if is_mine:
            record(acting, "brief.previewed", brief, version=version)
    unwanted = before if is_mine else stored
    if unwanted is not None:
        remove_content(unwanted)
    return str(brief.state)


def render_brief(brief: DialogueBrief) -> tuple[bytes, bytes]:
    """PDF and Word of a brief, from what its run stored and what people wrote: the same whenever it is made."""
    # The worker's alone: web processes stay small.
    from styringsdialog.documents.brief import brief_content
    from styringsdialog.documents.brief_pdf import brief_pdf
    from styringsdialog.documents.brief_word import brief_docx

    system = Acting(None, brief.day)
    found = points(system, brief.run)
    places = {point.pk: index for index, point in enumerate(found)}
    findings = [point.finding for point in found]
    is_draft = brief.state == BriefState.DRAFT
    content = brief_content(
        run_facts(brief.run),
        findings,
        chosen=[places[pk] for pk in brief.points],
        day=brief.day,
        municipality=brief.municipality.name,
        language=brief.language,
        fictional=brief.municipality.is_fictional,
        explanations=explanation_texts(system, brief.run.package, findings, brief.language),
        edits=edits_of(brief, places),
        draft=is_draft,
    )
    pdf = brief_pdf(content, settings.PDF_FONT_DIR)
    return pdf, b"" if is_draft else brief_docx(content, settings.PDF_FONT_DIR)


def _fetched(brief_id: int) -> DialogueBrief:
    related = ("run__package__organisation", "municipality", "created_by", "fixed_by", "pdf")
    return DialogueBrief.objects.select_related(*related).get(pk=brief_id)


def _keep(acting: Acting, brief: DialogueBrief, pdf: bytes, docx: bytes) -> str:
    made = [_stored(acting, brief, pdf, "pdf", PDF), _stored(acting, brief, docx, "docx", DOCX)]
    preview = brief.pdf
    with transaction.atomic():
        waiting = DialogueBrief.objects.filter(pk=brief.pk, state=BriefState.WAITING)
        is_mine = bool(waiting.update(state=BriefState.READY, pdf=made[0], docx=made[1], error=None))
        if is_mine:
            record(acting, "brief.made", brief)
    if is_mine:
        if preview is not None:
            remove_content(preview)
        return str(BriefState.READY)
    for stored in made:  # another worker was quicker
        remove_content(stored)
    brief.refresh_from_db()
    return str(brief.state)


def _stored(
    acting: Acting, brief: DialogueBrief, content: bytes, ending: str, content_type: str, *, draft: bool = False
) -> StoredFile:
    package = brief.run.package
    stage = f" udkast {brief.version}" if draft else ""
    return store_file(
        acting,
        content=ContentFile(content),
        name=f"Dialogoplæg {package.organisation} {package.dialogue_year}{stage}.{ending}",
        content_type=content_type,
        access_class=brief.access_class,
        municipality=brief.municipality,
    )


@transaction.atomic
def _failed(acting: Acting, brief: DialogueBrief, reason: str) -> str:
    error = {"message": "brief.failed", "params": {"reason": to_json(reason[:200])}}
    if DialogueBrief.objects.filter(pk=brief.pk, state=BriefState.WAITING).update(state=BriefState.FAILED, error=error):
        record(acting, "brief.failed", brief, reason=reason[:200])
    return str(BriefState.FAILED)
