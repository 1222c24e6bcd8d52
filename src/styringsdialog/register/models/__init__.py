"""The register: municipalities and their units, owners and divisions, areas, and who has which role."""

from .division import BuildingForm, Division, HousingArea
from .membership import Membership, Role
from .municipality import Municipality, MunicipalUnit
from .organisation import AdministrationAgreement, HousingOrganisation, OwnerKind

__all__ = [
    "AdministrationAgreement",
    "BuildingForm",
    "Division",
    "HousingArea",
    "HousingOrganisation",
    "Membership",
    "MunicipalUnit",
    "Municipality",
    "OwnerKind",
    "Role",
]
