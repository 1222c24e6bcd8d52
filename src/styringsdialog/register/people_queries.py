"""Invitations and processor agreements one may see; roles that are about to end."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import shows
from styringsdialog.files.queries import holds_files

from .models import Invitation, Membership, ProcessorAgreement, Role
from .people_policies import OF_THE_OTHER_SIDE
from .queries import memberships_for
from .rights import readers
from .roles import reach_of

holds_files(ProcessorAgreement, "document")


@shows(Invitation)
def invitations_for(acting: Acting) -> QuerySet[Invitation]:
    """Administrator and coordinator: all of the municipality; case worker: those to organisations and auditors."""
    reach = reach_of(acting)
    if reach.is_everything:
        return Invitation.objects.all()
    keys = reach.municipalities(*readers("invitation"))
    other_side = _at(reach.municipalities(Role.CASE_WORKER)) & Q(role__in=OF_THE_OTHER_SIDE)
    return Invitation.objects.filter(_at(keys) | other_side)


@shows(ProcessorAgreement)
def processor_agreements_for(acting: Acting) -> QuerySet[ProcessorAgreement]:
    """Of the municipality, and the one that an adviser works under today."""
    reach = reach_of(acting)
    if reach.is_everything:
        return ProcessorAgreement.objects.all()
    own = Membership.objects.as_of(acting.day).filter(user=acting.person, processor_agreement__isnull=False)
    works_under = Q(municipality__in=reach.municipalities(Role.ADVISER), pk__in=own.values("processor_agreement"))
    keys = reach.municipalities(*readers("processor_agreement"))
    return ProcessorAgreement.objects.filter(Q(municipality__in=keys) | works_under)


def ending_roles(acting: Acting, within: timedelta) -> QuerySet[Membership]:
    """Roles one sees that hold today and end within the time given: soonest first."""
    last: date = acting.day + within
    rows = memberships_for(acting).filter(valid_from__lte=acting.day, valid_until__gt=acting.day)
    rows = rows.filter(valid_until__lte=last, user__is_active=True)
    return rows.select_related("user", "municipality", "organisation").order_by("valid_until", "pk")


def _at(keys: frozenset[int]) -> Q:
    return Q(municipality__in=keys) | Q(organisation__seat_municipality__in=keys)
