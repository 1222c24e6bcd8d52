"""Files that cannot be read at all: refused before any parser sees them, with one Danish sentence and a remedy."""

import zipfile
from io import BytesIO

import openpyxl
import pytest

from styringsdialog.exchange.marking import marked_workbook
from styringsdialog.exchange.reading import bounds
from styringsdialog.exchange.reading.package import read_package
from styringsdialog.exchange.reading.problem import UnreadableFile
from tests.exchange.packages import sample, written


@pytest.fixture(scope="module")
def original() -> bytes:
    return written(sample())


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def refused(data: bytes, name: str = "pakke.xlsx") -> UnreadableFile:
    with pytest.raises(UnreadableFile) as caught:
        read_package(data, name=name)
    text = caught.value.text()
    assert text.endswith(".")
    assert text != caught.value.text("en")
    return caught.value


def ole_container(*streams: str) -> bytes:
    """The head of an OLE container with the names of its streams, as in a directory sector."""
    return bounds.OLE_HEAD + b"\0" * 504 + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"", "pakke.xlsx", "unreadable.empty"),
        (b"Dette er en tekst", "pakke.xlsx", "unreadable.not_workbook"),
        (b"konto;beloeb\n101;5", "regnskab.csv", "unreadable.csv"),
        (b"%PDF-1.7 ...", "pakke.pdf", "unreadable.pdf"),
        (b"\x89PNG\r\n", "billede.png", "unreadable.not_workbook"),
        (ole_container("EncryptionInfo", "EncryptedPackage"), "pakke.xlsx", "unreadable.encrypted"),
        (ole_container("Workbook"), "pakke.xls", "unreadable.old_excel"),
        (packed({"brev.txt": b"hej"}), "pakke.zip", "unreadable.not_workbook"),
        (packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}), "brev.docx",
         "unreadable.not_workbook"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"}), "pakke.ods",
         "unreadable.ods"),
    ],
)  # fmt: skip
def test_other_kinds_of_file(data, name, message):
    assert refused(data, name).message == message


def test_a_workbook_of_something_else():
    book, target = openpyxl.Workbook(), BytesIO()
    book.active.append(["Ferieplan", "Uge"])
    book.save(target)
    assert refused(target.getvalue()).message == "unreadable.foreign"


def test_macros_by_part_and_by_content_type(original):
    parts = parts_of(original)
    assert refused(packed(parts | {"xl/vbaProject.bin": b"\0"})).message == "unreadable.macros"
    kinds = parts["[Content_Types].xml"].replace(b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")
    assert refused(packed(parts | {"[Content_Types].xml": kinds})).message == "unreadable.macros"


def test_a_damaged_archive(original):
    assert refused(original[: len(original) // 2]).message == "unreadable.damaged"
    broken = bytearray(original)
    broken[200:260] = b"\xff" * 60
    assert refused(bytes(broken)).message == "unreadable.damaged"


def test_a_zip_bomb_is_stopped_while_it_unpacks(original):
    """20 MB of zeros pack to 20 kB: a thousand times, where an honest workbook has thirty."""
    bomb = packed(parts_of(original) | {"xl/media/image1.png": b"\0" * 20_000_000})
    assert len(bomb) < 200_000
    assert refused(bomb).message == "unreadable.bomb"


def test_a_header_that_lies_about_its_size_is_not_believed(original):
    """The size in the archive's directory says 10 bytes; the part holds 20 MB."""
    bomb = bytearray(packed(parts_of(original) | {"xl/media/image1.png": b"\0" * 20_000_000}))
    size = (20_000_000).to_bytes(4, "little")
    while (at := bomb.find(size)) >= 0:
        bomb[at : at + 4] = (10).to_bytes(4, "little")
    assert refused(bytes(bomb)).message in ("unreadable.bomb", "unreadable.damaged")


def test_too_many_parts(original):
    many = {f"xl/media/{i}.bin": b"x" for i in range(bounds.MOST_PARTS)}
    assert refused(packed(parts_of(original) | many)).message == "unreadable.bomb"


def test_200_megabytes_are_refused_unread(tmp_path, original):
    """By the file's size, before it is read; and by length, where it is in memory already."""
    path = tmp_path / "stor.xlsx"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(UnreadableFile) as caught:
        read_package(path)
    assert caught.value.message == "unreadable.too_large"
    assert "200 MB" in caught.value.text()
    assert refused(b"PK" + b"\0" * bounds.LARGEST_FILE).message == "unreadable.too_large"


def sheet_with(original: bytes, cell: bytes) -> bytes:
    parts = parts_of(original)
    name = "xl/worksheets/sheet2.xml"
    return packed(parts | {name: parts[name].replace(b"</sheetData>", cell + b"</sheetData>")})


@pytest.mark.parametrize(
    "cell",
    [
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        b'<row r="1048576"><c s="1" r="ZZ1048576"><v>1</v></c></row>',
        b'<row r="1048576"><c r="ZZ1048576"><v>1</v></c></row>',
        b'<row r="5"><c r="ZZ1048576"><v>1</v></c></row>',
        b'<row\nr="1048576"><c\nr = "XFD1048576"><v>1</v></c></row>',
        b'<row r="9"><c r="&#88;FD1048576"><v>1</v></c></row>',
    ],
)
def test_one_cell_far_away_does_not_fill_the_memory(original, cell):
    """A parser makes room for every cell up to the last: 17 billion of them."""
    assert refused(sheet_with(original, cell)).message == "unreadable.too_wide"


def test_a_text_used_very_often_does_not_fill_the_memory(original):
    """One text of 100 kB used 4,000 times is 400 MB once read, and 4 kB in the file."""
    parts = parts_of(original)
    shared = b"<sst><si><t>" + bytes(range(97, 117)) * 5_000 + b"</t></si></sst>"
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (i, i) for i in range(100, 4_100))
    name = "xl/worksheets/sheet2.xml"
    sheet = parts[name].replace(b"</sheetData>", rows + b"</sheetData>")
    assert refused(packed(parts | {"xl/sharedStrings.xml": shared, name: sheet})).message == "unreadable.bomb"


def test_a_document_type_is_refused(original):
    parts = parts_of(original)
    evil = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>' + parts["xl/styles.xml"].partition(b"?>")[2]
    assert refused(packed(parts | {"xl/styles.xml": evil})).message == "unreadable.damaged"


def test_an_unreadable_file_cannot_be_marked(original):
    with pytest.raises(UnreadableFile):
        marked_workbook(original[:500], ())
