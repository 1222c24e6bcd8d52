"""Small files of every kind, made here, with and without a CPR number. Nobody's number is meant."""

import io
import zipfile
from email.message import EmailMessage

import docx
import openpyxl
import pypdfium2

CPR = "010180-1234"  # the pattern with a real date


def docx_file(text="Et brev.", split="") -> bytes:
    """A letter; `split` is written in two runs of different weight, as Word often does."""
    document, target = docx.Document(), io.BytesIO()
    line = document.add_paragraph(text)
    if split:
        line.add_run(split[:8]).bold = True
        line.add_run(split[8:])
    document.save(target)
    return target.getvalue()


def xlsx_file(*rows) -> bytes:
    """A workbook with the rows."""
    book, target = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(target)
    return target.getvalue()


def pdf_file(text="Et referat.") -> bytes:
    """One page with a line of text, written by hand: Helvetica is in every reader."""
    stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode("latin-1") if text else b"0 0 m 100 100 l S"
    return _pdf([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ])  # fmt: skip


def _pdf(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def empty_pdf() -> bytes:
    """A page with nothing on it."""
    document, target = pypdfium2.PdfDocument.new(), io.BytesIO()
    document.new_page(595, 842)
    document.save(target)
    document.close()
    return target.getvalue()


def mail_file(text="Hej", enclosed=b"", name="") -> bytes:
    """A mail, perhaps with a file enclosed."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.org", "b@example.org", "Sagen"
    mail["Message-ID"] = "<1@example.org>"
    mail.set_content(text)
    if enclosed:
        mail.add_attachment(enclosed, maintype="application", subtype="octet-stream", filename=name)
    return bytes(mail)


def with_part(data: bytes, name: str, content: bytes = b"x") -> bytes:
    """An Office file with one more part."""
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, content)
    return target.getvalue()


def zip_file(**parts: bytes) -> bytes:
    """Any archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
JPG = b"\xff\xd8\xff\xe0" + b"\0" * 20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
