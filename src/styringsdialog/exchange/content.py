"""The contents of a documentation package for those who make one: the facts classes, without the rules behind them."""

from styringsdialog.rulebook.chart import chart_of_accounts
from styringsdialog.rulebook.edition import edition
from styringsdialog.rulebook.facts import (
    COLUMNS,
    DWELLINGS,
    DivisionFacts,
    Line,
    OrganisationFacts,
    OwnerKind,
    PackageFacts,
    PlannedWork,
    ProvisionMovement,
    ReportAnswer,
    SelfMonitoringEntry,
    Statement,
    TenancyCount,
    TenancyKind,
    UnknownAccount,
    Wish,
    YearFigures,
    changed,
    known,
)

__all__ = [
    "COLUMNS",
    "DWELLINGS",
    "DivisionFacts",
    "Line",
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
    "chart_of_accounts",
    "edition",
    "known",
]
