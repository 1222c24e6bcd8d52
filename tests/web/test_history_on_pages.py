"""What happened to a thing stands on its page for those who read the trail, and for nobody else."""

import pytest
from django.urls import reverse

from tests.web.desk_world import say_things


@pytest.mark.parametrize("kind", ["upload", "letter", "person"])
def test_the_page_tells_what_happened_to_the_thing(world, signed_in, kind):
    desk = say_things(world)
    thing = {"upload": world.applied, "letter": desk.sent, "person": world.users["manager"]}[kind]
    address = reverse(kind, args=[thing.pk])
    reader = signed_in(world.users["administrator" if kind == "person" else "coordinator"]).get(address)
    assert '<h2 id="history" class="h3">Historik</h2>' in reader.content.decode()
    assert reader.context["history"].href == reverse("trail_about", args=[thing._meta.label_lower, thing.pk])
    if kind == "letter":
        assert any("sendte" in line.text for line in reader.context["history"].lines)
        own = signed_in(world.users["organisation_editor"]).get(address)
        assert own.status_code == 200
        assert 'id="history"' not in own.content.decode()
