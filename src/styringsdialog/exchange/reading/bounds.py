"""Bounds on a received workbook, tried before any parser sees it: size, kind, unpacked size, extent of its sheets.

Nothing that the file says of itself is trusted: every part is unpacked in pieces and counted.
"""

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO

from .cpr import holds_cpr
from .problem import UnreadableFile
from .raw_cells import broken_cells, percent_cells, percent_styles

LARGEST_FILE = 25_000_000
LARGEST_UNPACKED = 200_000_000
LARGEST_PART = 150_000_000
LARGEST_RATIO = 200  # an honest workbook unpacks to 5-30 times its size
RATIO_FROM = 5_000_000  # small parts may be repetitive without harm
MOST_PARTS = 2_000
MOST_CELLS = 3_000_000  # rows times columns of one sheet: the parser makes room for all of them
MOST_TEXT = 300_000_000  # characters of shared texts times their uses: each use becomes a text of its own

OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ODS_TYPE = b"application/vnd.oasis.opendocument"
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Examined:
    """What only the raw parts tell: formulas without a saved value, cells with an error, cells shown as per cent."""

    unsaved_formulas: tuple[tuple[str, str], ...] = ()  # (sheet, cell)
    error_cells: tuple[tuple[str, str, str], ...] = ()  # (sheet, cell, value)
    percent_cells: dict[str, frozenset[str]] = field(default_factory=dict)  # sheet -> cells
    may_hold_cpr: bool = True  # False: no text of the workbook can hold a CPR number


def examine(data: bytes, name: str = "") -> Examined:
    """Raise UnreadableFile, with one sentence and a remedy, unless the workbook is safe to parse."""
    if len(data) > LARGEST_FILE:
        raise UnreadableFile("unreadable.too_large", megabytes=len(data) // 1_000_000, limit=LARGEST_FILE // 1_000_000)
    _refuse_other_kinds(data, name)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = _unpack(archive)
    except UnreadableFile:
        raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise UnreadableFile("unreadable.damaged") from error
    except RuntimeError as error:  # a zip with a password
        raise UnreadableFile("unreadable.encrypted") from error
    _refuse_kinds_of_archive(parts)
    if any(b"<!DOCTYPE" in xml[:2000] for xml in parts.values()):  # no spreadsheet writes one; it may hide a bomb
        raise UnreadableFile("unreadable.damaged")
    return _look_into(parts)


def _refuse_other_kinds(data: bytes, name: str) -> None:
    ending = name.lower().rpartition(".")[2] if "." in name else ""
    if not data:
        raise UnreadableFile("unreadable.empty")
    if data.startswith(OLE_HEAD):
        raise UnreadableFile("unreadable.encrypted" if ENCRYPTED in data else "unreadable.old_excel")
    if data.startswith(b"%PDF"):
        raise UnreadableFile("unreadable.pdf")
    if not data.startswith(b"PK"):
        raise UnreadableFile("unreadable.csv" if ending in ("csv", "txt", "tsv") else "unreadable.not_workbook")


def _unpack(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Every part, unpacked in pieces and counted against the bounds."""
    entries = archive.infolist()
    if len(entries) > MOST_PARTS:
        raise UnreadableFile("unreadable.bomb")
    parts: dict[str, bytes] = {}
    names: set[str] = set()
    total = 0
    for entry in entries:
        if entry.flag_bits & 1:
            raise UnreadableFile("unreadable.encrypted")
        if entry.filename.lower() in names:
            raise UnreadableFile("unreadable.damaged")  # two parts of one name: readers differ in which they take
        names.add(entry.filename.lower())
        pieces: list[bytes] = []
        size = 0
        with archive.open(entry) as stream:
            while piece := stream.read(PIECE):
                size += len(piece)
                total += len(piece)
                too_dense = size > RATIO_FROM and size > LARGEST_RATIO * max(entry.compress_size, 1)
                if size > LARGEST_PART or total > LARGEST_UNPACKED or too_dense:
                    raise UnreadableFile("unreadable.bomb")
                pieces.append(piece)
        parts[entry.filename] = b"".join(pieces)
    return parts


def _refuse_kinds_of_archive(parts: dict[str, bytes]) -> None:
    kinds = parts.get("[Content_Types].xml", b"")
    if parts.get("mimetype", b"").startswith(ODS_TYPE):
        raise UnreadableFile("unreadable.ods")
    names = {name.lower() for name in parts}
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in names):
        raise UnreadableFile("unreadable.macros")
    if b"macroEnabled" in kinds:
        raise UnreadableFile("unreadable.macros")
    if any(name.endswith("workbook.bin") for name in names):
        raise UnreadableFile("unreadable.old_excel")
    if "word/document.xml" in names:
        raise UnreadableFile("unreadable.not_workbook")
    if "xl/workbook.xml" not in names or not kinds:
        raise UnreadableFile("unreadable.not_workbook" if not kinds else "unreadable.damaged")


_FAR = re.compile(rb'<c r="[A-Z]{3}')
_FAR_PAIR = re.compile(rb'<c r="([A-Z]{2})\d')
_FAR_ROW = re.compile(rb'<c r="[A-Z]+\d{5}')
_ROW = re.compile(rb'<row r="(\d+)"')
_ANY_PLACE = re.compile(rb"""[\s]r\s*=\s*["']\s*([A-Z]*)(\d*)""")
_ESCAPED_PLACE = re.compile(rb"""[\s]r\s*=\s*["'][^"'>]*&""")


def _sheet_data(xml: bytes) -> bytes:
    """The part that holds rows and cells; the whole where it cannot be told."""
    start, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData>")
    return xml[start + 10 : end] if 0 <= start < end else xml


def _written_plainly(data: bytes) -> bool:
    """Whether every cell and row begins as spreadsheets write them, so that the quick patterns see all of them."""
    return (
        data.count(b'<c r="') == data.count(b"<c")
        and data.count(b'<row r="') == data.count(b"<row")
        and b":c" not in data
        and b":row" not in data
        and b'r="&' not in data
    )


def _extent(xml: bytes, plain: bool) -> int:
    """Rows times columns that a parser may make room for."""
    if plain and not _FAR_ROW.search(xml):
        if _FAR.search(xml):
            return MOST_CELLS + 1
        letters = set(_FAR_PAIR.findall(xml))
        rows = max(map(int, _ROW.findall(xml)), default=0)
    else:
        places = set(_ANY_PLACE.findall(xml))
        if _ESCAPED_PLACE.search(xml) or any(len(name) > 2 or len(number) > 7 for name, number in places):
            return MOST_CELLS + 1
        letters = {name for name, _ in places if len(name) == 2}
        rows = max((int(number or 0) for _, number in places), default=0)
    columns = max([26, *((name[0] - 64) * 26 + name[1] - 64 for name in letters)])
    return max(rows, xml.count(b"<row")) * columns


_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")


def _attribute(tag: bytes, name: bytes) -> str:
    found = re.search(rb"""(?:\s|:)""" + name + rb"""\s*=\s*["']([^"']*)["']""", tag)
    return _unescaped(found[1].decode("utf-8", "replace")) if found else ""


def _unescaped(text: str) -> str:
    for mark, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(mark, sign)
    return text


def _titles(parts: dict[str, bytes]) -> dict[str, str]:
    """Part name -> sheet title, by workbook.xml and its relations."""
    relations = {
        _attribute(tag, b"Id"): _attribute(tag, b"Target")
        for tag in _RELATION.findall(parts.get("xl/_rels/workbook.xml.rels", b""))
    }
    titles: dict[str, str] = {}
    for tag in _SHEET.findall(parts.get("xl/workbook.xml", b"")):
        found = re.search(rb"""\w+:id\s*=\s*["']([^"']*)["']""", tag)
        target = relations.get(found[1].decode() if found else "", "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        titles[path] = _attribute(tag, b"name")
    return titles


def _look_into(parts: dict[str, bytes]) -> Examined:
    titles = _titles(parts)
    styles = percent_styles(parts.get("xl/styles.xml", b""))
    formulas: list[tuple[str, str]] = []
    errors: list[tuple[str, str, str]] = []
    percents: dict[str, frozenset[str]] = {}
    uses = 0
    shared = next((xml for path, xml in parts.items() if path.lower() == "xl/sharedstrings.xml"), b"")
    may_hold_cpr = _may_hold_cpr(shared)
    for path, xml in parts.items():
        if b"sheetData" not in xml:  # a sheet may stand under any name
            continue
        if xml[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in xml[:100]:
            raise UnreadableFile("unreadable.damaged")
        data = _sheet_data(xml)
        plain = _written_plainly(data)
        if _extent(data, plain) > MOST_CELLS:
            raise UnreadableFile("unreadable.too_wide")
        uses += xml.count(b't="s"')
        may_hold_cpr = may_hold_cpr or b'"inlineStr"' in xml or b't="str"' in xml or not plain
        title = titles.get(path, path)
        without_value, with_error = broken_cells(data)
        formulas += [(title, cell) for cell in without_value]
        errors += [(title, cell, value) for cell, value in with_error]
        if styles and (cells := percent_cells(data, styles)):
            percents[title] = cells
    _refuse_text_bomb(shared, uses)
    return Examined(tuple(formulas), tuple(errors), percents, may_hold_cpr)


_TAG = re.compile(rb"</?(?:r|t|rPr|rPh|phoneticPr)\b[^>]*>")


def _may_hold_cpr(shared: bytes) -> bool:
    """Whether a shared text holds a CPR number, also where formatting splits it; a quick no for nearly every file."""
    return b"&#" in shared or b"t='" in shared or holds_cpr(_TAG.sub(b"", shared).decode("utf-8", "replace"))


def _refuse_text_bomb(shared: bytes, uses: int) -> None:
    """A few very long texts used very often unpack to more than the file ever held."""
    if len(shared) * uses <= MOST_TEXT:
        return
    longest = max(map(len, shared.split(b"</si>")), default=0)
    if longest * uses > MOST_TEXT and longest > 40_000:
        raise UnreadableFile("unreadable.bomb")
