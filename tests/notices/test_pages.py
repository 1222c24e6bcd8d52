"""The pages of messages: the log, one message with another try, the municipality's texts, one's own choice."""

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from styringsdialog.notices.models import Notice, NoticeChoice, NoticeState, NoticeTemplate
from styringsdialog.notices.services import Recipient, notify

TEXT = {"subject": "Oplæg: {organisation}", "body": "Hej {name}\n{link}", "version": "0"}
EDIT = "/beskeder/skabeloner/brief_shared/da/"


def enter(people, role) -> Client:
    client = Client()
    client.force_login(people.users[role], backend="django.contrib.auth.backends.ModelBackend")
    return client


def tell(people, name="Modtager Å", email="a@example.org", organisation="Åen"):
    told = {"organisation": organisation, "dialogue_year": 2026}
    (notice,) = notify(people.system, kind="brief_shared", to=[Recipient(name, email)], link="/", **told)
    notice.refresh_from_db()
    return notice


def test_the_log_is_searched_with_danish_letters_and_narrowed_by_state(people):
    tell(people)
    Notice.objects.filter(pk=tell(people, "Østbo", "o@example.org").pk).update(state=NoticeState.GIVEN_UP)
    client = enter(people, "coordinator")
    assert len(client.get("/beskeder/", {"text": "modtager å"}).context["table"].rows) == 1
    assert len(client.get("/beskeder/", {"text": "ØSTBO"}).context["table"].rows) == 1
    page = client.get("/beskeder/", {"state": "given_up"})
    assert len(page.context["table"].rows) == 1
    assert "Én besked kom ikke frem og er opgivet." in page.content.decode()


@pytest.mark.parametrize("address", ["/beskeder/", "/beskeder/mine/", "/beskeder/skabeloner/"])
def test_thirty_rows_cost_no_more_queries_than_one(people, address):
    client = enter(people, "administrator")

    def add(count):
        for number in range(count):
            to = [Recipient.of(people.users["administrator"])]
            told = {"organisation": f"{number}", "dialogue_year": 2026}
            notify(people.system, kind="brief_shared", to=to, link="/", **told)

    def cost():
        client.get(address)
        with CaptureQueriesContext(connection) as made:
            assert client.get(address).status_code == 200
        return len(made)

    add(1)
    with_one = cost()
    add(29)
    assert cost() == with_one


def test_a_message_is_shown_as_it_was_sent_and_tried_again_by_a_button(people):
    notice = tell(people)
    Notice.objects.filter(pk=notice.pk).update(state=NoticeState.GIVEN_UP, error="notices.uncertain")
    client = enter(people, "coordinator")
    page = client.get(reverse("notice", args=[notice.pk])).content.decode()
    assert "Ålev har delt dialogoplægget for Åen" in page
    assert "Afsendelsen blev afbrudt to gange." in page
    answer = client.post(reverse("notice_retry", args=[notice.pk]), follow=True)
    assert "Beskeden sendes igen." in answer.content.decode()
    assert len(mail.outbox) == 2
    again = client.post(reverse("notice_retry", args=[notice.pk]), follow=True)
    assert "Beskeden er sendt eller venter allerede." in again.content.decode()


def test_the_link_of_an_invitation_is_not_shown_in_the_log(people):
    to = [Recipient("Ny", "ny@example.org")]
    told = {"role": "Leder", "expires_on": people.system.day}
    (notice,) = notify(people.system, kind="invitation", to=to, link="/invitation/hemmeligt/", **told)
    page = enter(people, "administrator").get(reverse("notice", args=[notice.pk])).content.decode()
    assert "•••" in page
    assert "hemmeligt" not in page


def test_a_text_is_seen_before_it_is_saved(people):
    client = enter(people, "administrator")
    page = client.post(EDIT, {**TEXT, "preview": "1"})
    assert page.context["shown"].subject == "Oplæg: Eksempel Boliger"
    assert page.context["shown"].body.startswith("Hej Anne Eksempel\nhttp")
    assert NoticeTemplate.objects.count() == 0
    assert client.post(EDIT, TEXT).status_code == 302
    assert NoticeTemplate.objects.get().subject == "Oplæg: {organisation}"
    assert client.get(EDIT).context["is_own"]
    client.post(f"{EDIT}standard/")
    assert NoticeTemplate.objects.count() == 0


def test_an_unknown_placeholder_stands_at_its_field_and_the_text_is_kept(people):
    client = enter(people, "administrator")
    page = client.post(EDIT, {**TEXT, "body": "Hej\n{hvem}"})
    assert page.status_code == 200
    assert "{hvem} i linje 2" in page.context["form"].errors["body"][0]
    assert "Hej\n{hvem}" in page.content.decode()


def test_the_second_of_two_writers_sees_both_texts_and_may_go_on(people):
    client = enter(people, "administrator")
    client.post(EDIT, TEXT)
    late = {**TEXT, "body": "Min tekst"}
    page = client.post(EDIT, late)
    assert page.context["stored"] == ("Oplæg: {organisation}", "Hej {name}\n{link}")
    assert "En anden har rettet teksten" in page.content.decode()
    assert "Min tekst" in page.content.decode()
    shown = page.context["form"]["version"].value()
    assert client.post(EDIT, {**late, "version": shown}).status_code == 302
    assert NoticeTemplate.objects.get().body == "Min tekst"


def test_every_text_can_be_opened_in_both_languages(people):
    client = enter(people, "administrator")
    rows = client.get("/beskeder/skabeloner/").context["rows"]
    for _, texts in rows:
        for kind, tongue, _word, _is_own in texts:
            assert client.get(reverse("notice_template", args=[kind, tongue])).status_code == 200
    assert client.get("/beskeder/skabeloner/findes_ikke/da/").status_code == 404
    assert client.get("/beskeder/skabeloner/digest/de/").status_code == 404


def test_one_chooses_when_to_be_told(people):
    client = enter(people, "manager")
    assert client.get("/beskeder/mine/").context["form"].initial == {"delivery": "at_once"}
    page = client.post("/beskeder/mine/", {"delivery": "digest"}, follow=True).content.decode()
    assert "Dit valg er gemt." in page
    assert NoticeChoice.objects.get().delivery == "digest"
    client.post("/beskeder/mine/", {"delivery": "aldrig"})
    assert NoticeChoice.objects.get().delivery == "digest"
