"""Each situation that docs/demo.md tells of is found in the loaded demo, with the numbers that stand there."""

from datetime import date, timedelta

import pytest

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import visible_to
from styringsdialog.demo.files import write_files
from styringsdialog.demo.loading import take_in
from styringsdialog.demo.past import load_with_past
from styringsdialog.demo.reading_register import register_rows
from styringsdialog.demo.workplace import furnish
from styringsdialog.demo.workplace.cast import Cast
from styringsdialog.demo.workplace.documents import NOBODYS_NUMBER
from styringsdialog.demo.workplace.surfaces import GAP
from styringsdialog.exchange.reading.cpr import holds_cpr
from styringsdialog.files.models import AccessRequest, Attachment, CaseReference
from styringsdialog.notices.models import Notice, NoticeState
from styringsdialog.register.as_of import agreements_as_of, divisions_as_of, organisation_as_of
from styringsdialog.register.models import (
    CollaborationSurface,
    EventKind,
    HousingOrganisation,
    Invitation,
    Membership,
    RegisterEvent,
    Role,
    SurfaceTopic,
)
from styringsdialog.reviews.models import DialogueBrief, Judgement, JudgementState, LetterState, QuestionLetter, Verdict
from styringsdialog.reviews.peers import peers_beside
from styringsdialog.submissions.explanations import explanations_for
from styringsdialog.submissions.models import UploadKind

DAY = date(2026, 11, 22)
SYSTEM = Acting(None, DAY)
USED = ("9101_2025", "9101_2026", "9102_2026", "9103_2026")


@pytest.mark.django_db
def test_every_situation_is_found(world, tmp_path, settings):
    """One load for all of it, since a load takes its time."""
    settings.MEDIA_ROOT = tmp_path / "files"
    write_files(world, tmp_path)
    load_with_past(SYSTEM, register_rows(tmp_path / "register"))
    for name in USED:
        take_in(tmp_path / "packages" / f"{name}.xlsx", SYSTEM, UploadKind.PACKAGE)
    furnish(SYSTEM)
    cast = Cast(DAY)
    the_register_is_todays(world)
    twelve_years_are_told(cast)
    people_are_let_in(cast)
    surfaces_have_one_gap(cast)
    points_are_judged(cast)
    letters_are_in_four_states(cast)
    documents_are_classed(cast)
    the_brief_is_begun(cast)


def the_register_is_todays(world):
    """After all that happened the register says what the files say."""
    for owner in world.owners:
        there = HousingOrganisation.objects.get(lbf_number=owner.spec.lbf_number)
        assert (there.name, there.seat_municipality.code) == (owner.spec.name, owner.spec.seat)
        today = {row.lbf_number: row.name for row in divisions_as_of(SYSTEM, DAY, organisation=there)}
        assert today == {it.number: it.name for it in owner.divisions}


def twelve_years_are_told(cast):
    kinds = sorted(str(event.kind) for event in RegisterEvent.objects.all())
    renamed, merged = [str(EventKind.RENAMED)] * 5, [str(EventKind.MERGED)] * 2
    assert kinds == sorted(
        [str(EventKind.FOUNDED), str(EventKind.CLOSED), str(EventKind.SEAT_MOVED), *renamed, *merged]
    )
    before = organisation_as_of(SYSTEM, cast.organisation("9101"), date(2018, 12, 31))
    after = organisation_as_of(SYSTEM, cast.organisation("9101"), date(2019, 1, 1))
    assert (before.name, after.name) == ("Elmelund Boligforening", "Almene Boliger Elmelund")
    # 22 divisions today and one that was pulled down in 2021; four of them came with the merger.
    assert (len(before.divisions), len(after.divisions)) == (19, 23)
    gone = organisation_as_of(SYSTEM, cast.organisation("9111"), date(2019, 1, 1))
    assert not gone.existed
    seats = [organisation_as_of(SYSTEM, cast.organisation("9103"), date(2022, month, 1)).seat.code for month in (9, 10)]
    assert seats == ["0990", "0991"]
    future = organisation_as_of(SYSTEM, cast.organisation("9106"), date(DAY.year + 1, 1, 1))
    assert future.name == "Den selvejende institution Egekær Ungdomsboliger" != cast.organisation("9106").name
    administrators = [
        str(agreements_as_of(SYSTEM, day, organisation=cast.organisation("9105")).get().administrator.lbf_number)
        for day in (date(2019, 12, 31), date(2020, 1, 1))
    ]
    assert administrators == ["9101", "9104"]


def people_are_let_in(cast):
    adviser = Membership.objects.get(role=Role.ADVISER)
    assert adviser.processor_agreement.valid_until == adviser.valid_until > DAY
    assert Membership.objects.get(role=Role.AUDITOR).user.username == "revisor"
    ending = Membership.objects.filter(valid_until__range=(DAY, DAY + timedelta(days=30)))
    assert [row.user.username for row in ending] == ["vikar"]
    assert [row.role for row in Invitation.objects.filter(accepted_at=None)] == [Role.AUDITOR]
    assert {row.state for row in Notice.objects.all()} <= {NoticeState.WAITING, NoticeState.SENT, NoticeState.DIGEST}
    assert {"invitation", "question_to_organisation", "question_reminder", "answer_received"} <= set(
        Notice.objects.values_list("kind", flat=True)
    )
    assert all(email.endswith("@example.org") for email in Notice.objects.values_list("to_email", flat=True))


def surfaces_have_one_gap(cast):
    topics = set(SurfaceTopic.objects.filter(municipality=cast.place()).values_list("key", flat=True))
    looked_after = set(
        CollaborationSurface.objects.as_of(DAY).filter(municipality=cast.place()).values_list("topic__key", flat=True)
    )
    assert topics - looked_after == {GAP}
    moved = CollaborationSurface.objects.filter(topic__key="renovation").order_by("valid_from")
    assert [row.unit.name for row in moved] == ["Center for By og Bolig", "Center for Plan og Miljø"]


def points_are_judged(cast):
    current = Judgement.objects.filter(state=JudgementState.CURRENT)
    said = {(row.package.organisation.lbf_number, row.rule, row.subject_key): row.verdict for row in current}
    assert said == {
        ("9101", "D-01", "003"): Verdict.AGREE,
        ("9101", "D-02", "009"): Verdict.AGREE,
        ("9101", "K-02", "9101"): Verdict.MEETING,
        ("9101", "B-01", "018"): Verdict.MEETING,
        ("9101", "K-05", "016"): Verdict.OVERRULE,
        ("9101", "L-02", "016"): Verdict.ASK,
        ("9101", "D-04", "005"): Verdict.ASK,
        ("9102", "D-06", "002"): Verdict.ASK,
        ("9102", "D-07", "006"): Verdict.ASK,
        ("9103", "K-03", "9103"): Verdict.MEETING,
        ("9103", "D-05", "003"): Verdict.ASK,
    }
    assert all(row.reason for row in current.filter(verdict=Verdict.OVERRULE))
    waiting = Judgement.objects.filter(state=JudgementState.PROPOSED)
    assert {row.subject_key for row in waiting} == {"011", "013", "014"}
    assert {row.created_by.username for row in waiting} == {"raadgiver"}
    told = explanations_for(SYSTEM, cast.package("9101"))
    assert all(told[rule, "division", key][0].is_last_year for rule, key in (("R-01", "011"), ("B-01", "018")))
    beside = peers_beside(SYSTEM, cast.finding("9101", "B-01", "018"))
    assert len(beside.peers) == 8
    # The neighbour's judgement is not Egekær's to read, nor the other way round.
    neighbour = visible_to(cast.acting("nabo-sagsbehandler"), Judgement)
    assert {row.package.organisation.lbf_number for row in neighbour} == {"9103"}


def letters_are_in_four_states(cast):
    states = sorted(
        (row.package.organisation.lbf_number, row.addressee, row.state) for row in QuestionLetter.objects.all()
    )
    assert states == [
        ("9101", "auditor", LetterState.DRAFT),
        ("9101", "organisation", LetterState.ANSWERED),
        ("9102", "organisation", LetterState.SENT),
        ("9103", "organisation", LetterState.ANSWERED),
    ]
    overdue = QuestionLetter.objects.get(state=LetterState.SENT)
    assert overdue.due_on < DAY
    assert overdue.reminded_on is not None


def documents_are_classed(cast):
    assert set(Attachment.objects.values_list("access_class", flat=True)) == set(AccessClass.values)
    held = [row for row in Attachment.objects.select_related("file") if row.file.is_locked]
    assert [row.title for row in held] == ["Bilag til klage over forbrugsregnskab"]
    assert holds_cpr(NOBODYS_NUMBER)
    assert int(NOBODYS_NUMBER[4:6]) + 2000 > DAY.year  # a day of birth that has not come
    numbered = CaseReference.objects.get()
    assert (numbered.case_number, numbered.kle_code) == ("26/014217", "03.11.00")
    request = AccessRequest.objects.get()
    assert request.deadline_on > DAY
    assert request.items.count() >= 4  # the workbook and three documents on the package, at least


def the_brief_is_begun(cast):
    brief = DialogueBrief.objects.get()
    assert brief.edits["lead"].startswith("Elmelund har sund økonomi")
    assert [row["heading"] for row in brief.edits["added"]] == ["Ungdomsboliger ved stationen"]
    assert brief.state == "draft"
