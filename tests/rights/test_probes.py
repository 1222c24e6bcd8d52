"""Every person tries every page, file, export and search of the small world, and every deed on what is not theirs."""

from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import transaction
from django.urls import URLPattern, URLResolver
from tests.register import world as made_world
from tests.rights import addresses
from tests.rights.markers import mark_all
from tests.rights.more_objects import add_more
from tests.rights.oracle import KEPT
from tests.rights.probing import Prober, row_counts, visitors

from styringsdialog.web import urls

pytestmark = pytest.mark.django_db
# The nine roles in one municipality, some of the other, and those whose roles are two, ended, to come, or none.
NAMES = """coordinator-a case_worker-a unit_contact-a manager-a organisation_editor-a organisation_signatory-a auditor-a
adviser-a administrator-a coordinator-b organisation_editor-b both adviser-both adviser-ended-a""".split()

# Those who also try days long gone and numbers that are not theirs behind the addresses.
ASKING = {"coordinator-a", "manager-a", "organisation_editor-b", "adviser-both"}
FILES: dict[str, Path] = {}


@pytest.fixture(scope="module")
def marks(django_db_setup, django_db_blocker, tmp_path_factory):
    """The small world with a word in each text; made once."""
    settings.MEDIA_ROOT = FILES["folder"] = tmp_path_factory.mktemp("rights")
    with django_db_blocker.unblock(), transaction.atomic():
        world = made_world.build()
        add_more(world)
        found = mark_all()
        KEPT.clear()
        yield found
        transaction.set_rollback(True)


def test_every_address_is_tried():
    def names(patterns):
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from names(pattern.url_patterns)
            elif isinstance(pattern, URLPattern):
                yield pattern.name

    tried = {*addresses.ABOUT, *addresses.LISTS, *addresses.WORDED, *addresses.DEEDS_WITHOUT_OBJECT}
    assert tried == set(names(urls.urlpatterns))


@pytest.mark.only_on("sqlite")  # the pages ask the same queries that test_rows tries on both
@time_machine.travel("2026-09-01T10:00:00+02:00", tick=False)
def test_nobody_is_shown_what_is_not_theirs(marks):
    settings.MEDIA_ROOT = FILES["folder"]  # each test has its own by now
    people = list(visitors(made_world.DAY, NAMES))
    prober = Prober(marks, [one.person for one in people])
    before = row_counts()
    for visitor in people:
        prober.asks = visitor.person.user.username in ASKING
        prober.visit(visitor)
    assert row_counts() == before
    for visitor in people:
        prober.send(visitor)
    assert row_counts() == before
    print(f"\npages of the small world: {prober.found.told()}")
    assert prober.found.leaks == []
    assert prober.found.hidden == []
    assert prober.found.silent == []
    assert prober.found.broken == []
    # 16 visitors; some 45 addresses about an object that is not theirs, and 40 lists, 15 of them as files too.
    assert sum(prober.found.probes.values()) > 16 * (45 + 40 + 15)
