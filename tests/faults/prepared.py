"""Prepares a file database with one upload taken in and one previewed; prints the key of the latter."""

import json
import os


def prepare() -> None:
    """Migrate, make an organisation and a case worker, receive a workbook twice over: one is taken in already."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "styringsdialog.config.settings.test")
    import django

    django.setup()
    from datetime import date

    from django.core.files.base import ContentFile
    from django.core.management import call_command
    from tests.exchange.packages import sample
    from tests.processes.conftest import workbook

    from styringsdialog.core.acting import Acting
    from styringsdialog.processes.uploads import apply_upload, receive_file
    from styringsdialog.register.models import HousingOrganisation, Membership, Municipality, Role
    from styringsdialog.users.models import User

    call_command("migrate", verbosity=0)
    place = Municipality.objects.create(code="0999", name="Ålev", is_fictional=True)
    HousingOrganisation.objects.create(
        lbf_number="0123", name="Fiktiv Boligforening", owner_kind="own_divisions", seat_municipality=place
    )
    user = User.objects.create(username="u", email="u@example.org")
    Membership.objects.create(user=user, role=Role.CASE_WORKER, municipality=place, valid_from=date(2020, 1, 1))
    acting = Acting(user, date(2026, 9, 1), place)
    for year in (2025, 2026):
        upload = receive_file(acting, file=ContentFile(workbook(sample(year))), name=f"{year}.xlsx")
        if year == 2025:
            apply_upload(acting, upload=upload)
    print(json.dumps({"upload": upload.pk}))


if __name__ == "__main__":
    prepare()
