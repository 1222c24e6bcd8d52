"""The statutory target areas («styringsmålsætninger») that findings are grouped by."""

from enum import StrEnum


class GovernanceGoal(StrEnum):
    """The five target areas, in the order of the dialogue (../field/documents.md section 0)."""

    ECONOMY = "economy"
    LEADERSHIP = "leadership"
    LETTING = "letting"
    DIVISIONS = "divisions"
    CONSTRUCTION = "construction"
