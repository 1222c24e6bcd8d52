"""A server is killed in the middle of a deed: reopened, rows, files and trail are all as before it, or all as after."""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.faults.served import PROJECT, Served, counts, environment, state_of

KILLS = int(os.environ.get("STYRINGSDIALOG_SERVER_KILLS", "10"))
AT_ONCE = 2  # two cores: the next server starts while this one is killed
# What each deed leaves, counted by hand in tests/faults/prepared_server.py: table -> how many rows more.
LEAVES = {
    "apply": {"reviews_rulerun": 1, "submissions_documentationpackage": 1},
    "judge": {"reviews_judgement": 20},
    "merge": {"register_registerevent": 1, "register_divisionperiod": 30},
}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A folder with database and files, and what to press in it."""
    folder = tmp_path_factory.mktemp("prepared")
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.prepared_server"],
        cwd=PROJECT,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return folder, json.loads(done.stdout.splitlines()[-1])


def copied(folder: Path, to: Path) -> Path:
    shutil.copytree(folder, to)
    return to


@pytest.mark.parametrize("deed", sorted(LEAVES))
def test_a_server_killed_in_the_middle_leaves_all_or_nothing(prepared, tmp_path, deed):
    folder, told = prepared
    seed = int(os.environ.get("STYRINGSDIALOG_SEED", random.SystemRandom().randrange(10**6)))
    print(f"{deed}: seed {seed}, repeat with STYRINGSDIALOG_SEED={seed}")
    chance = random.Random(f"{seed} {deed}")  # noqa: S311
    address, form = told["deeds"][deed]
    before = state_of(folder)
    lasts, after = undisturbed(copied(folder, tmp_path / "whole"), told["session"], address, form)
    grown = {table: len(rows) - len(before["tables"][table]) for table, rows in after["tables"].items()}
    assert {table: grown[table] for table in LEAVES[deed]} == LEAVES[deed]
    assert grown["trail_trailentry"] >= 1

    # The first is killed as the deed begins; the others at any moment of it, and a little after.
    moments = [0.0, *(chance.uniform(0, lasts * 1.1) for _ in range(KILLS - 1))]
    kills = [
        (copied(folder, tmp_path / f"kill{number}"), told["session"], address, form, moment)
        for number, moment in enumerate(moments)
    ]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(lambda kill: killed(*kill), kills))
    nothing, everything = [], []
    for kill, (seen, state) in zip(kills, found, strict=True):
        what = f"{deed}, seed {seed}, killed {kill[4]:.3f} s into {lasts:.3f} s"
        assert state["sound"] == "ok", what
        assert state["files"] == before["files"], f"{what}: the files are not those that the rows tell of"
        if state["tables"] == before["tables"]:
            assert seen == "", f"{what}: the person was told it was done"
            nothing.append(kill[0])
        else:
            assert counts(state) == counts(after), f"{what}: half was stored"
            everything.append(kill[0])
    print(f"{deed}: {len(nothing)} of {KILLS} kills left nothing, the others everything; undisturbed {lasts:.2f} s")
    assert nothing, "no kill came in time: the moments are badly chosen"
    if everything:
        served_again(everything[-1], told["session"])
    # What was not done can be done now, by a server started again on what was left.
    _, again = undisturbed(nothing[-1], told["session"], address, form)
    assert counts(again) == counts(after)


def undisturbed(folder: Path, session: str, address: str, form: dict) -> tuple[float, dict]:
    """How long the deed takes, and what is there afterwards."""
    server = Served(folder, session).start().ready()
    try:
        began = time.monotonic()
        status, where = server.post(address, form)
        lasts = time.monotonic() - began
        assert status == 302, where[:2000]
    finally:
        server.kill()
    return lasts, state_of(folder)


def killed(folder: Path, session: str, address: str, form: dict, moment: float) -> tuple[str, dict]:
    """What the person saw, and what stands in database and files when they are opened again."""
    seen = Served(folder, session).start().ready().killed_while(address, form, moment)
    return seen, state_of(folder)


def served_again(folder: Path, session: str) -> None:
    """A server started on what the killed one left shows the first page."""
    server = Served(folder, session).start()
    try:
        server.ready()
    finally:
        server.kill()
