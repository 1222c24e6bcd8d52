"""The register: municipalities and their units, owners and divisions, areas, who has which role; and its history."""

from .division import BuildingForm, Division, HousingArea
from .history import (
    BEGINNING,
    AreaPeriod,
    DivisionPeriod,
    EventKind,
    EventParty,
    EventSide,
    OrganisationPeriod,
    Period,
    RegisterEvent,
    UnitPeriod,
)
from .membership import Membership, MembershipSource, Role
from .municipality import Municipality, MunicipalUnit
from .organisation import AdministrationAgreement, HousingOrganisation, OwnerKind
from .people import Invitation, ProcessorAgreement
from .surface import CollaborationSurface, Contact, ContactFunction, SurfaceTopic

__all__ = [
    "BEGINNING",
    "AdministrationAgreement",
    "AreaPeriod",
    "BuildingForm",
    "CollaborationSurface",
    "Contact",
    "ContactFunction",
    "Division",
    "DivisionPeriod",
    "EventKind",
    "EventParty",
    "EventSide",
    "HousingArea",
    "HousingOrganisation",
    "Invitation",
    "Membership",
    "MembershipSource",
    "MunicipalUnit",
    "Municipality",
    "OrganisationPeriod",
    "OwnerKind",
    "Period",
    "ProcessorAgreement",
    "RegisterEvent",
    "Role",
    "SurfaceTopic",
    "UnitPeriod",
]
