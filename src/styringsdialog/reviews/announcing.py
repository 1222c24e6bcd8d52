"""Tells those who judge that an adviser has proposed something: one message a package, adviser and day."""

from __future__ import annotations

from datetime import timedelta

from styringsdialog.core.acting import Acting
from styringsdialog.notices.services import Recipient, notify
from styringsdialog.register.models import Membership
from styringsdialog.register.rights import doers
from styringsdialog.users.models import User

from .models import Judgement, JudgementState

# An adviser goes through a package point by point: the message waits for the rest, and says how many there are.
GATHERED = timedelta(minutes=30)


def announce_proposals(acting: Acting, proposal: Judgement) -> None:
    """Tell the people who judge in the proposal's municipality how many proposals of this adviser wait there.

    Called by the service that proposes. Until the message goes out, each further proposal only brings its number up
    to date; after that nobody hears of the same adviser and package again that day."""
    adviser = acting.person
    if adviser is None:
        return
    package = proposal.package
    mine = {"package": package, "municipality": proposal.municipality, "created_by": adviser}
    notify(
        acting,
        kind="proposals_to_judge",
        to=[Recipient.of(user) for user in _judges(proposal, acting)],
        about=package,
        link="/forslag/",
        key=f"{package.pk}-{proposal.municipality_id}-{adviser.pk}-{acting.day}",
        municipality_code=proposal.municipality.code,
        gather=GATHERED,
        organisation=str(package.organisation),
        adviser=adviser.get_full_name(),
        count=Judgement.objects.filter(**mine, state=JudgementState.PROPOSED).count(),
    )


def _judges(proposal: Judgement, acting: Acting) -> list[User]:
    """Coordinators and case workers of the municipality on the day."""
    held = Membership.objects.as_of(acting.day).filter(municipality=proposal.municipality, role__in=doers("judge"))
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk"))
