"""`styringsdialog review FILE.xlsx` in a new process: reading it cold, and with the brief as PDF."""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from .measured import Measured


def run() -> list[Measured]:
    """Two bounds: 3 s for text, 8 s with `--pdf`; median of three processes each."""
    from styringsdialog.demo.large import large_package
    from styringsdialog.exchange.workbook_writing import write_workbook

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pakke.xlsx"
        package = large_package(divisions=40)
        write_workbook(package, package.edition, file, results=True)
        dataset = f"40 divisions, {file.stat().st_size // 1000} kB"
        text = _seconds(file)
        pdf = _seconds(file, "--pdf", str(Path(folder) / "oplaeg.pdf"))
    return [
        Measured("review, cold, text", text, 3, "s", dataset),
        Measured("review, cold, --pdf", pdf, 8, "s", dataset),
    ]


def _seconds(file: Path, *more: str) -> float:
    took = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "styringsdialog", "review", str(file), "--day", "2026-09-01", *more],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        took.append(time.perf_counter() - start)
    return statistics.median(took)
