"""Administration agreements: who administers whom, from and until which day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from styringsdialog.core.acting import Acting
from styringsdialog.core.dated_rows import refuse_overlap

from .models import AdministrationAgreement, HousingOrganisation
from .policies import can_maintain_register
from .writing import allow, changed, created


@transaction.atomic
def add_agreement(
    acting: Acting,
    *,
    organisation: HousingOrganisation,
    administrator: HousingOrganisation | None = None,
    administrator_name: str = "",
    valid_from: date,
    valid_until: date | None = None,
) -> AdministrationAgreement:
    """The organisation is administered by another, or by a firm outside the register. One agreement at a time."""
    allow(can_maintain_register(acting, organisation.seat_municipality))
    refuse_overlap(
        AdministrationAgreement.objects.filter(organisation=organisation),
        lock=organisation,
        valid_from=valid_from,
        valid_until=valid_until,
        message="register.agreement_exists",
    )
    agreement = AdministrationAgreement(
        organisation=organisation,
        administrator=administrator,
        administrator_name=administrator_name,
        valid_from=valid_from,
        valid_until=valid_until,
    )
    return created(acting, agreement, "agreement.added")


@transaction.atomic
def change_agreement(acting: Acting, *, agreement: AdministrationAgreement, **changes: Any) -> AdministrationAgreement:
    """Correct its days, or the firm outside the register."""
    allow(can_maintain_register(acting, agreement.organisation.seat_municipality))
    names = ("valid_from", "valid_until", "administrator_name")
    return changed(acting, agreement, changes, names, "agreement.changed")
