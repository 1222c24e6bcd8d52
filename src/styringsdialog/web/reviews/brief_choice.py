"""Which points go into the brief, found from light rows: the same answer as `processes.reviewing.chosen_points`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from styringsdialog.core.acting import Acting
from styringsdialog.documents.choose import MOST_OF_ONE_RULE
from styringsdialog.processes.reviewing import default_choice
from styringsdialog.reviews.queries import Point, brief_choices
from styringsdialog.reviews.stored import listed_finding
from styringsdialog.rulebook.finding import Outcome
from styringsdialog.submissions.models import DocumentationPackage

from .rows import Row

ISSUES = frozenset(map(str, (Outcome.POSSIBLE_BREACH, Outcome.ATTENTION)))


def chosen_in_brief(acting: Acting, package: DocumentationPackage, rows: Sequence[Row]) -> set[int]:
    """Keys of the rows in the brief; one query."""
    return chosen_rows(rows, brief_choices(acting, package))


def chosen_rows(rows: Sequence[Row], choices: Mapping[tuple[str, str, str], bool]) -> set[int]:
    """Keys of the rows in the brief: what people chose; where nobody did, the weightiest."""
    by_default = set(default_choice(list(_weightiest(rows))))
    if not choices:
        return by_default
    return {row.pk for row in rows if choices.get(row.matter, row.pk in by_default)}


def _weightiest(rows: Iterable[Row]) -> Iterable[Point]:
    """The first of each rule, which are the only ones that can be chosen by default: the rows stand worst first."""
    seen: Counter[str] = Counter()
    for row in rows:
        if row.outcome not in ISSUES or seen[row.rule] == MOST_OF_ONE_RULE:
            continue
        seen[row.rule] += 1
        finding = listed_finding(
            row.rule, row.area, row.kind, row.key, row.name, row.outcome, row.severity, row.message, {}
        )
        yield Point(row.pk, 0, finding)
