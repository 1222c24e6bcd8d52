"""The drawing of a history: the years on one axis, a bar for each name, a tick for each event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

WIDTH = 720.0  # of the drawing's own units
LEFT, RIGHT = 8.0, 712.0
BAR_TOP, BAR_HEIGHT, ROW = 26.0, 18.0, 26.0
MOST_YEARS = 10  # labels on the axis


@dataclass(frozen=True)
class Bar:
    """A name for a while; x and width in the drawing's units. `is_open` goes on past today."""

    text: str
    x: float
    y: float
    width: float

    @property
    def text_x(self) -> float:
        """Where the name is written: within the bar."""
        return self.x + 6

    @property
    def text_y(self) -> float:
        """The line the name stands on."""
        return self.y + 13

    @property
    def fits(self) -> bool:
        """Whether the name has room in the bar (about 7 units a letter)."""
        return len(self.text) * 7 + 12 <= self.width


@dataclass(frozen=True)
class Axis:
    """Everything the picture draws."""

    years: tuple[tuple[int, float], ...]
    bars: tuple[Bar, ...]
    ticks: tuple[float, ...]
    now: float | None
    height: float

    @property
    def foot(self) -> float:
        """The line of the years."""
        return self.height - 22

    @property
    def label_y(self) -> float:
        """The line the years are written on."""
        return self.height - 6


def axis(
    periods: Iterable[tuple[str, date, date | None]], events: Iterable[date], today: date, beginning: date
) -> Axis | None:
    """`periods` as (name, from, until excl. or None), oldest first. None where there is nothing to draw: one name and
    no event. A period since `beginning` (nobody knows when) starts two years before the first thing known."""
    spans, marks = list(periods), sorted(set(events))
    known = [start for _name, start, _until in spans if start > beginning] + marks
    if not known or (len(spans) < 2 and not marks):
        return None
    first, last = min(known).year - 1, max([*known, today]).year + 1
    begin, end = date(first, 1, 1), date(last, 12, 31)
    days = (end - begin).days

    def place(day: date) -> float:
        inside = min(max((day - begin).days, 0), days)
        return round(LEFT + (RIGHT - LEFT) * inside / days, 1)

    bars = []
    for name, start, until in spans:
        x = place(max(start, begin))
        bars.append(Bar(name, x, BAR_TOP, max(place(until or end) - x - 2, 2)))
    step = -(-(last - first + 1) // MOST_YEARS)
    years = tuple((year, place(date(year, 1, 1))) for year in range(first, last + 1, step))
    return Axis(years, tuple(bars), tuple(map(place, marks)), place(today), BAR_TOP + ROW + 28)
