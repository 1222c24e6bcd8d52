"""What a person writes into the draft of a brief in place of what was generated, and the points they add."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class AddedPoint:
    """A point that a person added to the draft."""

    heading: str
    text: str
    ask: str = ""


@dataclass(frozen=True, slots=True)
class BriefEdits:
    """What a person wrote in place of what was generated. None and a missing index leave the text as it is.

    `texts` and `asks` are by index into the findings; `added` stand after the chosen points.
    """

    lead: str | None = None
    texts: Mapping[int, str] = field(default_factory=dict)
    asks: Mapping[int, str] = field(default_factory=dict)
    added: tuple[AddedPoint, ...] = ()


NO_EDITS = BriefEdits()
