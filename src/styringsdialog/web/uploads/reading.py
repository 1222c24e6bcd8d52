"""What the pages say of an upload: problems in words, the changes of the preview in rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from styringsdialog.processes.uploads import problems_of
from styringsdialog.rulebook.chart import chart_of_accounts
from styringsdialog.rulebook.edition import edition, edition_years
from styringsdialog.submissions.models import Upload
from styringsdialog.wording.messages import figure_name

KINDS = {
    "organisation": _("Oplysninger om organisationen"),
    "divisions": _("Oplysninger om afdelinger"),
    "tenancies": _("Lejemål"),
    "provisions": _("Henlæggelser"),
    "plan_lines": _("Linjer i vedligeholdelsesplaner"),
    "answers": _("Svar i styringsrapport og afdelingsark"),
    "self_monitoring": _("Svar om egenkontrol"),
    "wishes": _("Ønsker og behov"),
    "unknown": _("Konti, som kontoplanen ikke kender"),
    "rounding": _("Enhed for beløb"),
    "history": _("Tal for tidligere år"),
}


@dataclass(frozen=True)
class ProblemLine:
    """One line of the table of problems."""

    sheet: str
    cell: str
    value: str
    text: str
    remedy: str
    is_error: bool


@dataclass(frozen=True)
class ChangeLine:
    """One account whose figure changes, kroner."""

    subject: str
    account: str
    column: str
    old: int | None
    new: int | None


def problem_lines(upload: Upload, language: str) -> list[ProblemLine]:
    """Every problem in words, in the order of the reader."""
    return [
        ProblemLine(
            one.sheet, one.cell, one.value, one.text(language), one.remedy_text(language), one.severity == "error"
        )
        for one in problems_of(upload)
    ]


def change_lines(changes: dict[str, Any], language: str) -> list[ChangeLine]:
    """The accounts that change, with their names."""
    chart, labels = chart_of_accounts().accounts, _account_labels(changes.get("dialogue_year"))
    lines = []
    for row in changes.get("changed_accounts", ()):
        number = row["account"]
        written = labels.get(number, number)
        name = f"{written} {chart[number].name}" if number in chart else written
        column = figure_name(f"column.{row['column']}", language)
        lines.append(ChangeLine(row["subject_name"], name, column, row["old"], row["new"]))
    return lines


def _account_labels(dialogue_year: Any) -> Mapping[str, str]:
    """How accounts without an official number are written in the workbook of that year; none without an edition."""
    return edition(dialogue_year).account_labels if dialogue_year in edition_years() else {}


@dataclass(frozen=True)
class KindLine:
    """How much of one kind beside the accounts is removed, added and changed."""

    name: str | Promise
    removed: int
    added: int
    changed: int


def kind_lines(changes: dict[str, Any]) -> list[KindLine]:
    """What differs beside the accounts; nothing of files that were examined before that was counted."""
    return [
        KindLine(KINDS[row["kind"]], row["removed"], row["added"], row["changed"])
        for row in changes.get("other_changes", ())
    ]
