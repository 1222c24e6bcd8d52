"""The list of the desk: by target area, folded where one rule hits many, by page; and the order of the keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.acting import Acting
from styringsdialog.core.stored_values import from_json
from styringsdialog.core.visibility import visible_to
from styringsdialog.documents.finding_text import goal_label, rule_title
from styringsdialog.reviews.models import Finding, Verdict
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.wording.messages import has, sentence

from .rows import NOTHING, OK, About, Choice, Row, label_of

# A verdict as it reads once it is given.
DONE = {
    Verdict.AGREE: _("Enig"),
    Verdict.OVERRULE: _("Underkendt"),
    Verdict.ASK: _("Spurgt"),
    Verdict.MEETING: _("Til mødet"),
}
FOLDED_FROM = 6  # as many points of one rule stand as one line
MOST_OF_AREA = 25  # lines of one area on the page of all areas
PER_PAGE = 50  # lines of one area or rule when it is shown alone


@dataclass(frozen=True)
class Line:
    """One line. A point; or, with `rule`, all points of a rule with one outcome, which `href` opens.

    `value` is what a mark on it sends, `count` how many points that is; empty where it cannot be marked.
    """

    outcome: str
    title: str
    subject: str
    pk: int = 0
    rule: str = ""
    href: str = ""
    verdict: str = ""
    proposals: int = 0
    is_outdated: bool = False
    value: str = ""
    count: int = 1

    @property
    def verdict_label(self) -> str:
        return str(DONE[Verdict(self.verdict)]) if self.verdict else ""


@dataclass
class Group:
    """One target area. `fine` are its points in order, folded away; `more` counts lines that are not shown."""

    area: str
    label: str
    judged: int = 0
    total: int = 0
    lines: list[Line] = field(default_factory=list)
    fine: list[Line] = field(default_factory=list)
    more: int = 0
    href: str = ""


@dataclass(frozen=True)
class DeskList:
    """The list as shown. `order`: keys of every point that the keys step through, shown or folded."""

    groups: list[Group]
    order: list[int]
    page: int = 1
    pages: int = 1

    def beside(self, pk: int) -> tuple[int | None, int | None]:
        """The point before and the point after."""
        try:
            at = self.order.index(pk)
        except ValueError:
            return None, None
        return self.order[at - 1] if at else None, self.order[at + 1] if at + 1 < len(self.order) else None

    def place(self, pk: int) -> int:
        """Its number in the order, from 1; 0 where it is not in it."""
        return self.order.index(pk) + 1 if pk in self.order else 0


@dataclass(frozen=True)
class Bundle:
    """Points of one rule with one outcome: one line when they are many."""

    rows: tuple[Row, ...]

    def is_folded(self, choice: Choice) -> bool:
        return not choice.rule and len(self.rows) >= FOLDED_FROM


def desk_list(
    acting: Acting, rows: Sequence[Row], choice: Choice, about: About, language: str, opened: int | None = None
) -> DeskList:
    """The list of `rows` (already narrowed by `choice`). One query, for the figures in the titles that are shown."""
    gathers = not (choice.rule or choice.outcome)
    listed = [row for row in rows if not (gathers and row.outcome == OK and row.pk != opened)]
    fine = [row for row in rows if gathers and row.outcome == OK]
    bundles = _bundles(listed)
    order = [row.pk for bundle in bundles for row in bundle.rows]
    shown, page, pages, left_out = _shown(bundles, choice, opened)
    titles = _titles(acting, [row for part in shown for row in part if isinstance(row, Row)], language)
    groups = {area: Group(area, goal_label(GovernanceGoal(area), language)) for area in map(str, GovernanceGoal)}
    for part in shown:
        for one in part:
            area = one.area if isinstance(one, Row) else one.rows[0].area
            line = _line(one, about, titles, language) if isinstance(one, Row) else _fold(one, choice, about, language)
            groups[area].lines.append(line)
    for area, group in groups.items():
        group.more, group.href = left_out.get(area, 0), choice.with_(area=area)
        group.fine = _gathered([row for row in fine if row.area == area], rows, choice, language)
    _count(groups, listed, about)
    kept = [group for group in groups.values() if group.lines or group.fine or group.more]
    return DeskList(kept, order, page, pages)


def _bundles(rows: Iterable[Row]) -> list[Bundle]:
    """By area and rule, in the order of the first point of each."""
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row.area, row.outcome, row.rule), []).append(row)
    return [Bundle(tuple(each)) for each in found.values()]


def _shown(
    bundles: Sequence[Bundle], choice: Choice, opened: int | None
) -> tuple[list[list[Row | Bundle]], int, int, dict[str, int]]:
    """Lines by area, at most so many; where one area or rule is shown, the page that holds the opened point."""
    parts: dict[str, list[Row | Bundle]] = {}
    for bundle in bundles:
        lines = parts.setdefault(bundle.rows[0].area, [])
        if bundle.is_folded(choice):
            lines.append(bundle)
            lines += [row for row in bundle.rows if row.pk == opened]  # the opened one stands below its fold
        else:
            lines += bundle.rows
    if choice.rule or choice.area:
        lines = [line for part in parts.values() for line in part]
        pages = max(1, -(-len(lines) // PER_PAGE))
        at = next((n for n, line in enumerate(lines) if isinstance(line, Row) and line.pk == opened), None)
        page = min(choice.page, pages) if at is None else at // PER_PAGE + 1
        return [lines[(page - 1) * PER_PAGE : page * PER_PAGE]], page, pages, {}
    left_out = {area: len(lines) - MOST_OF_AREA for area, lines in parts.items() if len(lines) > MOST_OF_AREA}
    return [_first(lines, opened) for lines in parts.values()], 1, 1, left_out


def _first(lines: list[Row | Bundle], opened: int | None) -> list[Row | Bundle]:
    """The first so many, and the opened one wherever it stands."""
    kept = lines[:MOST_OF_AREA]
    return kept + [line for line in lines[MOST_OF_AREA:] if isinstance(line, Row) and line.pk == opened]


def _titles(acting: Acting, rows: Sequence[Row], language: str) -> dict[int, str]:
    keys = [row.pk for row in rows]
    stored = dict(visible_to(acting, Finding).filter(pk__in=keys).values_list("pk", "params")) if keys else {}
    return {row.pk: _title(row, stored.get(row.pk, {}), language) for row in rows}


def _title(row: Row, params: dict[str, object], language: str) -> str:
    if has(row.message, "title"):
        return sentence(row.message, {name: from_json(value) for name, value in params.items()}, "title", language)
    return rule_title(row.rule, language)


def _line(row: Row, about: About, titles: dict[int, str], language: str) -> Line:
    said = about.get(row.matter, NOTHING)
    whom = gettext("Organisationen") if row.kind == "organisation" else label_of(row, language)
    return Line(
        outcome=row.outcome,
        title=titles[row.pk],
        subject=whom,
        pk=row.pk,
        verdict=said.verdict,
        proposals=said.proposals,
        is_outdated=said.is_outdated,
        value=str(row.pk),
    )


def _fold(bundle: Bundle, choice: Choice, about: About, language: str) -> Line:
    first, many = bundle.rows[0], len(bundle.rows)
    left = sum(1 for row in bundle.rows if row.is_open and not about.get(row.matter, NOTHING).is_judged)
    said = ngettext("%(many)s punkt", "%(many)s punkter", many) % {"many": many}
    if many > left and first.is_open:
        said += gettext(", %(count)s vurderet") % {"count": many - left}
    return Line(
        outcome=first.outcome,
        title=rule_title(first.rule, language),
        subject=said,
        rule=first.rule,
        href=choice.with_(rule=first.rule, outcome=first.outcome),
        value=f"{first.rule}:{first.outcome}:{left}" if left else "",
        count=left,
    )


def _gathered(fine: Sequence[Row], rows: Sequence[Row], choice: Choice, language: str) -> list[Line]:
    """A line for each rule with points in order: of how many that were tried."""
    if not fine:
        return []
    tried = Counter(row.rule for row in rows)
    kept: dict[str, list[Row]] = {}
    for row in fine:
        kept.setdefault(row.rule, []).append(row)
    return [
        Line(
            outcome="ok",
            title=rule_title(rule, language),
            subject=_share(each[0], len(each), tried[rule]),
            rule=rule,
            href=choice.with_(rule=rule, outcome="ok"),
        )
        for rule, each in kept.items()
    ]


def _share(row: Row, fine: int, tried: int) -> str:
    if row.kind != "division":
        return gettext("Organisationen") if tried == 1 else gettext("%(fine)s af %(judged)s") % _counts(fine, tried)
    text = ngettext("%(fine)s af %(judged)s afdeling", "%(fine)s af %(judged)s afdelinger", tried)
    return text % _counts(fine, tried)


def _counts(fine: int, tried: int) -> dict[str, int]:
    return {"fine": fine, "judged": tried}


def _count(groups: dict[str, Group], rows: Iterable[Row], about: About) -> None:
    for row in rows:
        if row.is_open:
            groups[row.area].total += 1
            groups[row.area].judged += about.get(row.matter, NOTHING).is_judged


def progress_of(rows: Iterable[Row], about: About) -> tuple[int, int]:
    """How many of the points to judge are judged, and how many there are."""
    waiting = [row for row in rows if row.is_open]
    return sum(1 for row in waiting if about.get(row.matter, NOTHING).is_judged), len(waiting)


def marked_points(every: Iterable[Row], listed: Iterable[Row], about: About, values: Iterable[str]) -> list[int] | None:
    """Keys of the points that marks stand for. None where a point is gone, or a fold holds others than it did.

    `listed` are the rows that the list is narrowed to: a fold stands for those of them that are not judged.
    """
    known = {row.pk for row in every}
    folds: dict[tuple[str, str], list[int]] = {}
    for row in listed:
        if row.is_open and not about.get(row.matter, NOTHING).is_judged:
            folds.setdefault((row.rule, row.outcome), []).append(row.pk)
    keys: dict[int, None] = {}
    for value in values:
        rule, _, rest = value.rpartition(":")[0].partition(":")
        count = value.rpartition(":")[2]
        meant = [int(value)] if value.isdecimal() else folds.get((rule, rest), [])
        if not known.issuperset(meant) or (not value.isdecimal() and str(len(meant)) != count):
            return None
        keys |= dict.fromkeys(meant)
    return list(keys)
