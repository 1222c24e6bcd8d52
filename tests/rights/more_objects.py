"""What the small world lacks for an attacker: an adviser in two municipalities, and drafts that look shared."""

from __future__ import annotations

from datetime import date

from django.core.files.base import ContentFile
from tests.submissions import made

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.files.models import Attachment
from styringsdialog.files.services import store_file
from styringsdialog.register.models import Membership, MunicipalUnit, ProcessorAgreement, Role
from styringsdialog.reviews.models import (
    BriefPoint,
    BriefState,
    DialogueBrief,
    Finding,
    Judgement,
    PeerChoice,
    PointNote,
    Question,
    RuleRun,
)
from styringsdialog.reviews.stored import dump
from styringsdialog.submissions.models import Explanation, Upload, UploadState
from styringsdialog.users.models import User

DAY = date(2026, 9, 1)


def add_more(world) -> None:
    """A signed paper, an adviser of both, and papers that are nobody's yet."""
    for place in world.places.values():
        _signed(world, place)
    _matters()
    _adviser_in_two(world)
    _drafts(world)


def _matters() -> None:
    """Points that a page can show: of a real rule, with what the rulebook would have stored."""
    detail = {
        "figures": [], "trend": [], "missing": ["tenancy_units"], "lowered_because": None, "rule_sources": [],
        "value_sources": [], "day": None,
    }  # fmt: skip
    for model in (BriefPoint, Judgement, PointNote, PeerChoice, Question, Explanation):
        model.objects.update(rule="K-01")
    for run in RuleRun.objects.select_related("package__organisation"):
        number = run.package.organisation.lbf_number
        divisions = (made.division("001"),)
        run.facts = dump(made.package(number, name=run.package.organisation.name, divisions=divisions))
        run.save()
    for finding in Finding.objects.all():
        finding.rule, finding.message, finding.outcome = "K-01", "missing_figures", "cannot_judge"
        finding.params, finding.detail = {"names": ["tenancy_units"]}, detail
        finding.save()
    found = {
        "figures": [], "subject": {}, "divisions": 0, "owners": [], "left_out": {}, "unstated": [], "constant": [],
    }  # fmt: skip
    Upload.objects.filter(state=UploadState.PREVIEWED).update(state=UploadState.RECEIVED)  # a preview needs a real file
    PeerChoice.objects.update(criteria={"asked": {"figures": []}, "found": found})


def _signed(world, place) -> None:
    """The paper of the processor agreement."""
    document = store_file(
        Acting(None, DAY, place),
        content=ContentFile(b"aftale"),
        name="aftale.pdf",
        content_type="text/plain",
        municipality=place,
    )
    ProcessorAgreement.objects.filter(municipality=place).update(document=document)


def _adviser_in_two(world) -> None:
    """One adviser, two municipalities: for one of them they must not carry what the other one noted."""
    user = User.objects.create(username="adviser-both", email="adviser-both@example.org")
    world.users["adviser-both"] = user
    for place in world.places.values():
        Membership.objects.create(user=user, role=Role.ADVISER, municipality=place, valid_from=date(2020, 1, 1))


def _drafts(world) -> None:
    """A draft of a brief that carries a shared class, and papers on a unit, a division and a brief."""
    for run in RuleRun.objects.all():
        DialogueBrief.objects.create(
            run=run, municipality=run.municipality, day=DAY, access_class=AccessClass.PARTIES, state=BriefState.DRAFT
        )
    brief = DialogueBrief.objects.filter(state=BriefState.WAITING, access_class=AccessClass.PARTIES).first()
    unit = MunicipalUnit.objects.first()
    division = world.owners["b2"].divisions.first()
    place = world.places["a"]
    file = store_file(
        Acting(None, DAY, place), content=ContentFile(b"x"), name="x.txt", content_type="text/plain", municipality=place
    )
    for thing in (unit, division, brief):
        for access in AccessClass:
            Attachment.objects.create(
                object_type=thing._meta.label_lower,
                object_pk=thing.pk,
                municipality_code=place.code,
                access_class=access,
                file=file,
                title=f"{thing} {access}",
                received_on=DAY,
            )
