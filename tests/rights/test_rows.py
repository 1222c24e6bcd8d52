"""The query and the table by hand give one answer: every model, every person, every object of the small world."""

from datetime import date

import pytest
from django.db import transaction
from tests.register import world as made_world
from tests.rights.more_objects import add_more
from tests.rights.oracle import FOLLOWING, KEPT, OWNERSHIP, SPECIAL, may_see
from tests.rights.people import everybody

from styringsdialog.core.visibility import registered, visible_to
from styringsdialog.files.models import StoredFile

pytestmark = pytest.mark.django_db
# The day before the seats moved, the day itself, and one on which the roles of the future have begun.
OTHER_DAYS = (date(2025, 6, 30), date(2027, 1, 2))


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Made once: no test here writes."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = made_world.build()
        add_more(world)
        KEPT.clear()
        yield world
        transaction.set_rollback(True)


def test_ownership_is_written_for_every_model():
    assert {*OWNERSHIP, *FOLLOWING, *SPECIAL, StoredFile} == set(registered())


def test_query_and_table_agree(world):
    probes, leaks, hidden = 0, [], []
    people = everybody(made_world.DAY, OTHER_DAYS)
    for model in registered():
        things = list(model._default_manager.all())
        assert things, f"the world holds no {model.__name__}"
        for name, acting, person in people:
            seen = set(visible_to(acting, model).values_list("pk", flat=True))
            for thing in things:
                probes += 1
                allowed = may_see(person, thing)
                words = f"{name}: {model.__name__} {thing.pk} {thing}"
                if thing.pk in seen and not allowed:
                    leaks.append(words)
                if allowed and thing.pk not in seen:
                    hidden.append(words)
    print(f"rows of the small world: {probes} probes, {len(leaks)} leaks, {len(hidden)} hidden")
    assert leaks == []
    assert hidden == []
    # More than 30 users and more than 400 rows.
    assert probes > 30 * 400
