"""The brief as PDF with twelve charts, in a process that has made one before (but not these charts)."""

import statistics
import time
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from styringsdialog.documents.brief import BriefContent, brief_content
from styringsdialog.documents.brief_pdf import brief_pdf
from styringsdialog.rulebook.engine import review
from styringsdialog.rulebook.facts import PackageFacts
from styringsdialog.rulebook.finding import Finding, YearPoint

from .measured import Measured

CHARTS = 12
BOUND_S = 2
DAY = date(2026, 9, 1)
FONTS = Path(__file__).resolve().parents[1] / "var" / "build" / "fonts"


def run() -> list[Measured]:
    """Median of five briefs after a first; every brief has twelve charts that were not drawn before."""
    from styringsdialog.demo.large import large_package

    package = large_package(divisions=40)
    findings = review(package, DAY)
    took = []
    for round_number in range(6):
        content = _brief(package, findings, round_number)
        start = time.perf_counter()
        size = len(brief_pdf(content, FONTS))
        took.append(time.perf_counter() - start)
    dataset = f"40 divisions, {CHARTS} charts, {size // 1000} kB"
    return [Measured("brief PDF, warm", statistics.median(took[1:]), BOUND_S, "s", dataset)]


def _brief(package: PackageFacts, findings: tuple[Finding, ...], round_number: int) -> BriefContent:
    """Twelve points with a chart each, drawn with figures that no earlier round had, so that no cache helps."""
    some = [index for index, finding in enumerate(findings) if len(finding.trend) >= 2][:CHARTS]
    if len(some) < CHARTS:
        raise RuntimeError(f"the package gives {len(some)} findings with a trend, {CHARTS} are needed")
    changed = list(findings)
    for index in some:
        changed[index] = replace(findings[index], trend=_moved(findings[index].trend, round_number))
    content = brief_content(package, changed, chosen=some, day=DAY, municipality="Egekær Kommune", fictional=True)
    if sum(point.chart is not None for point in content.points) != CHARTS:
        raise RuntimeError(f"not {CHARTS} charts")
    return content


def _moved(trend: tuple[YearPoint, ...], step: int) -> tuple[YearPoint, ...]:
    return tuple(replace(point, value=None if point.value is None else point.value + Decimal(step)) for point in trend)
