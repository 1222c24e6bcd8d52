"""The trail: one entry a service call, readable in both languages, with the name of that day."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest

from styringsdialog.core.acting import Acting
from styringsdialog.core.stored_values import to_json
from styringsdialog.register.models import Municipality
from styringsdialog.trail.models import TrailEntry
from styringsdialog.trail.queries import entries_about, sentence
from styringsdialog.trail.services import record
from styringsdialog.users.models import User
from styringsdialog.wording.messages import catalogue

SOURCES = Path(__file__).resolve().parents[2] / "src" / "styringsdialog"
DAY = date(2026, 9, 1)


@pytest.fixture
def place(db):
    return Municipality.objects.create(code="0981", name="Ålev")


def test_an_entry_reads_as_a_sentence_in_both_languages(place):
    user = User.objects.create(username="x", name="Anne Beck")
    entry = record(
        Acting(user, DAY, place), "municipality.changed", place, before={"name": "Aalev"}, after={"name": "Ålev"}
    )
    assert sentence(entry) == "Anne Beck rettede oplysninger om Ålev Kommune."
    assert sentence(entry, "en") == "Anne Beck changed the municipality Ålev."
    assert (entry.object_type, entry.object_id, entry.municipality_code) == (
        "register.municipality",
        str(place.pk),
        "0981",
    )


def test_the_sentence_stands_when_the_person_has_another_name_and_is_deactivated(place):
    user = User.objects.create(username="x", name="Anne Beck")
    record(Acting(user, DAY), "municipality.changed", place)
    User.objects.filter(pk=user.pk).update(name="Anne Lund", is_active=False)
    entry = TrailEntry.objects.get()
    assert entry.actor == user
    assert sentence(entry).startswith("Anne Beck ")


def test_the_system_has_a_name(place):
    entry = record(Acting(None, DAY), "register.loaded", place, count=1234)
    assert sentence(entry) == "Systemet indlæste registret: 1.234 nye oplysninger."


def test_params_keep_their_kind(place):
    entry = record(Acting(None, DAY), "register.loaded", place, count=3, when=DAY, share=Decimal("1.5"))
    entry.refresh_from_db()
    assert entry.params == {"count": 3, "when": {"$day": "2026-09-01"}, "share": {"$decimal": "1.5"}}
    assert entry.before is None


def test_an_unknown_action_is_a_fault_of_ours(place):
    with pytest.raises(KeyError):
        record(Acting(None, DAY), "noget.andet", place)


def test_entries_about_a_thing(place):
    other = Municipality.objects.create(code="0982", name="Østborg")
    record(Acting(None, DAY), "municipality.changed", place)
    record(Acting(None, DAY), "municipality.changed", other)
    assert [entry.object_text for entry in entries_about(Acting(None, DAY), place)] == ["Ålev"]


def test_every_action_that_is_recorded_has_a_sentence_and_the_other_way_round():
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py"))
    known = {message.removeprefix("trail.") for message in catalogue() if message.startswith("trail.")}
    recorded = set(re.findall(r'"((?:\w+)\.(?:\w+))"', code)) & known
    recorded |= {f"upload.{state}" for state in ("unreadable", "sent_back", "to_map", "previewed")}
    assert recorded == known
    for message in known:
        assert set(catalogue()[f"trail.{message}"]["text"]) == {"da", "en"}


def sample(code: str):
    """A value that the format code can spell."""
    given = {"day": DAY, "list": ["a", "b"], "names": ["803"], "name": "803", "label": "notice_kind.digest", "": "x"}
    return given.get(code, 3)


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_action_reads_as_a_sentence(language):
    told = {}
    for message, parts in catalogue().items():
        if message.startswith("trail."):
            fields = [(name, code or "") for _, name, code, _ in Formatter().parse(parts["text"][language]) if name]
            values = {name: sample(code) for name, code in fields}
            values = {key: value for key, value in values.items() if key not in ("actor", "object")}
            entry = TrailEntry(action=message, actor_name="Anne Beck", object_text="Åen", params=to_json(values))
            told[message] = sentence(entry, language)
    assert len(told) > 25
    assert {message: text for message, text in told.items() if "{" in text} == {}
    # A reason that stands last brings its own full stop.
    assert {text for text in told.values() if not text.endswith((".", ": x"))} == set()
