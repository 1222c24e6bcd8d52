"""A workbook of 40 divisions and at least 50,000 cells, to checked facts, against the raw read of the same file."""

import io
import random
import statistics
import time
from datetime import date
from decimal import Decimal
from typing import Any

from python_calamine import CalamineWorkbook

from styringsdialog.exchange.reading.package import read_package
from styringsdialog.exchange.workbook_writing import write_workbook
from styringsdialog.rulebook.chart import chart_of_accounts
from styringsdialog.rulebook.edition import edition
from styringsdialog.rulebook.facts import (
    DivisionFacts,
    Line,
    OrganisationFacts,
    OwnerKind,
    PackageFacts,
    PlannedWork,
    ProvisionMovement,
    ReportAnswer,
    Statement,
    TenancyCount,
    TenancyKind,
    YearFigures,
)

from .measured import Measured

DIVISIONS = 40
LEAST_CELLS = 50_000
BOUND = 4.0
START, END = date(2025, 1, 1), date(2025, 12, 31)


def _statement(chance: random.Random, *parts: str) -> Statement:
    amounts = {a.number: Line(*(chance.randrange(-9_000_000, 9_000_000) for _ in range(4)))
               for a in chart_of_accounts().part(*parts)}  # fmt: skip
    return Statement(amounts)


def _division(chance: random.Random, index: int) -> DivisionFacts:
    parts = ("Tag", "Facade", "Vinduer", "Installationer", "Terræn")
    return DivisionFacts(
        f"{index:03}01", f"Afdeling {index}", OwnerKind.OWN_DIVISIONS, START, END,
        location_municipality="0999", address=f"Prøvevej {index}", build_year=1960 + index % 50, building_form="etage",
        tenancy_units=Decimal("55.2"), dwelling_m2=Decimal(4200), rent_per_m2_kr=Decimal("899.5"),
        external_move_outs=7, vacant_dwellings=0, vacant_days=0, efficiency_score=81, has_board=True,
        tenancies=(TenancyCount(TenancyKind.FAMILY, 5, Decimal(420)), TenancyCount(TenancyKind.GARAGE, 1, Decimal(0))),
        statement=_statement(chance, "division_result", "division_balance"),
        provisions=tuple(ProvisionMovement(str(k), 100, 20, 10, 0, 110) for k in range(401, 408)),
        plan_first_year=2026, plan_last_year=2055,
        plan=tuple(PlannedWork(y, p, f"Udskiftning, {p.lower()}", chance.randrange(1_000_000))
                   for y in range(2026, 2056) for p in parts),
        report=tuple(ReportAnswer(question.name, "some", "Som aftalt.")
                     for question in edition(2026).asked("division", "own_divisions") if question.scale == "extent"),
        history=tuple(YearFigures(y, {"401": 5_000_000, "rent_per_m2_kr": Decimal("850.5"), "external_move_outs": 9})
                      for y in range(2020, 2025)),
    )  # fmt: skip


def workbook() -> bytes:
    """The workbook measured: fictional, the same every time."""
    chance = random.Random(2026)  # noqa: S311
    organisation = OrganisationFacts(
        "9001", "Fiktiv Boligforening", OwnerKind.OWN_DIVISIONS, START, END,
        statement=_statement(chance, "organisation_result", "organisation_balance"),
    )  # fmt: skip
    package = PackageFacts(2026, organisation, tuple(_division(chance, i) for i in range(1, DIVISIONS + 1)))
    target = io.BytesIO()
    write_workbook(package, edition(2026), target, results=True)
    return target.getvalue()


def _raw(data: bytes) -> int:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
    return sum(value != "" for rows in sheets for row in rows for value in row)


def _raw_only(data: bytes) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _seconds(work: Any, data: bytes) -> float:
    started = time.process_time()  # what the work itself takes, whatever else the machine does
    work(data)
    return time.process_time() - started


def run(rounds: int = 7) -> list[Measured]:
    """One bound: read and mapped in at most four times the raw read. Medians of alternating rounds in one process,
    so that a busy machine slows both alike."""
    data = workbook()
    cells = _raw(data)
    reading = read_package(data)
    assert reading.package is not None, [problem.text() for problem in reading.problems[:3]]
    assert len(reading.package.divisions) == DIVISIONS
    assert cells >= LEAST_CELLS, cells
    raw, full = [], []
    for _ in range(rounds):
        raw.append(_seconds(_raw_only, data))
        full.append(_seconds(read_package, data))
    ratio = statistics.median(full) / statistics.median(raw)
    dataset = f"{DIVISIONS} divisions, {cells} cells, {len(data) // 1000} kB, {statistics.median(full) * 1000:.0f} ms"
    return [Measured("workbook to checked facts, by its raw read", ratio, BOUND, "times", dataset)]


if __name__ == "__main__":
    for result in run():
        print(result.line())
