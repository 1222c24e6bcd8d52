"""Sending: a mail server that is away, refuses or dies, and a worker that dies: nothing lost, at most one too many."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from tests.notices.conftest import DAY

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.files.services import store_file
from styringsdialog.notices import sending
from styringsdialog.notices.models import Notice, NoticeState
from styringsdialog.notices.sending import CLAIM, send_due
from styringsdialog.notices.services import Recipient, notify, retry_notice
from styringsdialog.trail.models import TrailEntry

START = datetime(2026, 9, 1, 8, tzinfo=UTC)


@pytest.fixture
def waiting(people, monkeypatch):
    """A message that nobody has tried to send yet; created and due at START."""
    monkeypatch.setattr(sending, "send_due", lambda now: {})
    to = [Recipient.of(people.users["manager"])]
    (notice,) = notify(people.system, kind="brief_shared", to=to, link="/", organisation="Åen", dialogue_year=2026)
    monkeypatch.undo()
    Notice.objects.update(next_try_at=START, tried_since=START)
    return Notice.objects.get(pk=notice.pk)


def state(notice) -> str:
    notice.refresh_from_db()
    return notice.state


def test_a_mail_server_that_is_away_makes_the_message_wait_and_then_it_is_sent(waiting, mail_server):
    mail_server.kill()
    assert send_due(START) == {"failed": 1}
    assert state(waiting) == NoticeState.FAILED
    assert waiting.next_try_at == START + timedelta(minutes=1)
    assert waiting.error == "notices.server_away"
    mail_server.start()
    assert send_due(START + timedelta(seconds=59)) == {}
    assert send_due(START + timedelta(minutes=1)) == {"sent": 1}
    assert (state(waiting), waiting.attempts, waiting.error) == ("sent", 2, "")
    (received,) = mail_server.received
    assert received["To"] == "manager@example.org"
    assert received["Subject"] == "Dialogoplæg for Åen, styringsår 2026"
    assert "Ålev har delt dialogoplægget for Åen" in received.get_content()
    assert send_due(START + timedelta(days=1)) == {}


def test_the_pauses_grow_and_after_five_days_it_is_given_up(people, waiting, mail_server):
    mail_server.kill()
    now, pauses = START, []
    while send_due(now).get("failed"):
        waiting.refresh_from_db()
        pauses.append(waiting.next_try_at - now)
        now = waiting.next_try_at
    hours = [round(pause / timedelta(hours=1), 3) for pause in pauses]
    # 1, 5 and 30 minutes, 2 hours, then daily; the last one shortened to the end of the fifth day.
    assert hours[:4] == [0.017, 0.083, 0.5, 2.0]
    assert hours[4:-1] == [24.0] * 4
    assert sum(pauses, timedelta()) == timedelta(days=5)
    assert state(waiting) == NoticeState.GIVEN_UP
    assert TrailEntry.objects.filter(action="trail.notice.given_up").count() == 1
    told = Notice.objects.get(kind="not_delivered")
    assert told.to_email == "administrator@example.org"
    assert "Dialogoplæg for Åen" in told.body
    assert told.state == NoticeState.WAITING
    mail_server.start()
    assert send_due(datetime.now(UTC) + timedelta(days=1))["sent"] == 1
    assert mail_server.received[0]["To"] == "administrator@example.org"


def test_a_message_about_a_message_makes_no_further_one(people, waiting, mail_server):
    Notice.objects.update(kind="not_delivered")
    mail_server.kill()
    assert send_due(START + timedelta(days=6)) == {"given_up": 1}
    assert Notice.objects.count() == 1


def test_a_refused_receiver_is_told_in_the_log(waiting, mail_server):
    mail_server.refuses = True
    assert send_due(START) == {"failed": 1}
    waiting.refresh_from_db()
    assert waiting.error == "550 no such mailbox"


def test_a_server_that_dies_after_taking_it_costs_one_copy_with_the_same_id(waiting, mail_server):
    mail_server.dies_after_data = True
    assert send_due(START) == {"failed": 1}
    mail_server.dies_after_data = False
    assert send_due(START + timedelta(minutes=1)) == {"sent": 1}
    assert len(mail_server.received) == 2
    assert len({mail["Message-ID"] for mail in mail_server.received}) == 1


class WorkerKilled(BaseException):
    """As if the process were gone: nothing after it runs."""


def test_a_worker_that_dies_between_sending_and_noting_sends_at_most_one_copy_more(waiting, mail_server, monkeypatch):
    def dies(*_arguments):
        raise WorkerKilled

    monkeypatch.setattr(sending, "_sent", dies)
    for attempt in range(2):
        with pytest.raises(WorkerKilled):
            send_due(START + attempt * CLAIM)
    assert send_due(START + 2 * CLAIM) == {"given_up": 1}
    assert state(waiting) == NoticeState.GIVEN_UP
    assert waiting.error == "notices.uncertain"
    assert len(mail_server.received) == 2
    assert len({mail["Message-ID"] for mail in mail_server.received}) == 1


def test_while_one_worker_sends_another_leaves_it_alone(waiting, mail_server, monkeypatch):
    inner = []
    mail_of = sending.mail_of

    def slow(notice):
        inner.append(send_due(START + timedelta(minutes=9)))
        return mail_of(notice)

    monkeypatch.setattr(sending, "mail_of", slow)
    assert send_due(START) == {"sent": 1}
    assert inner == [{}]
    assert len(mail_server.received) == 1


def test_attachments_go_along_and_a_changed_one_stops_the_message(people, mail_server):
    stored = store_file(
        Acting(None, DAY), content=ContentFile(b"%PDF-1.7 kort"), name="brev.pdf", content_type="application/pdf"
    )
    to = [Recipient("A", "a@example.org")]
    told = {"organisation": "Åen", "dialogue_year": 2026}
    notify(people.system, kind="brief_shared", to=to, link="/", attachments=[stored], **told)
    (received,) = mail_server.received
    (part,) = received.iter_attachments()
    assert (part.get_filename(), part.get_content()) == ("brev.pdf", b"%PDF-1.7 kort")
    path = default_storage.path(stored.file.name)
    with open(path, "wb") as content:  # noqa: PTH123
        content.write(b"byttet")
    (notice,) = notify(people.system, kind="brief_shared", to=to, link="/", attachments=[stored], **told)
    assert state(notice) == NoticeState.GIVEN_UP
    assert notice.error == "notices.attachment_changed"
    assert len(mail_server.received) == 1


def test_trying_again_is_for_those_who_read_the_log(people, waiting, mail_server):
    mail_server.kill()
    send_due(START + timedelta(days=6))
    assert state(waiting) == NoticeState.GIVEN_UP
    mail_server.start()
    with pytest.raises(NotAllowed):
        retry_notice(people.acting("case_worker"), notice=waiting)
    retry_notice(people.acting("coordinator"), notice=waiting)
    assert state(waiting) == NoticeState.SENT
    with pytest.raises(UserError, match="sendt eller venter"):
        retry_notice(people.acting("coordinator"), notice=waiting)


def test_the_workers_round_queues_the_sending_only_when_something_is_due(waiting, mail_server):
    sending.send_when_due(START - timedelta(minutes=1))
    assert mail_server.received == []
    sending.send_when_due(START)
    assert len(mail_server.received) == 1
