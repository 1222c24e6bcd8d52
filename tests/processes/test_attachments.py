"""A document hangs on a case once it is searched; one with a CPR number is locked, and a copy takes its place."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from tests.files import kinds
from tests.files.kinds import CPR
from tests.processes.conftest import DAY

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.core.visibility import can_view, visible_to
from styringsdialog.files.models import Attachment, CaseReference, Search, StoredFile
from styringsdialog.files.services import opened
from styringsdialog.processes import attachments
from styringsdialog.processes.attachments import attach_file, change_attachment
from styringsdialog.processes.quarantine import delete_original, redact_attachment, search_file
from styringsdialog.register.file_services import number_case
from styringsdialog.register.models import HousingArea, Role
from styringsdialog.trail.models import TrailEntry

pytestmark = pytest.mark.django_db


def attach(acting, thing, data=None, name="brev.docx", **more):
    return attach_file(acting, thing=thing, file=ContentFile(data or kinds.docx_file()), name=name, **more)


def sees(acting, thing):
    """Query and question, which must agree."""
    listed = visible_to(acting, type(thing)).filter(pk=thing.pk).exists()
    assert listed == can_view(acting, thing)
    return listed


@pytest.fixture
def people(somebody):
    return {role: somebody(role) for role in Role}


def test_a_document_is_kept_with_kind_hash_and_what_the_search_found(worker, owner):
    data = kinds.docx_file()
    made = attach(worker, owner, data, name="brev.pdf", title="Brev fra bestyrelsen", from_whom="Bestyrelsen")
    stored = made.file
    assert (stored.name, stored.size, stored.sha256) == (
        "brev.pdf.docx", len(data), hashlib.sha256(data).hexdigest(),
    )  # fmt: skip
    assert stored.content_type.endswith("wordprocessingml.document")
    assert (stored.search, stored.is_locked) == (Search.CLEAR, False)
    assert (made.municipality_code, made.received_on, made.access_class) == ("0999", DAY, "internal")
    assert [entry.action for entry in TrailEntry.objects.order_by("pk")] == [
        "trail.file.stored", "trail.attachment.added", "trail.file.searched",
    ]  # fmt: skip


def test_nobody_gets_a_file_before_it_is_searched(worker, owner, monkeypatch):
    monkeypatch.setattr(attachments, "enqueue", lambda *args, **kwargs: None)
    stored = attach(worker, owner).file
    assert (stored.search, stored.given) == (Search.WAITING, None)
    assert not sees(worker, stored)
    assert search_file.call(stored.pk) == Search.CLEAR
    assert search_file.call(stored.pk) == Search.CLEAR  # twice does no harm
    stored.refresh_from_db()
    assert sees(worker, stored)
    assert TrailEntry.objects.filter(action="trail.file.searched").count() == 1


# Who reads what, by hand from the four access classes.
READERS = {
    "internal": {"coordinator", "case_worker", "unit_contact", "adviser"},
    "personal": {"coordinator", "case_worker"},
    "parties": {
        "coordinator", "case_worker", "unit_contact", "adviser", "organisation_editor", "organisation_signatory",
    },
    "public": set(Role.values),
}  # fmt: skip


@pytest.mark.parametrize("access", READERS)
def test_who_reads_an_attachment_follows_its_class(worker, owner, people, access):
    made = attach(worker, owner, access_class=access)
    assert {str(role) for role, acting in people.items() if sees(acting, made)} == READERS[access]
    assert {str(role) for role, acting in people.items() if sees(acting, made.file)} == READERS[access]


def test_what_hangs_on_an_area_is_not_seen_by_an_organisation(worker, place, people):
    area = HousingArea.objects.create(municipality=place, name="Åparken")
    made = attach(worker, area, access_class=AccessClass.PUBLIC)
    own = {Role.ORGANISATION_EDITOR, Role.ORGANISATION_SIGNATORY, Role.AUDITOR}
    assert {role for role, acting in people.items() if not sees(acting, made)} == own


def test_a_found_cpr_number_locks_the_content_for_everybody(worker, owner, people):
    made = attach(worker, owner, kinds.docx_file("Lejer ", split=CPR), access_class=AccessClass.PARTIES)
    stored = made.file
    assert (stored.is_locked, stored.lock_reason, stored.search, stored.given) == (True, "cpr", Search.FOUND, None)
    assert stored.locked_at is not None
    assert not any(sees(acting, stored) for acting in people.values())
    assert sees(worker, made)  # the receipt stays
    assert sees(Acting(None, DAY), stored)


def test_a_number_in_the_name_is_masked_everywhere_and_locks(worker, owner):
    made = attach(worker, owner, name=f"klage {CPR}.docx")
    assert made.file.is_locked
    assert made.title == made.file.name == "klage xxxxxx-xxxx.docx"
    kept = [*TrailEntry.objects.values_list("object_text", "params"), *StoredFile.objects.values_list("file", "name")]
    assert CPR not in str(kept)


def test_a_number_that_somebody_types_is_refused(worker, owner):
    for field in ("title", "from_whom", "description"):
        with pytest.raises(UserError) as refusal:
            attach(worker, owner, **{field: f"Om {CPR}"})
        assert refusal.value.message == "attachment.cpr_typed"
    assert not StoredFile.objects.exists()


def test_a_copy_takes_the_place_of_a_locked_original(worker, owner, people):
    made = attach(worker, owner, kinds.docx_file(CPR), access_class=AccessClass.PARTIES)
    copy = redact_attachment(worker, attachment=made, file=ContentFile(kinds.docx_file("[udeladt]")), name="kopi.docx")
    made.file.refresh_from_db()
    assert made.file.given == copy
    assert {str(role) for role, acting in people.items() if sees(acting, copy)} == READERS["parties"]
    assert not sees(worker, made.file)


def test_a_copy_with_a_number_is_locked_too_and_another_may_follow(worker, owner):
    made = attach(worker, owner, kinds.docx_file(CPR))
    bad = redact_attachment(worker, attachment=made, file=ContentFile(kinds.docx_file(CPR)), name="kopi.docx")
    made.refresh_from_db()
    assert bad.is_locked
    assert made.file.given is None
    good = redact_attachment(worker, attachment=made, file=ContentFile(kinds.docx_file()), name="kopi2.docx")
    made.refresh_from_db()
    assert made.file.given == good


def test_only_a_coordinator_deletes_a_locked_original_and_gives_a_reason(worker, owner, people):
    made = attach(worker, owner, kinds.docx_file(CPR))
    with pytest.raises(NotAllowed):
        delete_original(people[Role.CASE_WORKER], attachment=made, reason="x")
    with pytest.raises(UserError):
        delete_original(people[Role.COORDINATOR], attachment=made, reason="  ")


@pytest.mark.django_db(transaction=True)
def test_deleting_removes_the_content_and_keeps_the_receipt(worker, owner, somebody):
    coordinator = somebody(Role.COORDINATOR)
    made = attach(worker, owner, kinds.docx_file(CPR))
    path, digest = made.file.file.name, made.file.sha256
    delete_original(coordinator, attachment=made, reason="Ikke nødvendig for sagen")
    made.refresh_from_db()
    assert not default_storage.exists(path)
    assert (made.file.sha256, made.file.delete_reason) == (digest, "Ikke nødvendig for sagen")
    with pytest.raises(UserError) as refusal, opened(made.file):
        pass
    assert refusal.value.message == "files.deleted"
    entry = TrailEntry.objects.get(action="trail.file.content_deleted")
    assert entry.params["sha256"] == digest
    with pytest.raises(UserError):
        delete_original(coordinator, attachment=made, reason="igen")


def test_a_file_that_is_not_locked_is_neither_replaced_nor_deleted(worker, owner, somebody):
    made = attach(worker, owner)
    with pytest.raises(UserError):
        redact_attachment(worker, attachment=made, file=ContentFile(kinds.docx_file()), name="kopi.docx")
    with pytest.raises(UserError):
        delete_original(somebody(Role.COORDINATOR), attachment=made, reason="x")
    assert StoredFile.objects.count() == 1


def test_a_picture_is_not_searched_and_says_so(worker, owner):
    stored = attach(worker, owner, kinds.PNG, name="skilt.png").file
    assert (stored.search, stored.is_locked) == (Search.NOT_POSSIBLE, False)


def test_what_may_do_harm_when_unpacked_is_locked(worker, owner):
    mail = kinds.mail_file("Hej", b"MZ\x90\0\x03", "a.exe")
    stored = attach(worker, owner, mail, name="mail.eml").file
    assert (stored.is_locked, stored.lock_reason) == (True, "unsafe")


def test_programs_macros_and_large_files_are_refused_before_anything_is_stored(worker, owner, settings):
    macros = kinds.with_part(kinds.docx_file(), "word/vbaProject.bin")
    for data, name, message in (
        (b"MZ\x90\0", "brev.pdf", "attachment.program"),
        (macros, "brev.docx", "attachment.macros"),
    ):
        with pytest.raises(UserError) as refusal:
            attach(worker, owner, data, name=name)
        assert refusal.value.message == message
    settings.STYRINGSDIALOG_MAX_UPLOAD_BYTES = 100
    with pytest.raises(UserError) as refusal:
        attach(worker, owner)
    assert refusal.value.message == "upload.too_large"
    assert not StoredFile.objects.exists()


def test_who_may_attach(owner, people):
    may = set()
    for role, acting in people.items():
        try:
            made = attach(acting, owner, access_class=AccessClass.INTERNAL)
        except NotAllowed:
            continue
        may.add(role)
        expected = "parties" if role == Role.ORGANISATION_EDITOR else "internal"
        assert made.access_class == expected, role
    assert may == {Role.COORDINATOR, Role.CASE_WORKER, Role.UNIT_CONTACT, Role.ORGANISATION_EDITOR}


def test_what_is_said_of_an_attachment_can_be_changed_and_the_file_follows_its_class(worker, owner, somebody):
    made = attach(worker, owner)
    change_attachment(worker, attachment=made, title="Nyt", access_class=AccessClass.PERSONAL)
    made.refresh_from_db()
    assert (made.title, made.access_class, made.file.access_class) == ("Nyt", "personal", "personal")
    entry = TrailEntry.objects.get(action="trail.attachment.changed")
    assert (entry.before["access_class"], entry.after["access_class"]) == ("internal", "personal")
    with pytest.raises(NotAllowed):
        change_attachment(somebody(Role.ADVISER), attachment=made, title="x")


def test_a_case_has_its_number_and_kle_code_in_each_municipality(worker, owner, people):
    made = number_case(worker, thing=owner, case_number="26/1234", kle_code="03.11.00", kle_facet="G01")
    assert str(made) == "26/1234 · 03.11.00-G01"
    again = number_case(worker, thing=owner, case_number="26/9", kle_code="03.11.00")
    assert (again.pk, CaseReference.objects.count()) == (made.pk, 1)
    readers = {role for role, acting in people.items() if sees(acting, made)}
    assert readers == {Role.COORDINATOR, Role.CASE_WORKER, Role.UNIT_CONTACT, Role.ADVISER}
    for kle, facet in (("3.11", ""), ("03.11.00", "G1"), ("03.11.00\n", "")):
        if kle.strip() == kle:
            with pytest.raises(UserError):
                number_case(worker, thing=owner, case_number="x", kle_code=kle, kle_facet=facet)
    with pytest.raises(NotAllowed):
        number_case(people[Role.ADVISER], thing=owner, case_number="x")


def test_an_attachment_stays_with_the_municipality_that_wrote_it(worker, owner, somebody):
    from styringsdialog.register.models import Division, Municipality

    other = Municipality.objects.create(code="0998", name="Østborg")
    Division.objects.create(organisation=owner, lbf_number="2", name="Øst", location_municipality=other)
    neighbour = somebody(Role.CASE_WORKER, at=other)
    theirs = attach(neighbour, owner)
    assert theirs.municipality_code == "0998"
    assert sees(neighbour, theirs)
    assert not sees(worker, theirs)
    assert Attachment.objects.count() == 1
