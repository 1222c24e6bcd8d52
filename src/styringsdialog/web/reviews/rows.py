"""The points of a run as the desk lists them: light rows, what was decided about each, and how the list is narrowed.

A package of 200 divisions has 12,000 points, so a row is read without its figures, and its title is made only where it
is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Q

from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import visible_to
from styringsdialog.documents.finding_text import rule_title, subject_label
from styringsdialog.reviews.models import Finding, RuleRun
from styringsdialog.rulebook.finding import Outcome, Subject
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.wording.messages import catalogue

# What a person is to judge; as plain texts, since each of thousands of rows is asked.
OPEN = frozenset(map(str, (Outcome.POSSIBLE_BREACH, Outcome.ATTENTION, Outcome.CANNOT_JUDGE)))
OK, NOT_APPLICABLE = str(Outcome.OK), str(Outcome.NOT_APPLICABLE)
LARGE = 3000  # findings; in a larger run what is in order is read only where it is asked for
AREAS = {str(goal): place for place, goal in enumerate(GovernanceGoal)}


class State(StrEnum):
    """How far a point has come on the desk."""

    LEFT = "left"
    JUDGED = "judged"
    PROPOSED = "proposed"
    OUTDATED = "outdated"
    ASK = "ask"
    MEETING = "meeting"
    OVERRULE = "overrule"


class Row(NamedTuple):
    """One point without figures, trend and sources; the columns of `COLUMNS`."""

    pk: int
    rule: str
    area: str
    kind: str
    key: str
    name: str
    outcome: str
    severity: str
    message: str

    @property
    def matter(self) -> tuple[str, str, str]:
        return (self.rule, self.kind, self.key)

    @property
    def is_open(self) -> bool:
        return self.outcome in OPEN

    @property
    def whose(self) -> str:
        """What the filter calls its subject."""
        return self.key if self.kind == "division" else "organisation"


COLUMNS = "pk rule area subject_kind subject_key subject_name outcome severity message".split()


def is_large(run: RuleRun) -> bool:
    """Whether what is in order is left out of the list until somebody asks for it."""
    return sum(run.counts.values()) > LARGE


def rows_of(acting: Acting, run: RuleRun, asked: str = "", wanted: int | None = None) -> list[Row]:
    """The points of the run that the actor sees, by target area, worst first; one query.

    Of a large run those to judge, those of the outcome `asked`, and the point `wanted`.
    """
    found = visible_to(acting, Finding).filter(run=run)
    if is_large(run):
        found = found.filter(Q(outcome__in=[*OPEN, asked]) | Q(pk=wanted))
    columns = found.order_by("rank", "rule", "subject_key", "pk").values_list(*COLUMNS)
    rows = [Row(*values) for values in columns]
    rows.sort(key=lambda row: AREAS.get(row.area, len(AREAS)))
    return rows


@dataclass(frozen=True)
class Said:
    """What stands about a matter, as the list shows it. `judgement` is the key of the current one."""

    verdict: str = ""
    judgement: int | None = None
    proposals: int = 0
    is_outdated: bool = False
    proposers: tuple[int | None, ...] = ()  # keys of the users whose proposals wait

    @property
    def is_judged(self) -> bool:
        """A judgement of a figure that has changed since counts as not given."""
        return bool(self.verdict) and not self.is_outdated


NOTHING = Said()
About = Mapping[tuple[str, str, str], Said]


@dataclass(frozen=True)
class Choice:
    """What the list is narrowed to; empty means everything. `page` counts from 1 within one area or rule."""

    outcome: str = ""
    division: str = ""  # LBF number, or `organisation`
    rule: str = ""
    area: str = ""
    state: str = ""
    text: str = ""
    page: int = 1

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Choice:
        """From the address; what cannot be understood is left out."""
        names = ("outcome", "division", "rule", "area", "state", "text")
        page = query.get("page", "")
        return cls(
            **{name: query.get(name, "").strip()[:100] for name in names},
            page=max(1, int(page)) if page.isdecimal() and len(page) < 6 else 1,
        )

    @property
    def is_made(self) -> bool:
        return bool(self.outcome or self.division or self.rule or self.area or self.state or self.text)

    @property
    def query(self) -> str:
        """As it stands in an address, with its question mark; empty where nothing is chosen. Never the page."""
        names = ("outcome", "division", "rule", "area", "state", "text")
        chosen = {name: value for name in names if (value := getattr(self, name))}
        return f"?{urlencode(chosen)}" if chosen else ""

    def with_(self, **changes: str) -> str:
        """The address of the same choice with some values changed."""
        names = ("outcome", "division", "rule", "area", "state", "text")
        chosen = {name: changes.get(name, getattr(self, name)) for name in names}
        chosen |= {name: value for name, value in changes.items() if name == "page"}
        return f"?{urlencode({name: value for name, value in chosen.items() if value})}"

    def among(self, rows: Iterable[Row], about: About, language: str) -> list[Row]:
        """The rows in the list, in their order; what does not apply only where it is asked for."""
        words = self.text.casefold().split()
        kept = []
        for row in rows:
            if self.outcome != row.outcome and (self.outcome or row.outcome == NOT_APPLICABLE):
                continue
            if (self.rule and row.rule != self.rule) or (self.area and row.area != self.area):
                continue
            if self.division and row.whose != self.division:
                continue
            if self.state and not _has_come(row, about.get(row.matter, NOTHING), self.state):
                continue
            if words and not _speaks_of(row, words, language):
                continue
            kept.append(row)
        return kept


def _has_come(row: Row, said: Said, state: str) -> bool:
    if state == State.LEFT:
        return row.is_open and not said.is_judged
    if state == State.JUDGED:
        return said.is_judged
    if state == State.PROPOSED:
        return bool(said.proposals)
    if state == State.OUTDATED:
        return said.is_outdated
    return said.verdict == state


def _speaks_of(row: Row, words: Collection[str], language: str) -> bool:
    text = (
        f"{_words_of_rule(row.rule, row.message, language)} {_words_of_subject(row.kind, row.key, row.name, language)}"
    )
    return all(word in text for word in words)


@cache
def _words_of_rule(rule: str, message: str, language: str) -> str:
    # The sentence without its figures: nobody looks for the figure, and 12,000 sentences take too long to make.
    template = catalogue().get(message, {}).get("title", {}).get(language, "")
    return f"{rule} {rule_title(rule, language)} {template}".casefold()


@lru_cache(maxsize=20_000)
def _words_of_subject(kind: str, key: str, name: str, language: str) -> str:
    return f"{key} {subject_label(Subject(kind, key, name), language)}".casefold()


def label_of(row: Row, language: str) -> str:
    """`Afd. 12 Søparken`."""
    return subject_label(Subject(row.kind, row.key, row.name), language)


def next_left(rows: Iterable[Row], about: About, after: int) -> int | None:
    """The next point of the list that waits for a judgement: after the point `after`, else from the top."""
    first: int | None = None
    is_past = False
    for row in rows:
        if row.pk == after:
            is_past = True
            continue
        if not row.is_open or about.get(row.matter, NOTHING).is_judged:
            continue
        if is_past:
            return row.pk
        first = first if first is not None else row.pk
    return first
