"""Runs the rules over a package and turns answers into findings; what is not verified never becomes a breach."""

from collections.abc import Iterable
from datetime import date
from importlib import import_module
from typing import Any

from .facts import DivisionFacts, Facts, Missing, OrganisationFacts, PackageFacts
from .finding import Answer, Finding, Outcome, Subject
from .loader import law_book
from .parameter import Law, LawBook, NoValueForDay
from .registry import RULES, Rule
from .source import LegalSource, Status


def all_rules() -> tuple[Rule, ...]:
    """Every registered rule, ordered by id."""
    import_module("styringsdialog.rulebook.rules")
    return tuple(RULES[key] for key in sorted(RULES))


def subject_of(facts: Facts) -> Subject:
    kind = "organisation" if isinstance(facts, OrganisationFacts) else "division"
    return Subject(kind, facts.lbf_number, facts.name)  # type: ignore[attr-defined]


def reference_day(rule: Rule, facts: Any, day: date) -> date:
    """The day a rule's figures are read on: start or end of the accounting year, else the day of the review."""
    if rule.day == "accounting_year_start":
        return facts.period_start
    return facts.period_end if rule.day == "accounting_year_end" else day


def rule_texts(rule: Rule, book: LawBook) -> tuple[LegalSource, ...]:
    return tuple(book[source.removesuffix("#rule_text")].rule_text for source in rule.sources)


def lowest(rule_sources: Iterable[LegalSource], law: Law) -> Status:
    statuses = [source.status for source in rule_sources] + [used.status for used in law.used.values()]
    return max(statuses, key=lambda status: status.weakness)


def judge_one(rule: Rule, facts: Any, day: date, book: LawBook, package: PackageFacts | None = None) -> Finding:
    """One rule on one subject. Never raises for missing figures: they become `cannot_judge` with their names."""
    law = book.on(reference_day(rule, facts, day))
    texts = rule_texts(rule, book)
    try:
        answer = rule.judge(facts, law, package) if rule.needs_package else rule.judge(facts, law)
    except Missing as gap:
        answer = Answer(Outcome.CANNOT_JUDGE, "missing_figures", {"names": list(gap.names)}, missing=gap.names)
    except NoValueForDay as gap:
        params = {"figure": gap.label, "day": gap.day}
        answer = Answer(Outcome.CANNOT_JUDGE, "missing_law", params, missing=(gap.key,))
    outcome, lowered = answer.outcome, None
    if outcome is Outcome.POSSIBLE_BREACH:
        status = lowest(texts, law)
        if status is not Status.VERIFIED:
            outcome, lowered = Outcome.ATTENTION, status
    return Finding(
        rule=rule.id,
        area=rule.area,
        subject=subject_of(facts),
        outcome=outcome,
        severity=answer.severity or rule.severity,
        message=answer.message,
        params=answer.params,
        figures=answer.figures,
        trend=answer.trend,
        missing=answer.missing,
        lowered_because=lowered,
        rule_sources=texts,
        value_sources=tuple(law.used.values()),
        day=law.day,
    )


def review(
    package: PackageFacts, day: date, book: LawBook | None = None, *, accounts_only: bool = False
) -> tuple[Finding, ...]:
    """Every rule on every subject of the package, in the order of rule id and then of the divisions.

    `accounts_only`: nothing but the accounts was received. Rules about the rest of a package are then left out,
    since a hundred times «kan ikke vurderes» would say less than that.
    """
    book = book or law_book()
    found: list[Finding] = []
    for rule in all_rules():
        if accounts_only and not rule.on_accounts_alone:
            continue
        if rule.subject is OrganisationFacts:
            found.append(judge_one(rule, package.organisation, day, book, package))
        elif rule.subject is DivisionFacts:
            found += [judge_one(rule, division, day, book, package) for division in package.divisions]
    return tuple(found)
