"""Those who judge hear of an adviser's proposals: one message a package, adviser and day, with how many there are."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from styringsdialog.notices.digest import send_digests
from styringsdialog.notices.models import Notice
from styringsdialog.notices.sending import send_due
from styringsdialog.notices.services import choose_delivery
from styringsdialog.register.models import Role
from styringsdialog.reviews.announcing import GATHERED
from styringsdialog.reviews.judging import propose
from styringsdialog.reviews.models import Judgement

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser(somebody):
    return somebody(Role.ADVISER, name="Rita Råd")


@pytest.fixture
def coordinator(somebody):
    return somebody(Role.COORDINATOR, name="Kaj Holm")


def sent_after(wait):
    return send_due(timezone.now() + wait)


def test_three_proposals_are_one_message_to_each_who_judges(
    worker, coordinator, adviser, somebody, neighbour, findings
):
    for role in (Role.MANAGER, Role.ADMINISTRATOR, Role.UNIT_CONTACT, Role.ORGANISATION_EDITOR):
        somebody(role)
    somebody(Role.CASE_WORKER, at=neighbour)
    for finding in findings:
        propose(adviser, finding=finding, verdict="meeting")
    told = Notice.objects.filter(kind="proposals_to_judge")
    assert {notice.user for notice in told} == {worker.user, coordinator.user}
    assert not mail.outbox, "the message waits for the rest of the adviser's proposals"
    sent_after(GATHERED + timedelta(minutes=1))
    assert sorted(message.to for message in mail.outbox) == sorted([[worker.user.email], [coordinator.user.email]])
    assert mail.outbox[0].subject == "Forslag til vurdering: Boligforeningen Åen"
    assert "Rita Råd har foreslået vurderinger af punkter om Boligforeningen Åen. Antal: 3." in mail.outbox[0].body
    assert "/forslag/" in mail.outbox[0].body


def test_other_words_about_the_same_point_are_no_further_proposal(worker, adviser, findings):
    propose(adviser, finding=findings[0], verdict="agree")
    propose(adviser, finding=findings[0], verdict="meeting")
    assert "Antal: 1." in Notice.objects.get().body


def test_once_sent_the_day_has_had_its_message_and_the_next_day_brings_another(worker, adviser, findings):
    propose(adviser, finding=findings[0], verdict="meeting")
    sent_after(GATHERED + timedelta(minutes=1))
    propose(adviser, finding=findings[1], verdict="meeting")
    assert "Antal: 1." in Notice.objects.get().body
    assert sent_after(timedelta(hours=2)) == {}
    tomorrow = replace(adviser, day=adviser.day + timedelta(days=1), memory={})
    propose(tomorrow, finding=findings[2], verdict="meeting")
    assert "Antal: 3." in Notice.objects.latest("pk").body
    assert Notice.objects.count() == 2


def test_each_adviser_is_told_of_by_name(worker, adviser, somebody, findings):
    propose(adviser, finding=findings[0], verdict="meeting")
    propose(somebody(Role.ADVISER, name="Ulla Råd"), finding=findings[0], verdict="agree")
    bodies = " ".join(Notice.objects.values_list("body", flat=True))
    assert "Rita Råd har foreslået" in bodies
    assert "Ulla Råd har foreslået" in bodies
    assert Judgement.objects.filter(state="proposed").count() == 2


def test_in_the_daily_mail_the_number_is_the_last_one(worker, adviser, findings):
    choose_delivery(worker, delivery="digest")
    for finding in findings:
        propose(adviser, finding=finding, verdict="meeting")
    assert Notice.objects.get().state == "digest"
    assert "Antal: 3." in Notice.objects.get().body
    send_digests(adviser.day)
    assert [message.to for message in mail.outbox] == [[worker.user.email]]
