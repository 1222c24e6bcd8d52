"""The papers of a request for access that are not files: the index of the bundle, and texts such as the trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from styringsdialog.documents.finding_text import say
from styringsdialog.documents.typeface import printable_all
from styringsdialog.documents.typesetting import set_pdf
from styringsdialog.wording.numbers import day as in_words
from styringsdialog.wording.numbers import short_day

LANGUAGE = "da"
GIVEN = ("give", "redact")


@dataclass(frozen=True, slots=True)
class IndexLine:
    """One document of the case: what was decided, and where it lies in the bundle (empty where it is not given)."""

    number: int
    kind: str
    title: str
    dated_on: date | None
    decision: str
    reason: str
    name: str
    sha256: str


def index_pdf(
    lines: Sequence[IndexLine],
    *,
    title: str,
    municipality: str,
    received_on: date,
    requester: str,
    reference: str,
    day: date,
    fonts: Path,
    fictional: bool = False,
) -> bytes:
    """The index as PDF/UA-1, in Danish: every document with the decision and its reason, then files with hashes."""
    given = [line for line in lines if line.decision in GIVEN]
    numbers = {"all": len(lines), "given": len(given), "kept": len(lines) - len(given)}
    facts = [
        (_word("municipality"), municipality),
        (_word("received"), in_words(received_on)),
        (_word("requester"), say(f"requester.{requester}", LANGUAGE)),
        *([(_word("reference"), reference)] if reference else []),
        (_word("made"), in_words(day)),
    ]
    documents = {
        "header": [_word("number"), _word("document"), _word("dated"), _word("decision")],
        "widths": [0.7, 4.5, 1.7, 4],
        "rows": [_document_row(line) for line in lines],
    }
    files = {
        "header": [_word("file"), _word("hash")],
        "widths": [4, 6],
        "rows": [[line.name, _in_groups(line.sha256)] for line in given],
    }
    sections = [{"heading": _word("documents"), "text": _said("documents", **numbers), "table": documents}]
    if given:
        sections.append({"heading": _word("files"), "text": _said("files"), "table": files})
    return _paper(_said("index", case=title), title, facts, sections, municipality, day, fonts, fictional)


def text_pdf(
    kind: str,
    title: str,
    lines: Sequence[tuple[str, str]],
    *,
    municipality: str,
    day: date,
    fonts: Path,
    fictional: bool = False,
) -> bytes:
    """A text of the case as PDF/UA-1: lines of (heading or date, words)."""
    name = say(f"paper.{kind}", LANGUAGE)
    table = {
        "header": [_word("when"), _word("what")],
        "widths": [1.6, 8],
        "rows": [[head or "–", words or "–"] for head, words in lines],
    }
    facts = [(_word("municipality"), municipality), (_word("made"), in_words(day))]
    sections = [{"heading": name, "text": "", "table": table}]
    return _paper(f"{name}: {title}", title, facts, sections, municipality, day, fonts, fictional)


def _document_row(line: IndexLine) -> list[str]:
    decided = say(f"decision.{line.decision or 'none'}", LANGUAGE)
    words = f"{decided}. {line.reason}".removesuffix(". ") if line.reason else decided
    dated = short_day(line.dated_on) if line.dated_on else "–"
    return [str(line.number), f"{say(f'paper.{line.kind}', LANGUAGE)}: {line.title or _word('hidden')}", dated, words]


def _in_groups(digest: str) -> str:
    """A hash in groups of eight, so that a line can break and a person can compare."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def _paper(
    title: str,
    heading: str,
    facts: Sequence[tuple[str, str]],
    sections: Sequence[dict[str, Any]],
    municipality: str,
    day: date,
    fonts: Path,
    fictional: bool,
) -> bytes:
    data = printable_all(
        {
            "title": title.strip() or "–",
            "heading": heading.strip() or "–",
            "municipality": municipality.strip() or "–",
            "eyebrow": _word("eyebrow"),
            "facts": [list(fact) for fact in facts],
            "sections": list(sections),
            "fictional": say("brief.fictional_short", LANGUAGE) if fictional else "",
            "page": say("brief.page", LANGUAGE),
            "page_of": say("brief.page_of", LANGUAGE),
            "facts_header": [_word("fact"), _word("value")],
        },
        fonts,
    )
    data["day"] = [day.year, day.month, day.day]
    return set_pdf("paper.typ", data, fonts)


def _word(name: str) -> str:
    return say(f"access_paper.{name}", LANGUAGE)


def _said(name: str, **params: Any) -> str:
    return say(f"access_paper.{name}", LANGUAGE, "text", **params)
