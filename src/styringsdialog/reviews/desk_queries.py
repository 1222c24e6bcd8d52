"""What may be seen of judgements, notes and chosen peers: always those of one's own municipality."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import shows
from styringsdialog.register.roles import STAFF, reach_of

from .models import Judgement, PeerChoice, PointNote
from .queries import RUN_READERS


@shows(Judgement)
def judgements_for(acting: Acting) -> QuerySet[Judgement]:
    """Judgements and proposals of one's own municipality: who reads the points reads what was said of them."""
    reach = reach_of(acting)
    if reach.is_everything:
        return Judgement.objects.all()
    return Judgement.objects.filter(municipality__in=reach.municipalities(*RUN_READERS))


@shows(PointNote)
def notes_for(acting: Acting) -> QuerySet[PointNote]:
    """Notes of one's own municipality; personal ones for staff only; none that was taken back."""
    reach = reach_of(acting)
    if reach.is_everything:
        return PointNote.objects.all()
    staff, readers = reach.municipalities(*STAFF), reach.municipalities(*RUN_READERS)
    impersonal = Q(municipality__in=readers) & ~Q(access_class=AccessClass.PERSONAL)
    return PointNote.objects.filter(Q(municipality__in=staff) | impersonal, withdrawn_at__isnull=True)


@shows(PeerChoice)
def peer_choices_for(acting: Acting) -> QuerySet[PeerChoice]:
    """Choices made in one's own municipality."""
    reach = reach_of(acting)
    if reach.is_everything:
        return PeerChoice.objects.all()
    return PeerChoice.objects.filter(municipality__in=reach.municipalities(*RUN_READERS))
