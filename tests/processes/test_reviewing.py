"""The rules on a stored package: the same findings as from its file, kept as they were, read in one query."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.exchange.packages import plain
from tests.fixtures.packages.build import PACKAGES, findings_of, package_of

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.exchange.reading.package import read_package
from styringsdialog.exchange.workbook_writing import write_workbook
from styringsdialog.processes.reviewing import chosen_points, default_choice, run_rules
from styringsdialog.processes.uploads import apply_upload, receive_file
from styringsdialog.register.models import Division, HousingOrganisation, Municipality, Role
from styringsdialog.reviews.models import BriefPoint, Finding
from styringsdialog.reviews.queries import brief_choices, current_run, point, points, run_facts
from styringsdialog.reviews.services import choose_brief_points
from styringsdialog.rulebook.engine import review
from styringsdialog.rulebook.facts import Line, PackageFacts, Statement, changed
from styringsdialog.rulebook.version import rulebook_version

pytestmark = pytest.mark.django_db


def in_file(facts) -> bytes:
    target = BytesIO()
    write_workbook(facts, facts.edition, target, results=True)
    return target.getvalue()


def taken_in(acting, facts):
    upload = receive_file(acting, file=ContentFile(in_file(facts)), name="pakke.xlsx")
    upload.refresh_from_db()
    return apply_upload(acting, upload=upload)


@pytest.fixture
def owners(place):
    """The organisations of the two packages that were worked out by hand."""
    for name in PACKAGES:
        own = package_of(name).organisation
        HousingOrganisation.objects.create(
            lbf_number=own.lbf_number, name=own.name, owner_kind=own.owner_kind, seat_municipality=place
        )


@pytest.fixture
def package(worker, owners):
    return taken_in(worker, package_of(PACKAGES[0]))


@pytest.mark.parametrize("name", PACKAGES)
def test_file_and_database_give_the_same_findings(worker, owners, name):
    day, expected = findings_of(name)
    there = Acting(worker.user, day, worker.municipality)
    reading = read_package(in_file(package_of(name)))
    by_command = {(one.rule, one.subject): one for one in review(reading.package, day)}
    package = taken_in(there, package_of(name))
    by_browser = {(one.finding.rule, one.finding.subject): one.finding for one in points(there, package)}
    assert by_browser == by_command
    outcomes = {(rule, subject.key): one.outcome.value for (rule, subject), one in by_browser.items()}
    assert outcomes == {(row["rule"], row["subject"]): row["outcome"] for row in expected}


def test_a_run_keeps_what_it_was_made_from(worker, package):
    run = current_run(worker, package)
    assert run.rulebook_version == rulebook_version()
    assert plain(run_facts(run)) == plain(package_of(PACKAGES[0]))
    assert sum(run.counts.values()) == Finding.objects.filter(run=run).count()


def test_a_second_run_stands_beside_the_first(worker, package):
    first = current_run(worker, package)
    kept = list(Finding.objects.filter(run=first).values())
    second = run_rules(worker, package=package)
    assert current_run(worker, package) == second
    assert second.pk != first.pk
    assert list(Finding.objects.filter(run=first).values()) == kept


def test_points_are_read_worst_first_in_one_query(worker, package):
    run = current_run(worker, package)
    with CaptureQueriesContext(connection) as asked:
        found = points(worker, run)
    assert len(asked) == 1
    ranks = dict(Finding.objects.values_list("pk", "rank"))
    assert [ranks[one.pk] for one in found] == sorted(ranks[one.pk] for one in found)
    assert "facts" in run.get_deferred_fields()


def test_points_by_area_outcome_and_text(worker, package):
    found = points(worker, package)
    economy = points(worker, package, area="economy")
    assert {one.finding.area.value for one in economy} == {"economy"}
    assert 0 < len(economy) <= len(found)
    issues = points(worker, package, outcome=("attention", "cannot_judge"))
    assert {one.finding.outcome.value for one in issues} <= {"attention", "cannot_judge"}
    name = found[-1].finding.subject.name
    assert points(worker, package, text=name.upper()) == [
        one for one in found if name.casefold() in one.finding.subject.name.casefold()
    ]
    assert point(worker, found[0].pk) == found[0]
    assert point(worker, 0) is None


def test_nobody_else_runs_rules_or_sees_points(worker, somebody, package):
    for role in (Role.ADVISER, Role.UNIT_CONTACT, Role.MANAGER, Role.ORGANISATION_EDITOR, Role.AUDITOR):
        acting = somebody(role, of=package.organisation)
        with pytest.raises(NotAllowed):
            run_rules(acting, package=package)
        assert bool(points(acting, package)) == (role in (Role.ADVISER, Role.UNIT_CONTACT))


def test_a_municipality_in_which_a_division_lies_makes_its_own_run(worker, somebody, package):
    elsewhere = Municipality.objects.create(code="0998", name="Østborg")
    neighbour = somebody(Role.CASE_WORKER, at=elsewhere)
    with pytest.raises(NotAllowed):
        run_rules(neighbour, package=package)
    Division.objects.filter(pk=package.organisation.divisions.first().pk).update(location_municipality=elsewhere)
    assert points(neighbour, package) == []
    run = run_rules(somebody(Role.CASE_WORKER, at=elsewhere, chosen=False), package=package)
    assert run.municipality == elsewhere
    assert current_run(neighbour, package) == run
    assert current_run(worker, package) != run


def test_the_weightiest_points_are_chosen_until_somebody_chooses(worker, package):
    found = points(worker, package)
    assert brief_choices(worker, package) == {}
    default = chosen_points(worker, package, found)
    assert default == default_choice(found) != []
    wanted = [found[-1].pk, found[0].pk]
    assert choose_brief_points(worker, package=package, chosen=wanted) == 2
    assert set(chosen_points(worker, package, found)) == set(wanted)
    # The choice follows rule and subject, so it holds for the next run, too.
    run = run_rules(worker, package=package)
    again = points(worker, run)
    chosen = {
        (one.finding.rule, one.finding.subject) for one in again if one.pk in chosen_points(worker, package, again)
    }
    assert chosen == {(one.finding.rule, one.finding.subject) for one in found if one.pk in wanted}


def test_points_of_an_older_run_cannot_be_chosen(worker, package):
    old = points(worker, package)[0].pk
    run_rules(worker, package=package)
    with pytest.raises(UserError):
        choose_brief_points(worker, package=package, chosen=[old])
    assert not BriefPoint.objects.exists()


def year_before(facts):
    """Last year's package, whose results are this year's column «last year»."""

    def before(subject):
        lines = {number: Line(result=line.last_year) for number, line in subject.statement.lines.items()}
        return changed(
            subject,
            period_start=subject.period_start.replace(year=subject.period_start.year - 1),
            period_end=subject.period_end.replace(year=subject.period_end.year - 1),
            statement=Statement({number: line for number, line in lines.items() if line.result is not None}),
        )

    return PackageFacts(facts.edition - 1, before(facts.organisation), tuple(map(before, facts.divisions)))


def test_last_years_package_is_asked_as_soon_as_it_is_there(worker, owners):
    this = package_of(PACKAGES[0])
    package = taken_in(worker, this)
    assert {one.finding.outcome.value for one in points(worker, package) if one.finding.rule == "D-07"} == {
        "not_applicable"
    }
    taken_in(worker, year_before(this))
    run = run_rules(worker, package=package)
    judged = {one.finding.outcome.value for one in points(worker, run) if one.finding.rule == "D-07"}
    assert "ok" in judged
    assert not judged & {"attention", "possible_breach"}
    assert run_facts(run).previous.organisation.dialogue_year == 2025
