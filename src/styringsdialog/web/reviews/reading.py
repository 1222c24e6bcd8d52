"""One point in words: sentence, figures, five years, sources, what to ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from styringsdialog.documents.charts import chart_table, has_trend, trend_spec
from styringsdialog.documents.finding_text import (
    figure_rows,
    finding_ask,
    finding_sentence,
    finding_title,
    goal_label,
    lowered_reason,
    rule_title,
    subject_label,
    trend_words,
)
from styringsdialog.reviews.queries import Point
from styringsdialog.web.sources import Sources, sources_of


@dataclass(frozen=True)
class ReadPoint:
    """Everything the page says of one point, in one language."""

    pk: int
    outcome: str
    severity: str
    goal: str
    title: str
    sentence: str
    subject: str
    division: str  # LBF number, or empty for the organisation
    lowered: str
    ask: str
    rule: str
    rule_title: str
    figures: list[tuple[str, str]]
    chart: dict[str, Any] | None
    chart_rows: list[tuple[str, str, str]]
    chart_words: tuple[str, str]
    sources: Sources

    @property
    def chart_id(self) -> str:
        """Where the chart's specification lies in the page."""
        return f"chart-{self.pk}"


def read_point(point: Point, language: str) -> ReadPoint:
    """The point in `language`."""
    finding = point.finding
    drawn = has_trend(finding)
    return ReadPoint(
        pk=point.pk,
        outcome=str(finding.outcome),
        severity=str(finding.severity),
        goal=goal_label(finding.area, language),
        title=finding_title(finding, language),
        sentence=finding_sentence(finding, language),
        subject=subject_label(finding.subject, language),
        division=finding.subject.key if finding.subject.kind == "division" else "",
        lowered=lowered_reason(finding, language),
        ask=finding_ask(finding, language),
        rule=finding.rule,
        rule_title=rule_title(finding.rule, language),
        figures=figure_rows(finding, language),
        chart=trend_spec(finding, language) if drawn else None,
        chart_rows=chart_table(finding, language) if drawn else [],
        chart_words=trend_words(finding, language),
        sources=sources_of(finding, language),
    )
