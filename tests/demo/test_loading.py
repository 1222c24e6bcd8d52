"""The written demo goes into the database by the way of a user's file, and gives there what the command line gives."""

from datetime import date

import pytest

from styringsdialog.areas.models import AreaIndicators
from styringsdialog.core.acting import Acting
from styringsdialog.demo.files import write_files
from styringsdialog.demo.loading import load
from styringsdialog.register.models import Division, HousingOrganisation, Membership, Municipality
from styringsdialog.rulebook.engine import review
from styringsdialog.submissions.facts import package_facts
from styringsdialog.submissions.models import DocumentationPackage

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
    assert (loaded.accounts, loaded.packages) == (0, 12)
    assert Municipality.objects.filter(is_fictional=True).count() == Municipality.objects.count() == 2
    assert HousingOrganisation.objects.count() == 7
    assert Division.objects.count() == 63
    assert Membership.objects.count() == 9
    assert AreaIndicators.objects.count() == 48
    for owner in world.owners:
        if owner.spec.has_package:
            stored = DocumentationPackage.objects.get(organisation__lbf_number=owner.spec.lbf_number, dialogue_year=2026)
            assert outcomes(package_facts(stored)) == outcomes(owner.packages[2025]), owner.spec.name
