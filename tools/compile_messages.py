"""Compiles the translations: django.po to django.mo, without the gettext programs, which a machine may lack.

Usage: python tools/compile_messages.py FILE.po ...
"""

import ast
import struct
import sys
from pathlib import Path

MAGIC = 0x950412DE


def entries(text: str) -> dict[str, str]:
    """Every translated entry as the machine form has it, plural forms joined by a zero byte; no fuzzy ones."""
    found: dict[str, str] = {}
    for block in text.split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        flags = [line for line in block.splitlines() if line.startswith("#,")]
        if not lines or any("fuzzy" in line for line in flags):
            continue
        parts = _parts(lines)
        forms = [parts[name] for name in sorted(parts) if name.startswith("msgstr")]
        if not all(forms):
            continue
        key = parts["msgid"]
        if "msgctxt" in parts:
            key = f"{parts['msgctxt']}\x04{key}"
        if "msgid_plural" in parts:
            key = f"{key}\0{parts['msgid_plural']}"
        found[key] = "\0".join(forms)
    return found


def _parts(lines: list[str]) -> dict[str, str]:
    parts: dict[str, str] = {}
    name = ""
    for line in lines:
        word, _, rest = line.partition(" ")
        if not line.startswith('"'):
            name = word
        parts[name] = parts.get(name, "") + ast.literal_eval(line if line.startswith('"') else rest)
    return parts


def machine_form(found: dict[str, str]) -> bytes:
    """The binary file that Python's gettext reads: keys in order, offsets first."""
    keys = sorted(found)
    ids = [key.encode() for key in keys]
    texts = [found[key].encode() for key in keys]
    count, start = len(keys), 28
    at = start + count * 16
    tables: list[bytes] = []
    for words in (ids, texts):
        for word in words:
            tables.append(struct.pack("<II", len(word), at))
            at += len(word) + 1
    head = struct.pack("<7I", MAGIC, 0, count, start, start + count * 8, 0, at)
    return head + b"".join(tables) + b"".join(word + b"\0" for word in ids + texts)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        source = Path(name)
        source.with_suffix(".mo").write_bytes(machine_form(entries(source.read_text(encoding="utf-8"))))
