"""Finds CPR numbers, so that they can be refused: ten digits in the exact form whose first six are a real date."""

import re
from datetime import date

# Six digits and four, written together or with a hyphen or a space; never a part of a longer number.
PATTERN = re.compile(r"(?<![\d.,-])(\d{2})(\d{2})(\d{2})[-  ]?(\d)\d{3}(?![\d]|[.,-]\d)")
MASK = "xxxxxx-xxxx"


def _is_date(day: int, month: int, year: int, seventh: int) -> bool:
    """Whether the six digits are a day of the century that the seventh digit tells (CPR office's table)."""
    if seventh <= 3:
        century = 1900
    elif seventh in (4, 9):
        century = 2000 if year <= 36 else 1900
    else:
        century = 2000 if year <= 57 else 1800
    try:
        date(century + year, month, day)
    except ValueError:
        return False
    return True


def _is_cpr(match: re.Match[str]) -> bool:
    return _is_date(*(int(group) for group in match.groups()))


def holds_cpr(text: str) -> bool:
    """Whether a CPR number stands anywhere in the text."""
    return any(_is_cpr(match) for match in PATTERN.finditer(text))


_AMOUNT = re.compile(r"[1-9]\d{9}")


def may_be_amount(text: str) -> bool:
    """Ten bare digits: where a column holds amounts it is one of billions, typed as text, and not a person."""
    return bool(_AMOUNT.fullmatch(text.strip()))


def mask_cpr(text: str) -> str:
    """The text with every CPR number replaced by a mask."""
    return PATTERN.sub(lambda match: MASK if _is_cpr(match) else match.group(), text)
