"""Prepares a file database for a server that will be killed; prints the session and what to press, as JSON.

One case worker of Ålev. The deeds: take a previewed file in (one package and one rule run more); judge twenty points
in one go (twenty judgements more); merge Vestbo and Østbo, each with fifteen divisions, into Nordbo (one event, and a
new period for each of the thirty divisions).
"""

import json
import os
from datetime import date

DAY = date(2026, 9, 1)


def prepare() -> None:
    """Migrate, fill, sign in."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "styringsdialog.config.settings.test")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    user, place = _people()
    package, upload = _packages(user, place)
    deeds = {"apply": _apply(upload), "judge": _judge(package), "merge": _merge(user, place)}
    print(json.dumps({"session": _session(user), "deeds": deeds}))


def _people():
    from styringsdialog.register.models import HousingOrganisation, Membership, Municipality, Role
    from styringsdialog.users.models import User

    place = Municipality.objects.create(code="0999", name="Ålev", is_fictional=True)
    HousingOrganisation.objects.create(
        lbf_number="0123", name="Fiktiv Boligforening", owner_kind="own_divisions", seat_municipality=place
    )
    user = User.objects.create(username="u", email="u@example.org", name="Uffe Prøve")
    Membership.objects.create(user=user, role=Role.CASE_WORKER, municipality=place, valid_from=date(2020, 1, 1))
    return user, place


def _packages(user, place):
    from django.core.files.base import ContentFile
    from tests.exchange.packages import sample
    from tests.processes.conftest import workbook

    from styringsdialog.core.acting import Acting
    from styringsdialog.processes.uploads import apply_upload, receive_file

    acting = Acting(user, DAY, place)
    for year in (2025, 2026):
        upload = receive_file(acting, file=ContentFile(workbook(sample(year))), name=f"{year}.xlsx")
        upload.refresh_from_db()
        if year == 2025:
            package = apply_upload(acting, upload=upload)
    return package, upload


def _session(user) -> str:
    from django.test import Client

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies["sessionid"].value


def _apply(upload) -> tuple[str, dict]:
    from django.urls import reverse

    return reverse("upload_apply", args=[upload.pk]), {}


def _judge(package) -> tuple[str, dict]:
    from django.urls import reverse

    from styringsdialog.reviews.models import Finding

    rows = Finding.objects.filter(run__package=package).exclude(outcome__in=["ok", "not_applicable"])
    marked = list(rows.order_by("rank", "pk").values_list("pk", flat=True)[:20])
    if len(marked) < 20:
        marked += Finding.objects.filter(run__package=package, outcome="ok").values_list("pk", flat=True)[
            : 20 - len(marked)
        ]
    return reverse("points_judge", args=[package.pk]), {"verdict": "agree", "marked": marked, "from": marked[0]}


def _merge(user, place) -> tuple[str, dict]:
    from django.urls import reverse

    from styringsdialog.core.acting import Acting
    from styringsdialog.register.services import create_division, create_organisation

    acting = Acting(user, DAY, place)
    owners = []
    for position, name in enumerate(("Nordbo", "Vestbo", "Østbo")):
        owner = create_organisation(
            acting,
            lbf_number=f"02{position:02}",
            name=name,
            owner_kind="own_divisions",
            seat_municipality=place,
        )
        owners.append(owner)
        for number in range(15):
            create_division(
                acting,
                organisation=owner,
                lbf_number=f"{position}{number:02}",
                name=f"{name} {number + 1}",
                location_municipality=place,
            )
    into, *ceasing = owners
    form = {"day": DAY.isoformat(), "into": into.pk, "ceasing": [one.pk for one in ceasing], "confirmed": "1"}
    return reverse("event_form", args=["sammenlaegning"]), form


if __name__ == "__main__":
    prepare()
