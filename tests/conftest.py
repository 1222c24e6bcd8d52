"""What every test stands on: marks by what a test uses, Chromium of the machine, sign-in without a form."""

import os
import shutil

# pytest-playwright keeps an event loop running, and Django would refuse every database access beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings

settings.register_profile("here", deadline=None)
# A run that lands or blocks a change must say the same when it is repeated.
settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci" if os.environ.get("CI") else "here")

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks each test by what it uses, before `-m` chooses, and leaves out those for the other database."""
    kept, left_out = [], []
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        uses_database = bool(fixtures & DATABASE_FIXTURES) or item.get_closest_marker("django_db") is not None
        if "page" in fixtures:
            item.add_marker(pytest.mark.browser)
        if uses_database:
            item.add_marker(pytest.mark.database)
        if not uses_database and "page" not in fixtures:
            item.add_marker(pytest.mark.pure)
        only_on = item.get_closest_marker("only_on")
        (left_out if only_on and only_on.args[0] != _vendor() else kept).append(item)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = kept


def _vendor() -> str:
    from django.db import connection

    return connection.vendor


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """In a complete run a skipped test is a failure: what was not tried must not look tried."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = len(reporter.stats.get("skipped", [])) if reporter else 0
    if os.environ.get("STYRINGSDIALOG_TESTS_COMPLETE") and skipped and exitstatus == 0:
        reporter.write_line(f"{skipped} tests were skipped, and this run must be complete", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Chromium from the machine's packages: Playwright's own download is never used."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not chromium:
        pytest.fail("Chromium is missing: run tools/install_system_packages.sh", pytrace=False)
    return {**browser_type_launch_args, "executable_path": chromium, "args": ["--disable-dev-shm-usage"]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """A reader in Denmark."""
    return {**browser_context_args, "locale": "da-DK", "timezone_id": "Europe/Copenhagen"}


@pytest.fixture
def sign_in(client, context, live_server):
    """Signs a user in by cookie, in the browser context of `page`: ten times quicker than the form."""

    def enter(user) -> None:
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        value = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])

    return enter


@pytest.fixture(autouse=True)
def _files_of_this_test(request, tmp_path_factory):
    """Files that a database test stores go to a folder of its own."""
    if request.node.get_closest_marker("database") is None:
        yield
        return
    settings = request.getfixturevalue("settings")
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")
    yield


@pytest.fixture(autouse=True, scope="session")
def _flush_despite_append_only():
    """A test with real transactions empties the tables afterwards: for that moment alone the logs may be emptied."""
    from django.db import connection
    from django.test import TransactionTestCase

    from styringsdialog.trail.append_only import lifted

    flush = TransactionTestCase._fixture_teardown

    def emptied(case):
        with lifted(connection):
            flush(case)

    TransactionTestCase._fixture_teardown = emptied
    yield
    TransactionTestCase._fixture_teardown = flush


@pytest.fixture(autouse=True)
def _danish_again():
    """A test that read pages in English must not leave the thread English for the next one."""
    translation.activate("da")
    yield
    translation.activate("da")
