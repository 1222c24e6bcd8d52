"""A package stored and read again is the same; last year and earlier years are added from what is stored."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from tests.exchange.packages import packages, plain
from tests.submissions import made

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import UserError
from styringsdialog.register.models import Division, HousingArea, HousingOrganisation, Municipality
from styringsdialog.rulebook.facts import Line, PackageFacts, Statement, YearFigures, changed, known
from styringsdialog.submissions.facts import package_facts
from styringsdialog.submissions.models import DocumentationPackage, StatementLine, Upload, UploadKind
from styringsdialog.submissions.services import store_package
from styringsdialog.trail.models import TrailEntry

pytestmark = pytest.mark.django_db
SYSTEM = Acting(None, date(2026, 9, 1))


@pytest.fixture
def place():
    return Municipality.objects.create(code="0981", name="Ålev")


@pytest.fixture
def owner(place):
    return HousingOrganisation.objects.create(
        lbf_number="0101", name="Boligforeningen Åen", owner_kind="own_divisions", seat_municipality=place
    )


def store(facts, owner, day=date(2026, 6, 1)):
    return store_package(SYSTEM, facts=facts, organisation=owner, upload=None, received_on=day)


def test_a_package_comes_back_as_it_went_in(owner):
    facts = made.package()
    facts = PackageFacts(facts.edition, changed(facts.organisation, history=made.told_history()), facts.divisions, None)
    package = store(facts, owner)
    assert plain(package_facts(package)) == plain(facts)
    assert plain(package_facts(package, with_previous=False)) == plain(facts)


@given(facts=packages())
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_package_comes_back_as_it_went_in(place, facts):
    with transaction.atomic():
        owner = HousingOrganisation.objects.create(
            lbf_number=facts.organisation.lbf_number, name="x", owner_kind="managing", seat_municipality=place
        )
        package = store(facts, owner)
        assert plain(package_facts(package)) == plain(facts)
        transaction.set_rollback(True)


def test_unstated_is_not_zero(owner):
    package = store(made.package(), owner)
    organisation = package_facts(package).organisation
    assert known(organisation, "arbejdskapital_contribution_kr") is None
    assert organisation.dispositionsfond_contribution_kr == 0


def test_unknown_accounts_are_kept_and_named(owner):
    package = store(made.package(), owner)
    unknown = package_facts(package).divisions[0].statement.unknown
    assert [(account.number, account.label, account.line.result) for account in unknown] == [
        ("998.7", "Noget særligt", 70)
    ]
    assert not StatementLine.objects.filter(account="998.7", is_known=True).exists()


def test_last_year_and_the_years_before_come_from_what_is_stored(owner):
    for year in range(2018, 2026):
        package = store(made.package(year=year), owner, day=date(year + 1, 6, 1))
    facts = package_facts(package)
    assert facts.previous is not None
    assert facts.previous.organisation.period_end == date(2024, 12, 31)
    assert facts.previous.previous is None
    # Five earlier years: 2020-2024. The fund was made 900,000 + year.
    history = facts.organisation.history
    assert [year.accounting_year for year in history] == [2020, 2021, 2022, 2023, 2024]
    assert [year.figures["dispositionsfond_liquid_kr"] for year in history] == [
        902_020,
        902_021,
        902_022,
        902_023,
        902_024,
    ]
    assert history[0].figures["114"] == 110 * 100
    division = facts.divisions[1].history[-1]
    assert division.figures["114"] == 110 * 10
    assert division.figures["rent_per_m2_kr"] == Decimal("893.25")
    assert "deficit_since_year" not in division.figures


def test_history_of_the_file_fills_only_the_years_that_are_not_stored(owner):
    store(made.package(year=2023), owner, day=date(2024, 6, 1))
    told = (YearFigures(2020, {"803": 1}), YearFigures(2023, {"803": 2, "dispositionsfond_liquid_kr": 3}))
    facts = made.package(year=2025)
    package = store(PackageFacts(2026, changed(facts.organisation, history=told), facts.divisions), owner)
    history = {year.accounting_year: year.figures for year in package_facts(package).organisation.history}
    assert list(history) == [2020, 2023]
    assert history[2023]["dispositionsfond_liquid_kr"] == 902_023  # the stored package is the record
    assert history[2023]["803"] == 2


@pytest.mark.parametrize("count", [1, 12])
def test_the_number_of_queries_does_not_depend_on_the_number_of_divisions(owner, count):
    for year in (2023, 2024, 2025):
        divisions = tuple(made.division(f"{number:03}", year=year) for number in range(count))
        package = store(made.package(year=year, divisions=divisions), owner, day=date(year + 1, 6, 1))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        package_facts(package)
    assert len(asked) == 10


def test_a_newer_file_takes_the_place_of_the_older(owner):
    first = store(made.package(), owner)
    changed_statement = Statement({"114": Line(result=1)})
    newer = made.package(divisions=(made.division("002", statement=changed_statement, provisions=()),))
    second = store(newer, owner)
    assert (second.pk, second.version) == (first.pk, 2)
    assert plain(package_facts(second)) == plain(newer)
    assert DocumentationPackage.objects.count() == 1
    assert list(TrailEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "trail.package.stored",
        "trail.package.replaced",
    ]


def test_divisions_unknown_to_the_register_are_created(owner, place):
    other = Municipality.objects.create(code="0982", name="Østborg")
    area = HousingArea.objects.create(municipality=place, name="Åparken")
    Division.objects.create(organisation=owner, lbf_number="001", name="Gammelt navn", location_municipality=place)
    elsewhere = made.division("007", name="Fjern", location_municipality="0982")
    unsaid = made.division("008", name="Uden", location_municipality="9999")
    store(made.package(divisions=(made.division("001"), elsewhere, unsaid)), owner)
    rows = {row.lbf_number: row for row in Division.objects.filter(organisation=owner)}
    assert rows["001"].name == "Gammelt navn"  # the register keeps its own name
    assert rows["007"].location_municipality == other
    assert rows["007"].area is None
    assert rows["008"].location_municipality == place
    assert rows["008"].area == area


def test_what_does_not_fit_is_refused_with_a_sentence_and_nothing_is_stored(owner):
    too_long = made.division("001", name="Å" * 151)
    with pytest.raises(UserError) as refusal, transaction.atomic():
        store(made.package(divisions=(too_long,)), owner)
    assert "Navn" in refusal.value.text
    assert refusal.value.remedy
    too_much = made.division("001", statement=Statement({"114": Line(result=2**63)}))
    with pytest.raises(UserError), transaction.atomic():
        store(made.package(divisions=(too_much,)), owner)
    assert not DocumentationPackage.objects.exists()
    assert not Division.objects.exists()


def test_a_package_is_accounts_alone_until_more_has_come(owner):
    accounts = Upload(kind=UploadKind.ACCOUNTS)

    def stored(upload):
        package = store_package(SYSTEM, facts=made.package(), organisation=owner, upload=upload, received_on=SYSTEM.day)
        return package.report_kind

    assert stored(accounts) == "accounts_only"
    assert stored(accounts) == "accounts_only"
    assert stored(None) == "own_divisions"
    assert stored(accounts) == "own_divisions"  # accounts that come after the package belong to it
