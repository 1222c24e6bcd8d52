"""Rules and figures of the rulebook in words, for the pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from styringsdialog.documents.finding_text import goal_label, rule_title, value_text
from styringsdialog.rulebook.engine import all_rules, rule_texts
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.rulebook.loader import law_book
from styringsdialog.rulebook.parameter import NoValueForDay, Parameter
from styringsdialog.rulebook.registry import Rule
from styringsdialog.rulebook.source import LegalSource, Status, ValueSource

TOPICS: dict[str, Promise | str] = {
    "funds": _("Dispositionsfond og arbejdskapital"),
    "accounts": _("Regnskab"),
    "tenancy": _("Lejemålsenheder"),
    "deadlines": _("Frister"),
    "areas": _("Boligområder"),
    "divisions": _("Afdelinger"),
    "checks": _("Kontrol af tallene"),
}


@dataclass(frozen=True)
class RuleLine:
    """One rule with its texts and the weakest status among them."""

    id: str
    title: str
    texts: tuple[LegalSource, ...]
    status: Status


@dataclass(frozen=True)
class FigureLine:
    """One figure with its value on the day; None where it is not known."""

    key: str
    label: str
    value: str
    source: ValueSource | None

    @property
    def topic(self) -> str:
        return self.key.split("/")[0]

    @property
    def name(self) -> str:
        return self.key.split("/", 1)[1]


def weakest(texts: Iterable[LegalSource]) -> Status:
    """How well a rule is known: as well as the worst known of its texts."""
    return max((text.status for text in texts), key=lambda status: status.weakness)


def rule_line(rule: Rule, language: str) -> RuleLine:
    """The rule in words."""
    texts = rule_texts(rule, law_book())
    return RuleLine(rule.id, rule_title(rule.id, language), texts, weakest(texts))


def rules_by_goal(language: str) -> list[tuple[str, list[RuleLine]]]:
    """Every rule, by target area in the order of the dialogue."""
    found = [
        (goal_label(goal, language), [rule_line(rule, language) for rule in all_rules() if rule.area is goal])
        for goal in GovernanceGoal
    ]
    return [(label, lines) for label, lines in found if lines]


def figure_line(parameter: Parameter, day: date, language: str) -> FigureLine:
    """The figure as it stands on `day`."""
    try:
        source = parameter.at(day)
    except NoValueForDay:
        return FigureLine(parameter.key, parameter.label, "–", None)
    return FigureLine(parameter.key, parameter.label, value_text(source, language), source)


def figures_by_topic(day: date, language: str) -> list[tuple[str | Promise, list[FigureLine]]]:
    """Every figure, by topic."""
    found: dict[str, list[FigureLine]] = {}
    for key, parameter in sorted(law_book().parameters.items()):
        found.setdefault(key.split("/")[0], []).append(figure_line(parameter, day, language))
    order = [*TOPICS, *(topic for topic in found if topic not in TOPICS)]
    return [(TOPICS.get(topic, topic), found[topic]) for topic in order if topic in found]


def values_of(parameter: Parameter, language: str) -> list[tuple[ValueSource, str]]:
    """Every value, newest first."""
    return [(source, value_text(source, language)) for source in reversed(parameter.values)]
