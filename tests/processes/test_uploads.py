"""The way of a file: received, read, previewed, taken in whole; or refused with a sentence and nothing stored."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from openpyxl import load_workbook
from tests.exchange.packages import plain, sample

from styringsdialog.core.errors import NotAllowed, StaleVersion, UserError
from styringsdialog.files.models import StoredFile
from styringsdialog.files.services import opened
from styringsdialog.processes import uploads
from styringsdialog.processes.uploads import (
    apply_upload,
    confirm_mapping,
    discard_upload,
    error_of,
    examine_upload,
    problems_of,
    receive_file,
)
from styringsdialog.register.models import Division, HousingOrganisation, Municipality, Role
from styringsdialog.reviews.models import Finding, RuleRun
from styringsdialog.rulebook.facts import Line, PackageFacts, Statement, changed
from styringsdialog.submissions.facts import package_facts
from styringsdialog.submissions.models import AccountsMapping, DocumentationPackage, Upload, UploadState
from styringsdialog.trail.models import TrailEntry

from .conftest import workbook

pytestmark = pytest.mark.django_db


def actions():
    return [entry.action.removeprefix("trail.") for entry in TrailEntry.objects.order_by("pk")]


def with_statement(facts, lines):
    """The sample with other accounts in its first division."""
    first, *rest = facts.divisions
    return PackageFacts(
        facts.edition, facts.organisation, (changed(first, statement=Statement(lines)), *rest), facts.previous
    )


def test_a_file_is_received_read_and_previewed(worker, owner, hand_in):
    upload = hand_in(worker)
    assert upload.state == UploadState.PREVIEWED
    assert (upload.organisation, upload.dialogue_year) == (owner, 2026)
    assert upload.changes["package"] == "new"
    assert upload.changes["counts"]["divisions"] == 2
    assert upload.changes["new_divisions"] == [{"lbf_number": "012", "name": "Bakken"}]
    assert upload.changes["unknown_accounts"] == [
        {"subject": "08501", "subject_name": "Åparken", "account": "199", "label": "=Egen konto"}
    ]
    assert not DocumentationPackage.objects.exists()
    assert Division.objects.count() == 1
    assert actions() == ["file.stored", "upload.received", "upload.previewed"]


def test_taking_a_file_in_stores_package_divisions_run_and_trail(worker, hand_in):
    upload = hand_in(worker)
    package = apply_upload(worker, upload=upload)
    upload.refresh_from_db()
    assert (upload.state, upload.package) == (UploadState.APPLIED, package)
    assert upload.applied_at is not None
    assert plain(package_facts(package, with_previous=False)) == plain(sample())
    assert Division.objects.count() == 2
    run = RuleRun.objects.get()
    assert (run.package, run.package_version, run.day) == (package, 1, worker.day)
    assert Finding.objects.filter(run=run).count() == sum(run.counts.values()) > 10
    assert actions()[3:] == ["package.stored", "rules.run", "upload.applied"]


def test_of_two_people_at_once_the_second_is_told(worker, somebody, hand_in):
    upload = hand_in(worker)
    stale = Upload.objects.get(pk=upload.pk)
    apply_upload(worker, upload=upload)
    with pytest.raises(UserError) as refusal:
        apply_upload(somebody(Role.COORDINATOR), upload=stale)
    assert "allerede taget ind" in refusal.value.text
    assert DocumentationPackage.objects.get().version == 1
    assert RuleRun.objects.count() == 1


def test_a_fault_on_the_way_leaves_nothing(worker, hand_in, monkeypatch):
    upload = hand_in(worker)
    monkeypatch.setattr(uploads, "carry_out_run", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        apply_upload(worker, upload=upload)
    upload.refresh_from_db()
    assert upload.state == UploadState.PREVIEWED
    assert not DocumentationPackage.objects.exists()
    assert Division.objects.count() == 1


def test_a_second_file_shows_the_accounts_that_change(worker, hand_in):
    before = with_statement(sample(), {"106": Line(100, 120, 110, 130), "201": Line(result=6)})
    apply_upload(worker, upload=hand_in(worker, workbook(before)))
    after = with_statement(sample(), {"106": Line(100, 125, 110, 130), "203": Line(result=1)})
    upload = hand_in(worker, workbook(after))
    changes = upload.changes
    assert (changes["package"], changes["package_version"], changes["changed_total"]) == ("updated", 1, 3)
    told = {(row["account"], row["column"]): (row["old"], row["new"]) for row in changes["changed_accounts"]}
    assert told == {("106", "result"): (120, 125), ("203", "result"): (None, 1), ("201", "result"): (6, None)}
    assert changes["new_divisions"] == []
    package = apply_upload(worker, upload=upload)
    assert package.version == 2
    assert RuleRun.objects.filter(package=package).count() == 2


def test_a_preview_that_is_out_of_date_is_not_taken_in_but_read_again(worker, hand_in):
    first, second = hand_in(worker), hand_in(worker)
    apply_upload(worker, upload=first)
    with pytest.raises(StaleVersion):
        apply_upload(worker, upload=second)
    second.refresh_from_db()
    assert second.state == UploadState.PREVIEWED
    assert second.changes["package_version"] == 1
    assert apply_upload(worker, upload=second).version == 2


def test_a_workbook_with_faults_comes_back_marked(worker, hand_in):
    book = load_workbook(BytesIO(workbook()))
    sheet, place = next(
        (page, cell.coordinate)
        for page in book.worksheets
        for row in page.iter_rows()
        for cell in row
        if cell.value == 899.5  # rent per m2 of the first division
    )
    sheet[place] = "mange penge"
    target = BytesIO()
    book.save(target)
    upload = hand_in(worker, target.getvalue())
    assert upload.state == UploadState.SENT_BACK
    problem = next(problem for problem in problems_of(upload) if problem.value == "mange penge")
    assert (problem.sheet, problem.cell) == (sheet.title, place)
    assert problem.text()
    assert problem.remedy_text()
    with upload.marked.file.open() as marked:
        again = load_workbook(marked)
    assert again[sheet.title][place].comment is not None
    assert not DocumentationPackage.objects.exists()
    assert actions()[-1] == "upload.sent_back"


@pytest.mark.parametrize("data", [b"ikke et regneark", b"PK\x03\x04" + b"0" * 200])
def test_what_is_no_workbook_gets_a_sentence(worker, hand_in, data):
    upload = hand_in(worker, data)
    assert upload.state == UploadState.UNREADABLE
    text, _ = error_of(upload)
    english, _ = error_of(upload, "en")
    assert text
    assert english not in {"", text}


def test_too_large_and_empty_files_are_refused_before_anything_is_stored(worker, settings):
    settings.STYRINGSDIALOG_MAX_UPLOAD_BYTES = 3 * 1024 * 1024
    with pytest.raises(UserError) as refusal:
        receive_file(worker, file=ContentFile(b"x" * (3 * 1024 * 1024 + 1)), name="stor.xlsx")
    assert "4 MB" in refusal.value.text
    assert "3 MB" in refusal.value.text
    with pytest.raises(UserError):
        receive_file(worker, file=ContentFile(b""), name="tom.xlsx")
    assert not StoredFile.objects.exists()
    assert not Upload.objects.exists()


def test_somebody_elses_organisation_and_an_unknown_one_get_the_same_sentence(worker, owner, hand_in):
    elsewhere = Municipality.objects.create(code="0998", name="Østborg")
    HousingOrganisation.objects.filter(pk=owner.pk).update(seat_municipality=elsewhere)
    Division.objects.all().delete()
    not_mine = hand_in(worker)
    HousingOrganisation.objects.all().delete()
    unknown = hand_in(worker)
    assert not_mine.state == unknown.state == UploadState.UNREADABLE
    assert error_of(not_mine) == error_of(unknown)
    assert "0123" in error_of(unknown)[0]
    assert not DocumentationPackage.objects.exists()


def test_a_file_of_another_organisation_than_the_chosen_is_refused(worker, place, owner, hand_in):
    other = HousingOrganisation.objects.create(
        lbf_number="0124", name="En anden", owner_kind="own_divisions", seat_municipality=place
    )
    upload = hand_in(worker, organisation=other)
    assert upload.state == UploadState.UNREADABLE
    assert "En anden" in error_of(upload)[0]


@pytest.mark.parametrize("role", [Role.ADVISER, Role.MANAGER, Role.UNIT_CONTACT, Role.ADMINISTRATOR, Role.AUDITOR])
def test_who_may_not_hand_in_or_take_in(somebody, worker, owner, hand_in, role):
    acting = somebody(role)
    with pytest.raises(NotAllowed):
        hand_in(acting, organisation=owner)
    upload = hand_in(worker)
    with pytest.raises(NotAllowed):
        apply_upload(acting, upload=upload)
    with pytest.raises(NotAllowed):
        discard_upload(acting, upload=upload)


def test_an_organisation_hands_in_its_own_package(somebody, worker, place, hand_in):
    editor = somebody(Role.ORGANISATION_EDITOR)
    upload = hand_in(editor)
    assert (upload.is_from_organisation, upload.municipality) == (True, place)
    with pytest.raises(NotAllowed):
        apply_upload(worker, upload=upload)  # a draft of the organisation's own
    package = apply_upload(editor, upload=upload)
    assert RuleRun.objects.get().municipality == place
    assert package.municipality == place


def test_giving_a_file_up_keeps_the_original(worker, hand_in):
    upload = hand_in(worker)
    discard_upload(worker, upload=upload)
    assert upload.state == UploadState.DISCARDED
    with opened(upload.original) as content:
        assert content.read() == workbook()
    with pytest.raises(UserError):
        apply_upload(worker, upload=upload)


def test_examining_twice_changes_nothing(worker, hand_in):
    upload = hand_in(worker)
    entries = TrailEntry.objects.count()
    assert examine_upload(upload.pk) == UploadState.PREVIEWED
    assert TrailEntry.objects.count() == entries


def test_a_fault_of_ours_does_not_leave_the_file_hanging(worker, hand_in, monkeypatch):
    from styringsdialog.processes import examining

    monkeypatch.setattr(examining, "read_package", lambda *args, **kwargs: 1 / 0)
    upload = hand_in(worker)
    assert upload.state == UploadState.UNREADABLE
    assert "gemt" in error_of(upload)[0]


def test_an_original_that_was_tampered_with_is_not_taken_in(worker, hand_in):
    upload = hand_in(worker)
    path = default_storage.path(upload.original.file.name)
    with open(path, "ab") as file:  # noqa: PTH123
        file.write(b"x")
    with pytest.raises(UserError) as refusal:
        apply_upload(worker, upload=upload)
    assert "kontrolsummen" in refusal.value.text
    assert not DocumentationPackage.objects.exists()


ACCOUNTS = (
    b"Afdeling;Konto;Tekst;Regnskab 2025;Budget 2025\n"
    b"08501;106;Ejendomsskatter;1.234;1.300\n"
    b"08501;5130.025;Renter;200;150\n"
    b"012;114;Renholdelse;300;310\n"
    b";803;Dispositionsfond;4.681.000;0\n"
)


def test_an_accounts_file_is_read_after_its_mapping_is_confirmed_once(worker, owner, hand_in):
    upload = hand_in(worker, ACCOUNTS, name="regnskab.csv", kind="accounts", organisation=owner)
    assert upload.state == UploadState.TO_MAP
    assert upload.dialogue_year == 2026
    proposed = dict(upload.mapping["proposed"], decimal_mark=",")
    assert proposed["amounts"]["result"] == "Regnskab 2025"
    confirm_mapping(worker, upload=upload, mapping=proposed)
    upload.refresh_from_db()
    assert upload.state == UploadState.PREVIEWED, error_of(upload) or upload.problems
    package = apply_upload(worker, upload=upload)
    facts = package_facts(package)
    assert package.report_kind == "accounts_only"
    assert facts.organisation.statement.amount("803") == 4_681_000
    lines = {division.lbf_number: division.statement for division in facts.divisions}
    assert lines["08501"].amount("106") == 1234
    assert lines["012"].amount("114") == 300
    assert AccountsMapping.objects.get().organisation == owner
    # The next file of the same form is read without asking.
    again = hand_in(worker, ACCOUNTS, name="regnskab.csv", kind="accounts", organisation=owner)
    assert again.state == UploadState.PREVIEWED


def test_an_accounts_file_needs_an_organisation(worker):
    with pytest.raises(UserError) as refusal:
        receive_file(worker, file=ContentFile(ACCOUNTS), name="regnskab.csv", kind="accounts")
    assert refusal.value.remedy


def test_a_mapping_without_result_column_is_refused(worker, owner, hand_in):
    upload = hand_in(worker, ACCOUNTS, name="regnskab.csv", kind="accounts", organisation=owner)
    with pytest.raises(UserError):
        confirm_mapping(worker, upload=upload, mapping={"account": "Konto"})
    with pytest.raises(UserError):
        confirm_mapping(worker, upload=upload, mapping={"konto": "Konto"})
    upload.refresh_from_db()
    assert upload.state == UploadState.TO_MAP


def test_an_editor_of_one_organisation_need_not_say_which(somebody, owner, hand_in):
    assert hand_in(somebody(Role.ORGANISATION_EDITOR), b"x").organisation == owner
