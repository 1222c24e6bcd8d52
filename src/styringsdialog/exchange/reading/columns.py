"""Turns a column of cells into values of its kind; whole columns at a time, since a package has 50,000 cells."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from styringsdialog.rulebook.edition import Column, Edition

from .amounts import Amount, TwoReadings, refuse_ambiguous, whole_kroner
from .cells import Ambiguous, NotADate, NotANumber, date_from_text, number_from_text
from .cpr import holds_cpr, mask_cpr
from .grid import Grid, normalised
from .problem import CPR

LARGEST = 10**15  # kroner; more digits than a spreadsheet can hold exactly
EARLIEST, LATEST = 1900, 2100  # years of a day; a spreadsheet begins in 1900, and no plan reaches further
ORGANISATION = "organisationen"  # in a column of kind `subject`

Slow = Callable[[Any, int], Any]


def text_of(value: Any) -> str:
    """A cell as text: whole numbers without decimals, dates in ISO form, no blank around."""
    if type(value) is str:
        return value.strip()
    if type(value) is float and value.is_integer():
        return str(int(value))
    if type(value) is bool:
        return "Ja" if value else "Nej"
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return str(value)


class ColumnReader:
    """Reads the columns of one grid by kind. Faults are noted on the grid; the value is then None."""

    def __init__(self, grid: Grid, edition: Edition) -> None:
        self.grid = grid
        self.edition = edition

    def read(self, name: str) -> list[Any]:
        """The column's values by kind; None where a cell is empty or could not be read ("" for texts)."""
        column = self.grid.sheet.column(name)
        values = self.grid.values(name)
        return getattr(self, f"_{column.kind}")(column, values)

    def read_cell(self, column: Column, value: Any, row: int) -> Any:
        """One value by kind, for the organisation's sheet where each line has a kind of its own."""
        return self._slow(column)(value, row)

    def _slow(self, column: Column) -> Slow:
        one = getattr(self, f"_one_{column.kind}")
        return lambda value, row: None if value == "" else one(column, value, row)

    # Columns of the long sheets have a fast path for what nearly every cell holds.

    def _text(self, column: Column, values: list[Any]) -> list[str]:
        one = self._one_text
        return [value.strip() if type(value) is str else one(column, value, row) for row, value in enumerate(values)]

    _long_text = _text

    def _kr(self, column: Column, values: list[Any]) -> list[Amount | None]:
        if "" not in values and (whole := _all_whole(values)) is not None:
            return whole
        one = self._one_amount
        return [
            None
            if value == ""
            else int(value)
            if type(value) is float and -LARGEST < value < LARGEST and value.is_integer()
            else one(column, value, row)
            for row, value in enumerate(values)
        ]

    def _keyed(self, column: Column, values: list[Any]) -> list[Any]:
        """Columns with few different values: each is read once; one that cannot be read is told each time."""
        one = self._slow(column)
        different = set(values)
        if bool in set(map(type, different)):  # True counts as 1 in a set
            return [one(value, row) for row, value in enumerate(values)]
        first = {value: values.index(value) for value in different}
        results = {value: one(value, row) for value, row in first.items()}
        faulty = {value for value, result in results.items() if result is None and value != ""}
        for row, value in enumerate(values) if faulty else ():
            if value in faulty and row != first[value]:
                one(value, row)
        return [results[value] for value in values]

    def _pct(self, column: Column, values: list[Any]) -> list[Any]:
        one = self._slow(column)  # the same value may be a percentage in one cell and not in another
        return [one(value, row) for row, value in enumerate(values)]

    _choice = _yes_no = _figure = _division_number = _subject = _account = _organisation_number = _municipality = _keyed
    _count = _decimal = _year = _day = _keyed

    # One cell of each kind.

    def _one_text(self, column: Column, value: Any, row: int) -> str:
        text = text_of(value)
        if type(value) is float and holds_cpr(text.zfill(10)):  # a CPR number typed without its hyphen
            self.grid.refuse(column.name, row, mask_cpr(text.zfill(10)), CPR, "remedy.cpr")
        return text

    _one_long_text = _one_text

    def _number(self, column: Column, value: Any, row: int) -> Decimal | None:
        """Any number as Decimal; notes what is wrong and gives None for all else."""
        try:
            return self._certain(column, value, row)
        except Ambiguous as two:
            refuse_ambiguous(self.grid, column.name, row, value, two.thousands)
            return None

    def _certain(self, column: Column, value: Any, row: int) -> Decimal | None:
        """As `_number`; Ambiguous where the text is two numbers."""
        if type(value) is float or type(value) is int:
            if not -LARGEST < value < LARGEST:
                self.grid.refuse(column.name, row, value, "problem.too_large", "remedy.too_large")
                return None
            return Decimal(repr(value))
        if isinstance(value, date | datetime):
            self.grid.refuse(column.name, row, text_of(value), "problem.date_for_number", "remedy.date_for_number")
            return None
        try:
            number = number_from_text(text_of(value))
        except NotANumber:
            if not str(value).strip():
                return None
            self.grid.refuse(column.name, row, value, "problem.not_a_number", "remedy.not_a_number")
        else:
            if abs(number) < LARGEST:
                return number
            self.grid.refuse(column.name, row, value, "problem.too_large", "remedy.too_large")
        return None

    def _one_decimal(self, column: Column, value: Any, row: int) -> int | Decimal | None:
        number = self._number(column, value, row)
        return number.normalize() + 0 if number is not None else None

    def _one_pct(self, column: Column, value: Any, row: int) -> int | Decimal | None:
        number = self._one_decimal(column, value, row)
        if number is not None and self.grid.cell(column.name, row) in self.grid.percent:
            return number * 100
        return number

    def _one_amount(self, column: Column, value: Any, row: int) -> Amount | None:
        """Kroner that may have decimals: a column may be in 1.000 kr.; the caller makes whole kroner of it."""
        try:
            number = self._certain(column, value, row)
        except Ambiguous as two:
            return TwoReadings(text_of(value), two.thousands)
        return int(number) if number is not None and number == number.to_integral_value() else number

    def _one_kr(self, column: Column, value: Any, row: int) -> int | None:
        number = self._one_amount(column, value, row)
        return whole_kroner(self.grid, column.name, row, number)

    def _one_count(self, column: Column, value: Any, row: int) -> int | None:
        number = self._number(column, value, row)
        if number is None:
            return None
        if number != number.to_integral_value() or number < 0:
            self.grid.refuse(column.name, row, value, "problem.not_a_count", "remedy.not_a_count")
            return None
        return int(number)

    def _one_year(self, column: Column, value: Any, row: int) -> int | None:
        try:
            year = int(value) if type(value) is float else int(str(value).strip())
        except ValueError:
            year = 0
        if 1800 <= year <= 2200:
            return year
        self.grid.refuse(column.name, row, text_of(value), "problem.not_a_year", "remedy.not_a_year")
        return None

    def _one_day(self, column: Column, value: Any, row: int) -> date | None:
        try:
            day = value if isinstance(value, date) else date_from_text(text_of(value))
        except NotADate:
            self.grid.refuse(column.name, row, value, "problem.not_a_date", "remedy.not_a_date")
            return None
        day = day.date() if isinstance(day, datetime) else day
        if EARLIEST <= day.year <= LATEST:
            return day
        told = day.strftime("%d-%m-%Y")
        self.grid.refuse(column.name, row, told, "problem.day_out_of_range", "remedy.day_out_of_range")
        return None

    def _one_choice(self, column: Column, value: Any, row: int) -> str | None:
        return self.choice(column.scale, column.name, value, row)

    def _one_yes_no(self, column: Column, value: Any, row: int) -> bool | None:
        answer = self.choice("yes_no", column.name, value, row)
        return None if answer is None else answer == "yes"

    def choice(self, scale: str, name: str, value: Any, row: int) -> str | None:
        """The stable value behind a label of a scale."""
        text = normalised(text_of(value))
        for key, label in self.edition.scales[scale].items():
            if text == normalised(label["da"]):
                return key
        labels = tuple(label["da"] for label in self.edition.scales[scale].values())
        self.grid.refuse(name, row, value, "problem.not_a_choice", "remedy.not_a_choice", choices=labels)
        return None

    def _digits(self, column: Column, value: Any, row: int, lengths: tuple[int, ...]) -> str | None:
        """A number that is a name: text with leading zeros, which a spreadsheet may have taken away."""
        text = text_of(value)
        length = next((n for n in lengths if len(text) <= n), 0)
        if text.isascii() and text.isdigit() and length:
            return text.zfill(length)
        message = f"problem.not_{column.kind}" if column.kind != "subject" else "problem.not_division_number"
        self.grid.refuse(column.name, row, value, message, message.replace("problem", "remedy"))
        return None

    def _one_organisation_number(self, column: Column, value: Any, row: int) -> str | None:
        return self._digits(column, value, row, (4,))

    def _one_municipality(self, column: Column, value: Any, row: int) -> str | None:
        return self._digits(column, value, row, (4,))

    def _one_division_number(self, column: Column, value: Any, row: int) -> str | None:
        return self._digits(column, value, row, (3, 5))

    def _one_subject(self, column: Column, value: Any, row: int) -> str | None:
        """A division's number, or "" for the organisation itself."""
        if normalised(value) in (ORGANISATION, "organisation", "boligorganisationen"):
            return ""
        return self._digits(column, value, row, (3, 5))

    def _one_account(self, column: Column, value: Any, row: int) -> str | None:
        text = str(Decimal(repr(value)).normalize()) if type(value) is float and value % 1 else text_of(value)
        return written_names(self.edition.account_labels).get(normalised(text), text.replace(",", "."))

    def _one_figure(self, column: Column, value: Any, row: int) -> str:
        """A stable figure name or an account number, from its label."""
        return written_names(self.edition.figure_labels).get(normalised(text_of(value)), text_of(value))


def _all_whole(values: list[Any]) -> list[Any] | None:
    """The amounts as whole numbers, where every cell is a whole number of reasonable size; else None."""
    if set(map(type, values)) != {float}:
        return None
    try:
        whole = list(map(int, values))
    except (ValueError, OverflowError):  # not a number, or infinite
        return None
    return whole if whole == values and max(whole) < LARGEST and min(whole) > -LARGEST else None


def written_names(labels: Mapping[str, str]) -> dict[str, str]:
    """Label as matched -> stable name."""
    return {normalised(label): account for account, label in labels.items()}
