"""Which rulebook judged: a run can only be understood with the figures and the rules as they were."""

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from .loader import law_book


@cache
def rulebook_version() -> str:
    """`<law>-<rules>`: twelve signs of the hash of the law's texts, and eight of the rules' own."""
    digest = hashlib.sha256()
    for name, text in _sources(files("styringsdialog.rulebook") / "rules"):
        digest.update(f"{name}\0{text}\0".encode())
    return f"{law_book().version}-{digest.hexdigest()[:8]}"


def _sources(folder: Traversable) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.is_dir():
            found += _sources(entry)
        elif entry.name.endswith(".py"):
            found.append((entry.name, entry.read_text(encoding="utf-8")))
    return found
