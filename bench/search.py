"""A search over the demo register ten times over and 3,000 points, in process: queries and time to the answer."""

import os
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from .measured import Measured, median_ms

MOST_QUERIES, BOUND_MS = 30, 800
TIMES, POINTS = 10, 3000
DAY = date(2026, 11, 22)


def run() -> list[Measured]:
    """As the case worker of the demo municipality, from a database file of its own, dropped afterwards."""
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

    from styringsdialog.register.models import Division
    from styringsdialog.users.models import User

    _fill(folder)
    client = Client(headers={"host": "localhost"})
    user = User.objects.get(username="sagsbehandler")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("search") + "?q=elme"
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as made:
        client.get(address)
    queries = len(made)  # at once: the next request empties the log
    about = f"{Division.objects.count()} divisions, {POINTS:,} points"
    time = median_ms(lambda: client.get(address), 15)
    return [
        Measured("search, queries", queries, MOST_QUERIES, "queries", about),
        Measured("search, median time in process", time, BOUND_MS, "ms", about),
    ]


def _fill(folder: Path) -> None:
    """The register ten times over, and one package whose points are repeated until there are enough."""
    from styringsdialog.core.acting import Acting
    from styringsdialog.demo.files import write_files
    from styringsdialog.demo.generate import generate
    from styringsdialog.demo.loading import take_in
    from styringsdialog.demo.past import load_with_past
    from styringsdialog.demo.reading_register import register_rows
    from styringsdialog.register.loading import RegisterRows, load_register
    from styringsdialog.reviews.models import Finding
    from styringsdialog.submissions.models import UploadKind

    system = Acting(None, DAY)
    world = generate()
    world = replace(world, owners=tuple(it for it in world.owners if it.spec.key != "kommunal"))
    write_files(world, folder)
    rows = register_rows(folder / "register")
    load_with_past(system, rows)
    for number in range(1, TIMES):
        more = RegisterRows(
            organisations=tuple(_numbered(rows.organisations, "lbf_number", number)),
            divisions=tuple(_numbered(rows.divisions, "organisation", number)),
        )
        load_register(system, more)
    take_in(folder / "packages" / "9101_2026.xlsx", system, UploadKind.PACKAGE)
    found = list(Finding.objects.all())
    for number, one in enumerate((found * (POINTS // len(found) + 1))[: POINTS - len(found)]):
        one.pk, one.subject_key, one.outcome = None, f"{number:05d}", "attention"
        one.save(force_insert=True)
    Finding.objects.update(outcome="attention")


def _numbered(rows: Iterable[Any], key: str, number: int) -> Iterable[dict[str, Any]]:
    """The rows as another owner's: 9101 becomes 1101 to 9101; the CVR number is left out, since it is one owner's."""
    for row in rows:
        other = {**row, key: f"{number}{row[key]}"}
        yield other | ({"cvr": ""} if "cvr" in row else {})
