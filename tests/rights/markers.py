"""A word of its own in each object's text, so that one word in an answer tells whose text it is."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from django.db import models
from tests.rights.oracle import held_by

from styringsdialog.files.models import AccessRequest, Attachment, CaseReference, StoredFile
from styringsdialog.notices.models import Notice, NoticeTemplate
from styringsdialog.register.models import (
    AdministrationAgreement,
    AreaPeriod,
    CollaborationSurface,
    Contact,
    Division,
    DivisionPeriod,
    HousingArea,
    HousingOrganisation,
    Invitation,
    MunicipalUnit,
    OrganisationPeriod,
    ProcessorAgreement,
    RegisterEvent,
    SurfaceTopic,
    UnitPeriod,
)
from styringsdialog.reviews.models import Answer, Judgement, PointNote, Question, QuestionLetter
from styringsdialog.submissions.models import DivisionSheet, Explanation
from styringsdialog.trail.models import TrailEntry
from styringsdialog.users.models import User

TEXTS: dict[type[models.Model], str] = {
    HousingOrganisation: "name",
    Division: "name",
    HousingArea: "name",
    MunicipalUnit: "name",
    SurfaceTopic: "name",
    User: "name",
    Contact: "name",
    CollaborationSurface: "note",
    RegisterEvent: "note",
    ProcessorAgreement: "firm",
    Invitation: "name",
    Judgement: "reason",
    PointNote: "text",
    QuestionLetter: "introduction",
    Question: "text",
    Answer: "text",
    Explanation: "text",
    Attachment: "title",
    CaseReference: "case_number",
    AccessRequest: "object_title",
    StoredFile: "name",
    Notice: "subject",
    NoticeTemplate: "subject",
}
# A period bears the word of what it is a period of.
PERIODS: dict[type[models.Model], str] = {
    OrganisationPeriod: "organisation",
    DivisionPeriod: "division",
    AreaPeriod: "area",
    UnitPeriod: "unit",
}
# Alone among letters and digits: a form's token is drawn by chance, and one in some thousands would hold a word.
WORD = re.compile(r"(?<![0-9a-z])zq\d+q(?![0-9a-z])", re.IGNORECASE)
MOST = 400  # of one model: in the demo there are more files than are worth a word each

Marks = dict[str, models.Model]


def mark_all() -> Marks:
    """Write the words; word -> object."""
    marks: Marks = {}
    words: dict[tuple[type[models.Model], int], str] = {}
    for model, name in TEXTS.items():
        for thing in model._default_manager.order_by("pk")[:MOST]:
            word = f"ZQ{len(marks) + 1}Q"
            ending = ".xlsx" if model is StoredFile else ""
            model._default_manager.filter(pk=thing.pk).update(**{name: word + ending})
            marks[word.lower()] = thing
            words[model, thing.pk] = word
    for model, name in PERIODS.items():
        for row in model._default_manager.select_related(name):
            thing = getattr(row, name)
            model._default_manager.filter(pk=row.pk).update(name=words.get((type(thing), thing.pk), row.name))
    return marks


def words_in(answer: Any) -> set[str]:
    """The words in a page, or in the sheets of a workbook."""
    body = b"".join(answer) if answer.streaming else answer.content
    heads = " ".join(value for _, value in answer.items())
    texts = [heads, *_texts(body)]
    return {found.lower() for text in texts for found in WORD.findall(text)}


def _texts(body: bytes) -> Iterator[str]:
    if body[:2] != b"PK" or not zipfile.is_zipfile(io.BytesIO(body)):
        yield body.decode("utf-8", "ignore")
        return
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        for name in book.namelist():
            yield book.read(name).decode("utf-8", "ignore")


def _events(thing: Any) -> list[models.Model]:
    return [row.event for row in thing.event_parties.select_related("event")]


def _of_organisation(one: Any) -> list[models.Model]:
    administered = [row.organisation for row in AdministrationAgreement.objects.filter(administrator=one)]
    owned = [row.division for row in DivisionPeriod.objects.filter(organisation=one).select_related("division")]
    return [*administered, *owned, *_events(one)]


def _of_user(user: Any) -> list[models.Model]:
    """Colleagues and the other side of a dialogue know each other's names; who knocked is in the trail."""
    places: list[models.Model] = list(TrailEntry.objects.filter(actor=user))
    places += RegisterEvent.objects.filter(created_by=user)
    for row in user.memberships.all():
        places += [one for one in (row.municipality, row.organisation) if one is not None]
    return places


# Whoever sees one of these reads the name too: a surface names its unit and topic, a division the area it lies in.
NAMED_BY: dict[type[models.Model], Callable[[Any], list[models.Model]]] = {
    HousingOrganisation: _of_organisation,
    Division: lambda one: [*_events(one), *(row.package for row in DivisionSheet.objects.filter(division=one))],
    HousingArea: lambda area: [*area.divisions.all(), *area.surfaces.all(), *_events(area)],
    MunicipalUnit: lambda unit: [*unit.surfaces.all(), *_events(unit), *(row.user for row in unit.memberships.all())],
    SurfaceTopic: lambda topic: list(topic.surfaces.all()),
    User: _of_user,
    StoredFile: lambda stored: list(held_by(stored)),
}
