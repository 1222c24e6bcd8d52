"""The documentation package: how it arrived, its parts, its accounts."""

from .accounts import FinancialStatement, ProvisionMovement, StatementLine
from .explanation import Explanation, ExplanationWay
from .package import DocumentationPackage, ReportKind
from .parts import (
    DivisionSheet,
    MaintenancePlanLine,
    OrganisationWish,
    ReportAnswer,
    SelfMonitoring,
    TenancyCount,
)
from .upload import AccountsMapping, Upload, UploadKind, UploadState

__all__ = [
    "AccountsMapping",
    "DivisionSheet",
    "DocumentationPackage",
    "Explanation",
    "ExplanationWay",
    "FinancialStatement",
    "MaintenancePlanLine",
    "OrganisationWish",
    "ProvisionMovement",
    "ReportAnswer",
    "ReportKind",
    "SelfMonitoring",
    "StatementLine",
    "TenancyCount",
    "Upload",
    "UploadKind",
    "UploadState",
]
