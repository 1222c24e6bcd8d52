"""Letters: drafted by several, sent once by mail with a link or as PDF, reminded of twice, withdrawn."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from tests.processes.conftest import DAY

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, StaleVersion, UserError
from styringsdialog.core.visibility import can_view, exists_for, visible_to
from styringsdialog.files.services import opened
from styringsdialog.notices.models import Notice
from styringsdialog.processes import letter_files
from styringsdialog.processes.answer_links import digest_of, letter_by_token, link_path
from styringsdialog.processes.letter_files import make_letter_pdf
from styringsdialog.processes.letters import (
    add_question,
    change_question,
    draft_letter,
    make_pdf,
    mark_sent_outside,
    order_questions,
    remove_question,
    save_letter,
    send_by_mail,
    withdraw_letter,
)
from styringsdialog.processes.reminding import remind, remind_letter
from styringsdialog.processes.uploads import apply_upload
from styringsdialog.register.models import Division, Municipality, Role
from styringsdialog.reviews.models import Finding, LetterState, Question, QuestionLetter
from styringsdialog.reviews.queries import current_run
from styringsdialog.trail.models import TrailEntry
from styringsdialog.trail.queries import sentence

pytestmark = pytest.mark.django_db

WHO = {"recipient_name": "Kirsten Holm", "recipient_email": "kirsten@example.org"}
DUE = date(2026, 10, 1)  # thirty days after DAY


@pytest.fixture
def package(worker, hand_in):
    return apply_upload(worker, upload=hand_in(worker))


@pytest.fixture
def letter(worker, package):
    """A draft with two questions."""
    letter = draft_letter(worker, package=package)
    add_question(worker, letter=letter, text="Hvornår nås målet?")
    finding = Finding.objects.filter(run=current_run(worker, package), subject_kind="division").first()
    add_question(worker, letter=letter, text="Hvorfor er henlæggelsen lavere?", finding=finding)
    return letter


@pytest.fixture
def sent(worker, letter):
    """The letter as sent by mail, and the token of its link."""
    return send_by_mail(worker, letter=letter, due_on=DUE, **WHO)


def refused(message, call, *args, **kwargs):
    with pytest.raises(UserError) as refusal:
        call(*args, **kwargs)
    assert refusal.value.message == message


def texts(letter):
    return list(letter.questions.values_list("text", flat=True))


def test_there_is_one_draft_to_each_addressee(worker, package, somebody):
    letter = draft_letter(worker, package=package)
    assert draft_letter(somebody(Role.COORDINATOR), package=package) == letter
    assert draft_letter(worker, package=package, addressee="auditor") != letter
    assert TrailEntry.objects.filter(action="trail.letter.drafted").count() == 2
    for role in (Role.ADVISER, Role.MANAGER, Role.ORGANISATION_EDITOR):
        with pytest.raises(NotAllowed):
            draft_letter(somebody(role), package=package)


def test_questions_are_written_ordered_and_removed(worker, letter):
    first, second = letter.questions.all()
    assert (second.rule != "", second.subject_kind) == (True, "division")
    order_questions(worker, letter=letter, questions=[second.pk, first.pk])
    change_question(worker, question=first, text=" Hvornår nås det? ")
    assert texts(letter) == ["Hvorfor er henlæggelsen lavere?", "Hvornår nås det?"]
    refused("letter.other_questions", order_questions, worker, letter=letter, questions=[first.pk])
    refused("letter.empty_question", add_question, worker, letter=letter, text="  ")
    refused("text.cpr", change_question, worker, question=first, text="Hvem er 010190-1234?")
    remove_question(worker, question=second)
    assert texts(letter) == ["Hvornår nås det?"]


def test_the_second_to_save_is_told(worker, letter, somebody):
    other = QuestionLetter.objects.get(pk=letter.pk)
    version = other.version
    save_letter(worker, letter=letter, version=version, introduction="Kære Kirsten", due_on=DUE)
    with pytest.raises(StaleVersion):
        save_letter(somebody(Role.ADVISER), letter=other, version=version, introduction="Noget andet")
    letter.refresh_from_db()
    assert letter.introduction == "Kære Kirsten"
    entry = TrailEntry.objects.filter(action="trail.letter.changed").get()
    assert entry.before["introduction"] == ""
    refused("letter.bad_email", save_letter, worker, letter=letter, version=letter.version, recipient_email="kirsten")


def test_a_letter_goes_out_once_with_a_link_only_in_the_mail(worker, letter, sent):
    _, token = sent
    letter.refresh_from_db()
    assert (letter.state, letter.way, letter.sent_on, letter.due_on) == ("sent", "mail", DAY, DUE)
    assert (letter.token_digest, letter.link_expires_on) == (digest_of(token), DAY + timedelta(days=60))
    assert len(token) == 43
    stored = [str(value) for row in QuestionLetter.objects.values() for value in row.values()]
    assert not any(token in value for value in stored)
    notice = Notice.objects.get(kind="question_to_organisation")
    assert (notice.to_email, notice.link) == ("kirsten@example.org", link_path(token))
    assert "1. Hvornår nås målet?\n2. Hvorfor er henlæggelsen lavere?" in notice.body
    assert "1. oktober 2026" in notice.body
    refused("letter.not_draft", send_by_mail, worker, letter=letter, due_on=DUE, **WHO)
    refused("letter.not_draft", add_question, worker, letter=letter, text="Mere?")
    refused("letter.not_draft", save_letter, worker, letter=letter, version=letter.version, introduction="x")
    entry = TrailEntry.objects.get(action="trail.letter.sent")
    assert sentence(entry).startswith(f"{worker.user.name} sendte 2 spørgsmål til Kirsten Holm")
    assert token not in str(list(TrailEntry.objects.values()))


def test_the_links_path_is_the_pages_address(sent):
    _, token = sent
    assert link_path(token) == reverse("answer", kwargs={"token": token})


@pytest.mark.parametrize(
    ("message", "change"),
    [
        ("letter.no_recipient", {"recipient_email": " "}),
        ("letter.no_recipient", {"recipient_name": ""}),
        ("letter.bad_email", {"recipient_email": "kirsten@"}),
        ("letter.due_passed", {"due_on": DAY}),
        ("letter.due_after_link", {"link_days": 10}),
        ("text.cpr", {"recipient_name": "010190-1234"}),
    ],
)
def test_what_is_not_right_is_said_before_anything_is_sent(worker, letter, message, change):
    refused(message, send_by_mail, worker, letter=letter, **{"due_on": DUE, **WHO, **change})
    assert not Notice.objects.filter(kind="question_to_organisation").exists()
    letter.refresh_from_db()
    assert letter.state == LetterState.DRAFT


def test_an_empty_letter_is_not_sent(worker, package):
    empty = draft_letter(worker, package=package)
    refused("letter.no_questions", send_by_mail, worker, letter=empty, due_on=DUE, **WHO)
    refused("letter.no_questions", make_pdf, worker, letter=empty)


def test_an_adviser_drafts_and_does_not_send(somebody, letter):
    adviser = somebody(Role.ADVISER)
    add_question(adviser, letter=letter, text="Fra rådgiveren")
    for call in (
        lambda: send_by_mail(adviser, letter=letter, due_on=DUE, **WHO),
        lambda: mark_sent_outside(adviser, letter=letter, recipient_name="K", due_on=None),
        lambda: withdraw_letter(adviser, letter=letter),
    ):
        with pytest.raises(NotAllowed):
            call()


def test_another_municipality_neither_sees_nor_edits_it(somebody, owner, letter):
    there = Municipality.objects.create(code="0998", name="Østborg")
    Division.objects.create(organisation=owner, lbf_number="99", name="Ø", location_municipality=there)
    other = somebody(Role.CASE_WORKER, at=there)
    assert not exists_for(other, letter)
    with pytest.raises(NotAllowed):
        add_question(other, letter=letter, text="x")


def test_the_organisation_and_its_auditor_see_what_was_sent_to_them(worker, somebody, package, letter):
    editor, auditor = somebody(Role.ORGANISATION_EDITOR), somebody(Role.AUDITOR)
    to_auditor = draft_letter(worker, package=package, addressee="auditor")
    add_question(worker, letter=to_auditor, text="Er protokollen fulgt op?")
    assert [exists_for(one, letter) for one in (editor, auditor)] == [False, False]
    for one in (letter, to_auditor):
        send_by_mail(worker, letter=one, due_on=DUE, **WHO)
    assert set(visible_to(editor, QuestionLetter)) == {letter, to_auditor}
    assert set(visible_to(auditor, QuestionLetter)) == {to_auditor}
    assert visible_to(auditor, Question).get().text == "Er protokollen fulgt op?"
    withdraw_letter(worker, letter=letter)
    assert not can_view(editor, letter)


def test_sent_outside_the_system_on_its_day(worker, letter):
    refused("letter.sent_in_future", mark_sent_outside, worker, letter=letter, recipient_name="K", due_on=None,
            sent_on=DAY + timedelta(days=1))  # fmt: skip
    mark_sent_outside(worker, letter=letter, recipient_name="Kirsten Holm", due_on=DUE, sent_on=date(2026, 8, 28))
    assert (letter.state, letter.way, letter.sent_on, letter.token_digest) == ("sent", "pdf", date(2026, 8, 28), "")
    assert not Notice.objects.filter(kind="question_to_organisation").exists()


def test_a_link_says_why_it_leads_nowhere(worker, letter, sent):
    _, token = sent
    last = DAY + timedelta(days=60)
    assert letter_by_token(token, last) == letter
    refused("letter.link_expired", letter_by_token, token, last + timedelta(days=1))
    refused("letter.link_unknown", letter_by_token, token[:-1] + ("A" if token[-1] != "A" else "B"), DAY)
    refused("letter.link_unknown", letter_by_token, "", DAY)
    withdraw_letter(worker, letter=letter)
    refused("letter.link_withdrawn", letter_by_token, token, DAY)


def test_a_draft_without_a_link_is_not_found_by_an_empty_token(letter):
    assert letter.token_digest == ""
    refused("letter.link_unknown", letter_by_token, "", DAY)


def test_reminders_go_a_week_before_and_after_the_day_once_each(worker, letter, sent):
    def mails():
        return Notice.objects.filter(kind="question_reminder").count()

    days = [remind(DAY + timedelta(days=n)) for n in range(1, 61)]
    assert mails() == 2
    # Due on day 30: from day 23, and from day 31.
    assert [n for n, count in enumerate(days, 1) if count] == [23, 31]
    assert remind(DAY + timedelta(days=31)) == 0
    letter.refresh_from_db()
    assert letter.reminded_on == DUE + timedelta(days=1)
    _, token = sent
    assert {notice.link for notice in Notice.objects.filter(kind="question_reminder")} == {link_path(token)}


def test_a_worker_that_was_away_reminds_when_it_is_back(letter, sent):
    assert remind(DUE + timedelta(days=9)) == 1
    assert remind(DUE + timedelta(days=10)) == 0


def test_a_letter_sent_within_the_week_is_reminded_of_only_after(worker, letter):
    send_by_mail(worker, letter=letter, due_on=DAY + timedelta(days=7), **WHO)
    assert [n for n in range(1, 12) if remind(DAY + timedelta(days=n))] == [8]


@pytest.mark.parametrize("state", ["answered", "withdrawn", "draft"])
def test_only_what_waits_is_reminded_of(letter, sent, state):
    QuestionLetter.objects.update(state=state)
    assert remind(DUE + timedelta(days=1)) == 0


def test_nobody_is_reminded_by_a_link_that_has_run_out(letter, sent):
    assert remind(DAY + timedelta(days=61)) == 0


def test_a_reminder_by_hand_goes_once_a_day(worker, somebody, letter, sent):
    with pytest.raises(NotAllowed):
        remind_letter(somebody(Role.ADVISER), letter=letter)
    refused("letter.reminded_today", remind_letter, worker, letter=letter)
    tomorrow = Acting(worker.user, DAY + timedelta(days=1), worker.municipality)
    remind_letter(tomorrow, letter=letter)
    refused("letter.reminded_today", remind_letter, tomorrow, letter=letter)
    after_link = Acting(worker.user, DAY + timedelta(days=61), worker.municipality)
    refused("letter.no_link", remind_letter, after_link, letter=letter)
    remind_letter(Acting(worker.user, DAY + timedelta(days=2), worker.municipality), letter=letter)
    QuestionLetter.objects.update(state="answered")
    refused("letter.nothing_to_remind", remind_letter, worker, letter=letter)


def test_an_unanswered_letter_is_withdrawn_and_an_answered_one_not(worker, letter, sent):
    QuestionLetter.objects.update(state="answered")
    refused("letter.withdraw_answered", withdraw_letter, worker, letter=letter)
    QuestionLetter.objects.update(state="sent")
    assert withdraw_letter(worker, letter=letter).state == "withdrawn"
    refused("letter.withdraw_answered", withdraw_letter, worker, letter=letter)


@pytest.fixture
def quick(monkeypatch):
    """A small file instead of the making of the document, which is tried below."""
    monkeypatch.setattr(letter_files, "render_letter", lambda letter, day: f"%PDF {letter.version}".encode())


def test_a_pdf_is_made_of_the_letter_as_it_stands_and_again_when_it_changed(worker, letter, quick):
    made = make_pdf(worker, letter=letter)
    assert (made.pdf_version, made.pdf_ordered) == (made.version, made.version)
    assert made.pdf.name.startswith("Spørgsmål til ")
    first = made.pdf
    assert make_letter_pdf.func(letter.pk, None, f"{DAY}") == "there"
    add_question(worker, letter=letter, text="Mere?")
    letter.refresh_from_db()
    assert letter.pdf_version < letter.version, "the page can say that the PDF is of an earlier version"
    again = make_pdf(worker, letter=letter)
    assert again.pdf != first
    with opened(again.pdf) as content:
        assert content.read() == f"%PDF {again.version}".encode()


def test_a_pdf_that_cannot_be_made_says_so_and_can_be_ordered_again(worker, letter, monkeypatch, quick):
    def broken(letter, day):
        raise RuntimeError("no fonts")

    with monkeypatch.context() as change:
        change.setattr(letter_files, "render_letter", broken)
        failed = make_pdf(worker, letter=letter)
    assert (failed.pdf, failed.pdf_error) == (None, "no fonts")
    again = make_pdf(worker, letter=letter)
    assert (again.pdf is not None, again.pdf_error) == (True, "")


def test_the_pdf_is_tagged_and_holds_the_questions(worker, letter):
    save_letter(
        worker, letter=letter, version=letter.version, introduction="Kære Kirsten\n\nTak for sidst.", due_on=DUE
    )
    made = make_pdf(worker, letter=letter)
    assert made.pdf_error == ""
    import pypdfium2

    with opened(made.pdf) as content:
        document = pypdfium2.PdfDocument(content.read())
    said = " ".join(page.get_textpage().get_text_bounded() for page in document)
    said = " ".join(said.split())
    for words in (
        "Ålev Kommune", "Hvornår nås målet?", "Tak for sidst.", "Vi vil gerne have svar senest 1. oktober 2026.",
        "1. Pakken som helhed", "Svaret af (navn og stilling)", "Eksempel",
    ):  # fmt: skip
        assert words in said
    assert document.get_metadata_value("Title") == "Spørgsmål fra Ålev Kommune"
    assert document.is_tagged()
    assert settings.PDF_FONT_DIR.is_dir()
