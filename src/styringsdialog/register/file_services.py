"""Gives a case its number in the municipality's records system."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models, transaction

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.files.models import CaseReference
from styringsdialog.trail.services import record

from .file_policies import can_number_case, writing_code

FIELDS = ("case_number", "kle_code", "kle_facet")


@transaction.atomic
def number_case(
    acting: Acting, *, thing: models.Model, case_number: str, kle_code: str = "", kle_facet: str = ""
) -> CaseReference:
    """The number and KLE code that the actor's municipality uses for the case; empty texts take them away.

    UserError where the KLE code is not written as 03.11.00 or its facet as G01.
    """
    if not can_number_case(acting, thing):
        raise NotAllowed.of("not_allowed")
    about = {
        "object_type": thing._meta.label_lower,
        "object_pk": thing.pk,
        "municipality_code": writing_code(acting, thing),
    }
    row = CaseReference.objects.filter(**about).first() or CaseReference(**about)
    before = {name: getattr(row, name) for name in FIELDS} if row.pk else None
    after = {"case_number": case_number.strip(), "kle_code": kle_code.strip(), "kle_facet": kle_facet.strip()}
    for name, value in after.items():
        setattr(row, name, value)
    try:
        row.full_clean()
    except ValidationError as fault:
        raise UserError(" ".join(fault.messages)) from fault
    row.save()
    record(acting, "case.numbered", row, before=before, after=after, case=str(thing))
    return row
