"""A text of the municipality as a receiver would read it, with made-up values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from styringsdialog.core.acting import Acting
from styringsdialog.notices.kinds import KINDS
from styringsdialog.notices.texts import absolute, filled, one_line
from styringsdialog.wording.messages import sentence


@dataclass(frozen=True)
class Preview:
    """Subject and body with the brackets filled in."""

    subject: str
    body: str


def preview(acting: Acting, kind: str, language: str, subject: str, body: str) -> Preview:
    """The text with sample values. KeyError for a placeholder that the kind does not know: check it first."""
    values = _samples(acting, kind, language)
    return Preview(one_line(filled(subject, values, language)), filled(body, values, language))


def _samples(acting: Acting, kind: str, language: str) -> dict[str, Any]:
    in_two_weeks = acting.day + timedelta(days=14)
    known: dict[str, Any] = {
        "municipality": str(acting.municipality or ""),
        "link": absolute("/"),
        "expires_on": in_two_weeks,
        "deadline": in_two_weeks,
        "count": 3,
        "dialogue_year": acting.day.year,
    }
    return {
        name: known[name] if name in known else sentence(f"notice_sample.{name}", {}, "title", language)
        for name in KINDS[kind].placeholders
    }
