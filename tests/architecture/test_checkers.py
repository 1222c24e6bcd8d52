"""The architecture tests can fail: each checker is shown a fault it must find, and its innocent neighbour."""

from textwrap import dedent

import pytest

from tests.architecture import checkers


def test_finds_a_long_function_and_counts_code_only():
    body = "\n".join(f"    x{number} = {number}" for number in range(41))
    assert checkers.long_functions(f"def long():\n{body}\n", 40) == ["long: 42 lines"]
    padding = "\n".join("    # comment\n" for _ in range(60))
    assert checkers.long_functions(f'def short():\n    """{"a" * 9}\n\n\n    """\n{padding}\n    return 1\n', 4) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [('"""What this is for."""\n', True), ("import os\n", False), ('"""."""\n', False), ("", False)],
)
def test_finds_a_module_that_does_not_say_what_it_is_for(text, said):
    assert checkers.has_opening_line(text) is said


def test_finds_django_and_upward_imports_in_a_pure_module():
    text = dedent("""
        import numpy
        from django.db import models
        import django.conf
        from styringsdialog.register.models import Division
        from styringsdialog.wording import numbers
        from styringsdialog import core
        from .engine import run
    """)
    assert checkers.impure_imports(text) == [
        "django.db.models",
        "django.conf",
        "styringsdialog.register.models.Division",
        "styringsdialog.core",
    ]


def test_finds_a_glance_at_the_clock():
    text = dedent("""
        import datetime as dt
        a = date.today()
        b = datetime.datetime.now(tz)
        c = timezone.localdate()
        d = time.time()
        e = dt.date.today()
        f = facts.now()
        g = datetime.date(2026, 1, 1)
        default = timezone.now
    """)
    assert [line.split(": ")[1] for line in checkers.clock_readings(text)] == [
        "date.today()",
        "datetime.now()",
        "timezone.localdate()",
        "time.time()",
        "date.today()",
    ]
    assert len(checkers.day_readings(text)) == 3


def test_finds_danish_letters_in_identifiers_but_not_in_text():
    assert checkers.foreign_identifiers('år = 1\ndef måned(dag): return "ærø"\nx.størrelse\nf(ø=1)\n') == [
        "måned",
        "størrelse",
        "år",
        "ø",
    ]


def test_finds_addresses_in_a_lock():
    assert checkers.addresses('"resolved": "https://example.org/a.tgz"\n') == ["https://example.org/a.tgz"]
    assert checkers.addresses("numpy==2.4.6 \\\n    --hash=sha256:abc\n") == []


def test_finds_a_path_of_a_machine():
    home = "/{}/somebody/".format("home")
    text = f"a = 1\nb = '/srv/build/project/x'\nc = '{home}x'\n"
    assert len(checkers.machine_paths(text, ("/srv/build/project/",))) == 2
    assert checkers.machine_paths("var/styringsdialog.sqlite3", ("/srv/build/project/",)) == []


GLOSSARY = """
| Danish | identifier | note |
|---|---|---|
| aftale / rammeaftale | `Agreement` (layer) | `not_this` |
| høring (intern) | `Hearing`, `HearingReply` | |
| helhedsplan (fysisk / social) / udviklingsplan | `MasterPlan` (kind) / `DevelopmentPlan` | |

| column | other |
|---|---|
| no | `Row` |
"""


def test_reads_the_rows_of_a_glossary():
    rows = list(checkers.glossary_rows(GLOSSARY))
    assert [row.terms for row in rows] == [
        ("aftale", "rammeaftale"),
        ("høring",),
        ("helhedsplan", "udviklingsplan"),
    ]
    assert [row.classes for row in rows] == [
        ("Agreement",),
        ("Hearing", "HearingReply"),
        ("MasterPlan", "DevelopmentPlan"),
    ]
    assert checkers.ambiguous(rows) == []


def test_finds_a_term_or_identifier_with_two_rows():
    twice = GLOSSARY.replace("`Hearing`,", "`Agreement`,").replace("udviklingsplan", "høring")
    assert checkers.ambiguous(list(checkers.glossary_rows(twice))) == ["Agreement", "høring"]
