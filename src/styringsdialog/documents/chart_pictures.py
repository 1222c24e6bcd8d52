"""Static pictures of charts, for PDF and Word. Only in a worker or a command: the drawing engine does not fork."""

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

VEGA_LITE = "6.4"
WIDTH = 560


@cache
def _register(fonts: str) -> None:
    import vl_convert  # costs time at start, and web processes must not touch it

    vl_convert.register_font_directory(fonts)


def _sized(spec: Mapping[str, Any], width: int) -> str:
    """The specification as text with a width in pixels, since paper has no container to fill."""
    return json.dumps({**spec, "width": width, "autosize": {"type": "fit", "contains": "padding"}}, sort_keys=True)


def chart_svg(spec: Mapping[str, Any], fonts: Path, width: int = WIDTH) -> str:
    """The chart as SVG text; the same specification is drawn once in a process."""
    _register(str(fonts))
    return _svg(_sized(spec, width))


def chart_png(spec: Mapping[str, Any], fonts: Path, width: int = WIDTH) -> bytes:
    """The chart as PNG in double resolution, for Word."""
    _register(str(fonts))
    return _png(_sized(spec, width))


@lru_cache(maxsize=256)
def _svg(spec: str) -> str:
    import vl_convert

    return vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE)


@lru_cache(maxsize=64)
def _png(spec: str) -> bytes:
    import vl_convert

    return vl_convert.vegalite_to_png(spec, vl_version=VEGA_LITE, scale=2)
