"""A request for access gathers the documents of a case; the bundle holds what was given and no more."""

import hashlib
import io
import zipfile
from datetime import date

import pypdfium2
import pytest
from django.core.files.base import ContentFile
from tests.files import kinds
from tests.files.kinds import CPR
from tests.processes.test_attachments import attach

from styringsdialog.core.errors import NotAllowed, StaleVersion, UserError
from styringsdialog.core.visibility import can_view, visible_to
from styringsdialog.files.models import AccessRequest, RequestState, StoredFile
from styringsdialog.files.services import opened
from styringsdialog.processes import access_bundle, access_requests
from styringsdialog.processes.access_bundle import make_bundle
from styringsdialog.processes.access_requests import (
    collect_papers,
    decide_access,
    mark_sent,
    open_access_request,
    order_bundle,
    redact_item,
)
from styringsdialog.processes.answers import answer_on_behalf
from styringsdialog.processes.letters import add_question, draft_letter, send_by_mail
from styringsdialog.processes.quarantine import redact_attachment
from styringsdialog.processes.uploads import apply_upload
from styringsdialog.register.models import Role
from styringsdialog.trail.models import TrailEntry

pytestmark = pytest.mark.django_db
RECEIVED = date(2026, 9, 1)


@pytest.fixture
def _fonts(settings):
    if not any(settings.PDF_FONT_DIR.glob("*.ttf")):
        pytest.fail("The fonts are missing: run make install", pytrace=False)


def opened_on(acting, thing, **more):
    return open_access_request(acting, thing=thing, received_on=RECEIVED, requester_kind="press", **more)


def decide(acting, request, **by_title):
    """Decide by title: («give», «reason»)."""
    items = {item.title: item.pk for item in request.items.all()}
    decisions = {items[title]: decision for title, decision in by_title.items()}
    return decide_access(acting, request=request, decisions=decisions, version=request.version)


def give_rest(acting, request):
    decisions = {item.pk: ("give", "") for item in request.items.filter(decision="")}
    return decide_access(acting, request=request, decisions=decisions, version=request.version)


def bundle_of(request):
    with opened(request.bundle) as content:
        return zipfile.ZipFile(io.BytesIO(content.read()))


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text


def test_a_request_gathers_the_documents_and_withholds_what_is_internal_or_personal(worker, owner):
    attach(worker, owner, title="Offentligt", access_class="public")
    attach(worker, owner, title="Delt", access_class="parties")
    attach(worker, owner, title="Internt", access_class="internal")
    attach(worker, owner, title="Klage", access_class="personal")
    request = opened_on(worker, owner)
    found = {(item.kind, item.title): (item.decision, item.reason) for item in request.items.all()}
    assert found["attachment", "Offentligt"] == ("give", "")
    assert found["attachment", "Delt"] == ("", "")
    assert found["attachment", "Internt"][0] == found["attachment", "Klage"][0] == "withhold"
    assert "§ 23" in found["attachment", "Internt"][1]
    assert "§ 30" in found["attachment", "Klage"][1]
    assert (request.deadline_on, request.is_own_deadline) == (date(2026, 9, 10), False)


def test_a_package_brings_its_original_and_the_trail(worker, owner, hand_in):
    package = apply_upload(worker, upload=hand_in(worker))
    attach(worker, package, title="Protokol")
    request = opened_on(worker, owner)
    kinds_found = sorted(request.items.values_list("kind", flat=True))
    assert kinds_found == ["attachment", "original", "trail"]
    trail = request.items.get(kind="trail")
    assert any("dokumentationspakke" in words.lower() or "taget ind" in words for _, words in trail.text)


def test_the_municipality_may_set_its_own_deadline(worker, owner):
    request = opened_on(worker, owner, own_deadline_on=date(2026, 9, 4))
    assert (request.deadline_on, request.is_own_deadline) == (date(2026, 9, 4), True)
    with pytest.raises(UserError) as refusal:
        open_access_request(worker, thing=owner, received_on=date(2026, 9, 2), requester_kind="press")
    assert refusal.value.message == "access.future"


def test_only_coordinator_and_case_worker_open_and_see_requests(worker, owner, somebody):
    request = opened_on(worker, owner)
    may = set()
    for role in Role:
        acting = somebody(role)
        seen = visible_to(acting, AccessRequest).filter(pk=request.pk).exists()
        assert seen == can_view(acting, request)
        try:
            opened_on(acting, owner)
        except NotAllowed:
            assert not seen
        else:
            assert seen
            may.add(role)
    assert may == {Role.COORDINATOR, Role.CASE_WORKER}


def test_withholding_and_leaving_out_need_a_reason(worker, owner):
    attach(worker, owner, title="Delt", access_class="parties")
    request = opened_on(worker, owner)
    for decision in ("withhold", "redact"):
        with pytest.raises(UserError) as refusal:
            decide(worker, request, Delt=(decision, " "))
        assert refusal.value.message == "access.reason"


def test_of_two_who_decide_at_once_the_second_is_told(worker, owner):
    attach(worker, owner, title="Delt", access_class="parties")
    request = opened_on(worker, owner)
    stale = AccessRequest.objects.get(pk=request.pk)
    decide(worker, request, Delt=("give", ""))
    with pytest.raises(StaleVersion):
        decide(worker, stale, Delt=("withhold", "Nej"))
    assert request.items.get(title="Delt").decision == "give"


def test_a_bundle_needs_every_document_decided_and_its_copy(worker, owner):
    attach(worker, owner, title="Delt", access_class="parties")
    locked = attach(worker, owner, kinds.docx_file(CPR), title="Låst", access_class="parties")
    request = opened_on(worker, owner)
    with pytest.raises(UserError) as refusal:
        order_bundle(worker, request=request)
    assert refusal.value.message == "access.undecided"
    decide(worker, request, Delt=("redact", "Forretningsforhold"), Låst=("give", ""))
    with pytest.raises(UserError) as refusal:
        order_bundle(worker, request=request)
    assert refusal.value.message in ("access.no_copy", "access.locked")
    decide(worker, request, Delt=("give", ""))
    with pytest.raises(UserError) as refusal:
        order_bundle(worker, request=request)
    assert (refusal.value.message, refusal.value.params["document"]) == ("access.locked", locked.title)


@pytest.mark.usefixtures("_fonts")
def test_the_bundle_holds_what_was_given_with_hashes_and_an_index(worker, owner):
    given = attach(worker, owner, title="Brev", access_class="parties", name="brev.docx")
    attach(worker, owner, title="Notat", access_class="internal")
    attach(worker, owner, title="Klage fra en beboer", access_class="personal")
    locked = attach(worker, owner, kinds.docx_file(CPR), title="Liste", access_class="parties", name="liste.docx")
    copy = redact_attachment(worker, attachment=locked, file=ContentFile(kinds.docx_file("[]")), name="uden.docx")
    part = attach(
        worker, owner, kinds.docx_file("Et tilbud"), title="Tilbud", access_class="parties", name="tilbud.docx"
    )
    request = opened_on(worker, owner, reference="26/77")
    redacted = ContentFile(kinds.pdf_file("Tilbud med udeladelser"))
    redact_item(worker, item=request.items.get(title="Tilbud"), file=redacted, name="tilbud-kopi.pdf")
    request.refresh_from_db()
    decide(worker, request, Brev=("give", ""), Liste=("give", ""), Tilbud=("redact", "Priser, § 30, nr. 2"))
    request = order_bundle(worker, request=request)
    assert request.state == RequestState.MADE, request.error
    with bundle_of(request) as archive:
        names = archive.namelist()
        assert [name[3:] for name in names] == [
            "brev.docx", "uden.docx", "tilbud-kopi.pdf", "Oversigt.pdf", "trolsummer.txt",
        ]  # fmt: skip
        hashes = dict(reversed(line.split("  ", 1)) for line in archive.read("kontrolsummer.txt").decode().splitlines())
        for name in names[:-1]:
            assert hashes[name] == hashlib.sha256(archive.read(name)).hexdigest()
        assert hashes[names[0]] == given.file.sha256
        assert hashes[names[1]] == copy.sha256
        index = text_of(archive.read("00 Oversigt.pdf"))
    assert part.file.sha256 not in hashes.values()
    assert locked.file.sha256 not in hashes.values()
    assert "Notat" in index
    assert "Klage fra en beboer" not in index
    assert "dokument med personoplysninger" in index
    assert "Internt dokument" in index
    assert "26/77" in index
    assert f"Sagen har {request.items.count()} dokumenter. 3 gives" in " ".join(index.split())
    assert CPR not in index


@pytest.mark.usefixtures("_fonts")
def test_the_trail_can_be_given_as_a_paper(worker, owner, hand_in):
    package = apply_upload(worker, upload=hand_in(worker))
    request = opened_on(worker, package)
    item = request.items.get(kind="trail")
    decide_access(worker, request=request, decisions={item.pk: ("give", "")}, version=request.version)
    request = order_bundle(worker, request=give_rest(worker, request))
    with bundle_of(request) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(f"{item.title}.pdf")]
        text = " ".join(text_of(archive.read(name)).split())
    assert "Sporudtræk" in text
    assert "taget ind" in text


def test_a_bundle_is_made_once_and_the_same_whoever_makes_it(worker, owner, monkeypatch):
    monkeypatch.setattr(access_bundle, "_index", lambda *args: b"%PDF- index")
    attach(worker, owner, title="Brev", access_class="public")
    request = order_bundle(worker, request=opened_on(worker, owner))
    first, files = request.bundle.sha256, StoredFile.objects.count()
    assert make_bundle.call(request.pk) == RequestState.MADE
    assert StoredFile.objects.count() == files
    again = order_bundle(worker, request=request)
    assert again.bundle.sha256 == first
    assert (again.made_for_version, again.version) == (1, 1)


def test_two_workers_leave_one_bundle(worker, owner, monkeypatch):
    def other_was_quicker(request, *args):
        AccessRequest.objects.filter(pk=request.pk).update(state=RequestState.MADE)
        return b"%PDF- index"

    monkeypatch.setattr(access_bundle, "_index", other_was_quicker)
    request = opened_on(worker, owner)
    files = StoredFile.objects.count()
    order_bundle(worker, request=request)
    assert StoredFile.objects.count() == files


def test_a_failure_is_told_and_the_bundle_can_be_ordered_again(worker, owner, monkeypatch):
    def broken(*args):
        raise RuntimeError("skrifttyperne mangler")

    monkeypatch.setattr(access_bundle, "_index", broken)
    request = order_bundle(worker, request=opened_on(worker, owner))
    assert (request.state, request.error["params"]) == (RequestState.FAILED, {"reason": "skrifttyperne mangler"})
    monkeypatch.setattr(access_bundle, "_index", lambda *args: b"%PDF- index")
    assert order_bundle(worker, request=request).state == RequestState.MADE


def test_a_job_killed_before_its_receipt_is_done_again(worker, owner, monkeypatch):
    monkeypatch.setattr(access_bundle, "_index", lambda *args: b"%PDF- index")
    monkeypatch.setattr(access_requests, "enqueue", lambda *args, **kwargs: None)
    request = order_bundle(worker, request=opened_on(worker, owner))
    with monkeypatch.context() as killed:
        killed.setattr(access_bundle, "_keep", lambda *args: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            make_bundle.call(request.pk)
    request.refresh_from_db()
    assert (request.state, request.bundle) == (RequestState.ORDERED, None)
    assert make_bundle.call(request.pk) == RequestState.MADE


def test_what_came_since_is_added_and_the_end_is_noted(worker, owner, monkeypatch):
    monkeypatch.setattr(access_bundle, "_index", lambda *args: b"%PDF- index")
    request = opened_on(worker, owner)
    attach(worker, owner, title="Sent", access_class="parties")
    assert collect_papers(worker, request=request) >= 1
    before = collect_papers(worker, request=request)
    assert before == 0
    request.refresh_from_db()
    order_bundle(worker, request=give_rest(worker, request))
    request.refresh_from_db()
    assert mark_sent(worker, request=request).state == RequestState.SENT
    with pytest.raises(UserError) as refusal:
        order_bundle(worker, request=request)
    assert refusal.value.message == "access.not_open"
    actions = set(TrailEntry.objects.filter(object_type="files.accessrequest").values_list("action", flat=True))
    assert actions == {f"trail.access.{name}" for name in "opened collected decided ordered made sent".split()}


def test_questions_that_went_out_and_their_answers_are_papers_and_drafts_are_not(worker, owner, hand_in):
    package = apply_upload(worker, upload=hand_in(worker))
    letter = draft_letter(worker, package=package)
    add_question(worker, letter=letter, text="Hvorfor er tallet steget?")
    who = {"recipient_name": "Ida Prøve", "recipient_email": "ida@example.org", "due_on": date(2026, 9, 15)}
    letter, _token = send_by_mail(worker, letter=letter, **who)
    question = letter.questions.get()
    told = {"text": "Prisen på el.", "given_by": "Ida Prøve", "source": "brev", "received_on": date(2026, 9, 3)}
    answer_on_behalf(worker, question=question, **told)
    draft = draft_letter(worker, package=package, addressee="auditor")
    add_question(worker, letter=draft, text="Er saldoen afstemt?")
    items = [item for item in opened_on(worker, package).items.all() if item.kind == "question"]
    assert [item.title for item in items] == [str(letter)]
    assert [words for _, words in items[0].text] == ["Hvorfor er tallet steget?", "Prisen på el."]
    assert items[0].text[1][0].endswith("Ida Prøve")
