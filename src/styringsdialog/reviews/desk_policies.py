"""Who may judge, propose, note and ask about a point; and who sees what was said."""

from __future__ import annotations

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import views
from styringsdialog.register.models import Role
from styringsdialog.register.policies import handles, touches
from styringsdialog.register.rights import doers
from styringsdialog.register.roles import reach_of
from styringsdialog.submissions.models import DocumentationPackage

from .models import Finding, Judgement, JudgementState, PeerChoice, PointNote

# What sees a judgement, said by hand: the query takes it from the table of rights.
READERS = (Role.COORDINATOR, Role.CASE_WORKER, Role.ADVISER, Role.UNIT_CONTACT)


def can_judge(acting: Acting, package: DocumentationPackage | None) -> bool:
    """Coordinator and case worker of the municipality that handles the package: a person, never the system."""
    return acting.person is not None and handles.test(acting, package.organisation if package is not None else None)


def can_propose(acting: Acting, package: DocumentationPackage | None) -> bool:
    """An adviser of that municipality, who does not judge there too."""
    if package is None or can_judge(acting, package):
        return False
    return touches(package.organisation, reach_of(acting).municipalities(*doers("propose")))


def can_note(acting: Acting, package: DocumentationPackage | None) -> bool:
    """Everybody who reads the notes writes them: staff, adviser and unit contact."""
    return package is not None and touches(package.organisation, reach_of(acting).municipalities(*doers("note")))


def can_choose_peers(acting: Acting, package: DocumentationPackage | None) -> bool:
    """Which peers stand beside a point: those who judge, and the adviser who proposes."""
    return can_judge(acting, package) or can_propose(acting, package)


def can_judge_finding(acting: Acting, finding: Finding) -> bool:
    """`can_judge`, for the municipality that the run was made for."""
    return acting.person is not None and finding.run.municipality_id in reach_of(acting).municipalities(*doers("judge"))


def can_propose_on(acting: Acting, finding: Finding) -> bool:
    """`can_propose`, for the municipality that the run was made for."""
    places = reach_of(acting).municipalities(*doers("propose"))
    return finding.run.municipality_id in places and not can_judge_finding(acting, finding)


def can_note_on(acting: Acting, finding: Finding) -> bool:
    """`can_note`, for the municipality that the run was made for."""
    return acting.person is not None and finding.run.municipality_id in reach_of(acting).municipalities(*doers("note"))


def can_change_note(acting: Acting, note: PointNote | None) -> bool:
    """Only one's own words, for as long as one may read them."""
    if note is None or acting.person is None or note.created_by_id != acting.person.pk:
        return False
    return can_view_note(acting, note)


def can_undo(acting: Acting, judgement: Judgement | None) -> bool:
    """One's own deed; a coordinator's may be anybody's judgement, never an adviser's proposal."""
    if judgement is None or acting.person is None or not can_view_judgement(acting, judgement):
        return False
    if judgement.created_by_id == acting.person.pk:
        return True
    is_coordinator = judgement.municipality_id in reach_of(acting).municipalities(Role.COORDINATOR)
    return is_coordinator and judgement.state != JudgementState.PROPOSED


@views(Judgement)
def can_view_judgement(acting: Acting, judgement: Judgement) -> bool:
    return _reads(acting, judgement.municipality_id)


@views(PointNote)
def can_view_note(acting: Acting, note: PointNote) -> bool:
    if reach_of(acting).is_everything:
        return True
    if note.withdrawn_at is not None:
        return False
    if note.access_class == AccessClass.PERSONAL:
        return note.municipality_id in reach_of(acting).municipalities(Role.COORDINATOR, Role.CASE_WORKER)
    return _reads(acting, note.municipality_id)


@views(PeerChoice)
def can_view_peer_choice(acting: Acting, choice: PeerChoice) -> bool:
    return _reads(acting, choice.municipality_id)


def _reads(acting: Acting, municipality: int) -> bool:
    reach = reach_of(acting)
    return reach.is_everything or municipality in reach.municipalities(*READERS)
