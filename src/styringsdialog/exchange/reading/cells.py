"""Reads numbers and dates that were typed as text, in Danish or English form; never guesses where both are possible."""

import re
from datetime import date
from decimal import Decimal

DANISH_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni",
    "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip


class NotANumber(ValueError):
    """The text is no number at all."""


class Ambiguous(ValueError):
    """The text is one number in Danish form and another in English form (`1.234`)."""

    def __init__(self, text: str, thousands: Decimal) -> None:
        super().__init__(text)
        self.thousands = thousands  # the number where the mark groups thousands: 1234


class NotADate(ValueError):
    """The text is no date, or one that can be read in two ways (`01-02-25`)."""


_MINUSES = str.maketrans({"−": "-", "–": "-", "‐": "-", "‑": "-"})
_SPACES = re.compile(r"[\s  ]+")
_UNITS = re.compile(r"^(?:kr\.?|dkk)|(?:,-|,00-|kr\.?|dkk|pct\.?|%)$", re.IGNORECASE)
_PLAIN = re.compile(r"[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+")
_GROUPS_OF_SPACES = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)?")


def _sign(text: str) -> tuple[int, str]:
    """-1 for a leading or trailing minus or for parentheses, and the text without it. NotANumber if there are two."""
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
        if text.startswith("-") or text.endswith("-"):
            raise NotANumber(text)
        return -1, text
    if text.startswith("-"):
        return -1, text[1:].strip()
    if text.endswith("-") and not text.endswith(",-"):
        return -1, text[:-1].strip()
    return 1, text.removeprefix("+").strip()


def _bare(text: str) -> tuple[int, str]:
    text = _SPACES.sub(" ", text.translate(_MINUSES)).strip()
    sign, text = _sign(text)
    text = _UNITS.sub("", _UNITS.sub("", text).strip()).strip()
    if sign == 1:  # «kr. -1.200» has its minus inside the unit
        sign, text = _sign(text)
    if not _GROUPS_OF_SPACES.fullmatch(text) and " " in text:
        raise NotANumber(text)
    return sign, text.replace(" ", "").replace("'", "")


def _unsigned(text: str) -> Decimal:
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if not re.fullmatch(r"[0-9.,]+", text) or text[0] in ".," or text[-1] in ".,":
        raise NotANumber(text)
    dots, commas = text.count("."), text.count(",")
    if dots and commas:
        return _both_marks(text)
    if dots + commas > 1:  # one mark more than once can only group thousands
        if not _GROUPED.fullmatch(text):
            raise NotANumber(text)
        return Decimal(text.replace(".", "").replace(",", ""))
    whole, decimals = re.split("[.,]", text)
    if len(decimals) == 3 and len(whole) <= 3 and not whole.startswith("0"):
        raise Ambiguous(text, Decimal(whole + decimals))
    return Decimal(f"{whole}.{decimals}")


def _both_marks(text: str) -> Decimal:
    """The mark that stands last divides the decimals; the other groups thousands."""
    last = "." if text.rfind(".") > text.rfind(",") else ","
    whole, _, decimals = text.rpartition(last)
    if last in whole or not _GROUPED.fullmatch(whole):
        raise NotANumber(text)
    return Decimal(f"{whole.replace('.', '').replace(',', '')}.{decimals}")


def number_from_text(text: str, decimal_mark: str = "") -> Decimal:
    """The number in a text. `1.234,5` and `1,234.5` are 1234.5; `(12)`, `12-` and `−12` are -12.

    `decimal_mark` says which mark divides decimals, where the user has said so; without it `1.234` is Ambiguous.
    """
    if text.isascii() and text.removeprefix("-").isdigit():  # most amounts; the rest of this is slow
        return Decimal(text)
    sign, bare = _bare(text)
    if not bare:
        raise NotANumber(text)
    if decimal_mark:
        return sign * _with_mark(bare, decimal_mark)
    try:
        return sign * _unsigned(bare)
    except Ambiguous as two:
        raise Ambiguous(text, sign * two.thousands) from None


def _with_mark(text: str, decimal_mark: str) -> Decimal:
    grouping = "." if decimal_mark == "," else ","
    whole, mark, decimals = text.partition(decimal_mark)
    whole_ok = _PLAIN.fullmatch(whole) or re.fullmatch(rf"[0-9]{{1,3}}(?:\{grouping}[0-9]{{3}})+", whole)
    if not whole_ok or (mark and not _PLAIN.fullmatch(decimals)):
        raise NotANumber(text)
    return Decimal(f"{whole.replace(grouping, '')}.{decimals or 0}")


def mark_shown(text: str) -> str:
    """The decimal mark that an amount shows beyond doubt."""
    try:
        number_from_text(text)
    except (Ambiguous, NotANumber):
        return ""
    try:
        danish = number_from_text(text, ",")
    except NotANumber:
        return "."
    try:
        english = number_from_text(text, ".")
    except NotANumber:
        return ","
    return "" if danish == english else "," if danish == number_from_text(text) else "."


_DAY_FIRST = re.compile(r"([0-9]{1,2})[-./]([0-9]{1,2})[-./]([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})(?:[T ]00:00(?::00)?)?")
_WORDS = re.compile(r"([0-9]{1,2})\. ?([a-zæøå]+) ([0-9]{4})")


def date_from_text(text: str) -> date:
    """31-12-2025, 31.12.2025, 31/12/2025, 2025-12-31 or 31. december 2025. NotADate for all else."""
    text = _SPACES.sub(" ", text).strip().lower()
    try:
        if match := _DAY_FIRST.fullmatch(text):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if match := _YEAR_FIRST.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if (match := _WORDS.fullmatch(text)) and match[2] in DANISH_MONTHS:
            return date(int(match[3]), DANISH_MONTHS.index(match[2]) + 1, int(match[1]))
    except ValueError as error:
        raise NotADate(text) from error
    raise NotADate(text)
