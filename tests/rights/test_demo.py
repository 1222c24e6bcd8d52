"""The demo, loaded whole: rows by the table and by the question, and every page tried by each of its people."""

from datetime import date
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from tests.rights.markers import mark_all
from tests.rights.oracle import KEPT, may_see
from tests.rights.people import everybody
from tests.rights.probing import Prober, row_counts, visitors

from styringsdialog.core.visibility import can_view, registered, visible_to
from styringsdialog.register.models import HousingOrganisation, Municipality

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)
MOST = 60  # rows of one model: the newest, which hold what people did

FILES: dict[str, Path] = {}


@pytest.fixture(scope="module")
def marks(django_db_setup, django_db_blocker, tmp_path_factory):
    """Loaded the way a user loads it, then a word in each text."""
    settings.MEDIA_ROOT = FILES["folder"] = tmp_path_factory.mktemp("demo")
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        time_machine.travel("2026-11-22T10:00:00+01:00", tick=False),
    ):
        call_command("demo_load", verbosity=0)
        found = mark_all()
        KEPT.clear()
        yield found
        transaction.set_rollback(True)


def test_the_demo_has_two_municipalities_and_four_organisations(marks):
    assert Municipality.objects.filter(units__isnull=False).distinct().count() >= 2
    assert HousingOrganisation.objects.count() >= 4


def test_rows_of_the_demo(marks):
    probes, leaks, hidden, unlike = 0, [], [], []
    people = everybody(DAY)
    for model in registered():
        things = list(model._default_manager.order_by("-pk")[:MOST])
        keys = [one.pk for one in things]
        for name, acting, person in people:
            seen = set(visible_to(acting, model).filter(pk__in=keys).values_list("pk", flat=True))
            for thing in things:
                probes += 1
                allowed, words = may_see(person, thing), f"{name}: {model.__name__} {thing.pk} {thing}"
                if allowed != (thing.pk in seen):
                    (hidden if allowed else leaks).append(words)
                if can_view(acting, thing) != (thing.pk in seen):
                    unlike.append(words)
    print(f"\nrows of the demo: {probes} probes, {len(leaks)} leaks, {len(hidden)} hidden, {len(unlike)} unlike")
    assert leaks == []
    assert hidden == []
    assert unlike == []
    assert probes > 15 * 1000  # 15 people at least, some 50 kinds with 20 rows each


@pytest.mark.only_on("sqlite")  # the pages ask the same queries that the rows are tried with on both
@time_machine.travel("2026-11-22T10:00:00+01:00", tick=False)
def test_pages_of_the_demo(marks):
    settings.MEDIA_ROOT = FILES["folder"]  # each test has its own by now
    people = list(visitors(DAY))
    prober = Prober(marks, [one.person for one in people], asks=False)
    before = row_counts()
    for visitor in people:
        prober.visit(visitor)
        prober.send(visitor)
    print(f"\npages of the demo: {prober.found.told()}")
    assert row_counts() == before
    assert prober.found.leaks == []
    assert prober.found.hidden == []
    assert prober.found.silent == []
    assert prober.found.broken == []
    # 15 people; some 45 addresses about an object that is not theirs, and 40 lists, 15 of them as files too.
    assert sum(prober.found.probes.values()) > 15 * (45 + 40 + 15)
