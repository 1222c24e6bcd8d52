"""The written demo goes into the database by the way of a user's file, and gives there what the command line gives."""

from dataclasses import astuple
from datetime import date

import pytest

from styringsdialog.areas.models import AreaIndicators
from styringsdialog.core.acting import Acting
from styringsdialog.demo.files import write_files
from styringsdialog.demo.loading import load, take_in
from styringsdialog.demo.reading_register import register_rows
from styringsdialog.register.loading import load_register
from styringsdialog.register.models import Division, HousingOrganisation, Membership, Municipality
from styringsdialog.rulebook.engine import review
from styringsdialog.submissions.facts import package_facts
from styringsdialog.submissions.models import DocumentationPackage, UploadKind

DAY = date(2026, 9, 1)


@pytest.fixture(scope="module")
def folder(world, tmp_path_factory):
    place = tmp_path_factory.mktemp("demo")
    write_files(world, place)
    return place


def outcomes(package):
    return {(it.rule, it.subject.key): it.outcome for it in review(package, DAY)}


@pytest.mark.django_db
def test_packages_from_files_and_from_the_database_agree(world, folder, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    loaded = load(folder, Acting(None, DAY), with_accounts=False)
    assert (loaded.accounts, loaded.packages) == (0, 14)
    assert Municipality.objects.filter(is_fictional=True).count() == Municipality.objects.count() == 2
    # 8 owners and 67 divisions of today, one owner that went into another, one division that was pulled down.
    assert HousingOrganisation.objects.count() == 9
    assert Division.objects.count() == 68
    # 17 people, of whom the adviser, the auditor and the stand-in get their roles by agreement and invitation
    assert Membership.objects.count() == 14
    assert AreaIndicators.objects.count() == 48
    for owner in world.owners:
        if owner.spec.has_package:
            stored = DocumentationPackage.objects.get(
                organisation__lbf_number=owner.spec.lbf_number, dialogue_year=2026
            )
            assert outcomes(package_facts(stored)) == outcomes(owner.packages[2025]), owner.spec.name


@pytest.mark.django_db
def test_an_accounts_file_is_taken_in(world, folder, settings, tmp_path):
    """The municipal homes have accounts and no package: 6 divisions, whose figures are those of the file."""
    settings.MEDIA_ROOT = tmp_path
    load_register(Acting(None, DAY), register_rows(folder / "register"))
    take_in(folder / "accounts" / "9107_2025.csv", Acting(None, DAY), UploadKind.ACCOUNTS)
    stored = package_facts(DocumentationPackage.objects.get(organisation__lbf_number="9107", dialogue_year=2026))
    made = world.owner("kommunal").packages[2025]
    assert [it.lbf_number for it in stored.divisions] == [it.lbf_number for it in made.divisions]
    for came, there in zip(stored.divisions, made.divisions, strict=True):
        used = {number: line for number, line in there.statement.lines.items() if any(astuple(line))}
        assert dict(came.statement.lines) == used
