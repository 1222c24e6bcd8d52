"""A process that takes a file in is killed at a random moment: afterwards all of it is there, or nothing."""

import hashlib
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
KILLS = int(os.environ.get("STYRINGSDIALOG_KILLS", "5"))


def environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{folder / 'data.sqlite3'}",
        "STYRINGSDIALOG_TEST_FILES": str(folder / "files"),
        "DJANGO_SETTINGS_MODULE": "tests.faults.file_settings",
        "PYTHONPATH": f"{PROJECT / 'src'}:{PROJECT}",
    }


def run(folder: Path, *words: str) -> dict:
    done = subprocess.run(
        [sys.executable, "-m", *words],
        cwd=PROJECT,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def start(folder: Path, upload: int) -> subprocess.Popen:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.killed_apply", str(upload)],
        cwd=PROJECT,
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout.readline() == "begin\n"
    return process


def state_of(folder: Path) -> dict:
    """Every row of every table of ours, the hash of every file, and whether the database is sound."""
    with closing(sqlite3.connect(folder / "data.sqlite3")) as database:
        names = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        ours = [name for name in names if not name.startswith(("django_", "sqlite_"))]
        tables = {name: sorted(map(repr, database.execute(f'select * from "{name}"'))) for name in ours}  # noqa: S608
        sound = database.execute("pragma integrity_check").fetchone()[0]
    files = {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / "files").rglob("*"))
        if path.is_file()
    }
    return {"tables": tables, "files": files, "sound": sound}


def counts(state: dict) -> dict:
    """How many rows each table has: instants and keys differ between runs, the rows must all be there."""
    return {table: len(rows) for table, rows in state["tables"].items()}


def test_killed_at_any_moment_it_is_all_or_nothing(tmp_path):
    seed = int(os.environ.get("STYRINGSDIALOG_SEED", random.SystemRandom().randrange(10**6)))
    print(f"seed {seed}: repeat with STYRINGSDIALOG_SEED={seed}")
    chance = random.Random(seed)  # noqa: S311
    first = tmp_path / "first"
    first.mkdir()
    upload = run(first, "tests.faults.prepared")["upload"]
    before = state_of(first)
    # Undisturbed, once: how long it takes, and what is there afterwards.
    whole = tmp_path / "whole"
    shutil.copytree(first, whole)
    process = start(whole, upload)
    began = time.monotonic()
    assert process.communicate()[0] == "done\n"
    lasts = time.monotonic() - began
    after = state_of(whole)
    assert counts(after) != counts(before)
    assert len(after["tables"]["reviews_rulerun"]) == len(before["tables"]["reviews_rulerun"]) + 1

    nothing = everything = 0
    for number in range(KILLS):
        folder = tmp_path / f"kill{number}"
        shutil.copytree(first, folder)
        process = start(folder, upload)
        time.sleep(chance.uniform(0, lasts) if number else 0)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        found = state_of(folder)
        assert found["sound"] == "ok"
        assert found["files"] == before["files"], "the received files are untouched, and no other is left behind"
        if found["tables"] == before["tables"]:
            nothing += 1
            left = folder
        else:
            assert counts(found) == counts(after), f"seed {seed}, kill {number}: half was stored"
            everything += 1
    print(f"{nothing} kills left nothing, {everything} left everything, of {KILLS}")
    assert nothing, "no kill came in time: the moments are badly chosen"
    # What was not taken in can be taken in now.
    assert start(left, upload).communicate()[0] == "done\n"
    assert counts(state_of(left)) == counts(after)


def test_of_two_who_press_at_once_one_takes_it_in(tmp_path):
    upload = run(tmp_path, "tests.faults.prepared")["upload"]
    before = state_of(tmp_path)
    both = [start(tmp_path, upload), start(tmp_path, upload)]
    answers = sorted(process.communicate()[0] for process in both)
    assert answers == ["", "done\n"]
    after = state_of(tmp_path)
    for table in ("submissions_documentationpackage", "reviews_rulerun"):
        assert len(after["tables"][table]) == len(before["tables"][table]) + 1
