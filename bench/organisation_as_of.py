"""An organisation on another day, with twelve years and five events behind it: queries and time."""

import os
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from .measured import Measured, median_ms

MOST_QUERIES, BOUND_MS = 15, 120
TODAY, THEN = date(2026, 11, 22), date(2021, 6, 1)
DIVISIONS = 40


def run() -> list[Measured]:
    """The register's answer and the page, from a database file of their own, dropped afterwards."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "styringsdialog.config.settings.test"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        settings.MEDIA_ROOT = Path(folder) / "files"
        call_command("migrate", verbosity=0)
        return _measured()


def _measured() -> list[Measured]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from styringsdialog.core.acting import Acting
    from styringsdialog.register.as_of import events_about, organisation_as_of, organisation_line

    owner, worker, place = _world()

    def asked() -> None:
        acting = Acting(worker, TODAY, place)
        organisation_as_of(acting, owner, THEN)
        organisation_line(owner)
        list(events_about(acting, owner))

    client = Client(headers={"host": "localhost"})
    client.force_login(worker, backend="django.contrib.auth.backends.ModelBackend")
    address = f"{reverse('organisation', args=[owner.lbf_number])}?pr={THEN.isoformat()}"

    def page() -> None:
        assert client.get(address).status_code == 200

    asked()
    with CaptureQueriesContext(connection) as few:
        asked()
    page()
    with CaptureQueriesContext(connection) as made:
        page()
    told = f"{DIVISIONS} divisions, 12 years, 5 events, {connection.vendor} file"
    return [
        Measured("organisation as of a day, queries of the register", len(few), MOST_QUERIES, "queries", told),
        Measured("organisation as of a day, the register's answer", median_ms(asked, times=25), BOUND_MS, "ms", told),
        Measured("organisation as of a day, queries of the page", len(made), MOST_QUERIES, "queries", told),
        Measured("organisation as of a day, page, median", median_ms(page, times=25), BOUND_MS, "ms", told),
    ]


def _world() -> tuple[Any, Any, Any]:
    """An organisation with divisions, surfaces and contacts that was renamed, merged with others and split."""
    from styringsdialog.core.acting import Acting
    from styringsdialog.register import history, services, surfaces
    from styringsdialog.register.models import Membership, Role, SurfaceTopic
    from styringsdialog.users.models import User

    system = Acting(None, TODAY)
    place = services.create_municipality(system, code="0981", name="Ålev")
    owner, first, second = (
        services.create_organisation(
            system,
            lbf_number=f"{number:04}",
            name=f"Boligforening {number}",
            owner_kind="own_divisions",
            seat_municipality=place,
            began_on=date(2014, 1, 1),
        )
        for number in (101, 102, 103)
    )
    for number in range(DIVISIONS):
        services.create_division(
            system,
            organisation=(owner, first, second)[number % 3],
            lbf_number=f"{number:03}",
            name=f"Afdeling {number}",
            location_municipality=place,
        )
    unit = services.create_unit(system, municipality=place, name="Bolig", valid_from=date(2014, 1, 1))
    surfaces.start_catalogue(system, municipality=place)
    for topic in SurfaceTopic.objects.all():
        surfaces.open_surface(system, topic=topic, unit=unit, organisation=owner, valid_from=date(2015, 1, 1))
    history.rename_organisation(system, organisation=owner, name="Bolig Ålev", day=date(2016, 1, 1))
    history.merge_organisations(system, ceasing=[first], into=owner, day=date(2018, 1, 1))
    history.change_fiscal_year(system, organisation=owner, end_month=6, day=date(2020, 7, 1))
    history.merge_organisations(system, ceasing=[second], into=owner, day=date(2022, 1, 1))
    history.rename_organisation(system, organisation=owner, name="Boligselskabet Ålev", day=date(2024, 1, 1))
    worker = User.objects.create(username="bench", email="bench@example.org", name="Ida Holm")
    Membership.objects.create(user=worker, role=Role.CASE_WORKER, municipality=place, valid_from=date(2014, 1, 1))
    owner.refresh_from_db()
    return owner, worker, place
