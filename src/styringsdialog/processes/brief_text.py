"""The draft of a brief field by field: what was generated, what people wrote instead, and where two differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import StaleVersion
from styringsdialog.documents.brief import BriefEdits, lead
from styringsdialog.documents.brief_edits import AddedPoint
from styringsdialog.documents.finding_text import (
    finding_ask,
    finding_sentence,
    finding_title,
    lowered_reason,
    subject_label,
)
from styringsdialog.reviews.models import DialogueBrief
from styringsdialog.reviews.queries import points, run_facts

LONGEST_TEXT = 6000
MOST_ADDED = 20


@dataclass(frozen=True)
class DraftPoint:
    """One point of the draft: its finding's key, title, and the texts as they stand and as they were generated."""

    pk: int
    title: str
    subject: str
    outcome: str
    text: str
    ask: str
    generated_text: str
    generated_ask: str


@dataclass(frozen=True)
class Draft:
    """A brief as it can be edited: introduction, chosen points in order, points that may be put in, added points."""

    lead: str
    generated_lead: str
    points: list[DraftPoint]
    others: list[DraftPoint]
    added: list[AddedPoint]


@dataclass(frozen=True)
class Difference:
    """One field that two people wrote differently: as it stands now, and as the second wants it."""

    field: str
    now: str
    mine: str


class StaleDraft(StaleVersion):
    """Somebody else saved the draft in between; `differences` holds both versions, field by field."""

    differences: list[Difference]


def draft_of(brief: DialogueBrief) -> Draft:
    """The draft as it stands. Asked as the system: whoever sees the brief sees its points' words in it."""
    language, edits = brief.language, brief.edits
    found = points(Acting(None, brief.day), brief.run)
    texts = edits.get("points", {})
    rows = {}
    for point in found:
        finding = point.finding
        sentence = " ".join(t for t in (finding_sentence(finding, language), lowered_reason(finding, language)) if t)
        ask = finding_ask(finding, language)
        own = texts.get(str(point.pk), {})
        rows[point.pk] = DraftPoint(
            pk=point.pk,
            title=finding_title(finding, language),
            subject=subject_label(finding.subject, language),
            outcome=str(finding.outcome),
            text=own.get("text", sentence),
            ask=own.get("ask", ask),
            generated_text=sentence,
            generated_ask=ask,
        )
    generated = lead(run_facts(brief.run), [point.finding for point in found], language)
    issues = ("possible_breach", "attention")
    return Draft(
        lead=edits.get("lead", generated),
        generated_lead=generated,
        points=[rows[pk] for pk in brief.points if pk in rows],
        others=[row for pk, row in rows.items() if pk not in brief.points and row.outcome in issues],
        added=[AddedPoint(row["heading"], row["text"], row["ask"]) for row in edits.get("added", [])],
    )


def edits_of(brief: DialogueBrief, places: Mapping[int, int]) -> BriefEdits:
    """A brief's edits as documents take them; `places`: index of each finding by its key."""
    texts = {int(pk): row for pk, row in brief.edits.get("points", {}).items() if int(pk) in places}
    return BriefEdits(
        lead=brief.edits.get("lead"),
        texts={places[pk]: row["text"] for pk, row in texts.items() if "text" in row},
        asks={places[pk]: row["ask"] for pk, row in texts.items() if "ask" in row},
        added=tuple(AddedPoint(row["heading"], row["text"], row["ask"]) for row in brief.edits.get("added", [])),
    )


def clean(text: str) -> str:
    """Plain text with paragraphs: line ends of one kind, no more than one empty line, nothing at either end."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")]
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept)[:LONGEST_TEXT]


def edits_from(draft: Draft, written: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of what somebody wrote: only what differs from what was generated.

    `written`: lead, points {key: (text, ask)}, added [(heading, text, ask)].
    """
    edits: dict[str, Any] = {}
    introduction = clean(written["lead"])
    if introduction != clean(draft.generated_lead):
        edits["lead"] = introduction
    known = {row.pk: row for row in (*draft.points, *draft.others)}
    own: dict[str, dict[str, str]] = {}
    for pk, (text, ask) in written["points"].items():
        row = known.get(pk)
        if row is None:
            continue
        changed = {}
        if clean(text) != clean(row.generated_text):
            changed["text"] = clean(text)
        if clean(ask) != clean(row.generated_ask):
            changed["ask"] = clean(ask)
        if changed:
            own[str(pk)] = changed
    if own:
        edits["points"] = own
    added = [(clean(heading)[:200], clean(text), clean(ask)) for heading, text, ask in written["added"]]
    if kept := [{"heading": h, "text": t, "ask": a} for h, t, a in added if h][:MOST_ADDED]:
        edits["added"] = kept
    return edits


def differences(brief: DialogueBrief, written: Mapping[str, Any]) -> list[Difference]:
    """Each field where what stands now is not what somebody wrote."""
    now = draft_of(brief)
    found = [Difference("lead", now.lead, clean(written["lead"]))]
    rows = {row.pk: row for row in now.points}
    for pk, (text, ask) in written["points"].items():
        if (row := rows.get(pk)) is not None:
            found.append(Difference(row.title, clean(row.text), clean(text)))
            found.append(Difference(row.title, clean(row.ask), clean(ask)))
    mine = [(clean(heading), clean(text), clean(ask)) for heading, text, ask in written["added"] if clean(heading)]
    theirs = [(row.heading, row.text, row.ask) for row in now.added]
    for place in range(max(len(mine), len(theirs))):
        one = "\n".join(theirs[place]).strip() if place < len(theirs) else ""
        other = "\n".join(mine[place]).strip() if place < len(mine) else ""
        found.append(Difference("added", one, other))
    titles = {row.pk: row.title for row in (*now.points, *now.others)}
    orders = [[titles.get(pk, "–") for pk in keys] for keys in (brief.points, written["order"])]
    found.append(Difference("order", "\n".join(orders[0]), "\n".join(orders[1])))
    return [one for one in found if one.now.strip() != one.mine.strip()]
