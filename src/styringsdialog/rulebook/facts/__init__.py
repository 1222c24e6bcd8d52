"""What a rule may know: one documentation package as plain dataclasses, the same from a file and from the database.

Amounts are whole kroner. A field made with `missing()` holds None when it is not stated; reading it then raises
`Missing`, which the engine turns into `cannot_judge`. `known(facts, name)` asks without raising.
"""

from .package import DivisionFacts, OrganisationFacts, PackageFacts
from .parts import PlannedWork, ReportAnswer, SelfMonitoringEntry, Wish, YearFigures
from .stated import NOTHING, Facts, Missing, changed, known, missing, require, stated
from .statement import COLUMNS, Line, ProvisionMovement, Statement, UnknownAccount
from .tenancies import DWELLINGS, OwnerKind, TenancyCount, TenancyKind

__all__ = [
    "COLUMNS",
    "DWELLINGS",
    "NOTHING",
    "DivisionFacts",
    "Facts",
    "Line",
    "Missing",
    "OrganisationFacts",
    "OwnerKind",
    "PackageFacts",
    "PlannedWork",
    "ProvisionMovement",
    "ReportAnswer",
    "SelfMonitoringEntry",
    "Statement",
    "TenancyCount",
    "TenancyKind",
    "UnknownAccount",
    "Wish",
    "YearFigures",
    "changed",
    "known",
    "missing",
    "require",
    "stated",
]
