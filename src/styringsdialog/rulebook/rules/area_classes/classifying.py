"""One area on one list day: every criterion, the class, and what would decide it where it is open."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from styringsdialog.rulebook.area_facts import AVERAGED, AreaFacts
from styringsdialog.rulebook.facts import known
from styringsdialog.rulebook.parameter import Law, LawBook, NoValueForDay
from styringsdialog.rulebook.source import LegalSource, ValueSource
from styringsdialog.wording.messages import figure_name

from .criteria import CRITERIA, RESIDENTS, Limit, Operator, Span, State, mean_span, states, whole_span
from .deciding import (
    CRITERIA_AT,
    RESIDENTS_AT,
    RUNNING_AT,
    STRICT,
    AreaStatus,
    Counting,
    Flip,
    Openness,
    Unknowns,
    weigh,
)
from .history import AreaName, ListHistory, Running
from .regime import Regime, regime_of

LISTS_RUNNING = "lists_running"
PREVENTION = "_prevention"


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """One criterion against its limit. `distance` = value - limit, in percentage points (residents: persons)."""

    name: str  # the figure's name; the looser limit of prevention areas is a result of its own (`prevention`)
    value: Decimal | None
    limit: Decimal | None
    operator: Operator
    outcome: bool | None  # None: cannot be said
    distance: Decimal | None
    prevention: bool = False

    @property
    def column(self) -> str:
        return self.name + (PREVENTION if self.prevention else "")


@dataclass(frozen=True, slots=True)
class AreaClass:
    """What an area is on a list day, and why. Message id and parameters are made into sentences by `wording`."""

    facts: AreaFacts
    list_date: date
    designation: AreaStatus
    label_name: str  # stable name of the word of the time, "figure.<label_name>" in wording
    criteria: tuple[CriterionResult, ...] = ()
    possible: tuple[AreaStatus, ...] = ()  # more than one only where it cannot be judged
    missing: tuple[str, ...] = ()  # names of figures, limits ("areas/...") and lists ("list_2016") that would decide
    also_prevention: bool | None = False  # would be a prevention area too, did the stricter class not go first
    contradicts_list: bool = False  # the figures say otherwise than the list published that day
    required: int | None = None
    counted: tuple[str, ...] = ()
    value_sources: tuple[ValueSource, ...] = ()
    rule_sources: tuple[LegalSource, ...] = ()

    @property
    def label(self) -> str:
        """The Danish word of the time, e.g. «hårdt ghettoområde» in 2019 and «omdannelsesområde» in 2021."""
        return figure_name(self.label_name)


@dataclass(slots=True)
class _Question:
    """What is known of an area before it is weighed."""

    spans: dict[str, Span]
    residents: Decimal | None
    running: Running = field(default_factory=lambda: Running(False))


def _spans(facts: AreaFacts, regime: Regime, list_date: date) -> dict[str, Span]:
    found: dict[str, Span] = {}
    for name in CRITERIA:
        value = known(facts, name)
        if value is not None:
            found[name] = Span(Decimal(value), Decimal(value))
        elif name in AVERAGED and (by_year := facts.by_year.get(name)):
            years = range(list_date.year - regime.averaging_years, list_date.year)
            found[name] = mean_span((by_year.get(year) for year in years), name)
        else:
            found[name] = whole_span(name)
    return found


def _three_valued(answers: frozenset[bool]) -> bool | None:
    return next(iter(answers)) if len(answers) == 1 else None


def _result(name: str, span: Span, limit: Limit, outcome: bool | None, *, prevention: bool) -> CriterionResult:
    value = span.low if span.known else None
    distance = None if value is None or limit.value is None else value - limit.value
    return CriterionResult(name, value, limit.value, limit.operator, outcome, distance, prevention)


def _results(regime: Regime, asked: _Question, answers: dict[str, frozenset[State]]) -> Iterator[CriterionResult]:
    residents, least = asked.residents, regime.residents_minimum
    yield CriterionResult(
        RESIDENTS,
        residents,
        least,
        Operator.AT_LEAST,
        None if residents is None else residents >= least,
        None if residents is None else residents - least,
    )
    for prevention, limits in ((False, regime.limits), (True, regime.prevention)):
        for name in CRITERIA:
            if name in limits:
                outcome = _three_valued(frozenset(state[prevention] for state in answers[name]))
                yield _result(name, asked.spans[name], limits[name], outcome, prevention=prevention)
    if regime.lists_running is not None:
        limit = Decimal(regime.lists_running)
        yield CriterionResult(LISTS_RUNNING, None, limit, Operator.AT_LEAST, asked.running.outcome, None)


def _unknowns(regime: Regime, asked: _Question, answers: dict[str, frozenset[State]]) -> Unknowns:
    both = frozenset({True, False})
    residents, running = asked.residents, asked.running.outcome
    return Unknowns(
        both if residents is None else frozenset({residents >= regime.residents_minimum}),
        tuple(answers[name] for name in CRITERIA),
        both if running is None else frozenset({running}),
    )


def _limit_sides(pairs: list[tuple[State, State]]) -> set[int]:
    """Which limits decide: 0 the list's own, 1 that of prevention areas. A change of one answer alone says most."""
    alone = [(one, two) for one, two in pairs if (one[0] != two[0]) != (one[1] != two[1])]
    return {side for one, two in alone or pairs for side in (0, 1) if one[side] != two[side]}


def _unclear_limits(name: str, regime: Regime, span: Span, sides: set[int]) -> Iterator[str]:
    for side, limits in enumerate((regime.limits, regime.prevention)):
        limit = limits.get(name)
        if limit and side in sides and (limit.value is None or (limit.margin and span.known)):
            yield limit.key


def _missing(flips: frozenset[Flip], regime: Regime, asked: _Question) -> tuple[str, ...]:
    """Names of what would decide, in the order of the criteria: the figure, and its limit where that is unknown."""
    by_position: dict[int, list[tuple[State, State]]] = {}
    for position, one, two in flips:
        by_position.setdefault(position, []).append((one, two))
    named: list[str] = []
    for position, pairs in sorted(by_position.items()):
        if position == RESIDENTS_AT:
            named.append(RESIDENTS)
        elif position == RUNNING_AT:
            named += [f"list_{year}" for year in asked.running.unknown_years]
        else:
            name = CRITERIA[position - CRITERIA_AT]
            span = asked.spans[name]
            named += [] if span.known else [name]
            named += _unclear_limits(name, regime, span, _limit_sides(pairs))
    return tuple(named)


def _label_name(designation: AreaStatus, law: Law) -> str:
    if designation in (AreaStatus.NOT_LISTED, AreaStatus.CANNOT_JUDGE):
        return designation.value
    return law.text(f"areas/label_{designation.value}")


def classify(facts: AreaFacts, book: LawBook, list_date: date, history: ListHistory | None = None) -> AreaClass:
    """The area's class on the list of `list_date`. Never raises for what is missing: the answer then is
    CANNOT_JUDGE with what would decide it, but only where it could change the answer.
    """
    history = history or ListHistory()
    law = book.on(list_date)
    try:
        regime = regime_of(law, facts)
    except NoValueForDay as gap:
        return AreaClass(facts, list_date, AreaStatus.CANNOT_JUDGE, "cannot_judge", missing=(gap.key,))
    area = AreaName.of(facts.municipality, facts.name)
    residents = known(facts, RESIDENTS)
    asked = _Question(_spans(facts, regime, list_date), None if residents is None else Decimal(residents))
    if regime.lists_running is not None:
        asked.running = history.running_before(area, list_date.year, regime.lists_running)
    answers = {
        name: states(asked.spans[name], regime.limits.get(name), regime.prevention.get(name)) for name in CRITERIA
    }
    counting, unknowns = Counting.of(regime), _unknowns(regime, asked, answers)
    openness = weigh(counting, unknowns, history.allowed(area, list_date))
    return _answer(facts, law, regime, asked, openness, tuple(_results(regime, asked, answers)))


def _texts(law: Law) -> tuple[LegalSource, ...]:
    """The rule texts behind the figures used, each section once."""
    texts = {(text.act, text.section): text for text in (law.book[key].rule_text for key in law.used)}
    return tuple(texts.values())


def _answer(
    facts: AreaFacts,
    law: Law,
    regime: Regime,
    asked: _Question,
    openness: Openness,
    results: tuple[CriterionResult, ...],
) -> AreaClass:
    possible = tuple(sorted(openness.possible, key=list(AreaStatus).index))
    designation = possible[0] if len(possible) == 1 else AreaStatus.CANNOT_JUDGE
    label_name = _label_name(designation, law)
    also_prevention = openness.also_prevention if designation in STRICT else False
    if also_prevention is not False:
        law.text("areas/precedence")  # so that the finding shows the figure that decided, and that it is unverified
    return AreaClass(
        facts,
        law.day,
        designation,
        label_name,
        results,
        possible,
        missing=_missing(openness.flips, regime, asked),
        also_prevention=also_prevention,
        contradicts_list=openness.contradicted,
        required=regime.required,
        counted=regime.counted,
        value_sources=tuple(law.used.values()),
        rule_sources=_texts(law),
    )
