"""Pages of rules and rates. They show the rulebook as shipped, so they need no rights beyond being signed in."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from styringsdialog.rulebook.engine import all_rules
from styringsdialog.rulebook.loader import law_book
from styringsdialog.web.mixins import Crumb, SignedIn, crumb
from styringsdialog.web.templatetags.styring import language

from .reading import figure_line, figures_by_topic, rule_line, rules_by_goal, values_of


class LawView(SignedIn, TemplateView):
    """Every rule, and every figure as it stands today."""

    template_name = "law/law.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Both lists."""
        return super().get_context_data(
            rules=rules_by_goal(language()),
            figures=figures_by_topic(self.acting.day, language()),
            day=self.acting.day,
            law_version=law_book().version,
            **kwargs,
        )


class LawPart(SignedIn, TemplateView):
    """A page below the list."""

    def crumbs(self) -> list[Crumb]:
        """The list."""
        return [crumb(_("Regler og satser"), "law")]


class RuleView(LawPart):
    """One rule: its texts and the figures it reads."""

    template_name = "law/rule.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The rule `key`; 404 for one that is not registered."""
        rule = next((rule for rule in all_rules() if rule.id == kwargs["key"]), None)
        if rule is None:
            raise Http404
        book = law_book()
        figures = [figure_line(book[key], self.acting.day, language()) for key in rule.figures]
        return super().get_context_data(rule=rule, line=rule_line(rule, language()), figures=figures, **kwargs)


class FigureView(LawPart):
    """One figure: every value by the day it takes effect, each with its source."""

    template_name = "law/figure.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The figure `topic`/`name`; 404 for one that is not shipped."""
        parameter = law_book().parameters.get(f"{kwargs['topic']}/{kwargs['name']}")
        if parameter is None:
            raise Http404
        users = [rule for rule in all_rules() if parameter.key in rule.figures]
        return super().get_context_data(
            parameter=parameter,
            now=figure_line(parameter, self.acting.day, language()),
            values=values_of(parameter, language()),
            users=[rule_line(rule, language()) for rule in users],
            **kwargs,
        )
