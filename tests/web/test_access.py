"""Every address for every role, against a table written by hand; foreign objects are 404 and leave a trail."""

from pathlib import Path

import pytest
import yaml
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from styringsdialog.trail.models import TrailEntry
from styringsdialog.web import urls

MATRIX = yaml.safe_load((Path(__file__).parent / "access_matrix.yaml").read_text(encoding="utf-8"))
ROLES = MATRIX["roles"]


def names(patterns):
    """The name of every address below."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield pattern.name


def arguments(world) -> dict[str, list]:
    """What each address is tried with."""
    package, point = world.package.pk, world.finding.pk
    return {
        "organisation": [world.owner.lbf_number],
        "organisation~foreign": [world.foreign.lbf_number],
        "division": [world.owner.lbf_number, world.division.lbf_number],
        "area": [world.area.pk],
        "area~foreign": [world.foreign_area.pk],
        "package": [package],
        "package_template": [world.owner.lbf_number, 2026],
        "package_template~foreign": [world.foreign.lbf_number, 2026],
        "package_run_rules": [package],
        "points": [package],
        "point": [package, point],
        "point_choose": [package, point],
        "brief": [world.brief.pk],
        "brief_order": [package],
        "upload_new": [world.owner.lbf_number],
        "upload_new~foreign": [world.foreign.lbf_number],
        "upload": [world.applied.pk],
        "upload~previewed": [world.previewed.pk],
        "upload_map": [world.previewed.pk],
        "upload_apply": [world.previewed.pk],
        "upload_discard": [world.previewed.pk],
        "stored_file": [world.applied.original.pk],
        "stored_file~brief": [world.brief.pdf.pk],
        "processor_agreement_end": [world.processor_agreement.pk],
        "person": [world.users["manager"].pk],
        "person~foreign": [world.stranger.pk],
        "role_grant": [world.users["manager"].pk],
        "role_end": [world.users["manager"].memberships.get().pk],
        "person_deactivate": [world.users["manager"].pk],
        "person_reactivate": [world.users["manager"].pk],
        "invitation": [world.invitation_secret],
        "invitation_again": [world.invitation.pk],
        "invitation_revoke": [world.invitation.pk],
        "notice": [world.notices["own"].pk],
        "notice~foreign": [world.notices["foreign"].pk],
        "notice_retry": [world.notices["own"].pk],
        "notice_retry~foreign": [world.notices["foreign"].pk],
        "notice_template": ["brief_shared", "da"],
        "notice_template_reset": ["brief_shared", "da"],
        "trail_entry": [TrailEntry.objects.filter(municipality_code=world.place.code).first().pk],
        "trail_about": ["register.housingorganisation", world.owner.pk],
        "trail_about~foreign": ["register.housingorganisation", world.foreign.pk],
        "trail_person": [world.users["case_worker"].pk],
        "guide_page": ["kom-i-gang"],
        "rule": ["K-01"],
        "figure": ["funds", "dispositionsfond_target_kr"],
    }


def test_every_address_stands_in_the_table():
    written = {name.partition("~")[0] for method in ("get", "post") for name in MATRIX[method]}
    assert set(names(urls.urlpatterns)) == written


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_the_table_says(world, signed_in, role):
    given = arguments(world)
    sent = {
        "demo_sign_in": {"user": world.users["coordinator"].pk},
        "choose_municipality": {"code": world.place.code},
        "notice_mine": {"delivery": "digest"},
        "notice_template": {"subject": "Emne", "body": "Kære {name}", "version": "0"},
        "account": {"name": "Prøve", "language": "da"},
    }
    answers, expected = {}, {}
    for method in ("get", "post"):
        for name, row in MATRIX[method].items():
            client = Client() if role == "anonymous" else signed_in(world.users[role])
            plain = name.partition("~")[0]
            address = reverse(plain, args=given.get(name, given.get(plain, [])))
            with transaction.atomic():
                answer = getattr(client, method)(address, sent.get(plain, {}))
                if answer.streaming:
                    b"".join(answer)  # reading to the end closes the file
                transaction.set_rollback(True)
            answers[method, name] = answer.status_code
            expected[method, name] = row[ROLES.index(role)]
    assert answers == expected


def test_somebody_elses_organisation_is_not_there_and_the_attempt_is_written_down(world, signed_in):
    client = signed_in(world.users["case_worker"])
    assert client.get(reverse("organisation", args=[world.foreign.lbf_number])).status_code == 404
    entry = TrailEntry.objects.get(action="trail.access.refused")
    assert (entry.actor, entry.object_text) == (world.users["case_worker"], "Fjernbo Boliger")


def test_what_does_not_exist_is_404_and_leaves_no_trail(world, signed_in):
    assert signed_in(world.users["case_worker"]).get(reverse("organisation", args=["9999"])).status_code == 404
    assert not TrailEntry.objects.filter(action="trail.access.refused").exists()


def test_a_role_that_has_ended_opens_nothing(world, signed_in):
    user = world.users["case_worker"]
    user.memberships.update(valid_until="2026-09-01")
    assert signed_in(user).get(reverse("package", args=[world.package.pk])).status_code == 404
