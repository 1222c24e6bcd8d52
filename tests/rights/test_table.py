"""The table of rights says what was written by hand, and each deed is allowed to exactly the roles it names."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from tests.rights.oracle import EXPECTED, OUTSIDE, ROLES

from styringsdialog.core.visibility import registered
from styringsdialog.register.models import Role
from styringsdialog.register.rights import DEEDS, FOLLOWS, KINDS, doers, readers

SOURCE = Path(__file__).parents[2] / "src" / "styringsdialog"


def test_kinds_are_as_written_by_hand():
    made = {
        kind.key: {"rows": kind.where.value, "grid": [kind.classes_for(Role(role)) for role in ROLES]} for kind in KINDS
    }
    assert made == EXPECTED["kinds"]


def test_deeds_are_as_written_by_hand():
    made = {deed.key: ["+" if role in {*deed.roles, *deed.own} else "-" for role in ROLES] for deed in DEEDS}
    assert made == EXPECTED["deeds"]


def test_every_role_is_tried():
    assert set(ROLES) == set(Role.values)


def test_every_model_with_rights_stands_in_the_table():
    named = [model for kind in KINDS for model in kind.models] + list(FOLLOWS)
    assert len(named) == len(set(named))
    assert set(named) == {model._meta.label for model in registered()}
    assert all(apps.get_model(label) for label in named)


def test_own_roles_and_municipal_roles_are_not_mixed():
    for row in (*KINDS, *DEEDS):
        assert not OUTSIDE & {role.value for role in row.roles}, row.key
        assert {role.value for role in row.own} <= OUTSIDE, row.key


def test_both_languages_are_given_and_each_key_once():
    for rows in (KINDS, DEEDS):
        assert len({row.key for row in rows}) == len(rows)
        assert all(row.danish and row.english and bool(row.note[0]) == bool(row.note[1]) for row in rows)


def test_an_unknown_kind_is_nobodys():
    with pytest.raises(KeyError):
        readers("everything")
    with pytest.raises(KeyError):
        doers("anything")


# What queries still name: one role by what it is, never a list of readers.
NAMED_IN_QUERIES = {
    "register/people_queries.py": {"CASE_WORKER", "ADVISER"},  # invitations to the other side; one's own agreement
    "register/log_queries.py": {"ADMINISTRATOR"},  # who is told of a message that was given up
    "reviews/letter_queries.py": {"AUDITOR"},  # letters to the auditor
}


def test_queries_take_their_roles_from_the_table():
    named = {}
    for path in sorted(SOURCE.glob("*/*queries.py")):
        roles = set(re.findall(r"\bRole\.([A-Z_]+)", path.read_text(encoding="utf-8")))
        if roles:
            named[path.relative_to(SOURCE).as_posix()] = roles
    assert named == NAMED_IN_QUERIES
