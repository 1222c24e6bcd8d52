"""Charts as Vega-Lite specifications, made once: interactive in the page, a static picture in print.

Plain dictionaries, not Altair objects: importing Altair costs the command line half a second and adds nothing here.
A test holds the specifications against Altair's copy of the Vega-Lite schema.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from styringsdialog.documents.finding_text import say, trend_words
from styringsdialog.rulebook.finding import Finding, YearPoint
from styringsdialog.wording import numbers

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
FONT = "IBM Plex Sans"
INK, GREY, GRID = "#1a1a1a", "#5c5c5c", "#dcdcdc"
OWN, LIMIT = "#005d73", "#b3001b"
YEARS = 5
# The specification carries its own number format, so that every medium writes `1.234,5` without being told.
NUMBERS: dict[str, dict[str, Any]] = {
    "da": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " kr."], "minus": "−"},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["DKK ", ""], "minus": "−"},
}


def has_trend(finding: Finding) -> bool:
    """Whether there is anything to draw: at least two known years."""
    return sum(point.value is not None for point in finding.trend) >= 2


def last_years(trend: Sequence[YearPoint], count: int = YEARS) -> list[YearPoint]:
    """The last `count` consecutive years; a year that nobody stated is there with None."""
    if not trend:
        return []
    by_year = {point.year: point for point in trend}
    last = max(by_year)
    first = max(last - count + 1, min(by_year))
    return [by_year.get(year, YearPoint(year, None)) for year in range(first, last + 1)]


def shown_points(finding: Finding) -> list[YearPoint]:
    """Five years back; a path that looks ahead of the accounting year is shown whole."""
    years = [point.year for point in finding.trend]
    ahead = bool(years) and finding.day is not None and max(years) > finding.day.year + 1
    return last_years(finding.trend, max(years) - min(years) + 1 if ahead else YEARS)


def decimals_of(points: Sequence[YearPoint]) -> int:
    """One decimal for small numbers that have one (shares, scores), none for kroner."""
    values = [v for point in points for v in (point.value, point.limit) if v is not None]
    small = bool(values) and max(abs(value) for value in values) < 100
    return 1 if small and any(value != int(value) for value in values) else 0


def _spell(value: Decimal | None, decimals: int, language: str) -> str:
    return "–" if value is None else numbers.number(value, decimals, language)


def chart_table(finding: Finding, language: str = "da") -> list[tuple[str, str, str]]:
    """The chart's numbers as rows: year, value, limit; `–` for a year that is not known."""
    points = shown_points(finding)
    places = decimals_of(points)
    return [(str(p.year), _spell(p.value, places, language), _spell(p.limit, places, language)) for p in points]


def chart_description(finding: Finding, language: str = "da") -> str:
    """The chart in words, for those who cannot see it."""
    name, limit_name = trend_words(finding, language)
    words = []
    for year, shown, limit in chart_table(finding, language):
        value = say("chart.unknown", language) if shown == "–" else shown
        message = "chart.point" if limit == "–" else "chart.point_with_limit"
        words.append(say(message, language, year=year, value=value, limit=limit, limit_name=limit_name.lower()))
    return say("chart.description", language, name=name, points=words)


def trend_spec(finding: Finding, language: str = "da") -> dict[str, Any]:
    """The finding's five years with the limit of each year, as a Vega-Lite specification.

    Numbers in labels and tooltips are spelled in `language`; those of the axis by the locale in its `config`.
    """
    points = shown_points(finding)
    name, limit_name = trend_words(finding, language)
    rows = _rows(points, decimals_of(points), language, limit_name)
    layers = [_line(name, language)]
    if any(point.limit is not None for point in points):
        layers = [*_limit_layers(limit_name, language), *layers]
    return {
        "$schema": SCHEMA,
        "description": chart_description(finding, language),
        "width": "container",
        "height": 140,
        "data": {"values": rows},
        "encoding": {
            "x": {
                "field": "year",
                "type": "ordinal",
                "scale": {"type": "point", "padding": 0.35},
                "axis": {
                    "title": None,
                    "labelAngle": 0,
                    "labelOverlap": "parity",
                    "grid": False,
                    "domainColor": GREY,
                    "ticks": False,
                },
            }
        },
        "layer": [*layers, _last_value()],
        "config": _config(language),
    }


def _rows(points: Sequence[YearPoint], places: int, language: str, limit_name: str) -> list[dict[str, Any]]:
    known = [index for index, point in enumerate(points) if point.value is not None]
    last = known[-1] if known else -1
    named = _where_to_name_the_limit(points)
    rows: list[dict[str, Any]] = []
    for index, point in enumerate(points):
        value, limit = point.value, point.limit
        below = value is not None and limit is not None and value < limit
        rows.append(
            {
                "year": str(point.year),
                "value": None if value is None else float(value),
                "limit": None if limit is None else float(limit),
                "value_text": _spell(value, places, language),
                "limit_text": _spell(limit, places, language),
                # The label lies on the outer side, away from the other line.
                "last_above": _spell(value, places, language) if index == last and not below else "",
                "last_below": _spell(value, places, language) if index == last and below else "",
                "name_above": limit_name if index == named and below else "",
                "name_below": limit_name if index == named and not below else "",
            }
        )
    return rows


def _where_to_name_the_limit(points: Sequence[YearPoint]) -> int:
    """The year in which the limit lies farthest from the value, so that its name has room."""
    with_limit = [index for index, point in enumerate(points) if point.limit is not None]
    if not with_limit:
        return -1

    def distance(index: int) -> Decimal:
        point = points[index]
        if point.value is None or point.limit is None:
            return Decimal(0)
        return abs(point.value - point.limit)

    return max(with_limit, key=distance)


def _y(field: str) -> dict[str, Any]:
    axis = {"title": None, "tickCount": 4, "gridColor": GRID, "domain": False, "ticks": False, "format": ",~f"}
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"zero": False, "nice": True, "padding": 27},
        "axis": axis,
    }


def _tooltip(name: str, field: str, language: str) -> list[dict[str, Any]]:
    return [
        {"field": "year", "type": "ordinal", "title": say("documents.year", language)},
        {"field": field, "type": "nominal", "title": name},
    ]


def _line(name: str, language: str) -> dict[str, Any]:
    point = {"filled": True, "size": 55, "color": OWN, "shape": "circle"}
    return {
        "mark": {"type": "line", "color": OWN, "strokeWidth": 2.5, "point": point},
        "encoding": {"y": _y("value"), "tooltip": _tooltip(name, "value_text", language)},
    }


def _limit_layers(name: str, language: str) -> list[dict[str, Any]]:
    """A dashed line with open squares: told apart from the solid one with discs without seeing colours."""
    point = {"filled": False, "fill": "white", "size": 30, "color": LIMIT, "shape": "square", "strokeWidth": 1.5}
    line = {"type": "line", "color": LIMIT, "strokeWidth": 1.8, "strokeDash": [5, 4], "point": point}
    return [
        {"mark": line, "encoding": {"y": _y("limit"), "tooltip": _tooltip(name, "limit_text", language)}},
        _text("limit", "name_above", LIMIT, -13),
        _text("limit", "name_below", LIMIT, 15),
    ]


def _text(field: str, text: str, color: str, dy: int, **more: Any) -> dict[str, Any]:
    mark = {"type": "text", "color": color, "dy": dy, "fontSize": 12, "aria": False, **more}
    return {"mark": mark, "encoding": {"y": _y(field), "text": {"field": text, "type": "nominal"}}}


def _last_value() -> dict[str, Any]:
    above = _text("value", "last_above", INK, -14, fontSize=13, fontWeight="bold")
    below = _text("value", "last_below", INK, 17, fontSize=13, fontWeight="bold")
    return {"layer": [above, below]}


def _config(language: str) -> dict[str, Any]:
    return {
        "locale": {"number": NUMBERS[language]},
        "font": FONT,
        "background": "white",
        "view": {"stroke": None},
        "axis": {"labelColor": GREY, "labelFontSize": 12, "labelPadding": 6},
    }
