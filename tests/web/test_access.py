"""Every address for every role, against a table written by hand; foreign objects are 404 and leave a trail."""

from pathlib import Path

import pytest
import yaml
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from styringsdialog.trail.models import TrailEntry
from styringsdialog.web import urls
from tests.web.desk_world import Desk, say_things
from tests.web.documents import document_arguments, documents_sent, hang_documents

MATRIX = yaml.safe_load((Path(__file__).parent / "access_matrix.yaml").read_text(encoding="utf-8"))
ROLES = MATRIX["roles"]


def names(patterns):
    """The name of every address below."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield pattern.name


def desk_arguments(world, desk: Desk) -> dict[str, list]:
    """The same for the desk and the letters."""
    package, point = world.package.pk, world.finding.pk
    of_point = "point_history point_peers point_judge point_propose point_note point_explain"
    of_draft = "letter letter_preview letter_save letter_send letter_pdf letter_sent letter_reply~draft"
    of_sent = "letter~sent letter_preview~sent letter_reply letter_remind letter_withdraw"
    return {
        **{name: [package, point] for name in of_point.split()},
        **{name: [desk.draft.pk] for name in of_draft.split()},
        **{name: [desk.sent.pk] for name in of_sent.split()},
        "letter~auditor": [desk.to_auditor.pk],
        "letter_reply~auditor": [desk.to_auditor.pk],
        "question_answer": [desk.sent.questions.first().pk],
        "answer": [desk.token],
        "answer~unknown": ["x" * 43],
        "package_letters": [package],
        "letter_new": [package],
        "points_judge": [package],
        "points_undo": [package],
        "point_note_change": [desk.note.pk],
        "proposal_decide": [desk.proposal.pk],
    }


def of_register(world) -> dict[str, list]:
    """The register's own addresses."""
    parts, number = world.parts, world.owner.lbf_number
    return {
        **{name: [number] for name in ("organisation_edit", "organisation_contact_new", "division_new")},
        "organisation_edit~foreign": [world.foreign.lbf_number],
        "division_edit": [number, world.division.lbf_number],
        "area_edit": [world.area.pk],
        "area_edit~foreign": [world.foreign_area.pk],
        **{name: [parts.unit.pk] for name in ("unit", "unit_edit", "unit_contact_new")},
        "unit~foreign": [parts.foreign_unit.pk],
        **{name: [parts.surface.pk] for name in ("surface_edit", "surface_hand_over", "surface_end")},
        **{name: [parts.contact.pk] for name in ("contact_edit", "contact_end")},
        **{name: [parts.event.pk] for name in ("event", "event_withdraw")},
        "event~foreign": [parts.foreign_event.pk],
        "event_form": ["sammenlaegning"],
    }


def desk_sent(world, desk: Desk) -> dict[str, dict]:
    """What is sent to the desk's and the letters' addresses."""
    question = desk.sent.questions.first().pk
    by_hand = {"text": "Fordi.", "given_by": "Ida", "source": "brev", "received_on": "2026-08-30"}
    return {
        "point_judge": {"verdict": "agree", "seen": ""},
        "points_judge": {"verdict": "agree", "marked": [world.finding.pk]},
        "points_undo": {"batch": str(desk.judged.batch)},
        "point_propose": {"verdict": "agree"},
        "point_note": {"text": "Noteret."},
        "point_note_change": {"text": "Rettet."},
        "point_explain": {"text": "Derfor.", "given_by": "direktøren"},
        "proposal_decide": {"deed": "adopt"},
        "proposals_decide": {"deed": "adopt", "marked": [desk.proposal.pk]},
        "letter_save": {"version": desk.draft.version, "language": "da"},
        "letter_sent": {"recipient_name": "Ida", "sent_on": "2026-09-01"},
        "letter_reply": {f"answer-{question}": "Fordi.", "deed": "send"},
        "question_answer": by_hand,
        "answer": {f"answer-{question}": "Fordi.", "given_by": "Ida", "deed": "send"},
    }


def arguments(world) -> dict[str, list]:
    """What each address is tried with."""
    package, point = world.package.pk, world.finding.pk
    return {
        **of_register(world),
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
    desk = say_things(world)
    documents = hang_documents(world)
    given = arguments(world) | desk_arguments(world, desk) | document_arguments(world, documents)
    sent = {
        **desk_sent(world, desk),
        **documents_sent(documents),
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
