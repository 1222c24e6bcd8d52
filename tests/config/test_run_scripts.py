"""The scripts that decide whether a change lands: they fail when nothing was tried."""

import os
import subprocess

import pytest
from tests.architecture.checkers import PROJECT


def _run_tests(tmp_path, statuses: tuple[int, int], *arguments: str) -> subprocess.CompletedProcess:
    """tools/run_tests.sh with stand-ins for pytest and PostgreSQL that end with the statuses given."""
    first, second = statuses
    script = (PROJECT / "tools/run_tests.sh").read_text(encoding="utf-8")
    (tmp_path / "tools").mkdir()
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / "tools/run_tests.sh").write_text(script, encoding="utf-8")
    stand_ins = {
        "tools/install_system_packages.sh": "exit 0",
        "tools/with_postgres.sh": f"exit {second}",
        ".venv/bin/python": f"exit {first}",
    }
    for name, body in stand_ins.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    return subprocess.run(["bash", "tools/run_tests.sh", *arguments], cwd=tmp_path, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("statuses", "arguments", "passes"),
    [
        ((0, 0), (), True),
        ((1, 0), (), False),
        ((0, 1), (), False),
        ((5, 5), (), False),
        ((0, 5), (), False),
        ((5, 0), (), False),
        ((0, 5), ("-k", "one"), True),
        ((5, 5), ("-k", "none"), False),
        ((2, 5), ("-k", "one"), False),
    ],
)
def test_make_test_fails_when_a_run_fails_or_nothing_ran(tmp_path, statuses, arguments, passes):
    assert (_run_tests(tmp_path, statuses, *arguments).returncode == 0) is passes


@pytest.mark.parametrize(("complete", "status"), [("1", 1), ("", 0)])
def test_a_skipped_test_fails_a_complete_run(tmp_path, complete, status):
    test = tmp_path / "test_skipped.py"
    test.write_text("import pytest\n\n\ndef test_a():\n    pytest.skip('no')\n\n\ndef test_b():\n    pass\n")
    environment = {**os.environ, "STYRINGSDIALOG_TESTS_COMPLETE": complete}
    command = [PROJECT / ".venv/bin/python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c"]
    command += [PROJECT / "pyproject.toml", "--rootdir", PROJECT, "-p", "tests.conftest", test]
    done = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True)
    assert done.returncode == status, done.stdout + done.stderr


def test_ci_tells_failure_of_either_part(tmp_path):
    (tmp_path / ".ci").mkdir()
    (tmp_path / ".ci/run").write_text((PROJECT / ".ci/run").read_text(encoding="utf-8"), encoding="utf-8")
    for checked, tested in ((0, 0), (1, 0), (0, 1)):
        (tmp_path / "Makefile").write_text(f"check:\n\t@exit {checked}\ntest:\n\t@exit {tested}\n", encoding="utf-8")
        done = subprocess.run(["bash", ".ci/run"], cwd=tmp_path, capture_output=True, text=True)
        assert (done.returncode == 0) is (checked == tested == 0)
