"""The list of points beside the opened one: by target area, what is in order gathered to a line a rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext, ngettext

from styringsdialog.documents.finding_text import finding_title, goal_label, rule_title, subject_label
from styringsdialog.reviews.queries import Point
from styringsdialog.rulebook.finding import Outcome
from styringsdialog.rulebook.goals import GovernanceGoal

OUTCOMES = (Outcome.POSSIBLE_BREACH, Outcome.ATTENTION, Outcome.CANNOT_JUDGE, Outcome.OK)


@dataclass(frozen=True)
class Choice:
    """What the list is narrowed to; empty means everything."""

    outcome: str = ""
    division: str = ""  # LBF number, or `organisation`
    rule: str = ""
    text: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Choice:
        """From the address."""
        names = ("outcome", "division", "rule", "text")
        return cls(**{name: query.get(name, "").strip() for name in names})

    @property
    def is_made(self) -> bool:
        return bool(self.outcome or self.division or self.rule or self.text)

    def holds(self, point: Point, language: str) -> bool:
        """Whether the point is in the list; what does not apply only where it is asked for."""
        finding = point.finding
        if finding.outcome is Outcome.NOT_APPLICABLE and self.outcome != Outcome.NOT_APPLICABLE:
            return False
        if self.outcome and finding.outcome != self.outcome:
            return False
        if self.rule and finding.rule != self.rule:
            return False
        if self.division and self.division != _division_of(point):
            return False
        if not self.text:
            return True
        words = f"{finding_title(finding, language)} {subject_label(finding.subject, language)} {finding.rule}"
        return all(word in words.casefold() for word in self.text.casefold().split())


def _division_of(point: Point) -> str:
    subject = point.finding.subject
    return subject.key if subject.kind == "division" else "organisation"


@dataclass(frozen=True)
class Line:
    """One line: a point; or all the points of a rule that are in order, where `rule` is set."""

    outcome: str
    title: str
    subject: str
    pk: int
    rule: str = ""


@dataclass
class Group:
    """The lines of one target area; `fine` are those in order, folded away where nobody asked for them."""

    label: str
    lines: list[Line] = field(default_factory=list)
    fine: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Listing:
    """The list as shown. `opened`: keys of the points that can be stepped through, in the order of the list."""

    groups: list[Group]
    opened: list[int]

    def beside(self, pk: int) -> tuple[int | None, int | None]:
        """The point before and the point after."""
        if pk not in self.opened:
            return None, None
        at = self.opened.index(pk)
        before = self.opened[at - 1] if at else None
        return before, self.opened[at + 1] if at + 1 < len(self.opened) else None


def listing(found: Iterable[Point], choice: Choice, language: str) -> Listing:
    """Worst first within each area, in the order of the dialogue; what is in order last."""
    groups = {goal: Group(goal_label(goal, language)) for goal in GovernanceGoal}
    seen = [point for point in found if choice.holds(point, language)]
    gathered = not (choice.rule or choice.outcome == Outcome.OK)
    in_order = Counter(point.finding.rule for point in seen if point.finding.outcome is Outcome.OK)
    judged = Counter(point.finding.rule for point in seen)
    told: set[str] = set()
    for point in seen:
        finding = point.finding
        is_folded = gathered and finding.outcome is Outcome.OK
        lines = groups[finding.area].fine if is_folded else groups[finding.area].lines
        if finding.outcome is not Outcome.OK or not gathered or judged[finding.rule] == 1:
            title = finding_title(finding, language)
            lines.append(Line(str(finding.outcome), title, _whom(point, language), point.pk))
        elif finding.rule not in told:
            told.add(finding.rule)
            share = _share(point, in_order[finding.rule], judged[finding.rule])
            lines.append(Line("ok", rule_title(finding.rule, language), share, point.pk, finding.rule))
    shown = [group for group in groups.values() if group.lines or group.fine]
    return Listing(shown, [line.pk for group in shown for line in group.lines + group.fine if not line.rule])


def _whom(point: Point, language: str) -> str:
    if point.finding.subject.kind == "organisation":
        return gettext("Organisationen")
    return subject_label(point.finding.subject, language)


def _share(point: Point, fine: int, judged: int) -> str:
    if point.finding.subject.kind != "division":
        return gettext("%(fine)s af %(judged)s") % {"fine": fine, "judged": judged}
    text = ngettext("%(fine)s af %(judged)s afdeling", "%(fine)s af %(judged)s afdelinger", judged)
    return text % {"fine": fine, "judged": judged}


def divisions_in(found: Iterable[Point], language: str) -> list[tuple[str, str]]:
    """Those the list can be narrowed to, by number."""
    names = {
        point.finding.subject.key: subject_label(point.finding.subject, language)
        for point in found
        if point.finding.subject.kind == "division"
    }
    return sorted(names.items())


def counts_in(found: Iterable[Point]) -> dict[str, int]:
    """How many of each outcome."""
    return dict(Counter(str(point.finding.outcome) for point in found))
