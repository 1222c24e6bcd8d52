"""Pages that can be seen as of another day: `?pr=2025-12-31`, kept while moving between the register's pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, cached_property

from styringsdialog.web.mixins import Crumb, SignedIn

ASKED = "pr"  # the query that names the day
EARLIEST = date(1900, 1, 1)


def asked_day(request: HttpRequest) -> tuple[date | None, str]:
    """The day of the address, and what was written where it is no day; (None, "") where none is asked for."""
    text = request.GET.get(ASKED, "").strip()
    if not text:
        return None, ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None, text
    return (day, "") if day >= EARLIEST else (None, text)


def address(request: HttpRequest, name: str, *args: Any) -> str:
    """The page `name` on the day that this page shows."""
    day, _wrong = asked_day(request)
    today = request.acting.day  # type: ignore[attr-defined]
    query = "" if day is None or day == today else f"?{ASKED}={day.isoformat()}"
    return reverse(name, args=args) + query


class AsOf(SignedIn):
    """A page about the register on a day: today, unless the address says another."""

    @cached_property
    def then(self) -> date:
        """The day that is shown."""
        return asked_day(self.request)[0] or self.acting.day

    @property
    def is_other_day(self) -> bool:
        """Whether one looks at another day than today: then the page says so, and nothing is changed from it."""
        return self.then != self.acting.day

    def crumb(self, text: str | Promise, name: str, *args: Any) -> Crumb:
        """A step of the path to a page on the same day."""
        return Crumb(text, address(self.request, name, *args))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the day, and what was written where it was no day."""
        return super().get_context_data(
            then=self.then,
            today=self.acting.day,
            is_other_day=self.is_other_day,
            not_a_day=asked_day(self.request)[1],
            **kwargs,
        )
