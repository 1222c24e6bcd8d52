"""Fonts of the build, for tests that draw or print."""

from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def fonts() -> Path:
    """IBM Plex Sans as .ttf: from the build, else straight from the package it is built from."""
    for folder in ("var/build/fonts", "node_modules/dkfds/dist/fonts/IBMPlexSans/complete/ttf"):
        if any((PROJECT / folder).glob("*.ttf")):
            return PROJECT / folder
    pytest.fail("The fonts are not built: make install")
