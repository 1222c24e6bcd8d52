"""What a planted situation of the demo tells: whom it concerns, when, what is wrong, and which checks it breaks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Situation:
    """One planted situation. `grown`: the accounts really went that way and all identities hold; else it is a fault
    of reporting, and `breaks` names the checks of the field note (accounts 1.4) that no longer hold for the subject."""

    key: str
    owner: str
    division: str  # LBF number, empty for the organisation
    years: tuple[int, ...]
    words: str  # Danish
    grown: bool
    breaks: tuple[str, ...] = ()
