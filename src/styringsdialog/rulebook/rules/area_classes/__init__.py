"""A-01: what an area was or is on each list since 2010 («ghettoområde», «udsat boligområde», «parallelsamfund» ...)."""

from styringsdialog.rulebook.area_facts import AreaFacts
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.rulebook.registry import rule

from .classifying import AreaClass, CriterionResult, classify
from .deciding import AreaStatus
from .explaining import RULE_ID, answer_of, explain, finding_for, finding_of, judge
from .history import Alias, AreaName, ListHistory, ListKind, PublishedList
from .regime import list_date_of

__all__ = [
    "Alias",
    "AreaClass",
    "AreaName",
    "AreaStatus",
    "CriterionResult",
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

FIGURES = (
    "averaging_years",
    "basic_education_pct",
    "convicted_fixed_pct",
    "convicted_limit_margin_pct",
    "convicted_limit_pct",
    "convicted_multiple",
    "criteria_counted",
    "criteria_required",
    "income_pct",
    "label_ghetto_list",
    "label_parallel_society",
    "label_prevention",
    "label_transformation",
    "label_vulnerable",
    "list_kind",
    "lists_running",
    "nonwestern_pct",
    "outside_work_pct",
    "precedence",
    "prevention_basic_education_pct",
    "prevention_convicted_limit_pct",
    "prevention_convicted_multiple",
    "prevention_criteria_counted",
    "prevention_criteria_required",
    "prevention_income_pct",
    "prevention_nonwestern_pct",
    "prevention_outside_work_pct",
    "residents_minimum",
)

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
    figures=tuple(f"areas/{name}" for name in FIGURES),
)(judge)
