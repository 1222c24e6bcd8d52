"""The confirmation of an accounts file: which column is what, and which account each written account is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from styringsdialog.rulebook.chart import PARTS, chart_of_accounts
from styringsdialog.rulebook.facts import COLUMNS
from styringsdialog.submissions.models import Upload
from styringsdialog.wording.messages import figure_name

SINGLE = ("account", "division", "text")


@dataclass(frozen=True)
class AccountRow:
    """One account that a person must look at. `field` is its name in the form."""

    field: str
    written: str
    text: str
    account: str
    is_likely: bool


@dataclass(frozen=True)
class ColumnChoice:
    """One kind of column, and the heading that is proposed for it."""

    field: str
    name: str
    heading: str


def account_rows(upload: Upload) -> list[AccountRow]:
    """In the order of the file."""
    rows = (upload.mapping or {}).get("accounts", ())
    return [
        AccountRow(f"account-{index}", row["written"], row["text"], row["account"], row["confidence"] == "likely")
        for index, row in enumerate(rows)
    ]


def amount_columns(upload: Upload, language: str) -> list[ColumnChoice]:
    """The four columns of amounts."""
    amounts = (upload.mapping or {}).get("proposed", {}).get("amounts", {})
    return [
        ColumnChoice(f"amount-{column}", figure_name(f"column.{column}", language), amounts.get(column, ""))
        for column in COLUMNS
    ]


def account_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The chart's accounts by part, as number and `number name`; sums are computed and cannot be chosen."""
    chart = chart_of_accounts()
    return [
        (part, [(one.number, f"{one.number} {one.name}") for one in chart.part(part) if one.kind != "sum"])
        for part in PARTS
    ]


def confirmed(upload: Upload, sent: Mapping[str, str]) -> dict[str, Any]:
    """What the form says, over what was proposed: the fields of the reader's mapping. Unknown headings are dropped."""
    kept = upload.mapping or {}
    proposed, headings = kept.get("proposed", {}), set(kept.get("headings", ()))
    single = {name: sent.get(f"column-{name}", "") for name in SINGLE}
    amounts = {column: sent.get(f"amount-{column}", "") for column in COLUMNS}
    known = chart_of_accounts().accounts
    chosen = {row.written: sent.get(row.field, "") for row in account_rows(upload)}
    return {
        **proposed,
        **{name: heading if heading in headings else "" for name, heading in single.items()},
        "amounts": {column: heading for column, heading in amounts.items() if heading in headings},
        "accounts": {
            **proposed.get("accounts", {}),
            **{written: number if number in known else "" for written, number in chosen.items()},
        },
    }
