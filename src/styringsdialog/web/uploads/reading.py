"""What the pages say of an upload: problems in words, the changes of the preview in rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from styringsdialog.processes.uploads import problems_of
from styringsdialog.rulebook.chart import chart_of_accounts
from styringsdialog.submissions.models import Upload
from styringsdialog.wording.messages import figure_name


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
    chart = chart_of_accounts().accounts
    lines = []
    for row in changes.get("changed_accounts", ()):
        number = row["account"]
        name = f"{number} {chart[number].name}" if number in chart else number
        column = figure_name(f"column.{row['column']}", language)
        lines.append(ChangeLine(row["subject_name"], name, column, row["old"], row["new"]))
    return lines
