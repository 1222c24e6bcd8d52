"""A letter with questions as a tagged PDF (PDF/UA-1) with space to answer. Only in a worker or a command."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from styringsdialog.documents.letter import LetterContent
from styringsdialog.documents.typeface import printable_all
from styringsdialog.documents.typesetting import set_pdf

FOOTER = 100  # characters of the title at the foot of each page


def letter_pdf(content: LetterContent, fonts: Path) -> bytes:
    """The letter as PDF/UA-1. `fonts` holds IBM Plex Sans as .ttf; DocumentNotMade names what the engine said."""
    return set_pdf("letter.typ", _data(content, fonts), fonts)


def _data(content: LetterContent, fonts: Path) -> dict[str, Any]:
    found = asdict(content)
    del found["day"]
    data: dict[str, Any] = printable_all(found, fonts)
    for key in ("title", "organisation", "municipality"):  # an accessible document has neither title nor heading empty
        data[key] = data[key].strip() or "–"
    data["day"] = [content.day.year, content.day.month, content.day.day]
    whole = f"{data['title']} · {data['organisation']}"
    data["footer"] = whole if len(whole) <= FOOTER else whole[:FOOTER] + " …"
    return data
