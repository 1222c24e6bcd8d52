"""Tries a stored package against the law and keeps the answers: facts, rules, findings, in one transaction."""

from __future__ import annotations

from django.db import transaction

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed
from styringsdialog.documents.choose import choose
from styringsdialog.register.models import Municipality
from styringsdialog.reviews.models import RuleRun
from styringsdialog.reviews.policies import acting_municipality, can_run_rules
from styringsdialog.reviews.queries import Point, brief_choices
from styringsdialog.reviews.services import store_run
from styringsdialog.rulebook.engine import review
from styringsdialog.rulebook.version import rulebook_version
from styringsdialog.submissions.facts import package_facts
from styringsdialog.submissions.models import DocumentationPackage, ReportKind


def run_rules(acting: Acting, *, package: DocumentationPackage) -> RuleRun:
    """Run every rule on the package as it is stored, for the municipality that the actor works for."""
    if not can_run_rules(acting, package):
        raise NotAllowed.of("not_allowed")
    return carry_out_run(acting, package=package, municipality=acting_municipality(acting, package))


@transaction.atomic
def carry_out_run(acting: Acting, *, package: DocumentationPackage, municipality: Municipality) -> RuleRun:
    """The run itself, also when a file is taken in by somebody who may not see what comes of it."""
    facts = package_facts(package)
    return store_run(
        acting,
        package=package,
        municipality=municipality,
        facts=facts,
        findings=review(facts, acting.day, accounts_only=package.report_kind == ReportKind.ACCOUNTS_ONLY),
        rulebook_version=rulebook_version(),
        day=acting.day,
    )


def default_choice(found: list[Point]) -> list[int]:
    """The points (by key) that go into the brief when nobody has chosen: the weightiest."""
    return [found[index].pk for index in choose([point.finding for point in found])]


def chosen_points(acting: Acting, package: DocumentationPackage, found: list[Point]) -> list[int]:
    """The points that go into the brief now: what people chose; points of rules they never saw by default."""
    choices = brief_choices(acting, package)
    by_default = default_choice(found)
    if not choices:
        return by_default
    chosen = []
    for point in found:
        subject = point.finding.subject
        decided = choices.get((point.finding.rule, subject.kind, subject.key))
        if decided or (decided is None and point.pk in by_default):
            chosen.append(point.pk)
    return chosen
