"""A file on its way in: preview, sent back, unreadable, given up, taken in; and the template that goes out."""

import io
import zipfile
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from styringsdialog.rulebook.facts import Line, changed
from styringsdialog.submissions.models import DocumentationPackage, Upload
from tests.exchange.packages import sample
from tests.web.world import workbook


@pytest.fixture
def worker(register, signed_in):
    return signed_in(register.users["case_worker"])


def hand_in(client, data, name="pakke.xlsx", **more):
    sent = {"kind": "package", "file": SimpleUploadedFile(name, data), **more}
    return client.post(reverse("upload_any"), sent)


def damaged() -> bytes:
    """The workbook with a word where a number belongs: E2 of the sheet of divisions or what stands there."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(workbook()))
    sheet = next(sheet for sheet in book if sheet.title == "Afdelinger")
    for cells in sheet.iter_rows():
        for cell in cells:
            if cell.value == 1971:  # the build year of the first division
                cell.value = "nittenhundrede"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_good_file_is_previewed_and_nothing_is_stored(worker):
    page = worker.get(hand_in(worker, workbook()).headers["Location"])
    text = page.content.decode()
    assert "Det ændres" in text
    assert "Fiktiv Boligforening får en ny pakke for styringsår 2026 (regnskab 2025)." in text
    assert not DocumentationPackage.objects.exists()


def test_taking_it_in_leads_to_the_package(worker):
    hand_in(worker, workbook())
    upload = Upload.objects.get()
    answer = worker.post(reverse("upload_apply", args=[upload.pk]), follow=True)
    assert "Pakken er taget ind og prøvet mod reglerne." in answer.content.decode()
    assert DocumentationPackage.objects.get().dialogue_year == 2026


def test_taking_it_in_twice_is_refused_with_a_sentence(worker):
    hand_in(worker, workbook())
    address = reverse("upload_apply", args=[Upload.objects.get().pk])
    worker.post(address)
    assert "er ikke klar til at blive taget ind" in worker.post(address, follow=True).content.decode()


def test_a_bad_cell_is_named_and_the_marked_workbook_can_be_fetched(worker):
    page = worker.get(hand_in(worker, damaged()).headers["Location"]).content.decode()
    upload = Upload.objects.get()
    assert upload.state == "sent_back"
    assert "nittenhundrede" in page
    assert "Afdelinger" in page
    answer = worker.get(reverse("stored_file", args=[upload.marked.pk]))
    content = b"".join(answer)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names) > 1
    assert not DocumentationPackage.objects.exists()


def test_something_else_is_refused_with_one_sentence_and_a_remedy(worker):
    page = worker.get(hand_in(worker, b"ikke et regneark").headers["Location"]).content.decode()
    assert "Intet er ændret." in page
    assert Upload.objects.get().state == "unreadable"
    assert "Læg en ny fil op" in page


def test_a_file_that_is_too_large_is_told_at_the_field(worker, settings):
    settings.STYRINGSDIALOG_MAX_UPLOAD_BYTES = 1024 * 1024
    answer = hand_in(worker, b"x" * (2 * 1024 * 1024))
    assert answer.status_code == 200
    assert "der kan højst modtages 1 MB" in answer.content.decode()
    assert not Upload.objects.exists()


def test_an_empty_file_is_told_at_the_field(worker):
    answer = hand_in(worker, b"")
    assert answer.status_code == 200
    assert "file" in answer.context["form"].errors


def test_an_accounts_file_must_say_whose_it_is(worker):
    answer = hand_in(worker, b"konto;regnskab\r\n101;1\r\n", "regnskab.csv", kind="accounts")
    assert "Vælg boligorganisationen" in answer.content.decode()


def test_the_accounts_of_a_file_are_confirmed_once(worker, register):
    rows = (
        "Afdeling;Ident;Tekst;Regnskab 2025",
        "08501;5130.025;Prioritetsydelser;1000",
        "08501;9999.999;Ukendt post;5",
    )
    data = "\r\n".join(rows).encode()
    hand_in(worker, data, "regnskab.csv", kind="accounts", organisation=register.owner.pk, dialogue_year=2026)
    upload = Upload.objects.get()
    page = worker.get(reverse("upload", args=[upload.pk])).content.decode()
    assert upload.state == "to_map", (upload.state, upload.error)
    assert "9999.999" in page
    proposed = upload.mapping["proposed"]
    sent = {
        "column-account": proposed["account"],
        "column-division": "Afdeling",
        "column-text": proposed["text"],
        "amount-result": "Regnskab 2025",
        "account-0": "",
    }
    worker.post(reverse("upload_map", args=[upload.pk]), sent)
    upload.refresh_from_db()
    assert upload.state == "previewed", (upload.state, upload.error, upload.problems)
    assert [row["account"] for row in upload.changes["unknown_accounts"]] == ["9999.999"]


def test_a_file_can_be_given_up(worker):
    hand_in(worker, workbook())
    upload = Upload.objects.get()
    page = worker.post(reverse("upload_discard", args=[upload.pk]), follow=True).content.decode()
    assert "Filen er opgivet." in page


def test_what_waits_stands_on_the_overview(worker):
    hand_in(worker, workbook())
    page = worker.get("/").content.decode()
    assert "Tag filen fra Fiktiv Boligforening ind" in page


def test_the_editors_draft_is_not_shown_to_the_municipality(register, signed_in, worker):
    hand_in(signed_in(register.users["organisation_editor"]), workbook())
    assert worker.get(reverse("upload", args=[Upload.objects.get().pk])).status_code == 404


def test_the_template_is_a_workbook_with_the_register_in_it(register, worker):
    answer = worker.get(reverse("package_template", args=["0123", 2026]))
    assert zipfile.is_zipfile(io.BytesIO(answer.content))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert any("0123" in map(str, row) for row in rows) or sample().organisation.lbf_number in str(rows)
    assert worker.get(reverse("package_template", args=["0123", 1999])).status_code == 404


def test_the_preview_of_the_same_file_says_that_nothing_changes(world, signed_in):
    assert world.previewed.changes["other_changes"] == []
    assert world.previewed.changes["is_same"]
    page = signed_in(world.users["case_worker"]).get(reverse("upload", args=[world.previewed.pk]))
    assert "Ingen tal ændres: filen er den samme som den, der er taget ind." in page.content.decode()


def test_the_preview_counts_changes_beside_accounts_and_writes_accounts_as_the_workbook_does(world, signed_in):
    facts = sample()
    first, second = facts.divisions
    lines = {**first.statement.lines, "116.gross": Line(result=9)}
    plan = (first.plan[0], replace(first.plan[1], activity="Nye tagrender"), replace(first.plan[0], year=2030))
    statement = replace(first.statement, lines=lines)
    first = changed(first, statement=statement, plan=plan, vacant_dwellings=4)
    report = (replace(facts.organisation.report[0], comment="nu"), *facts.organisation.report[1:])
    organisation = changed(facts.organisation, wishes=facts.organisation.wishes[:1], report=report)
    other = replace(facts, organisation=organisation, divisions=(first, second))
    client = signed_in(world.users["case_worker"])
    page = client.get(hand_in(client, workbook(other)).headers["Location"]).content.decode()
    assert "116 afholdt" in page
    assert "116.gross" not in page
    assert "Oplysninger om afdelinger: 1 ændres" in page
    assert "Linjer i vedligeholdelsesplaner: 1 fjernes, 2 tilføjes" in page
    assert "Svar i styringsrapport og afdelingsark: 1 ændres" in page
    assert "Ønsker og behov: 1 fjernes" in page
    assert "Ingen tal ændres" not in page


def test_a_short_value_that_is_wrong_is_not_broken(worker):
    page = worker.get(hand_in(worker, damaged()).headers["Location"]).content.decode()
    assert '<td class="stated not-wrapped">nittenhundrede</td>' in page
