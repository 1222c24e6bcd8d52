"""The points page on demo data, in process: how many queries, and how long from request to answer."""

import os
import tempfile
from datetime import date
from pathlib import Path

from .measured import Measured, median_ms

MOST_QUERIES, BOUND_MS = 12, 80


def run() -> list[Measured]:
    """The largest demo package as the case worker sees it, from a database file of its own, dropped afterwards."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "styringsdialog.config.settings.test"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        settings.MEDIA_ROOT = Path(folder) / "files"
        call_command("migrate", verbosity=0)
        return _measured(Path(folder))


def _measured(folder: Path) -> list[Measured]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from styringsdialog.core.acting import Acting
    from styringsdialog.demo.files import write_files
    from styringsdialog.demo.generate import generate
    from styringsdialog.demo.loading import load
    from styringsdialog.register.models import Membership, Role
    from styringsdialog.reviews.models import Finding, RuleRun

    write_files(generate(), folder / "demo")
    load(folder / "demo", Acting(None, date(2026, 11, 22)), with_accounts=False)
    run_of = max(RuleRun.objects.all(), key=lambda one: Finding.objects.filter(run=one).count())
    client = Client(headers={"host": "localhost"})
    worker = Membership.objects.filter(role=Role.CASE_WORKER).first()
    client.force_login(worker.user, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("points", args=[run_of.package_id])
    client.get(address)
    with CaptureQueriesContext(connection) as made:
        assert client.get(address).status_code == 200
    dataset = f"demo package of {Finding.objects.filter(run=run_of).count()} findings, {connection.vendor} file"
    return [
        Measured("points page, queries", len(made), MOST_QUERIES, "queries", dataset),
        Measured("points page, median", median_ms(lambda: client.get(address), times=25), BOUND_MS, "ms", dataset),
    ]
