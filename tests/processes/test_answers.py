"""Answers: by the link, by the page or on somebody's behalf; drafts are the answerer's own; CPR numbers stay out."""

from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from tests.processes.conftest import DAY

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.core.visibility import exists_for, visible_to
from styringsdialog.files.models import StoredFile
from styringsdialog.notices.models import Notice
from styringsdialog.processes import answers as answers_module
from styringsdialog.processes.answers import (
    LONGEST,
    answer_by_link,
    answer_on_behalf,
    answer_on_page,
    save_by_link,
    save_on_page,
)
from styringsdialog.processes.letters import (
    add_question,
    draft_letter,
    mark_sent_outside,
    send_by_mail,
    withdraw_letter,
)
from styringsdialog.processes.reviewing import run_rules
from styringsdialog.processes.uploads import apply_upload
from styringsdialog.register.models import Role
from styringsdialog.reviews.letter_queries import answers_of, drafts_of
from styringsdialog.reviews.models import Answer, Finding, QuestionLetter
from styringsdialog.reviews.queries import current_run
from styringsdialog.submissions.explanations import explanations_for
from styringsdialog.submissions.models import Explanation
from styringsdialog.trail.models import TrailEntry
from styringsdialog.trail.queries import sentence

pytestmark = pytest.mark.django_db

BY = {"day": DAY, "given_by": "Kirsten Holm"}
CPR = "Beboeren 010190-1234 er flyttet."
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    b"\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture
def package(worker, hand_in):
    return apply_upload(worker, upload=hand_in(worker))


@pytest.fixture
def finding(worker, package):
    """A point about a division that has figures."""
    rows = Finding.objects.filter(run=current_run(worker, package), subject_kind="division")
    return next(row for row in rows if row.detail["figures"])


@pytest.fixture
def letter(worker, package, finding):
    """Sent, with a question about the package and one about a point."""
    letter = draft_letter(worker, package=package)
    add_question(worker, letter=letter, text="Hvornår nås målet?")
    add_question(worker, letter=letter, text="Hvorfor er henlæggelsen lavere?", finding=finding)
    return letter


@pytest.fixture
def token(worker, letter):
    who = {"recipient_name": "Kirsten Holm", "recipient_email": "kirsten@example.org"}
    return send_by_mail(worker, letter=letter, due_on=DAY + timedelta(days=14), **who)[1]


@pytest.fixture
def keys(letter):
    """The keys of the two questions."""
    return list(letter.questions.values_list("pk", flat=True))


def refused(message, call, *args, **kwargs):
    with pytest.raises(UserError) as refusal:
        call(*args, **kwargs)
    assert refusal.value.message == message
    return refusal.value


def test_a_letter_is_answered_once_each_question_is(worker, letter, token, keys):
    answered = answer_by_link(token, answers={keys[0]: " I 2028. ", keys[1]: "  "}, **BY)
    assert answered.state == "sent"
    answer = Answer.objects.get()
    assert (answer.text, answer.way, answer.given_by, answer.received_on) == ("I 2028.", "link", "Kirsten Holm", DAY)
    assert answer_by_link(token, answers={keys[1]: "Taget er nyt."}, **BY).state == "answered"
    entries = TrailEntry.objects.filter(action="trail.letter.answered").order_by("pk")
    assert sentence(entries[0]).startswith("Kirsten Holm svarede på 1 spørgsmål i Boligorganisationen, Fiktiv")
    assert {entry.municipality_code for entry in entries} == {worker.municipality.code}


def test_a_later_answer_stands_beside_the_earlier(worker, letter, token, keys):
    answer_by_link(token, answers={keys[0]: "I 2028."}, **BY)
    answer_by_link(token, answers={keys[0]: "Først i 2029."}, day=DAY + timedelta(days=2), given_by="Bo Lund")
    assert [(one.text, one.given_by) for one in answers_of(worker, letter)[keys[0]]] == [
        ("I 2028.", "Kirsten Holm"),
        ("Først i 2029.", "Bo Lund"),
    ]


def test_those_who_handle_it_are_told(worker, somebody, letter, token, keys):
    coordinator = somebody(Role.COORDINATOR)
    somebody(Role.ADVISER)
    answer_by_link(token, answers={keys[0]: "I 2028."}, **BY)
    told = Notice.objects.filter(kind="answer_received")
    assert {notice.user for notice in told} == {worker.user, coordinator.user}
    assert {notice.link for notice in told} == {f"/breve/{letter.pk}/"}


def test_an_answer_about_a_point_is_the_organisations_explanation(worker, package, token, keys, finding):
    answer_by_link(token, answers={keys[0]: "I 2028.", keys[1]: "Taget er nyt."}, **BY)
    explanation = Explanation.objects.get()
    assert (explanation.text, explanation.way, explanation.given_by) == ("Taget er nyt.", "answer", "Kirsten Holm")
    assert (explanation.rule, explanation.subject_key) == (finding.rule, finding.subject_key)
    assert explanation.division == finding.division
    assert explanation.figures == {name: value for name, value, _ in finding.detail["figures"]}
    said = explanations_for(worker, package)[finding.rule, "division", finding.subject_key]
    assert [(one.explanation, one.years_ago) for one in said] == [(explanation, 0)]


def test_the_explanation_keeps_the_figures_of_the_newest_run(worker, package, token, keys, finding):
    run_rules(worker, package=package)
    newest = Finding.objects.get(run=current_run(worker, package), rule=finding.rule, subject_key=finding.subject_key)
    newest.detail = {**newest.detail, "figures": [["have", 1234, "kr"]]}
    newest.save()
    answer_by_link(token, answers={keys[1]: "Taget er nyt."}, **BY)
    assert Explanation.objects.get().figures == {"have": 1234}


def test_a_draft_is_saved_whatever_is_missing_and_the_municipality_does_not_read_it(
    worker, somebody, letter, token, keys
):
    save_by_link(token, day=DAY, answers={keys[0]: "Måske"})
    save_by_link(token, day=DAY, answers={keys[0]: "Måske i 2028", keys[1]: ""})
    assert {key: answer.text for key, answer in drafts_of(letter).items()} == {keys[0]: "Måske i 2028"}
    assert answers_of(worker, letter) == {}
    assert not visible_to(worker, Answer).exists()
    assert visible_to(somebody(Role.ORGANISATION_EDITOR), Answer).count() == 1
    assert not Notice.objects.filter(kind="answer_received").exists()
    assert not Explanation.objects.exists()
    answer_by_link(token, answers={keys[0]: "I 2028"}, **BY)
    assert drafts_of(letter) == {}
    assert [one.text for one in answers_of(worker, letter)[keys[0]]] == ["I 2028"]


def test_an_emptied_draft_is_gone(letter, token, keys):
    save_by_link(token, day=DAY, answers={keys[0]: "Måske"})
    save_by_link(token, day=DAY, answers={keys[0]: "  "})
    assert drafts_of(letter) == {}


def test_cpr_numbers_are_refused_with_the_question_named_and_nothing_is_stored(token, keys):
    refusal = refused("answer.cpr", answer_by_link, token, answers={keys[0]: "I 2028", keys[1]: CPR}, **BY)
    assert (refusal.place, refusal.params["number"]) == (f"answer-{keys[1]}", 2)
    refused("answer.cpr", save_by_link, token, day=DAY, answers={keys[1]: CPR})
    refused("text.cpr", answer_by_link, token, day=DAY, answers={keys[0]: "I 2028"}, given_by="010190-1234")
    assert not Answer.objects.exists()


def test_what_is_missing_is_said(worker, letter, token, keys):
    refused("answer.nothing", answer_by_link, token, answers={keys[0]: " "}, **BY)
    refused("answer.who", answer_by_link, token, day=DAY, answers={keys[0]: "I 2028"}, given_by=" ")
    refused("answer.other_question", answer_by_link, token, answers={0: "I 2028"}, **BY)
    refused("answer.too_long", answer_by_link, token, answers={keys[0]: "x" * (LONGEST + 1)}, **BY)
    withdraw_letter(worker, letter=letter)
    refused("letter.link_withdrawn", answer_by_link, token, answers={keys[0]: "I 2028"}, **BY)


def test_a_file_is_an_answer_once_it_has_been_searched(worker, somebody, letter, token, keys):
    answer_by_link(token, answers={}, files={keys[0]: ContentFile(PNG, name="plan.png")}, **BY)
    answer = Answer.objects.get()
    assert (answer.way, answer.text, answer.file.name) == ("upload", "", "plan.png")
    assert exists_for(worker, answer.file)
    assert exists_for(somebody(Role.ORGANISATION_EDITOR), answer.file)
    assert not exists_for(somebody(Role.MANAGER), answer.file)


def test_a_file_with_a_cpr_number_is_locked_and_the_answer_is_kept(worker, token, keys):
    file = ContentFile(f"navn;tekst\nKirsten;{CPR}\n".encode(), name="svar.csv")
    answer_by_link(token, answers={keys[0]: "Se filen."}, files={keys[0]: file}, **BY)
    answer = Answer.objects.get()
    assert (answer.text, answer.way) == ("Se filen.", "link")
    assert answer.file.is_locked
    assert not exists_for(worker, answer.file)


def test_where_the_answer_fails_neither_row_nor_content_is_left(token, keys, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the power went")

    before = len(default_storage.listdir(f"{DAY:%Y/%m}")[1])
    monkeypatch.setattr(answers_module, "_note_state", broken)
    files = StoredFile.objects.count()
    with pytest.raises(RuntimeError):
        answer_by_link(token, answers={}, files={keys[0]: ContentFile(PNG, name="plan.png")}, **BY)
    assert (Answer.objects.count(), StoredFile.objects.count()) == (0, files)
    assert len(default_storage.listdir(f"{DAY:%Y/%m}")[1]) == before


def test_who_is_asked_answers_on_the_page(somebody, worker, letter, token, keys):
    editor = somebody(Role.ORGANISATION_EDITOR)
    save_on_page(editor, letter=letter, answers={keys[0]: "Måske"})
    answer_on_page(editor, letter=letter, answers={keys[0]: "I 2028"})
    answer = Answer.objects.get()
    assert (answer.way, answer.given_by, answer.created_by) == ("page", editor.user.name, editor.user)
    for role in (Role.AUDITOR, Role.ORGANISATION_SIGNATORY, Role.CASE_WORKER):
        with pytest.raises(NotAllowed):
            answer_on_page(somebody(role), letter=letter, answers={keys[0]: "x"})


def test_the_auditor_answers_what_the_auditor_is_asked(somebody, worker, package):
    letter = draft_letter(worker, package=package, addressee="auditor")
    question = add_question(worker, letter=letter, text="Er protokollen fulgt op?")
    who = {"recipient_name": "Revisor", "recipient_email": "revisor@example.org"}
    send_by_mail(worker, letter=letter, due_on=DAY + timedelta(days=14), **who)
    auditor, editor = somebody(Role.AUDITOR), somebody(Role.ORGANISATION_EDITOR)
    save_on_page(auditor, letter=letter, answers={question.pk: "Kladde"})
    draft = Answer.objects.get()
    assert [exists_for(one, draft) for one in (auditor, editor, worker)] == [True, False, False]
    with pytest.raises(NotAllowed):
        answer_on_page(editor, letter=letter, answers={question.pk: "Nej"})
    answer_on_page(auditor, letter=letter, answers={question.pk: "Ja"})
    answer = Answer.objects.get()
    assert [exists_for(one, answer) for one in (auditor, editor, worker)] == [True, True, True]
    assert not Explanation.objects.exists(), "an auditor's answer is not the organisation's explanation"


def test_an_answer_is_entered_on_behalf_with_its_source_and_day(worker, somebody, letter, keys, finding):
    question = letter.questions.get(pk=keys[1])
    answer = {"question": question, "text": "Taget er nyt.", "given_by": "Kirsten Holm"}
    refused("letter.not_sent", answer_on_behalf, worker, source="brev af 3. august 2026", **answer)
    mark_sent_outside(worker, letter=letter, recipient_name="Kirsten Holm", due_on=None)
    refused("answer.no_source", answer_on_behalf, worker, source=" ", **answer)
    refused("text.cpr", answer_on_behalf, worker, source="brev om 010190-1234", **answer)
    with pytest.raises(NotAllowed):
        answer_on_behalf(somebody(Role.ORGANISATION_EDITOR), source="brev", **answer)
    received = date(2026, 8, 4)
    answer_on_behalf(worker, source="brev af 3. august 2026", received_on=received, **answer)
    made = Answer.objects.get()
    assert (made.way, made.source, made.received_on) == ("on_behalf", "brev af 3. august 2026", received)
    assert (made.given_by, made.created_by) == ("Kirsten Holm", worker.user)
    explanation = Explanation.objects.get()
    assert (explanation.way, explanation.received_on) == ("on_behalf", received)
    assert not Notice.objects.filter(kind="answer_received").exists(), "nobody is told of their own typing"
    entry = TrailEntry.objects.get(action="trail.letter.answered_on_behalf")
    assert "skrev et svar fra Kirsten Holm ind" in sentence(entry)


def test_an_answer_to_an_internal_letter_stays_internal(worker, somebody, letter, token, keys):
    QuestionLetter.objects.update(access_class="personal")
    answer_by_link(token, answers={keys[1]: "Om en person"}, **BY)
    assert Answer.objects.get().access_class == "personal"
    assert Explanation.objects.get().access_class == "personal"
    for role in (Role.ADVISER, Role.UNIT_CONTACT, Role.ORGANISATION_EDITOR):
        assert not visible_to(somebody(role), Answer).exists()
        assert not visible_to(somebody(role), Explanation).exists()
    assert visible_to(worker, Answer).count() == 1


def test_the_link_acts_as_nobody(token, keys):
    answer_by_link(token, answers={keys[0]: "I 2028"}, **BY)
    assert Answer.objects.get().created_by is None
    assert not Acting(None, DAY).person
