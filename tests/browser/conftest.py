"""The small municipality behind a live server, and a page that remembers what the browser complained of."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.web.world import make_register, make_world


@pytest.fixture
def register(transactional_db):
    return make_register()


@pytest.fixture
def world(transactional_db):
    return make_world()


@pytest.fixture
def complaints(page):
    """Every error of the console: a blocked script or style, a missing file, a fault of ours."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.fixture
def axe(page):
    """axe() -> the rules that the page as it stands breaks, each with the places."""

    def run() -> dict[str, list[str]]:
        violations = Axe().run(page).response["violations"]
        return {one["id"]: [node["html"][:120] for node in one["nodes"]] for one in violations}

    return run
