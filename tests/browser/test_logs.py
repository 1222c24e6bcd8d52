"""The pages of the trail and of messages in both widths: axe finds nothing, and nothing is wider than the screen."""

import pytest
from django.urls import reverse

from styringsdialog.notices.models import Notice, NoticeState
from styringsdialog.register.services import update_organisation
from styringsdialog.trail.context import deed
from styringsdialog.trail.models import TrailEntry
from styringsdialog.trail.services import record_reading
from tests.browser.test_accessibility import WIDTHS, too_wide

TEXT = {"subject": "Oplæg: {organisation}", "body": "Hej {hvem}\n{link}"}


def addresses(world) -> dict[str, str]:
    worker = world.acting("case_worker")
    with deed(worker.person):
        update_organisation(worker, organisation=world.owner, name="Ærø Boliger", cvr="12345674")
    record_reading(worker, world.run, "internal")
    Notice.objects.filter(pk=world.notices["own"].pk).update(
        state=NoticeState.GIVEN_UP, error="550 no such mailbox", attempts=9, sent_at=None
    )
    entry = TrailEntry.objects.filter(action="trail.organisation.changed").latest("pk")
    with_number = {
        "trail_entry": [entry.pk],
        "trail_about": ["register.housingorganisation", world.owner.pk],
        "trail_person": [world.users["case_worker"].pk],
        "notice": [world.notices["own"].pk],
        "notice_template": ["brief_shared", "da"],
    }
    names = "trail trail_readings trail_entry trail_about trail_person notice_log notice notice_mine notice_templates"
    return {name: reverse(name, args=with_number.get(name, [])) for name in [*names.split(), "notice_template"]}


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_of_the_logs(world, page, live_server, sign_in, complaints, axe, width):
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(world.users["administrator"])
    faults = {}
    for name, address in addresses(world).items():
        page.goto(live_server.url + address)
        if found := axe():
            faults[name] = found
        if (extra := too_wide(page)) > 0:
            faults[f"{name}, too wide"] = extra
    page.get_by_label("Tekst", exact=True).fill(TEXT["body"])
    page.get_by_role("button", name="Gem", exact=True).click()
    page.get_by_text("er ikke en oplysning, som denne besked kender").wait_for()
    if found := axe():
        faults["refused text"] = found
    assert faults == {}
    assert complaints == []
