"""What kind of file it is, by its content; and whether a CPR number stands anywhere in its text."""

import io
import zipfile

import pytest

from styringsdialog.exchange.reading.file_kind import FileKind, kind_of, name_for
from styringsdialog.exchange.reading.file_text import Searched, holds_person, search
from styringsdialog.exchange.reading.problem import UnreadableFile
from tests.files import kinds
from tests.files.kinds import CPR


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (kinds.pdf_file(), "a.txt", "pdf"),
        (kinds.docx_file(), "a.pdf", "docx"),
        (kinds.xlsx_file(["a"]), "", "xlsx"),
        ("Afd;Beløb\n1;2\n".encode(), "tal.CSV", "csv"),
        ("Afd;Beløb\n1;2\n".encode(), "tal.txt", "txt"),
        ("Gode råd".encode("cp1252"), "råd", "txt"),
        (kinds.mail_file(), "mail.txt", "eml"),
        (b"Dagsorden: velkomst\nEventuelt\n", "a.txt", "txt"),
        (kinds.PNG, "a.exe", "png"),
        (kinds.JPG, "x", "jpg"),
    ],
)
def test_the_content_tells_the_kind(data, name, kind):
    assert kind_of(data, name) == kind


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"", "a.pdf", "empty"),
        (b"MZ\x90\0" + b"\0" * 60, "rapport.pdf", "program"),
        (b"\x7fELF\x02\x01", "a", "program"),
        (b"#!/bin/sh\nls\n", "a.txt", "program"),
        (b"start calc\r\n", "a.bat", "program"),
        (b"MsgBox 1", "faktura.pdf.vbs", "program"),
        (kinds.OLE, "a.doc", "old_office"),
        (kinds.OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted"),
        (kinds.with_part(kinds.docx_file(), "word/vbaProject.bin"), "a.docx", "macros"),
        (kinds.with_part(kinds.xlsx_file(["a"]), "xl/macrosheets/sheet1.xml"), "a.xlsx", "macros"),
        (kinds.zip_file(**{"a.txt": b"x"}), "a.zip", "kind"),
        (kinds.docx_file()[:900], "a.docx", "damaged"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "a.txt", "kind"),
        (b"  <svg onload=x>", "a.svg", "kind"),
        (b"\0\x01\x02\x03", "a.txt", "kind"),
    ],
)
def test_what_may_not_hang_on_a_case_is_refused_with_a_sentence(data, name, message):
    with pytest.raises(UnreadableFile) as refusal:
        kind_of(data, name)
    assert refusal.value.message == f"attachment.{message}"
    assert all(len(refusal.value.text(language)) > 10 for language in ("da", "en"))


def test_a_name_gets_the_ending_of_its_kind():
    assert name_for("rapport.pdf", FileKind.DOCX) == "rapport.pdf.docx"
    assert name_for("rapport.DOCX", FileKind.DOCX) == "rapport.DOCX"
    assert name_for("billede.jpeg", FileKind.JPG) == "billede.jpeg"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"Lejer {CPR} klager", True),
        ("010180 – 1234", True),
        ("010180\u20111234", True),
        ("0101801234", True),
        ("320180-1234", False),  # no 32nd
        ("CVR 12345678, konto 5301 1234567890", False),  # no month 34
    ],
)
def test_a_cpr_number_in_running_text(text, found):
    assert holds_person(text) is found


CLEAR, FOUND = Searched(has_cpr=False, is_whole=True), Searched(has_cpr=True, is_whole=True)


@pytest.mark.parametrize(
    ("kind", "data", "result"),
    [
        ("pdf", kinds.pdf_file(), CLEAR),
        ("pdf", kinds.pdf_file(f"Lejer {CPR}"), FOUND),
        ("pdf", kinds.empty_pdf(), CLEAR),
        ("pdf", kinds.pdf_file(""), Searched(has_cpr=False, is_whole=False)),  # lines without text: perhaps a scan
        ("docx", kinds.docx_file(), CLEAR),
        ("docx", kinds.docx_file("Lejer ", split=CPR), FOUND),
        ("docx", kinds.with_part(kinds.docx_file(), "word/embeddings/a.xlsx"), Searched(False, False)),
        ("docx", kinds.with_part(kinds.docx_file(), "word/footnotes.xml", f"<w:t>{CPR}</w:t>".encode()), FOUND),
        ("xlsx", kinds.xlsx_file(["Lejer", "Beløb"], ["A", 3112991234]), CLEAR),  # an amount of billions
        ("xlsx", kinds.xlsx_file(["Lejer", "Beløb"], [CPR, 1]), FOUND),
        ("xlsx", kinds.xlsx_file(["CPR-nr.", "Beløb"], [101801234, 1]), FOUND),  # its first zero lost
        ("csv", b"Konto;Kr\n111;3112991234\n", CLEAR),
        ("csv", b"CPR;Kr\n3112991234;1\n", FOUND),
        ("csv", f"Lejer;Kr\n{CPR};1\n".encode(), FOUND),
        ("txt", f"Lejer {CPR}".encode("cp1252"), FOUND),
        ("txt", "Ingenting på færde".encode(), CLEAR),
        ("eml", kinds.mail_file(), CLEAR),
        ("eml", kinds.mail_file(f"Hej {CPR}"), FOUND),
        ("eml", kinds.mail_file("Hej", kinds.docx_file(f"Lejer {CPR}"), "brev.docx"), FOUND),
        ("eml", kinds.mail_file("Hej", kinds.docx_file(), f"{CPR}.docx"), FOUND),
        ("eml", kinds.mail_file("Hej", kinds.PNG, "skilt.png"), Searched(has_cpr=False, is_whole=False)),
        ("png", kinds.PNG, Searched(has_cpr=False, is_whole=False)),
    ],
)
def test_every_kind_is_searched(kind, data, result):
    assert search(data, FileKind(kind)) == result


def test_a_mail_with_a_program_enclosed_is_refused():
    with pytest.raises(UnreadableFile) as refusal:
        search(kinds.mail_file("Hej", b"MZ\x90\0\x03", "a.exe"), FileKind.EML)
    assert refusal.value.message == "attachment.program"


def test_what_unpacks_beyond_reason_is_refused():
    target = io.BytesIO(kinds.docx_file())
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/bomb.xml", b"0" * 20_000_000)
    with pytest.raises(UnreadableFile) as refusal:
        search(target.getvalue(), FileKind.DOCX)
    assert refusal.value.message == "attachment.bomb"
