"""The catalogue is whole in both languages, and messages with parameters become sentences without holes."""

import re
from datetime import date
from decimal import Decimal
from string import Formatter

import pytest

from styringsdialog.wording import messages
from styringsdialog.wording.messages import LANGUAGES, SPELL, catalogue, figure_name, has, sentence, spell

CODES = set(SPELL) | {stem + tail for stem in ("num", "pct") for tail in ("", "0", "1", "2")}
ENGLISH = {"the", "is", "are", "was", "of", "with", "must", "cannot", "not", "and", "which", "year"}
DANISH = {"og", "ikke", "er", "af", "til", "på", "det", "som", "mangler", "skal", "bliver", "år"}
ANSWER = re.compile(r"[BDKLR]-\d\d\.(?!title$|trend$)")
ROWS = [(key, part) for key, parts in catalogue().items() for part in parts]


def fields(template: str) -> set[tuple[str, str]]:
    return {(name, code or "") for _, name, code, _ in Formatter().parse(template) if name is not None}


def words(template: str) -> set[str]:
    """Words outside quotation marks: what is quoted is a term of the other language."""
    bare = re.sub(r"«[^»]*»|“[^”]*”|\{[^}]*\}", " ", template)
    return set(re.findall(r"[a-zæøå]+", bare.lower()))


def test_every_message_says_the_same_in_both_languages() -> None:
    for key, part in ROWS:
        entry = catalogue()[key][part]
        assert part in ("title", "text", "ask"), key
        assert set(entry) == set(LANGUAGES), key
        assert all(entry.values()), key
        danish, english = fields(entry["da"]), fields(entry["en"])
        assert {name for name, _ in danish} == {name for name, _ in english}, key
        assert {code for _, code in danish | english} <= CODES, key


def test_no_language_leaks_into_the_other() -> None:
    entries = [catalogue()[key][part] for key, part in ROWS]
    assert not [entry["da"] for entry in entries if words(entry["da"]) & ENGLISH]
    assert not [entry["en"] for entry in entries if words(entry["en"]) & DANISH]


def test_every_answer_of_a_rule_has_a_title_and_a_text() -> None:
    answers = {key for key in catalogue() if ANSWER.match(key)}
    assert answers
    assert not {key for key in answers if not {"title", "text"} <= set(catalogue()[key])}


def test_a_sentence_of_a_rule() -> None:
    params = {"have": Decimal("4630.07"), "target": Decimal(5777), "yearly": Decimal(585369)}
    assert sentence("K-01.not_paying", params) == (
        "Den disponible del er 4.630 kr. pr. lejemålsenhed; årets mål er 5.777 kr. "
        "Efter årets sats ville bidraget have været 585.369 kr."
    )
    assert "DKK 5,777" in sentence("K-01.not_paying", params, language="en")


def test_missing_figures_are_named_as_people_name_them() -> None:
    params = {"names": ["tenancy_units", "803", "133:next_budget"]}
    assert sentence("missing_figures", params) == (
        "Forholdet kan ikke vurderes, fordi pakken ikke oplyser antal lejemålsenheder, konto 803 (dispositionsfond) og "
        "konto 133 (afvikling af underskudssaldo og underfinansiering) i næste års budget."
    )
    assert sentence("missing_figures", params, "title") == (
        "Kan ikke vurderes: antal lejemålsenheder, konto 803 og konto 133 i næste års budget mangler"
    )
    english = sentence("missing_figures", params, language="en")
    assert "account 133 (clearing of the deficit balance and of underfinancing) in next year's budget" in english


def test_faults_follow_one_another() -> None:
    fault = {
        "message": "fault.sum",
        "account": "119.9",
        "column": "column.result",
        "stated": 65,
        "computed": 60,
        "difference": -5,
    }
    text = sentence("D-01.wrong", {"count": 2, "faults": [fault, fault], "rest": []})
    once = (
        "Konto 119.9 (variable udgifter i alt) er opgjort til 65 kr. i regnskabet, men posterne giver 60 kr.: "
        "en forskel på 5 kr."
    )
    assert text == f"{once} {once}"
    more = {"count": 7, "faults": [fault], "rest": [{"message": "more.some", "more": 1}]}
    assert sentence("D-01.wrong", more) == f"{once} Dertil kommer 1 til, som står blandt tallene."


def test_one_is_one_and_several_are_several() -> None:
    assert [spell(1, "days"), spell(3, "days"), spell(1, "days", "en")] == ["1 dag", "3 dage", "1 day"]
    assert [spell(Decimal("76.8"), "units"), spell(1, "units")] == ["76,8 lejemålsenheder", "1 lejemålsenhed"]
    assert [spell(-9000, "gap"), spell(-9000, "gap", "en")] == ["9.000 kr.", "DKK 9,000"]


def test_an_account_goes_by_number_and_name() -> None:
    assert spell("121", "account") == "121 (henlæggelse til istandsættelse ved fraflytning, A-ordning)"
    assert spell("999", "account") == "999"
    assert spell("column.budget", "where") == "i budgettet"


def test_a_hole_is_an_error_and_not_an_empty_place() -> None:
    with pytest.raises(KeyError):
        sentence("K-01.not_paying", {"have": 1})
    with pytest.raises(KeyError):
        sentence("no.such.message")
    with pytest.raises(ValueError, match="format code"):
        spell(1, "shout")
    with pytest.raises(ValueError, match="format code"):
        spell(1, "num12")


def test_spelling_by_code() -> None:
    day = date(2026, 6, 4)
    assert [spell(None, "kr"), spell(None, "kr", "en")] == ["ikke oplyst", "not stated"]
    assert [spell(day, ""), spell(Decimal("1.50"), ""), spell(2021, "")] == ["4. juni 2026", "1,5", "2021"]
    assert [spell(Decimal("12.25"), "pct1"), spell(Decimal("1.5"), "num0")] == ["12,3 %", "2"]
    assert spell("owner_kind.managing", "label") == "almen administrationsorganisation"
    assert spell([1, Decimal("2.5")], "list") == "1 og 2,5"


def test_an_unknown_figure_name_is_shown_as_it_is() -> None:
    assert (figure_name("116.gross"), figure_name("117.1"), figure_name("strange")) == (
        "konto 116 før dækning", "konto 117.1 (istandsættelse ved fraflytning, afholdt)", "strange",
    )  # fmt: skip


def test_a_part_may_be_absent() -> None:
    assert has("K-01.not_paying", "ask")
    assert not has("K-01.reached", "ask")
    assert not has("no.such.message")


def test_an_id_in_two_files_is_refused(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path)) / "messages"
    folder.mkdir()
    for name in ("one.yaml", "two.yaml"):
        (folder / name).write_text('twice: {title: {da: "to", en: "two"}}\n', encoding="utf-8")
    monkeypatch.setattr(messages, "files", lambda package: folder.parent)
    with pytest.raises(ValueError, match="stands in two files"):
        catalogue.__wrapped__()


def test_every_kind_of_fault_of_the_provisions_says_what_was_computed() -> None:
    kinds = ("roll", "added", "used", "closing", "net", "cover", "opening", "opening_previous", "result_account")
    for kind in kinds:
        assert has(f"fault.{kind}"), kind
        assert has(f"figure.computed.{kind}", "title"), kind
    assert figure_name("computed") == "sum af posterne"
    assert figure_name("computed.opening") == "sidste års ultimo"
