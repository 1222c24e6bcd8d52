"""Kinds of owners and of tenancies, and the count of tenancies of one kind."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class OwnerKind(StrEnum):
    """Who owns, and so which duties and which chart of accounts apply (glossary: HousingOrganisation)."""

    OWN_DIVISIONS = "own_divisions"
    MANAGING = "managing"
    SELF_OWNING_ELDERLY = "self_owning_elderly"
    SELF_OWNING_YOUTH = "self_owning_youth"
    MUNICIPAL_ELDERLY = "municipal_elderly"


class TenancyKind(StrEnum):
    FAMILY = "family"
    YOUTH = "youth"
    ELDERLY = "elderly"
    SINGLE_ROOM = "single_room"
    COMMERCIAL = "commercial"
    INSTITUTION = "institution"
    GARAGE = "garage"


DWELLINGS = (TenancyKind.FAMILY, TenancyKind.YOUTH, TenancyKind.ELDERLY)


@dataclass(frozen=True, slots=True)
class TenancyCount:
    """Tenancies of one kind. Commercial and institution: ONE row a tenancy group whose m2 is rounded up per tenancy,
    so `m2` is the area of each of the `count` tenancies (123.4 m2, count 1 -> 3 units)."""

    kind: TenancyKind
    count: int
    m2: Decimal  # dwellings: total m2 of the row; commercial, institution: m2 of each tenancy
