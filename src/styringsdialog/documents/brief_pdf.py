"""The brief as a tagged PDF (PDF/UA-1), set by typst. Only in a worker or a command: the engine does not fork."""

import json
from dataclasses import asdict, replace
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Literal

from styringsdialog.documents.brief import BriefChart, BriefContent, BriefPoint
from styringsdialog.documents.chart_pictures import chart_svg
from styringsdialog.documents.typeface import printable_all

STANDARD: Literal["ua-1"] = "ua-1"
FOOTER = 100  # characters of the title at the foot of each page


class BriefNotMade(RuntimeError):
    """The PDF would not have been accessible or would have been set in another font."""


def brief_pdf(content: BriefContent, fonts: Path) -> bytes:
    """The brief as PDF/UA-1. `fonts` holds IBM Plex Sans as .ttf; BriefNotMade names what the engine complained of."""
    import typst  # half of what the text review of the command line may cost

    if not any(fonts.glob("*.ttf")):
        raise BriefNotMade(f"Skrifttyperne mangler i {fonts}. Kør «make run» eller «make install» en gang.")
    data = json.dumps(_data(content, fonts), ensure_ascii=False)
    with as_file(files("styringsdialog.documents") / "templates") as folder:
        try:
            pdf, warnings = typst.compile_with_warnings(
                str(folder / "brief.typ"),
                root=str(folder),
                font_paths=[str(fonts)],
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=[STANDARD],
                sys_inputs={"data": data},
            )
        except typst.TypstError as error:
            raise BriefNotMade(f"PDF-filen kunne ikke dannes: {error}") from error
    if warnings:
        raise BriefNotMade("; ".join(str(warning.message) for warning in warnings))
    if not isinstance(pdf, bytes):
        raise BriefNotMade("The engine gave no document.")
    return pdf


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
