"""A small package as a file, and the command run in this process."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from styringsdialog.cli import main
from tests.exchange.packages import sample, written

DAY = "2026-09-01"


@dataclass(frozen=True)
class Said:
    """What a command answered: exit status, stdout, stderr."""

    status: int
    out: str
    err: str


@pytest.fixture
def command(capsys):
    """Run one command; argparse's own exit is an exit status, too."""

    def run(*words) -> Said:
        capsys.readouterr()
        try:
            status = main([str(word) for word in words])
        except SystemExit as stop:
            status = int(stop.code or 0)
        said = capsys.readouterr()
        return Said(status, said.out, said.err)

    return run


@pytest.fixture(scope="session")
def good_bytes() -> bytes:
    return written(sample())


@pytest.fixture
def good(tmp_path, good_bytes) -> Path:
    path = tmp_path / "pakke.xlsx"
    path.write_bytes(good_bytes)
    return path


@pytest.fixture
def edited(tmp_path, good_bytes):
    """The package after cells were changed: {(sheet, cell): value}."""

    def make(cells, name: str = "rettet.xlsx") -> Path:
        book = openpyxl.load_workbook(BytesIO(good_bytes))
        for (sheet, cell), value in cells.items():
            book[sheet][cell].value = value
        book.save(tmp_path / name)
        return tmp_path / name

    return make


def refusal(said: Said, *words: str) -> None:
    """Exit 2, nothing on stdout, one line on stderr that is a sentence and holds the words."""
    assert said.status == 2
    assert said.out == ""
    assert said.err.count("\n") == 1, said.err
    assert said.err.endswith(".\n")
    assert "Traceback" not in said.err
    for word in words:
        assert word in said.err
