"""Where an organisation stands: what a newer file closes, what lies beside this year, and what came before it."""

from datetime import date

import time_machine
from django.urls import reverse

from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import visible_to
from styringsdialog.register.models import HousingOrganisation, OrganisationPeriod
from styringsdialog.reviews.models import DialogueBrief
from styringsdialog.submissions.models import Upload
from styringsdialog.web.overview.rounds import Stage, rounds
from styringsdialog.web.overview.todo import tasks
from tests.web.world import DAY

NEXT_YEAR = date(2027, 2, 1)  # the accounting year 2026 has ended, and its package has not come


def here(world, role="case_worker", day=None):
    acting = world.acting(role)
    acting = acting if day is None else Acting(acting.user, day, acting.municipality)
    return acting, next(one for one in rounds(acting) if one.organisation == world.owner)


def test_a_file_sent_back_is_closed_by_a_newer_one_of_the_same_year_that_was_taken_in(world):
    Upload.objects.filter(pk=world.previewed.pk).update(state="sent_back")
    assert here(world)[1].upload == world.previewed  # newer than the one taken in: still open
    newer = Upload.objects.get(pk=world.applied.pk)
    newer.pk = None
    newer.save()
    assert newer.pk > world.previewed.pk
    assert here(world)[1].upload is None
    assert here(world)[1].stage is not Stage.UNDERWAY
    Upload.objects.filter(pk=newer.pk).update(dialogue_year=2025)
    assert here(world)[1].upload == world.previewed  # taken in for another year
    Upload.objects.filter(pk=world.previewed.pk).update(dialogue_year=None, state="unreadable")
    assert here(world)[1].upload is None


def test_a_file_of_an_old_year_stands_beside_this_years_review(world, signed_in):
    DialogueBrief.objects.all().delete()
    Upload.objects.filter(pk=world.previewed.pk).update(dialogue_year=2024)
    acting, found = here(world)
    assert found.stage is Stage.REVIEWED
    assert found.upload is None
    assert found.other_uploads == (world.previewed,)
    assert reverse("upload", args=[world.previewed.pk]) in [task.href for task in tasks(acting, [found])]
    client = signed_in(world.users["case_worker"])
    for address in ("/", "/organisationer/0123/"):
        text = client.get(address).content.decode()
        assert "Fil for styringsår 2024:" in text
        assert f"/pakker/{world.package.pk}/" in text
        assert f"{found.to_look_at} punkter at gennemgå" in text or address != "/"


def test_the_last_package_stays_in_sight_until_the_new_one_comes(world, signed_in):
    Upload.objects.filter(pk=world.previewed.pk).delete()
    assert here(world)[1].earlier is None
    found = here(world, day=NEXT_YEAR)[1]
    assert (found.stage, found.dialogue_year) == (Stage.AWAITED, 2027)
    assert (found.earlier.package, found.earlier.brief) == (world.package, world.brief)
    outcomes = ("possible_breach", "attention", "cannot_judge")
    assert found.earlier.to_look_at == sum(world.run.counts.get(outcome, 0) for outcome in outcomes)
    seen = here(world, "manager", NEXT_YEAR)[1].earlier
    assert (seen.package, seen.run, seen.brief, seen.dialogue_year) == (None, None, world.brief, 2026)
    with time_machine.travel("2027-02-01T10:00:00+01:00"):
        worker = signed_in(world.users["case_worker"]).get("/").content.decode()
        assert f"{found.earlier.to_look_at} punkter at gennemgå" in worker
        for text in (worker, signed_in(world.users["manager"]).get("/").content.decode()):
            assert "Seneste pakke er for styringsår 2026:" in text
            assert reverse("brief", args=[world.brief.pk]) in text


def test_a_year_without_an_edition_is_said_and_no_template_is_offered(world, signed_in):
    Upload.objects.all().delete()
    address = "/organisationer/0123/"
    assert "Hent skabelon for styringsår 2026" in signed_in(world.users["case_worker"]).get(address).content.decode()
    with time_machine.travel("2027-02-01T10:00:00+01:00"):
        text = signed_in(world.users["case_worker"]).get(address).content.decode()
    assert "Der er endnu ingen udgave for styringsår 2027" in text
    assert "Hent skabelon" not in text


def test_the_list_of_files_says_how_many_more_there_are(world, signed_in):
    for _ in range(6):  # with the two of the world eight, of which five are shown
        copy = Upload.objects.get(pk=world.applied.pk)
        copy.pk = None
        copy.save()
    text = signed_in(world.users["case_worker"]).get("/organisationer/0123/").content.decode()
    assert "3 ældre filer er ikke vist." in text


def test_nothing_is_awaited_from_one_that_has_ceased_or_moved_away(world):
    acting = world.acting("case_worker")
    other = world.foreign.seat_municipality
    gone = HousingOrganisation.objects.create(
        lbf_number="0301", name="Ophørt", owner_kind="own_divisions", seat_municipality=world.place
    )
    moved = HousingOrganisation.objects.create(
        lbf_number="0302", name="Flyttet", owner_kind="own_divisions", seat_municipality=other
    )
    for owner, last, seat in ((gone, date(2027, 1, 1), world.place), (moved, date(2026, 1, 1), world.place)):
        OrganisationPeriod.objects.create(
            organisation=owner,
            name=owner.name,
            owner_kind=owner.owner_kind,
            seat_municipality=seat,
            valid_from=date(2000, 1, 1),
            valid_until=last,
        )
    assert {one.organisation for one in rounds(acting)} == {world.owner, gone}
    HousingOrganisation.objects.filter(pk=gone.pk).update(ended_on=DAY)
    assert {one.organisation for one in rounds(world.acting("case_worker"))} == {world.owner}
    assert moved in visible_to(acting, HousingOrganisation)  # its past here can still be read
