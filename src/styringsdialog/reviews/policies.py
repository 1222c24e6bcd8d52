"""Who may run the rules, choose points and order the brief; and who sees what came of it."""

from __future__ import annotations

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import views
from styringsdialog.register.models import Municipality, Role
from styringsdialog.register.policies import handles, is_system
from styringsdialog.register.roles import reach_of
from styringsdialog.submissions.models import DocumentationPackage

from .models import BriefPoint, BriefState, DialogueBrief, Finding, RuleRun


def can_run_rules(acting: Acting, package: DocumentationPackage | None) -> bool:
    """Coordinator and case worker of the seat, or of a municipality in which a division lies."""
    return (is_system | handles).test(acting, package.organisation if package is not None else None)


def can_choose_brief_points(acting: Acting, package: DocumentationPackage | None) -> bool:
    """Which points go to the meeting: the same people."""
    return can_run_rules(acting, package)


def can_order_brief(acting: Acting, package: DocumentationPackage | None) -> bool:
    """The brief for the meeting: the same people."""
    return can_run_rules(acting, package)


def acting_municipality(acting: Acting, package: DocumentationPackage) -> Municipality:
    """For which municipality the actor handles the package: the chosen one, else the seat, else where they work."""
    if acting.municipality is not None:
        chosen: Municipality = acting.municipality
        return chosen
    keys = reach_of(acting).municipalities(Role.COORDINATOR, Role.CASE_WORKER)
    if not keys or package.municipality_id in keys:
        return package.municipality
    located = package.organisation.divisions.filter(location_municipality__in=keys).select_related(
        "location_municipality"
    )
    division = located.order_by("location_municipality__code").first()
    return division.location_municipality if division is not None else package.municipality


@views(RuleRun)
def can_view_run(acting: Acting, run: RuleRun) -> bool:
    return _reads_findings(acting, run.municipality_id)


@views(Finding)
def can_view_finding(acting: Acting, finding: Finding) -> bool:
    return _reads_findings(acting, finding.run.municipality_id)


@views(BriefPoint)
def can_view_brief_point(acting: Acting, chosen: BriefPoint) -> bool:
    return _reads_findings(acting, chosen.municipality_id)


@views(DialogueBrief)
def can_view_brief(acting: Acting, brief: DialogueBrief) -> bool:
    reach = reach_of(acting)
    if reach.is_everything:
        return True
    roles = {Role.COORDINATOR, Role.CASE_WORKER}
    if brief.access_class != AccessClass.PERSONAL:
        # A draft is the municipality's work in progress: the manager reads what was fixed.
        roles |= {Role.ADVISER} if brief.state == BriefState.DRAFT else {Role.ADVISER, Role.MANAGER}
    if brief.municipality_id in reach.municipalities(*roles):
        return True
    is_shared = brief.access_class in {AccessClass.PARTIES, AccessClass.PUBLIC} and brief.state != BriefState.DRAFT
    own = reach.organisations(Role.ORGANISATION_EDITOR, Role.ORGANISATION_SIGNATORY)
    return is_shared and brief.run.package.organisation_id in own


def _reads_findings(acting: Acting, municipality: int) -> bool:
    reach = reach_of(acting)
    roles = (Role.COORDINATOR, Role.CASE_WORKER, Role.ADVISER, Role.UNIT_CONTACT)
    return reach.is_everything or municipality in reach.municipalities(*roles)
