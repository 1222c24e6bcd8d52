"""A received file with a CPR number goes back, its content is locked, and no text of it is kept."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from tests.processes.conftest import DAY, workbook

from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import can_view, visible_to
from styringsdialog.files.models import StoredFile
from styringsdialog.submissions.models import DocumentationPackage, UploadState
from styringsdialog.trail.models import TrailEntry

pytestmark = pytest.mark.django_db
CPR = "010180-1234"  # the pattern with a real date; nobody's number is meant
ACCOUNTS = f"Afdeling;Konto;Tekst;Regnskab\n001;114;Lejer {CPR};1000\n".encode()


def with_cpr() -> bytes:
    book = load_workbook(BytesIO(workbook()))
    sheet = book["Ønsker og behov"]
    cell = next(cell for row in sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, str))
    cell.value = f"Beboeren {CPR} ønsker flytning"
    target = BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize("kind", ["package", "accounts"])
def test_the_content_is_locked_and_nothing_of_it_kept(worker, owner, hand_in, kind):
    if kind == "package":
        upload = hand_in(worker, with_cpr())
    else:
        upload = hand_in(worker, ACCOUNTS, name="regnskab.csv", kind="accounts", organisation=owner)
    assert upload.state == UploadState.SENT_BACK
    upload.original.refresh_from_db()
    assert (upload.original.is_locked, upload.original.lock_reason, upload.original.search) == (True, "cpr", "found")
    assert upload.original.locked_at is not None
    assert upload.original not in visible_to(worker, StoredFile)
    assert not can_view(worker, upload.original)
    assert upload.original in visible_to(Acting(None, DAY), StoredFile)
    assert CPR not in str([upload.problems, upload.mapping, upload.changes, upload.error])
    assert TrailEntry.objects.filter(action="trail.file.locked", object_id=str(upload.original.pk)).count() == 1
    assert not DocumentationPackage.objects.exists()


def test_the_marked_workbook_can_be_fetched_and_does_not_repeat_the_number(worker, owner, hand_in):
    upload = hand_in(worker, with_cpr())
    assert upload.marked in visible_to(worker, StoredFile)
    with upload.marked.file.open() as marked:
        book = load_workbook(marked)
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any("CPR" in text for text in texts)
    assert not any(CPR in text for text in texts)
