"""Finds pages of the guide, rules and legal figures: the same for everybody, and no query."""

from __future__ import annotations

import re
from functools import cache

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.acting import Acting
from styringsdialog.documents.finding_text import goal_label
from styringsdialog.rulebook.engine import all_rules
from styringsdialog.web.guide.reading import PAGES, page_of, text_of
from styringsdialog.web.law.reading import figures_by_topic, rule_line

from .hits import Group, group, hit

_MARKS = re.compile(r"[*#`|\[\]]|\]\([^)]*\)")


@cache
def _sentences(name: str) -> str:
    """A page of the guide as plain text."""
    return _MARKS.sub(" ", text_of(name))


def guide(words: list[str]) -> Group:
    """Pages of the guide, by heading and text."""
    hits = (hit(words, page_of(name).title, "", page_of(name).address, _sentences(name)) for name in PAGES)
    return group("guide", _("Hjælp"), hits)


def law(acting: Acting, words: list[str], language: str) -> Group:
    """Rules and figures, by name and by the act they rest on."""
    hits = []
    for rule in all_rules():
        line = rule_line(rule, language)
        address = reverse("rule", args=[rule.id])
        acts = [f"{text.act} {text.section}" for text in line.texts]
        hits.append(hit(words, line.title, f"{rule.id}, {goal_label(rule.area, language)}", address, *acts))
    for _topic, figures in figures_by_topic(acting.day, language):
        hits += [hit(words, one.label, one.value, reverse("figure", args=[one.topic, one.name])) for one in figures]
    return group("law", _("Regler og satser"), hits)
