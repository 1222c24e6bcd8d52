"""Refusals speak the language of the page; values that no column holds are refused before they are written."""

from datetime import date
from decimal import Decimal
from importlib.resources import files

import pytest
import yaml
from django.utils import translation

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import NotAllowed, UserError
from styringsdialog.core.fitting import ensure_fits
from styringsdialog.core.visibility import registered, visible_to
from styringsdialog.submissions.models import DivisionSheet, StatementLine


def test_a_refusal_speaks_the_language_of_the_page():
    assert "adgang" in NotAllowed.of("not_allowed").text
    with translation.override("en"):
        refusal = NotAllowed.of("not_allowed")
    assert refusal.text == "You may not do this."
    assert refusal.remedy.startswith("Ask the municipality")
    assert refusal.message == "not_allowed"


def test_a_refusal_keeps_its_message_and_place():
    refusal = UserError.of("register.number_unknown", place="række 4", number="0101")
    assert (refusal.place, refusal.params) == ("række 4", {"number": "0101"})
    assert str(refusal) == refusal.text == "«0101» findes ikke i registret."


def test_every_refusal_says_what_to_do_in_both_languages():
    path = files("styringsdialog.wording") / "messages" / "processes.yaml"
    refusals = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert len(refusals) > 15
    for message, parts in refusals.items():
        assert set(parts) >= {"text", "ask"}, message
        assert all(set(part) == {"da", "en"} for part in parts.values()), message


@pytest.mark.django_db
@pytest.mark.parametrize(
    "row",
    [
        StatementLine(account="1" * 21),
        StatementLine(account="1", result=2**63),
        StatementLine(account="1", result=-(2**63) - 1),
        DivisionSheet(vacant_days=-1),
        DivisionSheet(build_year=40_000),
        DivisionSheet(tenancy_units=Decimal("1.00001")),
        DivisionSheet(tenancy_units=Decimal(10**10)),
    ],
)
def test_what_does_not_fit_is_refused(row):
    with pytest.raises(UserError) as refusal:
        ensure_fits([row])
    assert refusal.value.message == "does_not_fit"


@pytest.mark.django_db
def test_what_fits_is_let_through():
    ensure_fits(
        [
            StatementLine(account="1" * 20, result=2**63 - 1, budget=-(2**63), label="Å" * 500),
            DivisionSheet(tenancy_units=Decimal("9999999999.9999"), build_year=1850, vacant_days=0),
            DivisionSheet(tenancy_units=Decimal("55.20000")),
        ]
    )


def test_a_model_without_a_query_is_never_everything():
    from django.contrib.auth.models import Group

    assert Group not in registered()
    with pytest.raises(KeyError):
        visible_to(Acting(None, date(2026, 9, 1)), Group)


def test_two_actings_do_not_share_what_was_looked_up():
    one, other = Acting(None, date(2026, 9, 1)), Acting(None, date(2026, 9, 1))
    one.memory["reach"] = "x"
    assert other.memory == {}
    assert one == other
