"""Explanations: kept with the figures they are about, shown this year and the year after, by those who may."""

from datetime import date
from decimal import Decimal

import pytest
from tests.submissions import made

from styringsdialog.core.access import AccessClass
from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.register.models import Division, HousingOrganisation, Membership, Municipality, Role
from styringsdialog.rulebook.finding import Finding, Outcome, Severity, Subject
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.submissions.explanations import explanation_texts, explanations_for, record_explanation
from styringsdialog.submissions.models import Explanation
from styringsdialog.submissions.services import store_package
from styringsdialog.trail.models import TrailEntry
from styringsdialog.trail.queries import sentence
from styringsdialog.users.models import User

pytestmark = pytest.mark.django_db

DAY = date(2026, 9, 1)
MATTER = {"rule": "D-01", "subject_kind": "division", "subject_key": "001"}


@pytest.fixture
def owner():
    place = Municipality.objects.create(code="0981", name="Ålev")
    owner = HousingOrganisation.objects.create(
        lbf_number="0101", name="Boligforeningen Åen", owner_kind="own_divisions", seat_municipality=place
    )
    Division.objects.create(organisation=owner, lbf_number="001", name="Ådalen", location_municipality=place)
    return owner


@pytest.fixture
def somebody(owner):
    def make(role):
        number = User.objects.count()
        user = User.objects.create(username=f"u{number}", email=f"u{number}@example.org", name=f"Bruger {number}")
        own = role in (Role.ORGANISATION_EDITOR, Role.ORGANISATION_SIGNATORY, Role.AUDITOR)
        place = None if own else owner.seat_municipality
        own_owner = owner if own else None
        Membership.objects.create(
            user=user, role=role, municipality=place, organisation=own_owner, valid_from=date(2020, 1, 1)
        )
        return Acting(user, DAY)

    return make


@pytest.fixture
def package(owner):
    facts = made.package("0101", divisions=(made.division("001"),))
    return store_package(Acting(None, DAY), facts=facts, organisation=owner, upload=None, received_on=DAY)


def explain(acting, owner, text="Taget er nyt.", year=2026, **more):
    values = {"way": "page", "given_by": "Kirsten Holm", **MATTER, **more}
    return record_explanation(acting, organisation=owner, dialogue_year=year, text=text, **values)


def finding(rule="D-01", key="001", kind="division"):
    return Finding(
        rule=rule,
        area=GovernanceGoal.DIVISIONS,
        subject=Subject(kind, key, "Ådalen"),
        outcome=Outcome.ATTENTION,
        severity=Severity.NORMAL,
        message="x",
    )


def test_an_explanation_keeps_what_it_is_about(somebody, owner):
    worker = somebody(Role.CASE_WORKER)
    figures = {"rent_per_m2": Decimal("899.50"), "year": 2026, "on": date(2026, 5, 3)}
    row = explain(worker, owner, figures=figures)
    assert row.division.lbf_number == "001"
    assert (row.received_on, row.created_by, row.access_class) == (DAY, worker.user, AccessClass.PARTIES)
    entry = TrailEntry.objects.order_by("-pk").first()
    assert sentence(entry).endswith("gemte en forklaring fra Boligforeningen Åen om D-01 (001), styringsår 2026.")
    with pytest.raises(UserError):
        explain(worker, owner, text="  ")


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ADVISER, Role.UNIT_CONTACT, Role.AUDITOR, Role.ADMINISTRATOR])
def test_the_organisation_explains_or_staff_on_its_behalf(somebody, owner, role):
    explain(somebody(Role.ORGANISATION_EDITOR), owner)
    explain(somebody(Role.COORDINATOR), owner, way="on_behalf")
    with pytest.raises(NotAllowed):
        explain(somebody(role), owner)
    assert Explanation.objects.count() == 2


def test_this_year_and_last_year_stand_by_matter_the_newest_first(somebody, owner, package, django_assert_num_queries):
    worker = somebody(Role.CASE_WORKER)
    figures = {"rent_per_m2": Decimal("899.50")}
    explain(worker, owner, "for to år siden", year=2024)
    last = explain(worker, owner, "sidste år", year=2025, figures=figures)
    first = explain(worker, owner, "først")
    second = explain(worker, owner, "så")
    explain(worker, owner, "noget andet", rule="K-01", subject_kind="organisation", subject_key="0101")
    with django_assert_num_queries(1):
        found = explanations_for(worker, package)
    assert [one.explanation for one in found["D-01", "division", "001"]] == [second, first, last]
    assert [one.is_last_year for one in found["D-01", "division", "001"]] == [False, False, True]
    assert found["D-01", "division", "001"][-1].figures == figures
    assert len(found["K-01", "organisation", "0101"]) == 1
    assert len(explanations_for(worker, package, years_back=2)["D-01", "division", "001"]) == 4


def test_a_division_that_got_another_number_keeps_its_explanation(somebody, owner, package):
    worker = somebody(Role.CASE_WORKER)
    explain(worker, owner, year=2025)
    Division.objects.update(lbf_number="901")
    assert explanations_for(worker, package).keys() == {("D-01", "division", "901")}


def test_the_brief_gets_the_words_that_both_parties_may_read(somebody, owner, package):
    worker = somebody(Role.CASE_WORKER)
    explain(worker, owner, "Taget er nyt.", year=2025)
    explain(worker, owner, "Kun for kommunen", access_class=AccessClass.INTERNAL)
    explain(worker, owner, "Vi følger planen.", rule="K-01", subject_kind="organisation", subject_key="0101")
    shown = [finding("X-01"), finding(), finding("K-01", "0101", "organisation")]
    assert explanation_texts(worker, package, shown) == {
        1: "Forklaret i styringsår 2025: Taget er nyt.",
        2: "Boligorganisationens forklaring: Vi følger planen.",
    }
    assert explanation_texts(worker, package, shown, "en")[1].startswith("Explained in dialogue year 2025")


@pytest.mark.parametrize(
    ("role", "classes"),
    [
        (Role.CASE_WORKER, {"internal", "parties", "public", "personal"}),
        (Role.COORDINATOR, {"internal", "parties", "public", "personal"}),
        (Role.ADVISER, {"internal", "parties", "public"}),
        (Role.UNIT_CONTACT, {"internal", "parties", "public"}),
        (Role.ORGANISATION_EDITOR, {"parties", "public"}),
        (Role.ORGANISATION_SIGNATORY, {"parties", "public"}),
        (Role.AUDITOR, set()),
        (Role.MANAGER, set()),
        (Role.ADMINISTRATOR, set()),
    ],
)
def test_who_reads_which_explanations(somebody, owner, package, role, classes):
    for access in AccessClass:
        explain(Acting(None, DAY), owner, access_class=access)
    found = explanations_for(somebody(role), package).get(("D-01", "division", "001"), [])
    assert {one.explanation.access_class for one in found} == classes
