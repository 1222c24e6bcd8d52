"""Who may write and send question letters, and who answers; and who sees them."""

from __future__ import annotations

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import views
from styringsdialog.register.models import Role
from styringsdialog.register.rights import doers
from styringsdialog.register.roles import reach_of
from styringsdialog.submissions.models import DocumentationPackage

from .desk_policies import can_judge
from .models import Addressee, Answer, LetterState, Question, QuestionLetter

OUT = {LetterState.SENT, LetterState.ANSWERED}
SHARED = {AccessClass.PARTIES, AccessClass.PUBLIC}


def can_draft_letter(acting: Acting, package: DocumentationPackage | None) -> bool:
    """Coordinator and case worker of the municipality that handles the package."""
    return can_judge(acting, package)


def can_edit_letter(acting: Acting, letter: QuestionLetter | None) -> bool:
    """Write, send, withdraw and enter answers on somebody's behalf: staff of the municipality that asks."""
    return _is_staff(acting, letter)


def can_draft_in(acting: Acting, letter: QuestionLetter | None) -> bool:
    """Words and questions of a draft: staff, and an adviser, who drafts what a case worker sends."""
    if letter is None or letter.access_class == AccessClass.PERSONAL:
        return _is_staff(acting, letter)
    return _is_staff(acting, letter) or letter.municipality_id in reach_of(acting).municipalities(
        *doers("draft_letter")
    )


def can_answer_letter(acting: Acting, letter: QuestionLetter | None) -> bool:
    """Whom the letter asks: editors of the organisation, or its auditor; once it has been sent."""
    if letter is None or letter.state not in OUT or letter.access_class not in SHARED:
        return False
    role = Role.AUDITOR if letter.addressee == Addressee.AUDITOR else Role.ORGANISATION_EDITOR
    return letter.package.organisation_id in reach_of(acting).organisations(role)


@views(QuestionLetter)
def can_view_letter(acting: Acting, letter: QuestionLetter) -> bool:
    reach = reach_of(acting)
    if reach.is_everything:
        return True
    others = () if letter.access_class == AccessClass.PERSONAL else (Role.ADVISER, Role.UNIT_CONTACT)
    if letter.municipality_id in reach.municipalities(Role.COORDINATOR, Role.CASE_WORKER, *others):
        return True
    if letter.state not in OUT or letter.access_class not in SHARED:
        return False
    roles = [Role.ORGANISATION_EDITOR, Role.ORGANISATION_SIGNATORY]
    if letter.addressee == Addressee.AUDITOR:
        roles.append(Role.AUDITOR)
    return letter.package.organisation_id in reach.organisations(*roles)


@views(Question)
def can_view_question(acting: Acting, question: Question) -> bool:
    return can_view_letter(acting, question.letter)


@views(Answer)
def can_view_answer(acting: Acting, answer: Answer) -> bool:
    reach, letter = reach_of(acting), answer.question.letter
    if reach.is_everything:
        return True
    if not can_view_letter(acting, letter):
        return False
    others = () if answer.access_class == AccessClass.PERSONAL else (Role.ADVISER, Role.UNIT_CONTACT)
    is_municipal = letter.municipality_id in reach.municipalities(Role.COORDINATOR, Role.CASE_WORKER, *others)
    if is_municipal and not answer.is_draft:
        return True
    return answer.access_class in SHARED and _is_among_the_asked(acting, letter, is_draft=answer.is_draft)


def _is_among_the_asked(acting: Acting, letter: QuestionLetter, *, is_draft: bool) -> bool:
    """The organisation reads what its auditor answered, but not what the auditor has not handed in yet."""
    reach, organisation = reach_of(acting), letter.package.organisation_id
    is_auditors = letter.addressee == Addressee.AUDITOR
    if is_auditors and organisation in reach.organisations(Role.AUDITOR):
        return True
    is_own = organisation in reach.organisations(Role.ORGANISATION_EDITOR, Role.ORGANISATION_SIGNATORY)
    return is_own and not (is_auditors and is_draft)


def _is_staff(acting: Acting, letter: QuestionLetter | None) -> bool:
    return letter is not None and letter.municipality_id in reach_of(acting).municipalities(*doers("send_letter"))
