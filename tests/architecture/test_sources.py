"""The form of the sources: sizes, names, opening lines, clocks, directions that import-linter cannot see."""

import subprocess
import warnings
from pathlib import Path

import pytest

from tests.architecture import checkers
from tests.architecture.checkers import PACKAGE, PROJECT

WARN_LINES, MOST_LINES, MOST_FUNCTION_LINES = 300, 500, 40
# The layers where somebody or a timer comes in, and may ask what day it is.
ENTRIES = ("config", "cli", "web", "api", "demo", "management")


def test_there_are_sources():
    assert len(checkers.source_files()) > 60


def test_no_file_is_over_500_lines():
    lengths = {file: len(file.read_text(encoding="utf-8").splitlines()) for file in checkers.source_files()}
    warned = sorted((lines, str(_relative(file))) for file, lines in lengths.items() if lines > WARN_LINES)
    for lines, name in warned:
        print(f"over {WARN_LINES} lines: {name} ({lines})")
    assert [entry for entry in warned if entry[0] > MOST_LINES] == []


def test_no_function_is_over_40_lines():
    found = _found(lambda text: checkers.long_functions(text, MOST_FUNCTION_LINES))
    assert found == []


def test_every_module_says_what_it_is_for():
    silent = [_relative(file) for file in checkers.source_files() if not checkers.has_opening_line(_text(file))]
    assert silent == []


def test_no_room_is_called_utils():
    named = [_relative(path) for path in PACKAGE.rglob("*") if path.stem.lower() in checkers.FORBIDDEN_NAMES]
    assert named == []


def test_identifiers_are_ascii():
    assert _found(checkers.foreign_identifiers) == []


def test_file_names_are_ascii():
    assert [name for name in _tracked() if not name.isascii()] == []


@pytest.mark.parametrize("package", checkers.PURE_PACKAGES)
def test_pure_packages_know_neither_django_nor_the_clock(package):
    files = sorted((PACKAGE / package).rglob("*.py"))
    if package != "exchange/reading":
        assert files
    faults = []
    for file in files:
        text = _text(file)
        named = checkers.impure_imports(text, package.replace("/", ".")) + checkers.clock_readings(text)
        faults += [f"{_relative(file)}: {fault}" for fault in named]
    assert faults == []


def test_only_entries_ask_what_day_it_is():
    below = [file for file in checkers.source_files() if not _is_entry(file)]
    faults = [f"{_relative(file)}: {fault}" for file in below for fault in checkers.day_readings(_text(file))]
    assert faults == []


def test_locks_hold_hashes_and_no_address():
    locks = [PROJECT / "package-lock.json", *sorted((PROJECT / "requirements").glob("*.lock"))]
    assert len(locks) >= 4
    for lock in locks:
        text = _text(lock)
        assert checkers.addresses(text) == [], lock.name
        assert "sha512-" in text or "--hash=sha256:" in text, lock.name


def test_no_file_names_a_folder_of_this_machine():
    folders = (
        f"{PROJECT}/",
        f"{PROJECT.parent / 'shared'}",
        *([f"{Path.home()}/"] if Path.home() != Path("/") else []),
    )
    faults = []
    for name in _tracked():
        try:
            text = _text(PROJECT / name)
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
        faults += [f"{name}: {line}" for line in checkers.machine_paths(text, folders)]
    assert faults == []


def _found(check) -> list[str]:
    return [f"{_relative(file)}: {fault}" for file in checkers.source_files() for fault in check(_text(file))]


def _is_entry(file: Path) -> bool:
    parts = file.relative_to(PACKAGE).with_suffix("").parts
    return parts[0] in ENTRIES or "management" in parts


def _tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True, check=False)
    if listed.returncode:  # a copy without its history, such as a release archive
        warnings.warn("not a git checkout: only sources are looked at", stacklevel=1)
    return [name for name in listed.stdout.split("\0") if name]


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def _relative(file: Path) -> Path:
    return file.relative_to(PROJECT)
