"""Letters: the draft, both versions when two write, the page by link and its limits, answers, lists and queries."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from styringsdialog.processes.answer_links import link_path
from styringsdialog.processes.letters import add_question, draft_letter, save_letter, withdraw_letter
from styringsdialog.reviews.models import Answer, LetterState, QuestionLetter
from styringsdialog.web.letters.by_link import MOST_IN_A_MINUTE
from tests.web.desk_world import sent_letter
from tests.web.world import DAY


@pytest.fixture(autouse=True)
def _nobody_has_asked_yet(db):
    cache.clear()


@pytest.fixture
def worker(world, signed_in):
    return signed_in(world.users["case_worker"])


@pytest.fixture
def draft(world):
    letter = draft_letter(world.acting("case_worker"), package=world.package)
    for text in ("Første?", "Andet?"):
        add_question(world.acting("case_worker"), letter=letter, text=text)
    letter.refresh_from_db()
    return letter


def texts(letter):
    return [one.text for one in letter.questions.all()]


def save(client, letter, deed="save", **more):
    start = {"version": letter.version, "language": "da", "deed": deed}
    return client.post(reverse("letter_save", args=[letter.pk]), {**start, **more})


def test_the_path_of_the_link_is_that_of_the_page():
    assert link_path("abc") == reverse("answer", args=["abc"])


def test_one_button_saves_moves_and_removes(worker, draft):
    first, second = draft.questions.all()
    save(worker, draft, f"up-{second.pk}", **{f"question-{second.pk}": "Andet, rettet?"})
    assert texts(draft) == ["Andet, rettet?", "Første?"]
    draft.refresh_from_db()
    save(worker, draft, f"remove-{first.pk}", own_question="Tredje?")
    assert texts(draft) == ["Andet, rettet?", "Tredje?"]


def test_somebody_elses_save_is_shown_beside_mine_and_neither_is_lost(world, worker, draft):
    old = draft.version
    save_letter(world.acting("coordinator"), letter=draft, version=draft.version, introduction="Kære alle.")
    draft.version = old
    answer = save(worker, draft, introduction="Kære bestyrelse.")
    page = answer.content.decode()
    assert ("Kære alle." in page, "Kære bestyrelse." in page) == (True, True)
    draft.refresh_from_db()
    assert draft.introduction == "Kære alle."
    assert answer.context["version"] == draft.version  # saving again lets mine hold


def test_a_letter_without_a_deadline_or_a_recipient_is_not_sent(worker, draft):
    page = worker.get(reverse("letter_preview", args=[draft.pk])).content.decode()
    assert "Skriv modtagerens navn og e-mail og en svarfrist først." in page
    worker.post(reverse("letter_send", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.state == LetterState.DRAFT


def test_sent_by_mail_the_letter_says_so_and_the_link_is_only_in_the_mail(world, worker, draft):
    who = {"recipient_name": "Ida", "recipient_email": "ida@example.org", "due_on": "2026-09-20"}
    assert save(worker, draft, "preview", **who).headers["Location"] == reverse("letter_preview", args=[draft.pk])
    page = worker.post(reverse("letter_send", args=[draft.pk]), follow=True).content.decode()
    assert "Brevet er sendt til Ida." in page
    assert "/svar/" not in page


def test_the_answer_page_shows_the_letter_and_nothing_else(world):
    letter, token = sent_letter(world)
    answer = Client().get(reverse("answer", args=[token]))
    page = answer.content.decode()
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "Hvorfor er tallet steget?" in page
    for other in ("Hovedmenu", reverse("organisation_list"), "Log ind", world.users["case_worker"].get_full_name()):
        assert other not in page
    assert letter.municipality.name in page
    assert "Fiktive data" in page


@pytest.mark.parametrize(("end", "status", "words"), [("withdrawn", 410, "trukket"), ("expired", 410, "udløb")])
def test_a_link_that_has_ended_says_why_and_shows_nothing(world, end, status, words):
    letter, token = sent_letter(world)
    if end == "withdrawn":
        withdraw_letter(world.acting("case_worker"), letter=letter)
    else:
        QuestionLetter.objects.filter(pk=letter.pk).update(link_expires_on="2026-08-31")
    for answer in (Client().get(reverse("answer", args=[token])), Client().post(reverse("answer", args=[token]))):
        assert answer.status_code == status
        assert words in answer.content.decode()
        assert "Hvorfor er tallet steget?" not in answer.content.decode()


def test_tokens_cannot_be_tried_without_end(world):
    client, address = Client(), reverse("answer", args=["x" * 43])
    codes = [client.get(address).status_code for _ in range(MOST_IN_A_MINUTE["GET"] + 1)]
    assert set(codes[:-1]) == {404}
    assert codes[-1] == 429


def test_a_draft_by_link_is_kept_and_the_municipality_does_not_read_it(world, worker):
    letter, token = sent_letter(world)
    question = letter.questions.first()
    sent = {f"answer-{question.pk}": "Halvt svar", "deed": "save"}
    client = Client()
    page = client.post(reverse("answer", args=[token]), sent, follow=True).content.decode()
    assert "Kladden er gemt." in page
    assert "Halvt svar</textarea>" in Client().get(reverse("answer", args=[token])).content.decode()
    assert "Halvt svar" not in worker.get(reverse("letter", args=[letter.pk])).content.decode()


def test_a_file_comes_by_the_link(world):
    letter, token = sent_letter(world)
    question = letter.questions.first()
    file = SimpleUploadedFile("plan.txt", b"Planen er lagt.", content_type="text/plain")
    sent = {f"file-{question.pk}": file, "given_by": "Ida", "deed": "send"}
    answer = Client().post(reverse("answer", args=[token]), sent)
    assert answer.status_code == 302, answer.content.decode()
    assert Answer.objects.get().way == "upload"


def test_whoever_answers_says_who_they_are_and_what_was_typed_stays(world):
    letter, token = sent_letter(world)
    question = letter.questions.first()
    letter_by_nobody = {f"answer-{question.pk}": "Fordi.", "given_by": "", "deed": "send"}
    answer = Client().post(reverse("answer", args=[token]), letter_by_nobody)
    assert answer.status_code == 422
    assert "given_by-error" in answer.content.decode()
    assert "Fordi.</textarea>" in answer.content.decode()
    assert not Answer.objects.exists()


def test_the_organisation_answers_signed_in_and_the_municipality_is_told(world, worker, signed_in):
    letter, _token = sent_letter(world)
    editor = signed_in(world.users["organisation_editor"])
    assert "Svar på 2 spørgsmål fra kommunen" in editor.get("/").content.decode()
    sent = {f"answer-{one.pk}": f"Svar {one.pk}." for one in letter.questions.all()}
    assert editor.post(reverse("letter_reply", args=[letter.pk]), {**sent, "deed": "send"}).status_code == 302
    assert QuestionLetter.objects.get().state == LetterState.ANSWERED
    assert "Læs svaret fra Fiktiv Boligforening" in worker.get("/").content.decode()


def test_an_answer_on_their_behalf_says_by_whom_and_from_what(world, worker):
    letter, _token = sent_letter(world)
    question = letter.questions.first()
    sent = {"text": "Fordi.", "given_by": "Direktøren", "source": "brev af 3. maj 2026", "received_on": "2026-08-30"}
    worker.post(reverse("question_answer", args=[question.pk]), sent)
    page = worker.get(reverse("letter", args=[letter.pk])).content.decode()
    assert "Direktøren, 30. august 2026" in page
    assert "(brev af 3. maj 2026)" in page
    late = worker.post(reverse("question_answer", args=[question.pk]), {**sent, "source": ""})
    assert late.status_code == 200
    assert Answer.objects.count() == 1


def test_what_is_overdue_stands_on_the_first_page_and_in_the_list(world, worker):
    letter, _token = sent_letter(world)
    QuestionLetter.objects.filter(pk=letter.pk).update(due_on="2026-08-20")
    assert "Svaret fra Fiktiv Boligforening mangler" in worker.get("/").content.decode()
    page = worker.get(reverse("letter_list"), {"state": "overdue"})
    assert [row.record.pk for row in page.context["table"].rows] == [letter.pk]
    assert "fristen er overskredet" in page.content.decode()


@pytest.mark.parametrize("name", ["letter_list", "letter", "answer"])
def test_thirty_rows_cost_no_more_queries_than_one(world, worker, name):
    letter, token = sent_letter(world, questions=("Et?",))
    address = reverse(name, args={"letter": [letter.pk], "answer": [token]}.get(name, []))

    def queries():
        worker.get(address)
        with CaptureQueriesContext(connection) as made:
            assert worker.get(address).status_code == 200
        return len(made)

    with_one = queries()
    for number in range(30):
        if name == "letter_list":
            QuestionLetter.objects.create(
                package=world.package, municipality=world.place, addressee="organisation", state="withdrawn"
            )
        else:
            question = letter.questions.create(position=number + 2, text=f"Nr. {number}?")
            Answer.objects.create(question=question, text="Ja.", way="link", given_by="Ida", received_on=DAY)
    assert queries() == with_one
