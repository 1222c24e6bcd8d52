"""What the desk shows: the list as narrowed, one point with everything about it, and what the user may do."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils.translation import gettext_lazy as _

from styringsdialog.core.visibility import visible_to
from styringsdialog.documents.finding_text import rule_title
from styringsdialog.reviews.desk_policies import can_change_note, can_judge, can_note, can_propose
from styringsdialog.reviews.models import Judgement, PointNote, Verdict
from styringsdialog.reviews.policies import can_choose_brief_points, can_order_brief, can_run_rules
from styringsdialog.reviews.queries import point
from styringsdialog.rulebook.finding import Outcome
from styringsdialog.submissions.models import ReportKind
from styringsdialog.web.templatetags.styring import language

from .brief_choice import chosen_in_brief
from .desk import DONE, DeskList, desk_list, progress_of
from .explaining import explained
from .page import PointsPage, is_part
from .reading import read_point
from .rows import NOTHING, OK, State, is_large, label_of, next_left
from .said import said_about

SHOWN = (Outcome.POSSIBLE_BREACH, Outcome.ATTENTION, Outcome.CANNOT_JUDGE, Outcome.OK)
# Verdict, the word on its button, and its key.
VERDICTS = (
    (Verdict.AGREE, _("Enig"), "e"),
    (Verdict.OVERRULE, _("Underkend"), "u"),
    (Verdict.ASK, _("Spørg"), "s"),
    (Verdict.MEETING, _("Til mødet"), "m"),
)
STATES = (
    (State.LEFT, _("Ikke vurderet")),
    (State.JUDGED, _("Vurderet")),
    (State.PROPOSED, _("Med forslag")),
    (State.ASK, _("Spurgt")),
    (State.MEETING, _("Til mødet")),
    (State.OVERRULE, _("Underkendt")),
    (State.OUTDATED, _("Tallet er ændret siden")),
)


def desk_context(page: PointsPage, wanted: int | None) -> dict[str, Any]:
    """Everything that the desk shows of the point `wanted`, else of the first in the list that is not judged."""
    acting, package, words = page.acting, page.package, language()
    rows = page.choice.among(page.rows, page.about, words)
    opened = wanted if wanted is not None else _first(page, rows)
    shown = desk_list(acting, rows, page.choice, page.about, words, opened)
    if opened is None and shown.order:
        opened = shown.order[0]
    counts = Counter(page.run.counts)
    chosen = chosen_in_brief(acting, package, page.rows)
    told = page.told()
    return {
        "package": package,
        "run": page.run,
        "is_point": wanted is not None,
        "is_part": is_part(page.request),
        "is_accounts_only": package.report_kind == ReportKind.ACCOUNTS_ONLY,
        "counts": dict(counts),
        "total": sum(counts[outcome] for outcome in SHOWN),
        "listing": shown,
        "fine_count": counts[OK] if is_large(page.run) and not page.choice.outcome else 0,
        "fine_href": page.choice.with_(outcome=OK),
        "earlier": page.choice.with_(page=str(shown.page - 1)),
        "later": page.choice.with_(page=str(shown.page + 1)),
        "choice": page.choice,
        "progress": progress_of(page.rows, page.about),
        "proposal_count": sum(said.proposals for said in page.about.values()),
        "asked": sum(said.verdict == Verdict.ASK for said in page.about.values()),
        "chosen": chosen,
        "chosen_count": len(chosen),
        "may_choose": can_choose_brief_points(acting, package),
        "may_order": can_order_brief(acting, package),
        "may_run": can_run_rules(acting, package),
        "may_judge": can_judge(acting, package),
        "may_propose": can_propose(acting, package),
        "told": told,
        "verdicts": VERDICTS,
        **_filters(page),
        **_opened(page, opened, shown, told),
    }


def _first(page: PointsPage, rows: list[Any]) -> int | None:
    if not rows:
        return None
    return next_left(rows, page.about, after=0)


def _filters(page: PointsPage) -> dict[str, Any]:
    """The choices of the filter; only with the whole page, since the desk alone leaves the filter as it is."""
    if is_part(page.request):
        return {}
    words = language()
    each = {row.key: row for row in page.rows if row.kind == "division"}
    divisions = {key: label_of(row, words) for key, row in each.items()}
    rules = {row.rule for row in page.rows}
    return {
        "outcomes": [str(outcome) for outcome in Outcome],
        "states": STATES,
        "divisions": sorted(divisions.items()),
        "rules": [(rule, rule_title(rule, words)) for rule in sorted(rules)],
    }


def _opened(page: PointsPage, pk: int | None, shown: DeskList, kept: dict[str, Any]) -> dict[str, Any]:
    """The point and what was said about it. Its own queries: the point, its notes, explanations."""
    found = point(page.acting, pk) if pk is not None else None
    if found is None:
        return {"opened": None}
    before, after = shown.beside(found.pk)
    row = page.row(found.pk)
    current, proposals = said_about(page.acting, page.run, row)
    may_note = can_note(page.acting, page.package)
    return {
        "opened": read_point(found, language()),
        "before": before,
        "after": after,
        "place": shown.place(found.pk),
        "current": current,
        "current_label": DONE[Verdict(current.verdict)] if current else "",
        "proposals": proposals,
        "is_outdated": page.about.get(row.matter, NOTHING).is_outdated,
        "notes": _notes(page, row.matter),
        "may_note": may_note,
        "explanations": explained(page, row),
        "may_explain": can_judge(page.acting, page.package),
        "conflict": _conflict(kept, current),
    }


def _conflict(kept: dict[str, Any], theirs: Judgement | None) -> dict[str, Any] | None:
    """What the user chose, beside what somebody else had judged by then."""
    mine = kept.get("conflict")
    if not mine or theirs is None:
        return None
    return {**mine, "label": DONE[Verdict(mine["verdict"])], "theirs": theirs}


def _notes(page: PointsPage, matter: tuple[str, str, str]) -> list[PointNote]:
    rule, kind, key = matter
    rows = visible_to(page.acting, PointNote).filter(package=page.package, rule=rule)
    rows = rows.filter(subject_kind=kind, subject_key=key).select_related("created_by")
    notes = list(rows)
    for note in notes:
        note.is_own = can_change_note(page.acting, note)  # type: ignore[attr-defined]
    return notes
