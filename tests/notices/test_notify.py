"""Telling people: whom, once a key, in their language, with the municipality's own words, at once or once a day."""

import pytest
from django.core import mail
from django.db import transaction
from tests.notices.conftest import DAY

from styringsdialog.core.daily import run_steps
from styringsdialog.core.errors import NotAllowed, StaleVersion, UserError
from styringsdialog.core.visibility import visible_to
from styringsdialog.notices import kinds
from styringsdialog.notices.digest import send_digests
from styringsdialog.notices.kinds import KINDS, default_body, default_subject, kind_label, placeholder_label
from styringsdialog.notices.models import Notice, NoticeTemplate
from styringsdialog.notices.services import (
    Recipient,
    choose_delivery,
    notify,
    reset_template,
    save_template,
)
from styringsdialog.notices.texts import PLACEHOLDER, check_template, shown_body
from styringsdialog.trail.models import TrailEntry


def brief_shared(people, to, **more):
    told = {"organisation": "Åen", "dialogue_year": 2026, **more}
    return notify(people.system, kind="brief_shared", to=to, link="/oplaeg/1/", **told)


def test_a_message_is_a_row_and_then_a_mail_with_a_whole_address(people, settings):
    settings.STYRINGSDIALOG_BASE_LINK = "https://styring.example.org"
    (notice,) = brief_shared(people, [Recipient.of(people.users["manager"])])
    notice.refresh_from_db()
    (sent,) = mail.outbox
    assert (notice.state, notice.municipality_code, notice.attempts) == ("sent", "0981", 1)
    assert sent.to == ["manager@example.org"]
    assert sent.subject == "Dialogoplæg for Åen, styringsår 2026"
    assert sent.body.startswith("Kære Prøve Leder eller politiker\n\nÅlev har delt dialogoplægget")
    assert "https://styring.example.org/oplaeg/1/" in sent.body


def test_the_receiver_reads_it_in_their_own_language(people):
    user = people.users["manager"]
    user.language = "en"
    brief_shared(people, [Recipient.of(user)])
    assert mail.outbox[0].subject == "Brief on Åen, dialogue 2026"


def test_a_failed_transaction_tells_nobody(people):
    with pytest.raises(RuntimeError), transaction.atomic():
        notify_and_fail(people)
    assert Notice.objects.count() == 0


def notify_and_fail(people):
    brief_shared(people, [Recipient("A", "a@example.org")])
    raise RuntimeError


def test_the_same_reminder_is_never_sent_twice(people):
    to = [Recipient.of(people.users["manager"]), Recipient("Revisor", "Revisor@example.org")]
    assert len(brief_shared(people, to, key="1")) == 2
    assert brief_shared(people, [*to, Recipient("R", "revisor@EXAMPLE.org")], key="1") == []
    assert len(brief_shared(people, to, key="2")) == 2
    assert len(mail.outbox) == 4


def test_nobody_gets_the_same_message_twice_in_one_go(people):
    user = Recipient.of(people.users["manager"])
    assert len(brief_shared(people, [user, user])) == 1


def test_a_line_break_in_a_name_makes_no_header_of_its_own(people):
    brief_shared(
        people, [Recipient("A\r\nBcc: b@example.org", "a@example.org")], organisation="Åen\r\nBcc: c@example.org"
    )
    sent = mail.outbox[0].message()
    assert sent["Bcc"] is None
    assert "\n" not in mail.outbox[0].subject
    assert sent.keys().count("Subject") == 1
    assert mail.outbox[0].recipients() == ["a@example.org"]


def test_a_message_told_with_the_wrong_facts_is_a_fault_of_ours(people):
    with pytest.raises(KeyError, match="dialogue_year"):
        notify(people.system, kind="brief_shared", to=[], organisation="Åen")
    with pytest.raises(KeyError):
        notify(people.system, kind="something_else", to=[])


def test_who_has_no_address_is_in_the_log_and_gets_nothing(people):
    (notice,) = brief_shared(people, [Recipient("Uden adresse", "")])
    assert (notice.state, notice.error) == ("given_up", "notices.no_address")
    assert mail.outbox == []


def test_one_mail_a_day_gathers_what_was_put_off(people):
    user = people.users["manager"]
    choose_delivery(people.acting("manager"), delivery="digest")
    brief_shared(people, [Recipient.of(user)])
    brief_shared(people, [Recipient.of(user)], organisation="Østbo")
    assert mail.outbox == []
    assert set(run_steps(DAY, {"digest": send_digests}).done) == {"digest"}
    (sent,) = mail.outbox
    assert sent.subject == "Dagens beskeder fra Styringsdialog (2)"
    assert "Dialogoplæg for Åen" in sent.body
    assert "Dialogoplæg for Østbo" in sent.body
    assert set(Notice.objects.values_list("state", flat=True)) == {"sent"}
    assert send_digests(DAY) == 0
    brief_shared(people, [Recipient.of(user)], organisation="Bakken")
    assert send_digests(DAY) == 1
    assert len(mail.outbox) == 2


def test_what_is_urgent_is_never_put_off(people):
    choose_delivery(people.acting("manager"), delivery="digest")
    to = [Recipient.of(people.users["manager"])]
    notify(people.system, kind="invitation", to=to, link="/invitation/x/", role="Leder", expires_on=DAY)
    assert mail.outbox[0].subject == "Du er inviteret til Styringsdialog"
    assert "1. september 2026" in mail.outbox[0].body


def test_the_municipalitys_own_text_is_used_until_the_standard_holds_again(people):
    row = save(people, subject="Oplæg: {organisation}", body="Hej {name}\n{link}")
    brief_shared(people, [Recipient("A", "a@example.org")])
    assert mail.outbox[0].subject == "Oplæg: Åen"
    entry = TrailEntry.objects.get(action="trail.notice_template.changed")
    assert entry.before["subject"] == default_subject("brief_shared", "da")
    assert entry.after == {"subject": "Oplæg: {organisation}", "body": "Hej {name}\n{link}"}
    reset_template(people.acting("administrator"), template=row)
    brief_shared(people, [Recipient("A", "a@example.org")])
    assert mail.outbox[1].subject == "Dialogoplæg for Åen, styringsår 2026"


def save(people, *, role="administrator", version=0, subject="Emne", body="Tekst"):
    return save_template(
        people.acting(role),
        municipality_code="0981",
        kind="brief_shared",
        language="da",
        subject=subject,
        body=body,
        version=version,
    )


def test_only_the_administrator_writes_texts(people):
    for role in ("coordinator", "case_worker", "manager"):
        with pytest.raises(NotAllowed):
            save(people, role=role)
    assert NoticeTemplate.objects.count() == 0


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("Hej\n{hvad}", "{hvad} i linje 2"),
        ("{question}", "{question} i linje 1"),
        ("{name.password}", "I linje 1"),
        ("{name!r}", "I linje 1"),
        ("{", "I linje 1"),
        ("a\nb }", "I linje 2"),
        ("{}", "{} i linje 1"),
    ],
)
def test_an_unknown_placeholder_is_refused_with_place_and_remedy(people, body, told):
    with pytest.raises(UserError) as refusal:
        save(people, body=body)
    assert told in refusal.value.text
    assert refusal.value.place == "body"
    assert "{organisation}" in refusal.value.remedy


def test_two_who_write_the_same_text_do_not_overwrite_each_other(people):
    first = save(people)
    with pytest.raises(StaleVersion):
        save(people, body="En andens tekst")
    assert save(people, version=first.version, body="Ny").version == 2


def test_a_value_that_looks_like_a_placeholder_stays_as_it_is(people):
    brief_shared(people, [Recipient("{link}", "a@example.org")])
    assert mail.outbox[0].body.startswith("Kære {link}")


def test_a_link_that_opens_something_is_hidden_from_others(people):
    to = [Recipient("Ny", "ny@example.org")]
    (notice,) = notify(
        people.system, kind="invitation", to=to, link="/invitation/hemmeligt/", role="Leder", expires_on=DAY
    )
    assert "hemmeligt" in mail.outbox[0].body
    assert "hemmeligt" not in shown_body(notice, to_receiver=False)
    assert "hemmeligt" in shown_body(notice, to_receiver=True)
    (open_link,) = brief_shared(people, to)
    assert shown_body(open_link, to_receiver=False) == open_link.body


def test_who_reads_the_log(people):
    brief_shared(people, [Recipient.of(people.users["manager"]), Recipient("Ude", "ude@example.org")])
    seen = {role: visible_to(people.acting(role), Notice).count() for role in people.users}
    assert seen == {"coordinator": 2, "case_worker": 0, "manager": 1, "administrator": 2}


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("language", ["da", "en"])
def test_every_kind_has_texts_that_name_only_what_it_knows(kind, language):
    check_template(kind, default_subject(kind, language), place="subject")
    check_template(kind, default_body(kind, language), place="body")
    assert kind_label(kind, language)
    assert all(placeholder_label(name, language) for name in KINDS[kind].placeholders)
    # Whoever gets the message is told where to go.
    assert "link" in PLACEHOLDER.findall(default_body(kind, language))


def test_both_languages_name_the_same_things():
    for kind in kinds.KINDS:
        named = [set(PLACEHOLDER.findall(default_body(kind, tongue))) for tongue in ("da", "en")]
        assert named[0] == named[1], kind
