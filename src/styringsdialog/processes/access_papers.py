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
from styringsdialog.reviews.models import Answer, BriefState, DialogueBrief, LetterState, Question, QuestionLetter
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
def questions(acting: Acting, thing: models.Model) -> Iterator[Paper]:
    """Each letter that went out, with its questions and the answers that were handed in; three queries a package."""
    if not isinstance(thing, DocumentationPackage):
        return
    gone_out = (LetterState.SENT, LetterState.ANSWERED)
    letters = visible_to(acting, QuestionLetter).filter(package=thing, state__in=gone_out).select_related("package")
    answers: dict[int, list[Answer]] = {}
    for answer in visible_to(acting, Answer).filter(question__letter__in=letters).select_related("file").order_by("pk"):
        answers.setdefault(answer.question_id, []).append(answer)
    for letter in letters.prefetch_related("questions").order_by("pk"):
        asked = list(letter.questions.all())
        lines = [line for question in asked for line in _told(question, answers.get(question.pk, []))]
        yield Paper(_source(letter), "question", str(letter), letter.access_class, letter.sent_on, text=tuple(lines))
        for answer in (one for question in asked for one in answers.get(question.pk, [])):
            if answer.file is not None:
                title = str(answer.file)
                yield Paper(_source(answer), "question", title, answer.access_class, answer.received_on, answer.file)


def _told(question: Question, answers: list[Answer]) -> Iterator[tuple[str, str]]:
    """What was asked, and what was answered by whom."""
    yield ("", question.text)
    for answer in answers:
        if answer.text:
            yield (f"{short_day(answer.received_on)}, {answer.given_by}", answer.text)


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
