"""Numbers of divisions within their owner: which are taken from a day on, and which collide when divisions move."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q

from styringsdialog.core.errors import UserError
from styringsdialog.register.happening import Happening
from styringsdialog.register.models import Division, DivisionPeriod, HousingOrganisation


def divisions_owned(organisation: HousingOrganisation, day: date) -> list[Division]:
    """Divisions that the organisation owns on the day or is recorded to own later, and that have not ended by then."""
    rows = DivisionPeriod.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=day), organisation=organisation
    )
    dated = Q(pk__in=rows.values("division"))
    undated = Q(organisation=organisation, periods__isnull=True)
    found = Division.objects.filter(dated | undated).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))
    return list(found.distinct().order_by("lbf_number", "pk"))


def taken_numbers(organisation: HousingOrganisation, day: date, *, but: Iterable[Division] = ()) -> set[str]:
    """Numbers that stand for another division of the organisation on the day or later, or in its columns today."""
    others = [division.pk for division in but]
    now = Division.objects.filter(organisation=organisation).exclude(pk__in=others)
    periods = DivisionPeriod.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=day), organisation=organisation
    ).exclude(division__in=others)
    return {*now.values_list("lbf_number", flat=True), *periods.values_list("lbf_number", flat=True)}


def refuse_taken(organisation: HousingOrganisation, number: str, day: date, *, but: Iterable[Division] = ()) -> None:
    """UserError where the number is another division's."""
    if number in taken_numbers(organisation, day, but=but):
        raise UserError.of("register.number_taken", number=number, organisation=organisation.name)


def move_divisions(
    happening: Happening,
    divisions: Iterable[Division],
    into: HousingOrganisation,
    numbers: Mapping[int, str] | None = None,
) -> None:
    """The divisions belong to `into` from the event's day; `numbers` (by the division's key) are those given anew.

    UserError that names every division whose number `into` has already.
    """
    moving = list(divisions)
    given = numbers or {}
    taken = taken_numbers(into, happening.day, but=moving)
    colliding = []
    for division in moving:
        number = given.get(division.pk, division.lbf_number)
        if number in taken:
            colliding.append(f"{number} {division.name}")
        taken.add(number)
    if colliding:
        raise UserError.of("register.numbers_collide", divisions=colliding, organisation=into.name)
    for division in moving:
        number = given.get(division.pk, division.lbf_number)
        happening.change(division, organisation_id=into.pk, lbf_number=number)
