"""Why an area is on or off a list: one finding for the page, and a sentence for each criterion."""

from datetime import date

from styringsdialog.rulebook.area_facts import AreaFacts
from styringsdialog.rulebook.finding import Answer, Figure, Finding, Outcome, Severity, Subject
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.rulebook.parameter import Law, LawBook
from styringsdialog.wording.messages import sentence

from .classifying import LISTS_RUNNING, AreaClass, CriterionResult, classify
from .criteria import RESIDENTS, Operator
from .deciding import AreaStatus
from .history import ListHistory

RULE_ID = "A-01"
SERIOUS = (AreaStatus.PARALLEL_SOCIETY, AreaStatus.TRANSFORMATION, AreaStatus.GHETTO_LIST)
OPERATOR_WORDS = {Operator.ABOVE: "above", Operator.AT_LEAST: "at_least", Operator.BELOW: "below"}


def _outcome(designation: AreaStatus) -> Outcome:
    if designation is AreaStatus.CANNOT_JUDGE:
        return Outcome.CANNOT_JUDGE
    return Outcome.OK if designation is AreaStatus.NOT_LISTED else Outcome.ATTENTION


def _figures(area_class: AreaClass) -> tuple[Figure, ...]:
    found: list[Figure] = []
    for result in area_class.criteria:
        if not result.prevention and result.name != LISTS_RUNNING:
            whole = result.name == RESIDENTS and result.value is not None
            value = int(result.value) if whole and result.value is not None else result.value
            found.append(Figure(result.name, value, "count" if result.name == RESIDENTS else "pct"))
    return tuple(found)


def _names(area_class: AreaClass, outcome: bool | None) -> list[str]:
    counted = [one for one in area_class.criteria if not one.prevention and one.name in area_class.counted]
    return [one.name for one in counted if one.outcome is outcome] or ["no_criterion"]


def params_of(area_class: AreaClass) -> dict[str, object]:
    """The parameters of the A-01 messages."""
    met = [one for one in area_class.criteria if one.name in area_class.counted and one.outcome and not one.prevention]
    return {
        "area": area_class.facts.name,
        "list_date": area_class.list_date,
        "label": area_class.label_name,
        "count": len(met),
        "counted": len(area_class.counted),
        "required": area_class.required,
        "met": _names(area_class, True),
        "not_met": _names(area_class, False),
        "unknown": _names(area_class, None),
        "missing": list(area_class.missing),
        "possible": [f"designation.{one.value}" for one in area_class.possible] or ["cannot_judge"],
    }


def message_of(area_class: AreaClass) -> str:
    return f"{RULE_ID}.{area_class.designation.value}"


def answer_of(area_class: AreaClass) -> Answer:
    """The class as a rule's answer."""
    return Answer(
        _outcome(area_class.designation),
        message_of(area_class),
        params_of(area_class),
        figures=_figures(area_class),
        missing=area_class.missing,
        severity=Severity.HIGH if area_class.designation in SERIOUS else Severity.NORMAL,
    )


def finding_of(area_class: AreaClass) -> Finding:
    """The class as a finding about the area, to be shown like any other."""
    answer = answer_of(area_class)
    facts = area_class.facts
    return Finding(
        rule=RULE_ID,
        area=GovernanceGoal.DIVISIONS,
        subject=Subject("area", facts.key or facts.name, facts.name),
        outcome=answer.outcome,
        severity=answer.severity or Severity.NORMAL,
        message=answer.message,
        params=answer.params,
        figures=answer.figures,
        missing=answer.missing,
        rule_sources=area_class.rule_sources,
        value_sources=area_class.value_sources,
        day=area_class.list_date,
    )


def _criterion_message(result: CriterionResult) -> str:
    kind = "count" if result.name == RESIDENTS else "share"
    if result.name == LISTS_RUNNING:
        return f"A-01.lists_running.{_word(result.outcome)}"
    if result.limit is None:
        return "A-01.criterion.no_limit"
    if result.value is None:
        return f"A-01.criterion.no_value.{kind}.{OPERATOR_WORDS[result.operator]}"
    return f"A-01.criterion.{kind}.{OPERATOR_WORDS[result.operator]}.{_word(result.outcome)}"


def _word(outcome: bool | None) -> str:
    return "unknown" if outcome is None else "met" if outcome else "not_met"


def explain(area_class: AreaClass, language: str = "da") -> list[str]:
    """A sentence for each criterion, then what is special: precedence, or a list that says otherwise."""
    lines: list[str] = []
    for result in area_class.criteria:
        params = {
            "name": result.name,
            "value": result.value,
            "limit": result.limit,
            "distance": None if result.distance is None else abs(result.distance),
        }
        text = sentence(_criterion_message(result), params, language=language)
        prefix = sentence("A-01.for_prevention", {}, language=language) + " " if result.prevention else ""
        lines.append(prefix + text if prefix else text[0].upper() + text[1:])
    if area_class.also_prevention is not False:
        known = "certain" if area_class.also_prevention else "possible"
        lines.append(sentence(f"A-01.precedence.{known}", {"label": area_class.label_name}, language=language))
    if area_class.contradicts_list:
        lines.append(sentence("A-01.contradicts_list", {"list_date": area_class.list_date}, language=language))
    return lines


def judge(facts: AreaFacts, law: Law) -> Answer:
    """The registered rule: one area on the law's day, knowing no earlier lists."""
    return answer_of(classify(facts, law.book, law.day, ListHistory()))


def finding_for(facts: AreaFacts, book: LawBook, list_date: date, history: ListHistory | None = None) -> Finding:
    """Classify and wrap in one call."""
    return finding_of(classify(facts, book, list_date, history))
