"""What may be wrong with a received file: a file that cannot be read at all, or problems with a place and a remedy."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from styringsdialog.rulebook.facts import PackageFacts
from styringsdialog.wording.messages import sentence

CPR = "problem.cpr"


class Weight(StrEnum):
    """ERROR: nothing may be stored until it is put right. NOTICE: read, but the user should know."""

    ERROR = "error"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem at one place. `value` is what stands there, masked where it is a CPR number."""

    sheet: str
    cell: str  # "D14"; empty when the problem is about the whole sheet
    value: str
    message: str
    params: Mapping[str, Any] = field(default_factory=dict)
    remedy: str = ""
    severity: Weight = Weight.ERROR

    def place(self, language: str = "da") -> str:
        """Sheet and cell in words."""
        message = "problem.place" if self.cell else "problem.place_sheet"
        return sentence(message, {"sheet": self.sheet, "cell": self.cell}, language=language)

    @property
    def is_personal(self) -> bool:
        """Whether the place holds a CPR number: then the received file itself must be locked."""
        return self.message == CPR

    def text(self, language: str = "da") -> str:
        return sentence(self.message, self.params, language=language)

    def remedy_text(self, language: str = "da") -> str:
        return sentence(self.remedy, self.params, language=language) if self.remedy else ""


class UnreadableFile(ValueError):
    """The file cannot be read at all: one sentence that names the problem and what to do."""

    def __init__(self, message: str, **params: Any) -> None:
        super().__init__(message)
        self.message = message
        self.params = params

    def text(self, language: str = "da") -> str:
        return sentence(self.message, self.params, language=language)

    def __str__(self) -> str:
        return self.text()


@dataclass(frozen=True, slots=True)
class Reading:
    """A workbook as read. `package` is None where a problem of weight ERROR was found."""

    package: PackageFacts | None
    problems: tuple[Problem, ...] = ()
    edition: int | None = None  # the dialogue year the workbook says it is for
    name: str = ""

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is Weight.ERROR)

    @property
    def notices(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is Weight.NOTICE)
