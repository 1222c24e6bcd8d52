"""The JSON of `review`: exactly the promised fields, and the same review as the text in either language."""

import json
import re
from datetime import date

import pytest

from styringsdialog.rulebook.finding import Outcome, Severity
from styringsdialog.rulebook.goals import GovernanceGoal
from styringsdialog.rulebook.source import Status
from tests.cli.conftest import DAY

NUMBER = (int, float)
FIGURE = {"name": str, "label": str, "value": (*NUMBER, str, type(None)), "unit": str}
SOURCE = {
    "kind": str,
    "key": str,
    "text": str,
    "status": str,
    "read_in": str,
    "link": str,
    "checked_on": (str, type(None)),
}
VALUE = SOURCE | {"value": (*NUMBER, str), "unit": str, "valid_from": str, "formula": str, "value_text": str}
FINDING = {
    "rule": str,
    "target_area": str,
    "subject": dict,
    "outcome": str,
    "severity": str,
    "text": str,
    "figures": list,
    "sources": list,
}
SUBJECT = {"kind": str, "key": str, "name": str}


def fits(told: dict, schema: dict) -> None:
    """Exactly the fields of the schema, in its order, each of its kind; true and false are no numbers."""
    assert list(told) == list(schema)
    for name, kind in schema.items():
        assert isinstance(told[name], kind), (name, told[name])
        assert not isinstance(told[name], bool), name


@pytest.fixture
def findings(command, good):
    said = command("review", good, "--day", DAY, "--format", "json")
    assert said.status == 0
    return json.loads(said.out)


def test_a_list_of_objects_with_the_promised_fields(findings):
    assert isinstance(findings, list)
    assert len(findings) > 20
    for each in findings:
        fits(each, FINDING)
        fits(each["subject"], SUBJECT)
        assert re.fullmatch(r"[A-Z]-\d\d", each["rule"])
        assert each["outcome"] in set(Outcome)
        assert each["severity"] in set(Severity)
        assert each["target_area"] in set(GovernanceGoal)
        assert each["subject"]["kind"] in {"organisation", "division", "area"}
        assert each["text"].rstrip().endswith((".", "?"))
        for figure in each["figures"]:
            fits(figure, FIGURE)
        for source in each["sources"]:
            fits(source, VALUE if source["kind"] == "value" else SOURCE)
            assert source["kind"] in {"rule_text", "value"}
            assert source["status"] in set(Status)
            assert source["checked_on"] is None or date.fromisoformat(source["checked_on"])


def test_numbers_of_divisions_stay_text(findings):
    keys = {each["subject"]["key"] for each in findings if each["subject"]["kind"] == "division"}
    assert keys == {"08501", "012"}


def test_the_text_counts_what_the_json_lists(command, good, findings):
    text = command("review", good, "--day", DAY).out
    assert f"{len(findings)} forhold" in text
    for outcome, mark in (("attention", "◆"), ("cannot_judge", "◌"), ("ok", "●")):
        count = sum(each["outcome"] == outcome for each in findings)
        assert f" {mark} {count} " in text.splitlines()[1]


def test_english_says_the_same_of_the_same(command, good, findings):
    said = command("review", good, "--day", DAY, "--format", "json", "--language", "en")
    english = json.loads(said.out)
    for here, there in zip(findings, english, strict=True):
        for name in ("rule", "target_area", "subject", "outcome", "severity"):
            assert here[name] == there[name]
        assert here["text"] != there["text"]
        assert [f["value"] for f in here["figures"]] == [f["value"] for f in there["figures"]]


DANISH = re.compile(r"\b(?:og|ikke|der|er|på|til|konto|kontoen|mangler|afdelingen|regnskabet|fristen|kr)\b")


def test_the_sentences_in_english_hold_no_danish_words(command, good):
    said = command("review", good, "--day", DAY, "--format", "json", "--language", "en")
    for each in json.loads(said.out):
        assert not DANISH.search(each["text"].replace(each["subject"]["name"], "")), each["text"]
        for figure in each["figures"]:
            assert not DANISH.search(figure["label"]), figure
