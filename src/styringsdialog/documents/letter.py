"""A letter with questions as content: what stands in it, in one language, before it is set as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from styringsdialog.wording import numbers

from .finding_text import say

WORDS = "questions answer answered_by date page page_of fictional fictional_short about answer_here how".split()


@dataclass(frozen=True)
class LetterQuestion:
    """One question: `number` as shown, `heading` what it is about (empty: the package as a whole)."""

    number: int
    heading: str
    text: str


@dataclass(frozen=True)
class LetterContent:
    """The letter: who writes to whom about what, the introduction's paragraphs, and the questions."""

    title: str
    municipality: str
    organisation: str
    recipient: str
    subtitle: str
    introduction: tuple[str, ...]
    due: str
    questions: tuple[LetterQuestion, ...]
    language: str
    day: date
    made: str  # the day in words
    fictional: bool
    words: dict[str, str]


def letter_content(
    *,
    municipality: str,
    organisation: str,
    dialogue_year: int,
    recipient: str,
    to_auditor: bool,
    introduction: str,
    due_on: date | None,
    questions: Sequence[tuple[str, str]],
    day: date,
    language: str = "da",
    fictional: bool = False,
) -> LetterContent:
    """The letter in words. `questions`: (what it is about, the question), in order."""
    to = "auditor" if to_auditor else "organisation"
    return LetterContent(
        title=say("letter.title", language, municipality=municipality),
        municipality=municipality,
        organisation=organisation,
        recipient=recipient or say(f"letter.to_{to}", language, organisation=organisation),
        subtitle=say("letter.subtitle", language, organisation=organisation, year=str(dialogue_year)),
        introduction=_paragraphs(introduction) or (say(f"letter.introduction_{to}", language, part="text"),),
        due=say("letter.due", language, part="text", day=numbers.day(due_on, language)) if due_on else "",
        questions=tuple(LetterQuestion(number, heading, text) for number, (heading, text) in enumerate(questions, 1)),
        language=language,
        day=day,
        made=numbers.day(day, language),
        fictional=fictional,
        words={name: say(f"letter.word.{name}", language) for name in WORDS},
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip())
