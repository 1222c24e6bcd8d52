"""Two at the same point, proposal or invitation at once: one word stands, and the other gets a sentence."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.reviews.racing import ROUNDS, race

PROJECT = Path(__file__).parents[2]
CONFLICT = ["", "points.changed_since"]
ADOPTED_OR_TAKEN_BACK = (
    [CONFLICT, ["replaced", "current"]],
    [["", "points.no_proposal"], ["withdrawn"]],
)


def ended_well(told):
    """Both judge: the later word stands in place of the other. All else: one gets through."""
    assert {kind: len(rounds) for kind, rounds in told.items()} == dict.fromkeys(told, ROUNDS)
    assert told["judge"] == [[["", ""], [1, 1]]] * ROUNDS
    assert told["undo"] == [[CONFLICT, [0, 0]]] * ROUNDS
    assert all(one in ADOPTED_OR_TAKEN_BACK for one in told["adopt"]), told["adopt"]
    assert told["invitation"] == [[["", "people.link_used"], [1, 1]]] * ROUNDS


@pytest.mark.only_on("postgresql")
@pytest.mark.django_db(transaction=True)
def test_on_postgresql_where_nothing_makes_writers_queue():
    ended_well(race())


def test_on_sqlite_where_the_second_writer_waits(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tests.reviews.racing"],
        cwd=PROJECT,
        env={
            **os.environ,
            "DATABASE_URL": f"sqlite:///{tmp_path / 'data.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "styringsdialog.config.settings.test",
            "PYTHONPATH": f"{PROJECT / 'src'}:{PROJECT}",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    ended_well(json.loads(done.stdout.splitlines()[-1]))
