"""What kind of file it is, by its content: neither its name nor the browser's word for it is believed.

Our own few signatures and no library: what matters here is what lies inside an Office file (macros, a password),
and that no library for signatures looks into.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from enum import StrEnum
from io import BytesIO

from .bounds import ENCRYPTED, MOST_PARTS, OLE_HEAD
from .problem import UnreadableFile

LARGEST_CONTENT_TYPES = 1_000_000
ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError)


class FileKind(StrEnum):
    """The kinds that may hang on a case, by their ending."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    TXT = "txt"
    EML = "eml"
    PNG = "png"
    JPG = "jpg"

    @property
    def content_type(self) -> str:
        """What we tell a browser."""
        return CONTENT_TYPES[self]

    @property
    def is_picture(self) -> bool:
        return self in (FileKind.PNG, FileKind.JPG)


CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.TXT: "text/plain; charset=utf-8",
    FileKind.EML: "message/rfc822",
    FileKind.PNG: "image/png",
    FileKind.JPG: "image/jpeg",
}
ENDINGS = {FileKind.JPG: ("jpg", "jpeg"), FileKind.TXT: ("txt", "md", "log"), FileKind.CSV: ("csv", "tsv")}

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"\xff\xd8\xff", FileKind.JPG),
)
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xcf\xfa\xed\xfe",
    b"\xfe\xed\xfa",
    b"\xca\xfe\xba\xbe",
    b"#!",
    b"L\0\0\0\x01\x14\x02",
)
_PROGRAM_ENDINGS = frozenset("exe com bat cmd ps1 vbs vbe js jse wsf hta scr msi jar lnk dll sh reg py".split())
_MARKUP = re.compile(rb"\s*<(?:!doctype|\?xml|html|svg|script|head|body)", re.IGNORECASE)
_HEADER = re.compile(rb"[!-9;-~]+:[ \t]")
_MAIL = re.compile(rb"^(?:from|received|message-id|return-path|mime-version):", re.IGNORECASE | re.MULTILINE)


def kind_of(data: bytes, name: str = "") -> FileKind:
    """The kind of a file. UnreadableFile with one sentence for what may not hang on a case.

    The name decides two things only: a text called .csv is a table, and a text called as a program is refused.
    """
    if not data:
        raise UnreadableFile("attachment.empty")
    for head, kind in _SIGNATURES:
        if data.startswith(head):
            return kind
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return FileKind.PDF
    if data.startswith(_PROGRAMS) or _ending(name) in _PROGRAM_ENDINGS:
        raise UnreadableFile("attachment.program")
    if data.startswith(OLE_HEAD):
        raise UnreadableFile("attachment.encrypted" if ENCRYPTED in data else "attachment.old_office")
    if data.startswith(b"PK"):
        return _kind_of_archive(data)
    return _kind_of_text(data, name)


def name_for(name: str, kind: FileKind) -> str:
    """The name with the ending of its kind: «rapport.pdf» that is a Word file becomes «rapport.pdf.docx»."""
    return name if _ending(name) in ENDINGS.get(kind, (kind.value,)) else f"{name}.{kind.value}"


def _ending(name: str) -> str:
    return name.lower().rpartition(".")[2] if "." in name else ""


def _kind_of_archive(data: bytes) -> FileKind:
    names, kinds, is_locked = _listed(data)
    if is_locked:
        raise UnreadableFile("attachment.encrypted")
    if len(names) > MOST_PARTS:
        raise UnreadableFile("attachment.bomb")
    has_macros = any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names)
    if has_macros or b"macroEnabled" in kinds:
        raise UnreadableFile("attachment.macros")
    if kinds and "word/document.xml" in names:
        return FileKind.DOCX
    if kinds and "xl/workbook.xml" in names:
        return FileKind.XLSX
    raise UnreadableFile("attachment.kind")


def _listed(data: bytes) -> tuple[set[str], bytes, bool]:
    """The names of the parts, what the archive says they are, and whether a password is needed."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            is_locked = any(entry.flag_bits & 1 for entry in entries)
            kinds = b""
            if not is_locked and "[Content_Types].xml" in archive.namelist():
                with archive.open("[Content_Types].xml") as stream:
                    kinds = stream.read(LARGEST_CONTENT_TYPES)
    except ZIP_FAULTS as error:
        raise UnreadableFile("attachment.damaged") from error
    return {entry.filename.lower() for entry in entries}, kinds, is_locked


def _kind_of_text(data: bytes, name: str) -> FileKind:
    controls = sum(data[:4096].count(sign) for sign in (b"\0", b"\x01", b"\x02", b"\x03", b"\x04", b"\x05"))
    if controls or _MARKUP.match(data.removeprefix(b"\xef\xbb\xbf")):
        raise UnreadableFile("attachment.kind")
    head = data[:8192].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    if _HEADER.match(head) and len(_MAIL.findall(head)) >= 2:
        return FileKind.EML
    return FileKind.CSV if _ending(name) in ENDINGS[FileKind.CSV] else FileKind.TXT
