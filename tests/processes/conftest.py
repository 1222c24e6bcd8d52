"""A municipality, an organisation, its people, and workbooks to hand in."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from tests.exchange.packages import sample

from styringsdialog.core.acting import Acting
from styringsdialog.exchange.workbook_writing import write_workbook
from styringsdialog.processes.uploads import receive_file
from styringsdialog.register.models import Division, HousingOrganisation, Membership, Municipality, Role
from styringsdialog.users.models import User

DAY = date(2026, 9, 1)


@pytest.fixture
def place():
    return Municipality.objects.create(code="0999", name="Ålev", is_fictional=True)


@pytest.fixture
def owner(place):
    """The organisation of tests.exchange.packages.sample, with one of its two divisions."""
    owner = HousingOrganisation.objects.create(
        lbf_number="0123", name="Fiktiv Boligforening", owner_kind="own_divisions", seat_municipality=place
    )
    Division.objects.create(organisation=owner, lbf_number="08501", name="Åparken", location_municipality=place)
    return owner


@pytest.fixture
def somebody(place, owner):
    """somebody(role) -> Acting of a new user with the role in the municipality or organisation."""

    def make(role, *, at=None, of=None, chosen=True):
        number = User.objects.count()
        user = User.objects.create(username=f"u{number}", email=f"u{number}@example.org", name=f"Bruger {number}")
        own = role in (Role.ORGANISATION_EDITOR, Role.ORGANISATION_SIGNATORY, Role.AUDITOR)
        Membership.objects.create(
            user=user,
            role=role,
            municipality=None if own else (at or place),
            organisation=(of or owner) if own else None,
            valid_from=date(2020, 1, 1),
        )
        return Acting(user, DAY, (at or place) if chosen and not own else None)

    return make


@pytest.fixture
def worker(somebody):
    return somebody(Role.CASE_WORKER)


def workbook(facts=None) -> bytes:
    """A filled-in workbook."""
    target = BytesIO()
    facts = facts or sample()
    write_workbook(facts, facts.edition, target, results=True)
    return target.getvalue()


@pytest.fixture
def hand_in():
    """hand_in(acting, data, ...) -> Upload, examined at once since tests run jobs immediately."""

    def make(acting, data=None, *, name="pakke.xlsx", **more):
        upload = receive_file(acting, file=ContentFile(data or workbook()), name=name, **more)
        upload.refresh_from_db()
        return upload

    return make
