"""Children are kept alive, given up when hopeless, and stopped in good order."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

PARENT = """
import sys, time
from styringsdialog.config.supervisor import Child, Supervisor

notes = sys.argv[1]
command = [sys.executable, "-c", sys.argv[2], notes]
child = Child("test", lambda: command, after_death=lambda: open(notes, "a").write("died\\n"))
sys.exit(Supervisor([child]).run(ready=lambda: True, told="ready"))
"""
FAITHFUL = """
import os, signal, sys, time
def stop(*_):
    open(sys.argv[1], "a").write("stopped\\n")
    sys.exit(0)
signal.signal(signal.SIGTERM, stop)
open(sys.argv[1], "a").write(f"started {os.getpid()}\\n")
while True:
    time.sleep(0.05)
"""


@pytest.fixture
def supervised(tmp_path):
    """Starts a supervisor in a process of its own; whatever is left of it is ended."""
    started = []

    def start(child: str) -> tuple[subprocess.Popen, Path]:
        notes = tmp_path / "notes"
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        process = subprocess.Popen(
            [sys.executable, "-c", PARENT, str(notes), child], env=environment, stdout=subprocess.DEVNULL
        )
        started.append(process)
        return process, notes

    yield start
    for process in started:
        process.kill()
        process.wait()


def _wait_for(notes: Path, said: str, times: int = 1) -> list[str]:
    for _ in range(200):
        lines = notes.read_text().splitlines() if notes.exists() else []
        if sum(said in line for line in lines) >= times:
            return lines
        time.sleep(0.05)
    pytest.fail(f"{said!r} did not come {times} times: {lines}")


def test_stops_its_child_once_and_well(supervised):
    process, notes = supervised(FAITHFUL)
    _wait_for(notes, "started")
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
    assert notes.read_text().count("stopped") == 1


def test_starts_a_dead_child_again(supervised):
    process, notes = supervised(FAITHFUL)
    lines = _wait_for(notes, "started")
    os.kill(int(lines[0].split()[1]), signal.SIGKILL)
    lines = _wait_for(notes, "started", times=2)
    assert lines[1] == "died"
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")
def test_a_child_does_not_outlive_a_killed_supervisor(supervised):
    process, notes = supervised(FAITHFUL)
    _wait_for(notes, "started")
    process.kill()
    _wait_for(notes, "stopped")


def test_gives_up_on_a_hopeless_child(supervised, monkeypatch):
    process, notes = supervised("raise SystemExit(3)")
    # Pauses of 1, 2, 4 and 8 seconds would pass: one look at the second death is enough here.
    _wait_for(notes, "died", times=2)
    assert process.poll() is None


def test_a_hopeless_child_ends_the_run():
    from styringsdialog.config import supervisor

    child = supervisor.Child("test", lambda: [sys.executable, "-c", "raise SystemExit(3)"])
    watch = supervisor.Supervisor([child])
    now = time.monotonic()
    child.deaths = [now - 1.0] * (supervisor.MOST_DEATHS - 1)
    child.start()
    child.process.wait()
    assert watch._look_after(child) is False
