"""Orders the brief for the dialogue meeting and, in the worker, makes it as PDF and Word from one rule run."""

from __future__ import annotations

import logging

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.core.jobs import enqueue, job
from styringsdialog.core.stored_values import to_json
from styringsdialog.files.models import StoredFile
from styringsdialog.files.services import remove_content, store_file
from styringsdialog.reviews.models import BriefState, DialogueBrief
from styringsdialog.reviews.policies import acting_municipality, can_order_brief
from styringsdialog.reviews.queries import current_run, points, run_facts
from styringsdialog.submissions.models import DocumentationPackage
from styringsdialog.trail.services import record

from .reviewing import chosen_points

logger = logging.getLogger(__name__)

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@transaction.atomic
def order_brief(acting: Acting, *, package: DocumentationPackage, language: str = "da") -> DialogueBrief:
    """A brief of the newest run with the points chosen now; the worker makes it."""
    if not can_order_brief(acting, package):
        raise NotAllowed.of("not_allowed")
    run = current_run(acting, package)
    if run is None:
        raise UserError.of("brief.no_run", package=str(package))
    brief = DialogueBrief.objects.create(
        run=run,
        municipality=acting_municipality(acting, package),
        language=language,
        day=acting.day,
        points=chosen_points(acting, package, points(acting, run)),
        created_by=acting.person,
    )
    record(acting, "brief.ordered", brief)
    enqueue(make_brief, brief_id=brief.pk)
    brief.refresh_from_db()
    return brief


@job()
def make_brief(brief_id: int) -> str:
    """The job; bears being run twice, since only a waiting brief is made."""
    brief = DialogueBrief.objects.select_related("run__package__organisation", "municipality", "created_by").get(
        pk=brief_id
    )
    if brief.state != BriefState.WAITING:
        return str(brief.state)
    acting = Acting(brief.created_by, brief.day, brief.municipality)
    try:
        pdf, docx = render_brief(brief)
    except Exception as fault:
        logger.exception("Brief %s could not be made", brief.pk)
        return _failed(acting, brief, str(fault) or type(fault).__name__)
    return _keep(acting, brief, pdf, docx)


def render_brief(brief: DialogueBrief) -> tuple[bytes, bytes]:
    """PDF and Word of a brief, from what its run stored: the same whenever it is made."""
    # The worker's alone: web processes stay small.
    from styringsdialog.documents.brief import brief_content
    from styringsdialog.documents.brief_pdf import brief_pdf
    from styringsdialog.documents.brief_word import brief_docx

    found = points(Acting(None, brief.day), brief.run)
    places = {point.pk: index for index, point in enumerate(found)}
    content = brief_content(
        run_facts(brief.run),
        [point.finding for point in found],
        chosen=[places[pk] for pk in brief.points],
        day=brief.day,
        municipality=brief.municipality.name,
        language=brief.language,
        fictional=brief.municipality.is_fictional,
    )
    return brief_pdf(content, settings.PDF_FONT_DIR), brief_docx(content, settings.PDF_FONT_DIR)


def _keep(acting: Acting, brief: DialogueBrief, pdf: bytes, docx: bytes) -> str:
    made = [_stored(acting, brief, pdf, "pdf", PDF), _stored(acting, brief, docx, "docx", DOCX)]
    with transaction.atomic():
        waiting = DialogueBrief.objects.filter(pk=brief.pk, state=BriefState.WAITING)
        if waiting.update(state=BriefState.READY, pdf=made[0], docx=made[1]):
            record(acting, "brief.made", brief)
            return str(BriefState.READY)
    for stored in made:  # another worker was quicker
        remove_content(stored)
    brief.refresh_from_db()
    return str(brief.state)


def _stored(acting: Acting, brief: DialogueBrief, content: bytes, ending: str, content_type: str) -> StoredFile:
    package = brief.run.package
    return store_file(
        acting,
        content=ContentFile(content),
        name=f"Dialogoplæg {package.organisation} {package.dialogue_year}.{ending}",
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
