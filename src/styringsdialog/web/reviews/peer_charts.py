"""A small chart of a division among its peers, and a key figure in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from styringsdialog.documents.finding_text import capital, say
from styringsdialog.reviews.peers import PeersBeside
from styringsdialog.wording import numbers
from styringsdialog.wording.messages import figure_name, has

OWN, OTHER = "#005d73", "#b9c6ca"


def figure_label(name: str, language: str) -> str:
    """What a figure is called; the number of dwellings has no key figure's name."""
    if has(f"key_figure.{name}", "title"):
        return say(f"key_figure.{name}", language)
    return capital(figure_name(name, language))


def peer_value(name: str, value: float | None, language: str) -> str:
    """`1.024` or `13,4`; a dash where it is not stated. The unit stands in the heading."""
    if value is None:
        return "–"
    whole = value == int(value)
    return numbers.number(int(value) if whole else Decimal(str(value)), None, language)


def peer_chart(found: PeersBeside, figure: str, subject: str, language: str) -> dict[str, Any]:
    """Bars of one figure, largest first; the division itself in colour. The table beside holds the same numbers."""
    label = figure_label(figure, language)
    values = [{"name": subject, "value": found.subject[figure], "own": True}]
    for peer in found.peers:
        if peer["values"].get(figure) is not None:
            name = f"{peer['name']}, {peer['owner']}"
            values.append({"name": name, "value": peer["values"][figure], "own": False})
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": f"{label}: {subject}",
        "width": "container",
        "height": {"step": 22},
        "autosize": {"type": "fit-x", "contains": "padding"},
        "data": {"values": values},
        "mark": {"type": "bar", "cornerRadiusEnd": 2},
        "encoding": {
            "y": {
                "field": "name",
                "type": "nominal",
                "sort": "-x",
                "title": None,
                "axis": {"labelLimit": 220, "labelFontSize": 13, "ticks": False, "domain": False},
            },
            "x": {
                "field": "value",
                "type": "quantitative",
                "title": label,
                "axis": {"tickCount": 4, "titleFontWeight": "normal", "gridColor": "#e6e6e6"},
            },
            "color": {"condition": {"test": "datum.own", "value": OWN}, "value": OTHER},
            "tooltip": [
                {"field": "name", "type": "nominal", "title": ""},
                {"field": "value", "type": "quantitative", "title": label, "format": ",.4~r"},
            ],
        },
        "config": {"font": "IBM Plex Sans, sans-serif", "view": {"stroke": None}},
    }
