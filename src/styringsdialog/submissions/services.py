"""Stores a package as it was handed in: whole, in one transaction, a newer file in place of an older one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import StaleVersion
from styringsdialog.core.fitting import ensure_fits
from styringsdialog.core.stored_values import to_json
from styringsdialog.register.models import Division, HousingArea, HousingOrganisation, Municipality
from styringsdialog.rulebook.facts import DivisionFacts, OrganisationFacts, PackageFacts, YearFigures, known
from styringsdialog.trail.services import record

from .content import store_content
from .figure_fields import PACKAGE_FIELDS
from .models import DocumentationPackage, ReportKind, Upload, UploadKind


@transaction.atomic
def store_package(
    acting: Acting, *, facts: PackageFacts, organisation: HousingOrganisation, upload: Upload | None, received_on: date
) -> DocumentationPackage:
    """The package of the facts' dialogue year; content of an earlier file for the year is replaced, version + 1.

    Divisions that the register does not know are created. StaleVersion if somebody else stored in between;
    UserError where a text or number is too large for its column.
    """
    try:
        divisions = _divisions(organisation, facts.divisions)
        package, is_new = _package_row(facts, organisation, upload, received_on)
    except IntegrityError as fault:  # somebody else made the same package or division at this moment
        raise StaleVersion.of("package_changed", package=str(organisation)) from fault
    store_content(package, facts, divisions)
    action = "package.stored" if is_new else "package.replaced"
    file = str(upload.original) if upload is not None and upload.original_id else ""
    record(acting, action, package, version=package.version, divisions=len(facts.divisions), file=file)
    return package


def report_kind_of(facts: PackageFacts, upload: Upload | None, stored: DocumentationPackage | None) -> ReportKind:
    """The report of the law that the package is, by owner kind; accounts only until more than that has come."""
    only_accounts_before = stored is None or stored.report_kind == ReportKind.ACCOUNTS_ONLY
    if upload is not None and upload.kind == UploadKind.ACCOUNTS and only_accounts_before:
        return ReportKind.ACCOUNTS_ONLY
    return ReportKind.MANAGING if facts.organisation.owner_kind == "managing" else ReportKind.OWN_DIVISIONS


def history_as_json(history: Iterable[YearFigures]) -> list[Any]:
    """Earlier years as handed in, in the order of the file."""
    return [[year.accounting_year, to_json(year.figures)] for year in history]


def _package_row(
    facts: PackageFacts, organisation: HousingOrganisation, upload: Upload | None, received_on: date
) -> tuple[DocumentationPackage, bool]:
    year = facts.organisation.dialogue_year
    package = DocumentationPackage.objects.filter(organisation=organisation, dialogue_year=year).first()
    values = {
        **_values(facts.organisation),
        "edition": facts.edition,
        "report_kind": report_kind_of(facts, upload, package),
        "received_on": received_on,
        "history": history_as_json(facts.organisation.history),
    }
    if package is None:
        package = DocumentationPackage(
            organisation=organisation, municipality=organisation.seat_municipality, dialogue_year=year, **values
        )
        ensure_fits([package])
        package.save(force_insert=True)
        return package, True
    ensure_fits([DocumentationPackage(**values)])
    same = DocumentationPackage.objects.filter(pk=package.pk, version=package.version)
    if not same.update(version=F("version") + 1, **values):
        raise StaleVersion.of("package_changed", package=str(package))
    package.refresh_from_db()
    return package, False


def _values(organisation: OrganisationFacts) -> dict[str, Any]:
    return {
        **{name: known(organisation, name) for name in PACKAGE_FIELDS},
        "organisation_name": organisation.name,
        "owner_kind": str(organisation.owner_kind),
        "seat_code": organisation.seat_municipality,
    }


def new_divisions(organisation: HousingOrganisation, divisions: Iterable[DivisionFacts]) -> list[DivisionFacts]:
    """Divisions of the file that the register does not know."""
    there = set(Division.objects.filter(organisation=organisation).values_list("lbf_number", flat=True))
    return [division for division in divisions if division.lbf_number not in there]


def _divisions(organisation: HousingOrganisation, divisions: tuple[DivisionFacts, ...]) -> Mapping[str, Division]:
    """Division by LBF number; unknown ones are created where the file says, else in the seat municipality."""
    fresh = new_divisions(organisation, divisions)
    places = {place.code: place for place in Municipality.objects.all()} if fresh else {}
    areas = {(area.municipality_id, area.name): area for area in HousingArea.objects.all()} if fresh else {}
    rows = []
    for division in fresh:
        place = places.get(division.location_municipality, organisation.seat_municipality)
        form = division.building_form
        rows.append(
            Division(
                organisation=organisation,
                lbf_number=division.lbf_number,
                name=division.name,
                location_municipality=place,
                area=areas.get((place.pk, division.area)),
                address=division.address,
                building_form=form,
                build_year=known(division, "build_year"),
            )
        )
    ensure_fits(rows)
    Division.objects.bulk_create(rows)
    return {row.lbf_number: row for row in Division.objects.filter(organisation=organisation)}
