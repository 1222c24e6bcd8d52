"""What may be seen of judgements, notes and chosen peers: always those of one's own municipality."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import shows
from styringsdialog.register.rights import personal_readers, readers
from styringsdialog.register.roles import reach_of

from .models import Judgement, PeerChoice, PointNote


@shows(Judgement)
def judgements_for(acting: Acting) -> QuerySet[Judgement]:
    """Judgements and proposals of one's own municipality: who reads the points reads what was said of them."""
    reach = reach_of(acting)
    if reach.is_everything:
        return Judgement.objects.all()
    return Judgement.objects.filter(municipality__in=reach.municipalities(*readers("judgement")))


@shows(PointNote)
def notes_for(acting: Acting) -> QuerySet[PointNote]:
    """Notes of one's own municipality; personal ones for staff only; none that was taken back."""
    reach = reach_of(acting)
    if reach.is_everything:
        return PointNote.objects.all()
    staff, others = reach.municipalities(*personal_readers("note")), reach.municipalities(*readers("note"))
    impersonal = Q(municipality__in=others) & ~Q(access_class=AccessClass.PERSONAL)
    return PointNote.objects.filter(Q(municipality__in=staff) | impersonal, withdrawn_at__isnull=True)


@shows(PeerChoice)
def peer_choices_for(acting: Acting) -> QuerySet[PeerChoice]:
    """Choices made in one's own municipality."""
    reach = reach_of(acting)
    if reach.is_everything:
        return PeerChoice.objects.all()
    return PeerChoice.objects.filter(municipality__in=reach.municipalities(*readers("judgement")))
