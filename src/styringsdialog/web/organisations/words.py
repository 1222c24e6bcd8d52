"""How pages spell what an organisation is: its fiscal year."""

import calendar

from django.utils.translation import gettext

from styringsdialog.web.templatetags.styring import language
from styringsdialog.wording.numbers import MONTHS


def fiscal_year(end_month: int) -> str:
    """`1. juli – 30. juni`, or the calendar year; February as in a common year."""
    if end_month == 12:
        return gettext("Kalenderåret")
    names = MONTHS[language()]
    last = calendar.monthrange(2025, end_month)[1]
    if language() == "en":
        return f"1 {names[end_month % 12]} – {last} {names[end_month - 1]}"
    return f"1. {names[end_month % 12]} – {last}. {names[end_month - 1]}"
