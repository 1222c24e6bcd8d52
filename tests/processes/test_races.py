"""Two at once on PostgreSQL, where nothing makes writers queue: one gets through, the other gets a sentence."""

import threading
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db import connection

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import UserError
from styringsdialog.processes.uploads import apply_upload, receive_file
from styringsdialog.register.models import HousingOrganisation, Membership, Municipality, Role
from styringsdialog.register.services import grant_role
from styringsdialog.reviews.models import RuleRun
from styringsdialog.submissions.models import DocumentationPackage, Upload
from styringsdialog.users.models import User

from .conftest import DAY, workbook

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.only_on("postgresql")]
SYSTEM = Acting(None, DAY)


def at_once(*deeds):
    """Runs each deed in a thread of its own; for each its refusal, or None."""
    gate = threading.Barrier(len(deeds))
    answers = [None] * len(deeds)

    def run(number, deed):
        try:
            gate.wait()
            deed()
        except UserError as refusal:
            answers[number] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@pytest.fixture
def place():
    return Municipality.objects.create(code="0999", name="Ålev")


def test_one_file_taken_in_by_two(place):
    HousingOrganisation.objects.create(
        lbf_number="0123", name="Fiktiv Boligforening", owner_kind="own_divisions", seat_municipality=place
    )
    upload = receive_file(SYSTEM, file=ContentFile(workbook()), name="pakke.xlsx")
    copies = [Upload.objects.get(pk=upload.pk) for _ in range(2)]
    answers = at_once(*(lambda copy=copy: apply_upload(SYSTEM, upload=copy) for copy in copies))
    assert sorted(refusal is None for refusal in answers) == [False, True]
    assert (DocumentationPackage.objects.get().version, RuleRun.objects.count()) == (1, 1)


@pytest.mark.parametrize("is_new", [True, False])
def test_two_files_of_one_package_taken_in_by_two(place, is_new):
    HousingOrganisation.objects.create(
        lbf_number="0123", name="Fiktiv Boligforening", owner_kind="own_divisions", seat_municipality=place
    )
    if not is_new:
        apply_upload(SYSTEM, upload=receive_file(SYSTEM, file=ContentFile(workbook()), name="0.xlsx"))
    uploads = [receive_file(SYSTEM, file=ContentFile(workbook()), name=f"{n}.xlsx") for n in (1, 2)]
    answers = at_once(*(lambda one=one: apply_upload(SYSTEM, upload=one) for one in uploads))
    assert sorted(refusal is None for refusal in answers) == [False, True]
    version = 1 if is_new else 2
    assert (DocumentationPackage.objects.get().version, RuleRun.objects.count()) == (version, version)
    assert {one.state for one in Upload.objects.filter(pk__in=[one.pk for one in uploads])} == {"applied", "previewed"}


def test_one_role_given_by_two(place):
    user = User.objects.create(username="x")
    role = {"user": user, "role": Role.MANAGER, "municipality": place, "valid_from": date(2026, 1, 1)}
    answers = at_once(*(lambda: grant_role(SYSTEM, **role) for _ in range(2)))
    assert sorted(refusal is None for refusal in answers) == [False, True]
    assert Membership.objects.count() == 1
