"""What people said about the points of a run, read as light rows: three thousand judgements must not slow the desk.

The same answer as `reviews.desk.judgements_of`, which a test holds it equal to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import visible_to
from styringsdialog.reviews.models import Finding, Judgement, JudgementState, RuleRun

from .rows import Row, Said

Matter = tuple[str, str, str]
STANDING = (JudgementState.CURRENT, JudgementState.PROPOSED)
SAYING = ("outcome", "severity", "message", "params")
KEY = ("rule", "subject_kind", "subject_key")


def standing(acting: Acting, run: RuleRun) -> QuerySet[Judgement]:
    """Judgements that hold and proposals that wait, on the package of the run, for its municipality."""
    rows = visible_to(acting, Judgement).filter(package=run.package_id, municipality=run.municipality_id)
    return rows.filter(state__in=STANDING).order_by("pk")


def said_of(acting: Acting, run: RuleRun, rows: Iterable[Row]) -> dict[Matter, Said]:
    """By matter. One query; two more where something was judged that is not among `rows`, those of the run.

    The run of each judgement is not joined in: reading thousands of findings for it takes longer than all the rest.
    """
    known = {row.pk for row in rows}
    verdicts: dict[Matter, tuple[str, int]] = {}
    proposers: dict[Matter, list[int | None]] = defaultdict(list)
    older: set[Matter] = set()
    columns = (*KEY, "pk", "state", "verdict", "created_by_id", "finding_id")
    for rule, kind, key, pk, state, verdict, person, finding in standing(acting, run).values_list(*columns):
        if state == JudgementState.PROPOSED:
            proposers[rule, kind, key].append(person)
            continue
        verdicts[rule, kind, key] = (verdict, pk)
        if finding not in known:
            older.add((rule, kind, key))
    changed = _changed(acting, run) if older else set()
    found = {}
    for matter in {**verdicts, **proposers}:
        verdict, pk = verdicts.get(matter, ("", None))
        by = tuple(proposers.get(matter, ()))
        found[matter] = Said(verdict, pk, len(by), matter in changed, by)
    return found


def _changed(acting: Acting, run: RuleRun) -> set[Matter]:
    """Matters judged in an earlier run about which this one says something else, or nothing."""
    earlier = standing(acting, run).filter(state=JudgementState.CURRENT).exclude(finding__run=run)
    then = {tuple(row[:3]): row[3:] for row in earlier.values_list(*KEY, *(f"finding__{name}" for name in SAYING))}
    rows = visible_to(acting, Finding).filter(run=run, rule__in={matter[0] for matter in then})
    now = {tuple(row[:3]): row[3:] for row in rows.order_by().values_list(*KEY, *SAYING)}
    return {matter for matter, words in then.items() if now.get(matter) != words}  # type: ignore[misc]


def said_about(acting: Acting, run: RuleRun, row: Row) -> tuple[Judgement | None, list[Judgement]]:
    """The judgement that holds about one point, and the proposals; one query."""
    found: Any = standing(acting, run).filter(rule=row.rule, subject_kind=row.kind, subject_key=row.key)
    rows = list(found.select_related("created_by"))
    current = next((one for one in rows if one.state == JudgementState.CURRENT), None)
    return current, [one for one in rows if one.state == JudgementState.PROPOSED]
