"""The points page: list, opened point, filters, the choice for the brief, number of queries."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from styringsdialog.core.stored_values import to_json
from styringsdialog.reviews.models import BriefPoint, Finding
from styringsdialog.reviews.queries import points


@pytest.fixture
def worker(world, signed_in):
    return signed_in(world.users["case_worker"])


@pytest.fixture
def address(world):
    return reverse("points", args=[world.package.pk])


def test_the_page_takes_at_most_fifteen_queries(worker, address):
    worker.get(address)
    with CaptureQueriesContext(connection) as made:
        assert worker.get(address).status_code == 200
    assert len(made) <= 15, [query["sql"][:90] for query in made.captured_queries]


def test_the_heading_counts_every_outcome_that_has_a_mark(world, worker, address):
    context = worker.get(address).context
    counts = world.run.counts
    marked = [name for name in context["outcomes"] if name != "not_applicable"]
    assert context["total"] == sum(counts.get(name, 0) for name in marked)


def test_what_does_not_apply_is_seen_only_where_it_is_asked_for(world, worker, address):
    def shown(query):
        lines = worker.get(address + query).context["listing"].groups
        return {line.outcome for group in lines for line in (*group.lines, *group.fine)}

    assert world.run.counts["not_applicable"]
    assert "not_applicable" not in shown("")
    assert shown("?outcome=not_applicable") == {"not_applicable"}


def test_what_is_in_order_is_gathered_to_a_line_a_rule(world, worker, address):
    lines = [line for group in worker.get(address).context["listing"].groups for line in group.fine]
    gathered = [line for line in lines if line.rule]
    assert gathered
    assert all(line.outcome == "ok" for line in gathered)
    # The sample has two divisions, and one of them keeps this rule.
    assert "1 af 2 afdelinger" in {line.subject for line in gathered}


def test_a_gathered_line_opens_to_each_of_its_points(world, worker, address):
    lines = [line for group in worker.get(address).context["listing"].groups for line in group.fine]
    rule = next(line.rule for line in lines if line.rule)
    opened = worker.get(address, {"rule": rule, "outcome": "ok"}).context["listing"]
    assert len(opened.order) == 1


@pytest.mark.parametrize("choice", [{"outcome": "attention"}, {"division": "08501"}, {"text": "åPARKEN"}])
def test_each_filter_narrows_to_what_it_says(world, worker, address, choice):
    keys = worker.get(address, {**choice}).context["listing"].order
    found = {point.pk: point.finding for point in points(world.acting("case_worker"), world.run)}
    assert keys
    for key in keys:
        finding = found[key]
        if "outcome" in choice:
            assert finding.outcome == "attention"
        else:
            assert finding.subject.key == "08501"


def test_a_filter_without_a_hit_says_so(worker, address):
    assert "Ingen punkter svarer til det, du har valgt." in worker.get(address, {"text": "qqq"}).content.decode()


def test_htmx_gets_the_opened_point_alone_and_going_back_gets_the_page(world, worker):
    address = reverse("point", args=[world.package.pk, world.finding.pk])
    part = worker.get(address, headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert "HX-Request" in part.headers["Vary"]
    back = worker.get(address, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in back.content.decode()


def test_the_opened_point_shows_figures_sources_status_and_what_to_ask(world, worker):
    found = next(point for point in points(world.acting("case_worker"), world.run) if point.finding.figures)
    page = worker.get(reverse("point", args=[world.package.pk, found.pk])).content.decode()
    source = found.finding.rule_sources[0]
    assert source.act in page
    assert "Hjemmel" in page
    assert reverse("rule", args=[found.finding.rule]) in page


def test_a_chart_has_its_numbers_as_a_table(world, worker):
    row = world.finding
    years = [[2023, to_json(Decimal(5100)), None], [2024, to_json(Decimal(4630)), to_json(Decimal(6190))]]
    Finding.objects.filter(pk=row.pk).update(detail={**row.detail, "trend": years})
    page = worker.get(reverse("point", args=[world.package.pk, row.pk])).content.decode()
    assert f'<script id="chart-{row.pk}" type="application/json">' in page
    assert "Se tallene som tabel" in page
    assert '<th scope="row">2024</th><td class="number">4.630</td><td class="number">6.190</td>' in page
    assert '<th scope="row">2023</th><td class="number">5.100</td><td class="number">–</td>' in page


def test_choosing_a_point_is_kept_and_counted(world, worker):
    found = next(p for p in points(world.acting("case_worker"), world.run) if p.finding.outcome == "ok")
    address = reverse("point_choose", args=[world.package.pk, found.pk])
    before = worker.get(reverse("points", args=[world.package.pk])).context["chosen_count"]
    answer = worker.post(address, {"chosen": "on"}, headers={"HX-Request": "true"})
    assert answer.context["chosen_count"] == before + 1
    assert BriefPoint.objects.get(rule=found.finding.rule, subject_key=found.finding.subject.key).is_chosen
    assert worker.post(address, {}).status_code == 302
    assert worker.get(reverse("points", args=[world.package.pk])).context["chosen_count"] == before


def test_a_point_of_an_earlier_run_leads_to_the_newest(world, worker):
    old = world.finding.pk
    worker.post(reverse("package_run_rules", args=[world.package.pk]))
    answer = worker.get(reverse("point", args=[world.package.pk, old]))
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("points", args=[world.package.pk]))


def test_an_unit_contact_reads_points_but_has_no_buttons(world, signed_in, address):
    page = signed_in(world.users["unit_contact"]).get(address).content.decode()
    assert "Dialogoplæg (PDF, Word)" not in page
    assert "Tag punktet med" not in page


def test_the_rules_can_be_run_again_from_the_package(world, worker):
    before = world.run.pk
    page = worker.get(reverse("package", args=[world.package.pk])).content.decode()
    assert "Prøv mod reglerne igen" in page
    worker.post(reverse("package_run_rules", args=[world.package.pk]))
    assert world.run.pk > before
