"""What our typeface can show: a character it lacks would stop an accessible PDF, so it is replaced beforehand."""

import struct
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

STAND_IN = "□"  # shown for a character that the typeface lacks


@cache
def characters(fonts: Path) -> frozenset[int]:
    """The code points that every .ttf of the folder has. Read from the `cmap` tables (OpenType, formats 4 and 12)."""
    sets = [_of_font(path.read_bytes()) for path in sorted(fonts.glob("*.ttf"))]
    return frozenset.intersection(*sets) if sets else frozenset()


def _of_font(data: bytes) -> frozenset[int]:
    (tables,) = struct.unpack_from(">H", data, 4)
    records = [struct.unpack_from(">4sIII", data, 12 + 16 * i) for i in range(tables)]
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (count,) = struct.unpack_from(">H", data, start + 2)
    found: set[int] = set()
    for i in range(count):
        (at,) = struct.unpack_from(">I", data, start + 4 + 8 * i + 4)
        (kind,) = struct.unpack_from(">H", data, start + at)
        if kind == 4:
            found |= _segments(data, start + at)
        elif kind == 12:
            found |= _groups(data, start + at)
    return frozenset(found)


def _segments(data: bytes, at: int) -> set[int]:
    """Format 4: ranges of 16-bit code points."""
    (double,) = struct.unpack_from(">H", data, at + 6)
    count = double // 2
    ends = struct.unpack_from(f">{count}H", data, at + 14)
    starts = struct.unpack_from(f">{count}H", data, at + 16 + double)
    return {code for first, last in zip(starts, ends, strict=True) for code in range(first, last + 1)} - {0xFFFF}


def _groups(data: bytes, at: int) -> set[int]:
    """Format 12: ranges of any code points."""
    (count,) = struct.unpack_from(">I", data, at + 12)
    ranges = (struct.unpack_from(">II", data, at + 16 + 12 * i) for i in range(count))
    return {code for first, last in ranges for code in range(first, last + 1)}


def printable(text: str, fonts: Path) -> str:
    """The text as the typeface can show it: controls become spaces, what it lacks a box, letters are composed."""
    shown = characters(fonts)
    stand_in = STAND_IN if ord(STAND_IN) in shown else "?"
    return "".join(_one(char, shown, stand_in) for char in unicodedata.normalize("NFC", text))


def _one(char: str, shown: frozenset[int], stand_in: str) -> str:
    if char == "\n" or char == "\u00ad":  # line breaks and soft hyphens are the engine's business
        return char
    kind = unicodedata.category(char)
    if kind == "Cf":
        return ""  # direction marks and the like would let a text pass for another
    if kind == "Cc":
        return " "
    return char if ord(char) in shown else stand_in


def printable_all(data: Any, fonts: Path) -> Any:
    """`printable` for every string in dicts, lists and tuples."""
    if isinstance(data, str):
        return printable(data, fonts)
    if isinstance(data, dict):
        return {key: printable_all(value, fonts) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [printable_all(value, fonts) for value in data]
    return data
