"""A municipality's register taken in from a workbook: what it would change is shown first, then done whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, BinaryIO

from django.db import transaction

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.exchange.reading.problem import Problem, UnreadableFile, Weight
from styringsdialog.exchange.reading.register import RegisterReading, read_register
from styringsdialog.exchange.register_workbook.deeds import Deed, Detail, Plan
from styringsdialog.exchange.register_workbook.planning import plan_of
from styringsdialog.exchange.register_workbook.writing import write_register
from styringsdialog.register.models import Municipality
from styringsdialog.register.policies import can_maintain_register
from styringsdialog.trail.services import record

LARGEST = 5_000_000  # bytes: read at once, while the user waits

__all__ = [
    "ProposedChange",
    "RegisterProposal",
    "accept_register_workbook",
    "examine_register_workbook",
    "write_register",
]


@dataclass(frozen=True)
class ProposedChange:
    """One change the workbook asks for. `what`: new, changed or event."""

    sheet: str
    row: int
    what: str
    subject: str
    details: tuple[Detail, ...]


@dataclass(frozen=True)
class RegisterProposal:
    """What accepting the workbook would do. `marked` is the workbook with its problems shown, where it has any."""

    changes: tuple[ProposedChange, ...]
    unchanged: int
    problems: tuple[Problem, ...]
    marked: bytes | None = None

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.severity is Weight.ERROR)

    @property
    def is_acceptable(self) -> bool:
        """Nothing is wrong, and something changes."""
        return not self.errors and bool(self.changes)


def examine_register_workbook(
    acting: Acting, *, municipality: Municipality, file: BinaryIO | bytes, name: str = "", language: str = "da"
) -> RegisterProposal:
    """What the workbook would change. Each deed is tried and undone, so that refusals are told with their cell.

    UserError where the file cannot be read at all; NotAllowed for whoever does not keep the register.
    """
    from styringsdialog.exchange.marking import marked_workbook  # openpyxl is large, and seldom needed

    _allow(acting, municipality)
    data, reading = _read(file, name)
    plan = plan_of(acting, municipality, reading)
    if not reading.errors:
        with transaction.atomic():
            for deed in plan.deeds:
                _try(acting, plan, deed)
            transaction.set_rollback(True)
    problems = tuple(plan.problems)
    marked = marked_workbook(data, problems, language) if problems else None
    return RegisterProposal(tuple(_proposed(deed) for deed in plan.deeds), plan.unchanged, problems, marked)


@transaction.atomic
def accept_register_workbook(
    acting: Acting, *, municipality: Municipality, file: BinaryIO | bytes, name: str = ""
) -> RegisterProposal:
    """Do everything the workbook asks for, or nothing: one transaction. UserError where something is wrong with it."""
    _allow(acting, municipality)
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    _, reading = _read(file, name)
    plan = plan_of(acting, municipality, reading)
    wrong = [problem for problem in plan.problems if problem.severity is Weight.ERROR]
    if wrong:
        raise UserError(wrong[0].text(), place=wrong[0].place(), remedy=wrong[0].remedy_text())
    for deed in plan.deeds:
        deed.do(acting)
    changed = tuple(_proposed(deed) for deed in plan.deeds)
    record(
        acting,
        "register.uploaded",
        municipality,
        after=[f"{one.sheet} {one.row}: {one.subject}" for one in changed],
        count=len(changed),
    )
    return RegisterProposal(changed, plan.unchanged, tuple(plan.problems))


def _try(acting: Acting, plan: Plan, deed: Deed) -> None:
    try:
        with transaction.atomic():
            deed.do(acting)
    except UserError as refusal:
        plan.refused(deed, refusal)


def _read(file: BinaryIO | bytes, name: str) -> tuple[bytes, RegisterReading]:
    data: bytes = file if isinstance(file, bytes) else file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise UserError.of("register_workbook.too_large", limit=LARGEST // 1_000_000)
    try:
        return data, read_register(data, name=name or _name_of(file))
    except UnreadableFile as fault:
        raise UserError.of(fault.message, **fault.params) from fault


def _name_of(file: Any) -> str:
    name = getattr(file, "name", "")
    return name if isinstance(name, str) else ""


def _proposed(deed: Deed) -> ProposedChange:
    return ProposedChange(deed.row.title, deed.row.number, deed.what, deed.subject, deed.details)


def _allow(acting: Acting, municipality: Municipality) -> None:
    if not can_maintain_register(acting, municipality):
        raise NotAllowed.of("not_allowed")
