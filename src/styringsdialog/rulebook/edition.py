"""Editions: the layout and questions of the package of one dialogue year, as data with stable figure names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import yaml

from .facts import OwnerKind
from .goals import GovernanceGoal
from .loader import Loader

ORGANISATION_LEVEL, DIVISION_LEVEL = "organisation", "division"


class UnknownEdition(LookupError):
    """No edition file for the dialogue year; `year` is what was asked for."""

    def __init__(self, year: object) -> None:
        super().__init__(str(year))
        self.year = year


def report_kind(owner_kind: OwnerKind) -> str:
    """Which of the two reports by law an owner fills in: `own_divisions` or `managing`."""
    return "managing" if owner_kind is OwnerKind.MANAGING else "own_divisions"


@dataclass(frozen=True, slots=True)
class Column:
    """One column, or one line of the organisation's sheet. `name` is the stable figure name."""

    name: str
    heading: str  # Danish, unique on its sheet
    kind: str
    scale: str = ""
    needed: bool = False
    of_the_year: bool = False  # a result of the year: never prefilled from last year
    known: bool = False  # for guidance only: written, not read
    hidden: bool = False  # written and read, but not shown: a stable name that says nothing to people
    width: int = 24  # in characters
    help: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    title: str
    lead: str
    columns: tuple[Column, ...]
    report_kinds: tuple[str, ...] = ()  # empty: both
    optional: bool = False

    def asked_of(self, kind: str) -> bool:
        return not self.report_kinds or kind in self.report_kinds

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the governance report or of the division's sheet. `scale` is a scale's name or `text`."""

    id: str  # what the user sees
    name: str  # stable figure name, kept in facts
    goal: GovernanceGoal
    scale: str
    text: Mapping[str, str]
    level: str = ORGANISATION_LEVEL
    report_kinds: tuple[str, ...] = ()

    def asked_of(self, kind: str) -> bool:
        return not self.report_kinds or kind in self.report_kinds


@dataclass(frozen=True)
class Edition:
    """Everything a reader, a writer and a page must know of one dialogue year's package."""

    dialogue_year: int
    template_version: int
    sheets: Mapping[str, Sheet]
    scales: Mapping[str, Mapping[str, Mapping[str, str]]]  # scale -> value -> language -> label
    questions: tuple[Question, ...]
    self_monitoring: Mapping[str, Mapping[str, str]]  # theme -> language -> label
    provision_accounts: tuple[str, ...]
    history_accounts: tuple[str, ...]
    idents: Mapping[str, str] = field(default_factory=dict)  # ident of an accounts file -> account of the chart
    account_labels: Mapping[str, str] = field(default_factory=dict)  # account of the chart -> as written

    def label(self, scale: str, value: str, language: str = "da") -> str:
        """The label of a value of a scale; KeyError if the scale has no such value."""
        return self.scales[scale][value][language]

    def asked(self, level: str, kind: str) -> tuple[Question, ...]:
        """The questions of a level for a report kind, in the edition's order."""
        return tuple(q for q in self.questions if q.level == level and q.asked_of(kind))

    @cached_property
    def figure_labels(self) -> Mapping[str, str]:
        """Stable figure name -> Danish label, for names that are lines or columns of the package's first sheets."""
        columns = (*self.sheets["divisions"].columns, *self.sheets["organisation"].columns)
        return {column.name: column.heading for column in columns} | dict(self.account_labels)

    @cached_property
    def question_by_name(self) -> Mapping[str, Question]:
        return {question.name: question for question in self.questions}


def _column(row: Mapping[str, Any], headings: Mapping[str, str], sheet: str) -> Column:
    changed = headings.get(f"{sheet}.{row['name']}")
    return Column(**({**row, "heading": changed} if changed else row))


def _sheet(name: str, data: Mapping[str, Any], headings: Mapping[str, str], left_out: list[str]) -> Sheet:
    columns = tuple(_column(row, headings, name) for row in data["columns"] if row["name"] not in left_out)
    return Sheet(
        name,
        data["title"],
        data["lead"],
        columns,
        tuple(data.get("report_kinds", ())),
        data.get("optional", False),
    )


def _question(row: Mapping[str, Any]) -> Question:
    kinds = tuple(row.get("report_kinds", ()))
    return Question(**{**row, "goal": GovernanceGoal(row["goal"]), "report_kinds": kinds})


def _data(name: str) -> dict[str, Any]:
    text = (files("styringsdialog.rulebook") / "editions" / f"{name}.yaml").read_text(encoding="utf-8")
    return yaml.load(text, Loader)  # noqa: S506


def _rows(base: dict[str, Any], year: dict[str, Any], part: str) -> list[dict[str, Any]]:
    left_out = year.get("leave_out", {}).get(part, [])
    return [row for row in base[part] if row["name"] not in left_out] + year.get("add", {}).get(part, [])


@cache
def edition(dialogue_year: int) -> Edition:
    """The edition of a dialogue year, read once in a process. UnknownEdition if there is none."""
    if dialogue_year not in edition_years():
        raise UnknownEdition(dialogue_year)
    year = _data(str(dialogue_year))
    base = _data(year["base"])
    headings, left_out = year.get("headings", {}), year.get("leave_out", {})
    for sheet, rows in year.get("add", {}).get("columns", {}).items():
        base["sheets"][sheet]["columns"] += rows
    return Edition(
        dialogue_year=year["dialogue_year"],
        template_version=base["template_version"],
        sheets={n: _sheet(n, d, headings, left_out.get(n, [])) for n, d in base["sheets"].items()},
        scales=base["scales"],
        questions=tuple(_question(row) for row in _rows(base, year, "questions")),
        self_monitoring={row["name"]: row["text"] for row in _rows(base, year, "self_monitoring")},
        provision_accounts=tuple(base["provision_accounts"]),
        history_accounts=tuple(base["history_accounts"]),
        idents=base["idents"],
        account_labels=base["accounts"],
    )


@cache
def edition_years() -> tuple[int, ...]:
    """The dialogue years that have an edition file, ascending."""
    names = (e.name for e in (files("styringsdialog.rulebook") / "editions").iterdir())
    return tuple(sorted(int(n[:4]) for n in names if n.endswith(".yaml") and n[:4].isdigit()))


def newest_edition() -> Edition:
    """The edition of the latest dialogue year."""
    return edition(edition_years()[-1])
