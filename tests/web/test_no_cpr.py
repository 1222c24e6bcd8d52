"""No text that a person types is kept with a CPR number: each field of a form, and each bare field of a page."""

import importlib
import pkgutil
import re
from pathlib import Path

import pytest
from django import forms
from django.apps import apps
from django.db import models
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from styringsdialog import web
from styringsdialog.core.errors import UserError
from styringsdialog.reviews.models import PointNote
from styringsdialog.web.plain_text import PlainText, refuse_cpr
from tests.files.kinds import CPR
from tests.web.desk_world import open_points, say_things
from tests.web.documents import hang_documents

TEMPLATES = Path(web.__path__[0]) / "templates"
KEPT_NOWHERE = {
    ("NarrowForm", "text"): "what one looks for in the trail",
    ("EditForm", "opened"): "what the form was opened with, signed",
    ("PasswordForm", "password"): "a password",
    ("PasswordForm", "repeated"): "a password",
}
# Bare text fields of pages, each with where it is tried below.
BARE = {
    "briefs/edit.html": ["added-ask", "added-heading", "added-text", "ask-#", "lead", "text-#"],
    "cases/access_request.html": ["reason-#"],
    "letters/answer.html": ["given_by"],
    "letters/draft.html": ["own_question", "question-#"],
    "letters/fields.html": ["answer-#"],
    "reviews/explanations.html": ["given_by", "text"],
    "reviews/judge.html": ["reason"],
    "reviews/judge_many.html": ["reason"],
    "reviews/notes.html": ["text"],
    "reviews/proposal.html": ["reason"],
}
TEXTS = models.CharField | models.TextField | models.JSONField
BARE_FIELD = re.compile(r'<(?:textarea|input)\b(?![^>]*(?:type="(?!text")|inputmode="numeric"))[^>]*\sname="([^"]+)"')


def text_fields():
    """(class, field name, field) of each text field of the forms in `web`; those that inherit EditForm once."""
    for module in pkgutil.walk_packages(web.__path__, "styringsdialog.web."):
        importlib.import_module(module.name)
    waiting, seen = [forms.BaseForm], set()
    while waiting:
        for form in waiting.pop().__subclasses__():
            if form in seen:
                continue
            seen.add(form)
            waiting.append(form)
            if form.__module__.startswith("styringsdialog.web."):
                for name, field in getattr(form, "base_fields", {}).items():
                    if type(field) is forms.CharField or isinstance(field, PlainText):
                        yield form, name, field


def test_every_text_field_of_our_forms_refuses_cpr_numbers():
    found = list(text_fields())
    assert len(found) > 40
    open_fields = {
        (form.__name__, name)
        for form, name, field in found
        if not isinstance(field, PlainText) and name != "opened" and not issubclass(form, forms.ModelForm)
    }
    assert open_fields | {("EditForm", "opened")} == set(KEPT_NOWHERE)
    short = [field for form, _, field in found if issubclass(form, forms.ModelForm)]
    assert all(field.max_length <= 60 for field in short), "a longer text of a model form must be a PlainText"


def test_fields_made_on_the_way_are_of_the_same_kind():
    calls = {
        str(path.relative_to(web.__path__[0])): path.read_text().count("forms.CharField(")
        for path in Path(web.__path__[0]).rglob("*.py")
    }
    assert {path: count for path, count in calls.items() if count} == {
        "people/forms.py": 2, "register/forms.py": 1, "trail/narrowing.py": 1,
    }  # fmt: skip


@pytest.mark.parametrize("text", [CPR, "Lejer 0101801234 klager.", "født 010180 - 1234", "Ring til 010180–1234"])
def test_the_field_says_what_is_wrong_and_what_to_do(text):
    with pytest.raises(forms.ValidationError) as refusal:
        PlainText().clean(text)
    assert refusal.value.messages == ["Teksten indeholder et CPR-nummer. Fjern CPR-nummeret, og gem igen."]
    with pytest.raises(UserError) as told:
        refuse_cpr(title="Fint", reason=text)
    assert told.value.place == "reason"


@pytest.mark.parametrize("text", ["1.010.180.123 kr.", "Sag 26/014217", "afd. 0123-08501", "320180-1234", "12345678"])
def test_amounts_and_numbers_of_cases_are_no_persons(text):
    assert PlainText().clean(text) == text


def test_every_bare_text_field_of_a_page_is_tried_here():
    found = {}
    for path in sorted(TEMPLATES.rglob("*.html")):
        place = str(path.relative_to(TEMPLATES))
        names = {re.sub(r"\{\{.*?\}\}", "#", name) for name in BARE_FIELD.findall(path.read_text())}
        names -= {"q", "state", "#", "html_name"}
        if names and not place.startswith(("allauth/", "search/", "ui/")):
            found[place] = sorted(names)
    assert found == BARE


def kept():
    """(model, field) wherever the number stands in the database."""
    found = []
    for model in apps.get_models():
        names = [
            field.name
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
        ]
        holds = [name for name in names if model._base_manager.filter(Q(**{f"{name}__icontains": CPR})).exists()]
        found += [(model.__name__, name) for name in holds]
    return found


def test_nothing_that_is_typed_on_a_page_is_kept_with_a_number(world, signed_in):
    desk, documents = say_things(world), hang_documents(world)
    package, point = world.package.pk, open_points(world)[5].pk
    question, draft = desk.sent.questions.first().pk, documents.draft
    mine, text = desk.draft.questions.first().pk, f"Lejer {CPR} klager."
    row = draft.points[0]
    of_point, letter = [package, point], {"version": desk.draft.version, "language": "da"}
    added = {"added-heading": "", "added-text": "", "added-ask": ""}
    tried = [
        ("case_worker", "point_note", of_point, {"text": text}),
        ("case_worker", "point_note_change", [desk.note.pk], {"text": text}),
        ("case_worker", "point_explain", of_point, {"text": text, "given_by": "Ida"}),
        ("case_worker", "point_explain", of_point, {"text": "Derfor.", "given_by": text}),
        ("case_worker", "point_judge", of_point, {"verdict": "overrule", "reason": text, "seen": ""}),
        ("case_worker", "points_judge", [package], {"verdict": "agree", "marked": [point], "reason": text}),
        ("adviser", "point_propose", of_point, {"verdict": "agree", "reason": text}),
        ("case_worker", "proposal_decide", [desk.proposal.pk], {"deed": "change", "verdict": "agree", "reason": text}),
        ("case_worker", "letter_save", [desk.draft.pk], {**letter, "own_question": text}),
        ("case_worker", "letter_save", [desk.draft.pk], {**letter, f"question-{mine}": text}),
        ("case_worker", "letter_save", [desk.draft.pk], {**letter, "introduction": text}),
        ("organisation_editor", "letter_reply", [desk.sent.pk], {f"answer-{question}": text, "deed": "send"}),
        ("", "answer", [desk.token], {f"answer-{question}": text, "given_by": "Ida", "deed": "send"}),
        ("", "answer", [desk.token], {f"answer-{question}": "Fordi.", "given_by": text, "deed": "send"}),
        ("coordinator", "attachment_delete", [documents.locked.pk], {"reason": text}),
        ("case_worker", "access_request", [documents.request.pk], {
            "version": documents.request.version,
            **{f"decision-{item.pk}": "withhold" for item in documents.request.items.all()},
            **{f"reason-{item.pk}": text for item in documents.request.items.all()},
        }),
        *(("case_worker", "brief_edit", [draft.pk], {"version": draft.version, **added, **typed})
          for typed in ({"lead": text}, {f"text-{row}": text}, {f"ask-{row}": text}, {"added-heading": text},
                        {"added-text": text}, {"added-ask": text})),
    ]  # fmt: skip
    before = kept()
    for role, name, arguments, sent in tried:
        client = signed_in(world.users[role]) if role else world_client()
        answer = client.post(reverse(name, args=arguments), sent, follow=True)
        assert answer.status_code in (200, 422), (name, answer.status_code)
        assert "CPR-nummer" in answer.content.decode(), (name, sent)
        assert kept() == before, (name, sent)
    assert PointNote.objects.get(pk=desk.note.pk).text == "Ring til direktøren."


def world_client():
    """Nobody signed in: the link of the letter is enough."""
    return Client()


def test_what_was_typed_about_a_point_stays_at_its_field_with_the_number_masked(world, signed_in):
    desk = say_things(world)
    client, point = signed_in(world.users["case_worker"]), open_points(world)[5].pk
    told = '<span class="sr-only">Fejl: </span>Teksten indeholder et CPR-nummer.'
    for name, arguments, mark in (
        ("point_note", [world.package.pk, point], 'aria-describedby="note-hint note-error"'),
        ("point_explain", [world.package.pk, point], 'aria-describedby="explanation-error"'),
        ("point_note_change", [desk.note.pk], f'aria-describedby="note-{desk.note.pk}-error"'),
    ):
        sent = {"text": f"Lejer {CPR} klager.", "given_by": "Ida"}
        page = client.post(reverse(name, args=arguments), sent, follow=True).content.decode()
        assert told in page
        assert mark in page
        assert ">Lejer xxxxxx-xxxx klager.</textarea>" in page
