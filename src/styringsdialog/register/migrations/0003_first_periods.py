"""Gives each row of the register its first period: as it is now, from the beginning."""

import datetime
from typing import Any

from django.db import migrations

BEGINNING = datetime.date(1900, 1, 1)  # as register.models.BEGINNING when this was written


def fill(apps: Any, schema_editor: Any) -> None:
    """One period a row; a unit keeps its own first and last day."""
    model = apps.get_model
    model("register", "OrganisationPeriod").objects.bulk_create(
        model("register", "OrganisationPeriod")(
            organisation=row,
            name=row.name,
            owner_kind=row.owner_kind,
            cvr=row.cvr,
            seat_municipality_id=row.seat_municipality_id,
            fiscal_year_end_month=row.fiscal_year_end_month,
            valid_from=BEGINNING,
        )
        for row in model("register", "HousingOrganisation").objects.all()
    )
    model("register", "DivisionPeriod").objects.bulk_create(
        model("register", "DivisionPeriod")(
            division=row,
            organisation_id=row.organisation_id,
            lbf_number=row.lbf_number,
            name=row.name,
            area_id=row.area_id,
            valid_from=BEGINNING,
        )
        for row in model("register", "Division").objects.all()
    )
    model("register", "AreaPeriod").objects.bulk_create(
        model("register", "AreaPeriod")(area=row, name=row.name, valid_from=BEGINNING)
        for row in model("register", "HousingArea").objects.all()
    )
    model("register", "UnitPeriod").objects.bulk_create(
        model("register", "UnitPeriod")(
            unit=row, name=row.name, topic=row.topic, valid_from=row.valid_from, valid_until=row.valid_until
        )
        for row in model("register", "MunicipalUnit").objects.all()
    )


class Migration(migrations.Migration):
    """Data only."""

    dependencies = [("register", "0002_workplace")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
