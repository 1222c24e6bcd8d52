"""Attachments, case numbers, requests for access and drafts as pages: what they say, and how often they ask."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from styringsdialog.files.models import AccessRequest, Attachment
from styringsdialog.register.models import Role
from styringsdialog.reviews.models import BriefState, DialogueBrief
from styringsdialog.trail.models import AccessEntry
from styringsdialog.web.cases.reading import attachments_on
from tests.files import kinds
from tests.web.documents import CASE, hang_documents
from tests.web.world import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(world, signed_in):
    return signed_in(world.users[Role.CASE_WORKER])


def page(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_a_file_is_attached_by_the_form_and_fetched_from_the_case(world, worker):
    data = kinds.docx_file()
    file = SimpleUploadedFile("brev.docx", data)
    sent = {"file": file, "title": "Brev", "access_class": "internal"}
    answer = worker.post(reverse("case_documents", args=[CASE, world.owner.pk]), sent)
    assert answer.url == f"{reverse('organisation', args=[world.owner.lbf_number])}#attachments"
    made = Attachment.objects.get()
    assert "Brev" in page(worker, "organisation", world.owner.lbf_number)
    fetched = worker.get(reverse("stored_file", args=[made.file_id]))
    assert b"".join(fetched) == data
    assert fetched.headers["X-Content-Type-Options"] == "nosniff"
    assert fetched.headers["Content-Disposition"].startswith("attachment")
    assert fetched.headers["Content-Type"].endswith("wordprocessingml.document")


def test_a_refusal_is_told_on_the_case(world, worker):
    file = SimpleUploadedFile("brev.pdf", b"MZ\x90\0")
    sent = {"file": file, "access_class": "internal"}
    answer = worker.post(reverse("case_documents", args=[CASE, world.owner.pk]), sent, follow=True)
    assert "Filen er et program" in answer.content.decode()


def test_a_reading_of_something_personal_is_noted(world, worker):
    personal = hang_documents(world).attachments["personal"]
    b"".join(worker.get(reverse("stored_file", args=[personal.file_id])))
    entry = AccessEntry.objects.get(object_type="files.storedfile", object_id=str(personal.file_id))
    assert (entry.actor, entry.access_class) == (world.users[Role.CASE_WORKER], "personal")


def test_a_locked_original_shows_its_receipt_and_no_link(world, worker):
    locked = hang_documents(world).locked
    text = page(worker, "attachment", locked.pk)
    assert "Originalen er låst" in text
    assert locked.file.sha256 in text
    assert reverse("stored_file", args=[locked.file_id]) not in text


def test_attachments_and_number_of_a_case_are_two_queries_however_many(world):
    acting = world.acting(Role.CASE_WORKER)
    hang_documents(world)
    row = Attachment.objects.filter(access_class="public").get()
    counts = []
    for more in (0, 30):
        for number in range(more):
            Attachment.objects.create(
                object_type=CASE, object_pk=world.owner.pk, municipality_code=row.municipality_code,
                file=row.file, title=f"{number}", received_on=DAY, access_class="public",
            )  # fmt: skip
        attachments_on(acting, world.owner)  # the roles are looked up once
        with CaptureQueriesContext(connection) as asked:
            documents = attachments_on(acting, world.owner)
            assert all(line.given or line.original.is_locked for line in documents.lines)
        counts.append(len(asked))
    assert counts == [2, 2]


def test_the_list_of_requests_asks_as_often_for_thirty_as_for_one(world, worker):
    request = hang_documents(world).request
    counts = []
    for more in (0, 29):
        for _ in range(more):
            AccessRequest.objects.create(
                object_type=CASE, object_pk=world.owner.pk, object_title="x", received_on=DAY,
                municipality_code=request.municipality_code, requester_kind="press", deadline_on=DAY,
            )  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            assert worker.get(reverse("access_request_list")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_request_shows_deadline_source_and_both_versions_where_two_decide(world, worker):
    made = hang_documents(world)
    item = made.request.items.filter(title="parties").first()
    address = reverse("access_request", args=[made.request.pk])
    assert "10. september 2026" in worker.get(address).content.decode()
    first = {"version": 1, f"decision-{item.pk}": "give"}
    assert worker.post(address, first).status_code == 302
    second = {"version": 1, f"decision-{item.pk}": "withhold", f"reason-{item.pk}": "Min begrundelse"}
    text = worker.post(address, second).content.decode()
    assert "er ændret, efter at du åbnede siden" in text
    assert "Du valgte: Gives ikke – Min begrundelse" in " ".join(text.split())
    item.refresh_from_db()
    assert item.decision == "give"


def test_an_order_begins_a_draft_that_is_written_and_fixed_on_its_page(world, worker):
    answer = worker.post(reverse("brief_order", args=[world.package.pk]))
    draft = DialogueBrief.objects.get(state=BriefState.DRAFT)
    assert answer.url == reverse("brief_edit", args=[draft.pk])
    inside = {f"in-{pk}": "on" for pk in draft.points}
    sent = {"version": 1, "lead": "Vores indledning.", **inside}
    worker.post(answer.url, sent)
    stale = worker.post(answer.url, {**sent, "lead": "En andens."}).content.decode()
    assert "Begge udgaver" in stale
    assert "En andens." in stale
    assert worker.post(answer.url, {**sent, "version": 2, "fix": "1"}).url == reverse("brief", args=[draft.pk])
    text = page(worker, "brief", draft.pk)
    draft.refresh_from_db()
    assert "Oplægget er fastlagt" in text
    assert draft.pdf.sha256 in text
    assert worker.get(answer.url).url == reverse("brief", args=[draft.pk])  # no draft any longer


def test_a_form_cut_short_takes_no_text_away(world, worker):
    draft = hang_documents(world).draft
    worker.post(reverse("brief_edit", args=[draft.pk]), {"version": 1, "lead": "Ny."})
    draft.refresh_from_db()
    assert draft.edits == {"lead": "Ny."}
