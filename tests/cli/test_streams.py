"""What becomes of the output: a terminal without Danish letters, a reader that stops, a disk that is full."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import DAY


def run(good: Path, shell: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = shell.format(review=f"{sys.executable} -m styringsdialog review {good} --day {DAY}")
    # Bash, since only it tells the status of the first of two commands.
    return subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, check=False, env=os.environ | environment
    )


def test_a_terminal_without_danish_letters(good):
    done = run(good, "{review}", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "Fiktiv Boligforening: regnskabs?r 2025" in done.stdout


def test_a_reader_that_has_had_enough(good):
    done = run(good, "{review} 2>&1 | head -1; echo ${{PIPESTATUS[0]}}")
    assert "Traceback" not in done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "0"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_full_disk(good):
    done = run(good, "{review} > /dev/full")
    assert done.returncode == 2
    assert "der er ikke mere plads" in done.stderr
    assert "Traceback" not in done.stderr
