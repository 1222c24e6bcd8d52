"""The organisation's explanations of a point: this year's, and what it said last year."""

from __future__ import annotations

from styringsdialog.submissions.explanations import Explained, explanations_for

from .page import PointsPage
from .rows import Row


def explained(page: PointsPage, row: Row) -> list[Explained]:
    """Those of the point, this year's first; one query."""
    return explanations_for(page.acting, page.package).get(row.matter, [])
