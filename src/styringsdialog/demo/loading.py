"""Loads the written demo the way a user would: the register, then each file received, examined and taken in."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from django.core.files.base import ContentFile

from styringsdialog.areas.services import store_indicators
from styringsdialog.core.acting import Acting
from styringsdialog.processes.uploads import (
    apply_upload,
    confirm_mapping,
    error_of,
    examine_upload,
    problems_of,
    receive_file,
)
from styringsdialog.register.models import HousingArea, HousingOrganisation
from styringsdialog.submissions.models import Upload, UploadKind, UploadState

from .past import load_with_past
from .reading_register import area_rows, register_rows, rows_of


class DemoNotTakenIn(RuntimeError):
    """A demo file was not taken in; says which, in which state, and the first problem. A fault of ours."""


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What was loaded: new register rows by kind, and files taken in."""

    register: dict[str, int]
    accounts: int
    packages: int


def load(folder: Path, acting: Acting, *, with_accounts: bool = True) -> LoadResult:
    """Load what `write_files` wrote, oldest year first, so that each package finds last year's.

    `acting` must be allowed to add a municipality. `with_accounts=False` leaves the older accounts files out.
    """
    loaded = load_with_past(acting, register_rows(folder / "register"))
    _load_areas(folder / "area_values.csv", acting)
    accounts = sorted((folder / "accounts").glob("*.csv"), key=_by_year) if with_accounts else []
    packages = sorted((folder / "packages").glob("*.xlsx"), key=_by_year)
    has_package = {row["lbf_nummer"] for row in rows_of(folder / "register" / "owners.csv") if row["har_pakke"] == "ja"}
    for path in accounts:
        take_in(path, acting, UploadKind.ACCOUNTS)
    for path in packages:
        if path.stem.partition("_")[0] in has_package:
            take_in(path, acting, UploadKind.PACKAGE)
    return LoadResult(dict(loaded.new), len(accounts), len(packages))


def _load_areas(path: Path, acting: Acting) -> None:
    areas = {area.name: area for area in HousingArea.objects.all()}
    for row in area_rows(path):
        store_indicators(acting, area=areas[row.pop("area")], source="Fiktive tal (demo)", **row)


def _by_year(path: Path) -> tuple[str, str]:
    number, _, year = path.stem.partition("_")
    return year, number


def take_in(path: Path, acting: Acting, kind: UploadKind) -> Upload:
    """One file: received, examined at once, its mapping confirmed as proposed, and taken in."""
    number, _, year = path.stem.partition("_")
    organisation = HousingOrganisation.objects.select_related("seat_municipality").get(lbf_number=number)
    # A package of dialogue year Y arrives in Y, the accounts of year Y - 1 as well; never after the day of the load.
    dialogue_year = int(year) + (1 if kind is UploadKind.ACCOUNTS else 0)
    there = replace(acting, day=min(acting.day, date(dialogue_year, 7, 1)), memory={})
    content = ContentFile(path.read_bytes(), name=path.name)
    upload = receive_file(
        there, file=content, name=path.name, kind=kind, organisation=organisation, dialogue_year=dialogue_year
    )
    examine_upload(upload.pk)
    upload.refresh_from_db()
    if upload.state == UploadState.TO_MAP:
        confirm_mapping(there, upload=upload, mapping=upload.mapping or {})
        examine_upload(upload.pk)
        upload.refresh_from_db()
    if upload.state != UploadState.PREVIEWED:
        first = next((problem.text() for problem in problems_of(upload)), "") or error_of(upload)[0]
        raise DemoNotTakenIn(f"{path.name}: {upload.state}. {first}")
    apply_upload(there, upload=upload)
    return upload
