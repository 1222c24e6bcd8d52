"""A-01: what an area was or is on each list since 2010 («ghettoområde», «udsat boligområde», «parallelsamfund» ...)."""

from styringsdialog.rulebook.area_facts import AreaFacts
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.rulebook.registry import rule

from .classifying import AreaClass, CriterionResult, classify
from .deciding import Designation
from .explaining import RULE_ID, answer_of, explain, finding_for, finding_of, judge
from .history import Alias, AreaName, ListHistory, ListKind, PublishedList
from .regime import list_date_of

__all__ = [
    "Alias",
    "AreaClass",
    "AreaName",
    "CriterionResult",
    "Designation",
    "ListHistory",
    "ListKind",
    "PublishedList",
    "answer_of",
    "classify",
    "explain",
    "finding_for",
    "finding_of",
    "list_date_of",
]

area_classes = rule(
    RULE_ID,
    area=GovernanceGoal.DIVISIONS,
    subject=AreaFacts,
    day="list_date",
    title="Områdets klasse på listen over udsatte boligområder m.v.",
    sources=(
        "areas/criteria_required#rule_text",
        "areas/nonwestern_pct#rule_text",
        "areas/residents_minimum#rule_text",
        "areas/lists_running#rule_text",
        "areas/prevention_criteria_required#rule_text",
    ),
)(judge)
