"""The text of a file that hangs on a case, to be searched for CPR numbers; pictures have none, and that is said."""

from __future__ import annotations

import email
import email.policy
import re
import unicodedata
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from io import BytesIO

from .bounds import LARGEST_PART, LARGEST_RATIO, LARGEST_UNPACKED, PIECE, RATIO_FROM
from .cpr import holds_cpr, may_be_amount
from .delimited import rows_of_text
from .file_kind import ZIP_FAULTS, FileKind, kind_of
from .problem import UnreadableFile

DEEPEST_MAIL = 2  # a mail in a mail in a mail is not followed
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_APART = re.compile(r"(?<!\d)(\d{6})\s*-\s*(\d{4})(?!\d)")
_SAYS_CPR = re.compile(r"\bcpr|personnummer", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Searched:
    """Whether a CPR number was found, and whether everything in the file was text that could be searched."""

    has_cpr: bool
    is_whole: bool


def holds_person(text: str) -> bool:
    """Whether a CPR number stands in running text, also with odd hyphens or spaces around the hyphen."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return holds_cpr(_APART.sub(r"\1-\2", plain))


def search(data: bytes, kind: FileKind, name: str = "") -> Searched:
    """Look for CPR numbers. UnreadableFile where the file is damaged, locked by a password or unpacks beyond bounds."""
    return _search(data, kind, name, depth=0)


def _search(data: bytes, kind: FileKind, name: str, depth: int) -> Searched:
    if kind.is_picture:
        return Searched(False, is_whole=False)
    if kind is FileKind.PDF:
        return _pdf(data)
    if kind is FileKind.DOCX:
        return _docx(data)
    if kind is FileKind.XLSX:
        return _xlsx(data)
    if kind is FileKind.EML:
        return _mail(data, depth)
    if kind is FileKind.CSV:
        return Searched(_in_cells([cell for row in rows_of_text(data) for cell in row]), is_whole=True)
    return Searched(holds_person(_decoded(data)), is_whole=True)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _pdf(data: bytes) -> Searched:
    """Page by page. A page without text that shows something is a picture of a page: it was not searched."""
    import pypdfium2  # the worker's: web processes stay small
    from pypdfium2 import PdfiumError

    try:
        document = pypdfium2.PdfDocument(data)
    except PdfiumError as error:
        locked = "password" in str(error).lower()
        raise UnreadableFile("attachment.encrypted" if locked else "attachment.damaged") from error
    try:
        has_cpr, is_whole = holds_person(" \n".join(document.get_metadata_dict().values())), True
        for index in range(len(document)):
            page = document[index]
            reader = page.get_textpage()
            text = reader.get_text_range()
            has_cpr = has_cpr or holds_person(text)
            is_whole = is_whole and (bool(text.strip()) or next(page.get_objects(max_depth=1), None) is None)
            reader.close()
            page.close()
        return Searched(has_cpr, is_whole)
    except PdfiumError as error:
        raise UnreadableFile("attachment.damaged") from error
    finally:
        document.close()


def _parts(data: bytes) -> dict[str, bytes]:
    """The parts of an Office file that hold text, unpacked in pieces and counted; others by name only."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _unpacked(archive)
    except UnreadableFile:
        raise
    except ZIP_FAULTS as error:
        raise UnreadableFile("attachment.damaged") from error
    except RuntimeError as error:
        raise UnreadableFile("attachment.encrypted") from error


def _unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """What the archive says of sizes is not trusted: every piece is counted against the bounds."""
    parts: dict[str, bytes] = {}
    total = 0
    for entry in archive.infolist():
        pieces: list[bytes] = []
        size = 0
        if entry.filename.lower().endswith((".xml", ".rels")):
            with archive.open(entry) as stream:
                while piece := stream.read(PIECE):
                    size, total = size + len(piece), total + len(piece)
                    too_dense = size > RATIO_FROM and size > LARGEST_RATIO * max(entry.compress_size, 1)
                    if size > LARGEST_PART or total > LARGEST_UNPACKED or too_dense:
                        raise UnreadableFile("attachment.bomb")
                    pieces.append(piece)
        parts[entry.filename.lower()] = b"".join(pieces)
    return parts


_BREAK = re.compile(r"</(?:\w+:)?(?:p|tc|si|c)>|<(?:\w+:)?(?:tab|br|cr)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")


def _words(xml: bytes) -> str:
    """The text of a part: runs joined as a reader sees them, paragraphs and cells apart."""
    return unescape(_TAG.sub("", _BREAK.sub("\n", xml.decode("utf-8", "replace"))))


def _docx(data: bytes) -> Searched:
    parts = _parts(data)
    has_cpr = any(holds_person(_words(xml)) for xml in parts.values() if xml)
    return Searched(has_cpr, is_whole=not any("/embeddings/" in name for name in parts))


_NUMBER = re.compile(rb"<(?:\w+:)?v>(\d{9,10})</(?:\w+:)?v>")


def _xlsx(data: bytes) -> Searched:
    """Texts of all cells. Bare numbers are amounts, unless the workbook speaks of CPR numbers anywhere."""
    parts = _parts(data)
    texts = {name: _words(xml) for name, xml in parts.items() if xml and not name.startswith("xl/worksheets/sheet")}
    sheets = [xml for name, xml in parts.items() if name.startswith("xl/worksheets/sheet")]
    inline = [
        _words(found) for xml in sheets for found in re.findall(rb"<(?:\w+:)?is>.*?</(?:\w+:)?is>", xml, re.DOTALL)
    ]
    inline += [
        _words(found) for xml in sheets for found in re.findall(rb't="str"[^>]*>(.*?)</(?:\w+:)?c>', xml, re.DOTALL)
    ]
    cells = [line for text in (*texts.values(), *inline) for line in text.splitlines()]
    if any(_SAYS_CPR.search(cell) for cell in cells):
        numbers = (found.decode() for xml in sheets for found in _NUMBER.findall(xml))
        cells += [f"{int(number):010d}" for number in numbers] + ["CPR"]
    is_whole = not any("/embeddings/" in name for name in parts)
    return Searched(_in_cells(cells), is_whole)


def _in_cells(cells: list[str]) -> bool:
    """Ten bare digits are an amount, unless the table speaks of CPR numbers."""
    speaks = any(_SAYS_CPR.search(cell) for cell in cells)
    return any(holds_person(cell) and (speaks or not may_be_amount(cell)) for cell in cells)


def _mail(data: bytes, depth: int) -> Searched:
    message = email.message_from_bytes(data, policy=email.policy.default)
    found = [Searched(holds_person("\n".join(str(value) for value in message.values())), is_whole=True)]
    for part in message.walk():
        if part.is_multipart():
            continue
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes) or not content.strip():
            continue
        name = part.get_filename() or ""
        if part.get_content_maintype() == "text" and not name:
            charset = part.get_content_charset() or "utf-8"
            found.append(Searched(holds_person(_TAG.sub(" ", _text(content, charset))), is_whole=True))
        elif depth >= DEEPEST_MAIL:
            found.append(Searched(False, is_whole=False))
        else:
            inside = _search(content, kind_of(content, name), name, depth + 1)
            found.append(Searched(inside.has_cpr or holds_person(name), inside.is_whole))
    return _together(found)


def _text(content: bytes, charset: str) -> str:
    try:
        return content.decode(charset, "replace")
    except LookupError:
        return _decoded(content)


def _together(found: Iterable[Searched]) -> Searched:
    all_found = list(found)
    return Searched(any(one.has_cpr for one in all_found), all(one.is_whole for one in all_found))
