"""Which documents a case has, as far as the actor sees them: attachments, originals of uploads, briefs, the trail."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import visible_to
from styringsdialog.files.cases import Paper, offers_papers, papers_about
from styringsdialog.files.models import Attachment
from styringsdialog.register.models import HousingOrganisation
from styringsdialog.reviews.models import BriefState, DialogueBrief
from styringsdialog.submissions.models import DocumentationPackage, Upload
from styringsdialog.trail.queries import entries_about, sentence
from styringsdialog.wording.numbers import short_day

MOST_ENTRIES = 500


def papers_of_case(acting: Acting, thing: models.Model) -> list[Paper]:
    """Every document of the case and of the cases within it, oldest first; each source once."""
    found: dict[str, Paper] = {}
    for each in (thing, *_within(acting, thing)):
        for paper in papers_about(acting, each):
            found.setdefault(paper.source, paper)
    undated = [paper for paper in found.values() if paper.dated_on is None]
    dated = sorted((p for p in found.values() if p.dated_on is not None), key=lambda p: (p.dated_on, p.source))
    return [*dated, *undated]


def _within(acting: Acting, thing: models.Model) -> Iterator[models.Model]:
    """The packages of an organisation, and the briefs of a package, are of its case."""
    if isinstance(thing, HousingOrganisation):
        for package in visible_to(acting, DocumentationPackage).filter(organisation=thing):
            yield package
            yield from _within(acting, package)
    if isinstance(thing, DocumentationPackage):
        yield from visible_to(acting, DialogueBrief).filter(run__package=thing)


@offers_papers
def attachments(acting: Acting, thing: models.Model) -> Iterator[Paper]:
    """The attachments of the case; of a locked one the redacted copy is what can be given."""
    rows = visible_to(acting, Attachment).filter(object_type=thing._meta.label_lower, object_pk=thing.pk)
    for row in rows.select_related("file"):
        yield Paper(_source(row), "attachment", row.title, row.access_class, row.received_on, row.file)


@offers_papers
def originals(acting: Acting, thing: models.Model) -> Iterator[Paper]:
    """The files that were handed in for the package."""
    if isinstance(thing, DocumentationPackage):
        rows = visible_to(acting, Upload).filter(package=thing).select_related("original")
        for row in rows:
            yield Paper(_source(row), "original", str(row), row.access_class, row.received_on, row.original)


@offers_papers
def briefs(acting: Acting, thing: models.Model) -> Iterator[Paper]:
    """A brief that was fixed; drafts are no documents yet."""
    if isinstance(thing, DialogueBrief) and thing.state == BriefState.READY and thing.pdf is not None:
        yield Paper(_source(thing), "brief", str(thing), thing.access_class, thing.day, thing.pdf)


@offers_papers
def trail(acting: Acting, thing: models.Model) -> Iterator[Paper]:
    """What was done to the case, as sentences."""
    entries = list(entries_about(acting, thing)[:MOST_ENTRIES])
    if entries:
        lines = tuple((short_day(entry.at.date()), sentence(entry)) for entry in reversed(entries))
        source = f"trail.trailentry:{thing._meta.label_lower}:{thing.pk}"
        yield Paper(source, "trail", str(thing), AccessClass.INTERNAL, text=lines)


def _source(row: models.Model) -> str:
    return f"{row._meta.label_lower}:{row.pk}"
