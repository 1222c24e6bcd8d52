"""A package with a run of made-up findings, and people of two municipalities and of the organisation."""

from datetime import date

import pytest
from tests.submissions import made

from styringsdialog.core.acting import Acting
from styringsdialog.register.models import Division, HousingOrganisation, Membership, Municipality, Role
from styringsdialog.reviews.models import Finding, RuleRun
from styringsdialog.submissions.services import store_package
from styringsdialog.users.models import User

DAY = date(2026, 9, 1)
OWN = (Role.ORGANISATION_EDITOR, Role.ORGANISATION_SIGNATORY, Role.AUDITOR)


@pytest.fixture
def place():
    return Municipality.objects.create(code="0981", name="Ålev", is_fictional=True)


@pytest.fixture
def neighbour():
    """A municipality in which one of the organisation's divisions lies."""
    return Municipality.objects.create(code="0982", name="Østborg", is_fictional=True)


@pytest.fixture
def owner(place, neighbour):
    owner = HousingOrganisation.objects.create(
        lbf_number="0101", name="Boligforeningen Åen", owner_kind="own_divisions", seat_municipality=place
    )
    for number, where in (("001", place), ("002", neighbour)):
        Division.objects.create(
            organisation=owner, lbf_number=number, name=f"Afdeling {number}", location_municipality=where
        )
    return owner


@pytest.fixture
def package(owner):
    facts = made.package(owner.lbf_number, name=owner.name)
    return store_package(Acting(None, DAY), facts=facts, organisation=owner, upload=None, received_on=DAY)


@pytest.fixture
def somebody(place, owner):
    """somebody(role, at=..., name=...) -> Acting of a new user with the role."""

    def make(role, *, at=None, name="", day=DAY):
        number = User.objects.count()
        user = User.objects.create(
            username=f"u{number}", email=f"u{number}@example.org", name=name or f"Bruger {number}"
        )
        own = role in OWN
        Membership.objects.create(
            user=user,
            role=role,
            municipality=None if own else (at or place),
            organisation=owner if own else None,
            valid_from=date(2020, 1, 1),
        )
        return Acting(user, day)

    return make


@pytest.fixture
def worker(somebody):
    return somebody(Role.CASE_WORKER, name="Anne Beck")


@pytest.fixture
def make_run(place):
    """make_run(package, matters, at=...) -> the findings of a new run, one for each (rule, number) or for a rule alone
    about the organisation; `outcome` and `params` of all of them may be given."""

    def make(package, matters, *, at=None, outcome="attention", params=None, figures=()):
        run = RuleRun.objects.create(
            package=package,
            package_version=package.version,
            municipality=at or place,
            rulebook_version="x",
            day=DAY,
            facts={},
            counts={},
        )
        divisions = {row.lbf_number: row for row in Division.objects.filter(organisation=package.organisation)}
        return [
            Finding.objects.create(
                run=run,
                rule=rule,
                area="economy" if rule.startswith("K") else "divisions",
                subject_kind="division" if number else "organisation",
                subject_key=number or package.organisation.lbf_number,
                subject_name=f"Afdeling {number}" if number else package.organisation.name,
                division=divisions.get(number),
                outcome=outcome,
                severity="normal",
                rank=10,
                message="K-01.below_limit",
                params=params or {},
                detail={
                    "figures": list(figures),
                    "trend": [],
                    "missing": [],
                    "lowered_because": None,
                    "rule_sources": [],
                    "value_sources": [],
                    "day": {"$day": "2026-09-01"},
                },
            )
            for rule, number in matters
        ]

    return make


@pytest.fixture
def findings(package, make_run):
    """Three points: one of the organisation, two of its divisions."""
    return make_run(package, [("K-01", ""), ("D-01", "001"), ("D-01", "002")])
