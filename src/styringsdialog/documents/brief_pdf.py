"""The brief as a tagged PDF (PDF/UA-1), set by typst. Only in a worker or a command: the engine does not fork."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from styringsdialog.documents.brief import BriefChart, BriefContent, BriefPoint
from styringsdialog.documents.chart_pictures import chart_svg
from styringsdialog.documents.typeface import printable_all
from styringsdialog.documents.typesetting import DocumentNotMade as BriefNotMade
from styringsdialog.documents.typesetting import set_pdf

__all__ = ["BriefNotMade", "brief_pdf"]
FOOTER = 100  # characters of the title at the foot of each page


def brief_pdf(content: BriefContent, fonts: Path) -> bytes:
    """The brief as PDF/UA-1. `fonts` holds IBM Plex Sans as .ttf; BriefNotMade names what the engine complained of."""
    return set_pdf("brief.typ", _data(content, fonts), fonts)


def _data(content: BriefContent, fonts: Path) -> dict[str, Any]:
    left_out = ("points", "day", "reading")
    data: dict[str, Any] = printable_all(
        {
            **{key: value for key, value in asdict(replace(content, points=())).items() if key not in left_out},
            "points": [_point(point) for point in content.points],
            "reading": [{"outcome": mark, "label": label, "text": text} for mark, label, text in content.reading],
        },
        fonts,
    )
    for key in ("title", "organisation", "municipality"):  # an accessible document has neither title nor heading empty
        data[key] = data[key].strip() or "–"
    data["day"] = [content.day.year, content.day.month, content.day.day]
    data["footer"] = data["title"] if len(data["title"]) <= FOOTER else data["title"][:FOOTER] + " …"
    for point, shown in zip(content.points, data["points"], strict=True):
        shown["heading"] = shown["heading"].strip() or "–"
        if point.chart:
            shown["chart"]["svg"] = chart_svg(point.chart.spec, fonts)
    return data


def _point(point: BriefPoint) -> dict[str, Any]:
    data = asdict(point)
    data["chart"] = _chart(point.chart) if point.chart else None
    data["sources"] = [{"place": s.place, "link": s.link, "doubt": s.doubt} for s in point.sources]
    return data


def _chart(chart: BriefChart) -> dict[str, Any]:
    return {"alt": chart.spec["description"], "caption": chart.caption, "numbers": asdict(chart.numbers)}
