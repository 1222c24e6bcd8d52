"""The form of a draft: what was typed, as the process takes it, and as the page shows it again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from styringsdialog.documents.brief_edits import AddedPoint
from styringsdialog.processes.brief_text import Draft, DraftPoint

LAST = 10_000
EMPTY = AddedPoint("", "", "")


@dataclass(frozen=True)
class Line:
    """A point of the form: its texts, whether it is in, and its place."""

    point: DraftPoint
    is_in: bool
    place: int


def written_from(data: QueryDict, draft: Draft) -> dict[str, Any]:
    """What was typed: lead, points {key: (text, ask)}, added [(heading, text, ask)], order [keys].

    A field that was not sent keeps what stands: nothing is lost by a form cut short.
    """
    points: dict[int, tuple[str, str]] = {}
    places: list[tuple[int, int, int]] = []
    for at, row in enumerate((*draft.points, *draft.others)):
        points[row.pk] = (data.get(f"text-{row.pk}", row.text), data.get(f"ask-{row.pk}", row.ask))
        if f"in-{row.pk}" in data:
            places.append((_number(data.get(f"place-{row.pk}", "")), at, row.pk))
    rows = zip(data.getlist("added-heading"), data.getlist("added-text"), data.getlist("added-ask"), strict=False)
    return {
        "lead": data.get("lead", draft.lead),
        "points": points,
        "added": list(rows),
        "order": [pk for _, _, pk in sorted(places)],
    }


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 5 else LAST


def lines_of(draft: Draft, written: dict[str, Any] | None = None) -> list[Line]:
    """The points of the form: those that are in, in order, then the others; as typed where that was not kept."""
    rows = {row.pk: row for row in (*draft.points, *draft.others)}
    order = [row.pk for row in draft.points]
    if written is not None:
        order = [pk for pk in written["order"] if pk in rows]
        typed = written["points"]
        rows = {pk: replace(row, text=typed[pk][0], ask=typed[pk][1]) for pk, row in rows.items()}
    chosen = [Line(rows[pk], True, place) for place, pk in enumerate(order, start=1)]
    return chosen + [Line(row, False, 0) for pk, row in rows.items() if pk not in order]


def added_rows(draft: Draft, written: dict[str, Any] | None = None) -> list[AddedPoint]:
    """The added points, and an empty one to write the next in."""
    rows = draft.added if written is None else [AddedPoint(*row) for row in written["added"] if row[0].strip()]
    return [*rows, EMPTY]
