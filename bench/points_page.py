"""The desk over 200 divisions x 60 rules, in process: queries, time to the answer, and the size of the page."""

import os
import tempfile
from collections import Counter
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from .measured import Measured, median_ms

MOST_QUERIES, BOUND_MS, MOST_LINES = 15, 200, 400
DIVISIONS, RULES = 200, 60
JUDGED, PROPOSED = 3000, 200
OPEN = ("possible_breach", "attention", "cannot_judge")
DAY = date(2026, 11, 22)


def run() -> list[Measured]:
    """A package of 12,000 points as the case worker sees it, from a database file of its own, dropped afterwards."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "styringsdialog.config.settings.test"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        settings.MEDIA_ROOT = Path(folder) / "files"
        call_command("migrate", verbosity=0)
        return _measured(Path(folder))


def _measured(folder: Path) -> list[Measured]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from styringsdialog.register.models import Membership, Role
    from styringsdialog.reviews.models import Finding

    run_of = _large_run(folder)
    client = Client(headers={"host": "localhost"})
    worker = Membership.objects.filter(role=Role.CASE_WORKER).first()
    client.force_login(worker.user, backend="django.contrib.auth.backends.ModelBackend")
    desk = reverse("points", args=[run_of.package_id])
    middle = Finding.objects.filter(run=run_of, outcome="attention", subject_kind="division")[500]
    one = reverse("point", args=[run_of.package_id, middle.pk])
    part = {"headers": {"HX-Request": "true"}}
    client.get(desk)
    with CaptureQueriesContext(connection) as made:
        page = client.get(desk)
    assert page.status_code == 200
    with CaptureQueriesContext(connection) as stepped:
        assert client.get(one, **part).status_code == 200
    count = Finding.objects.filter(run=run_of).count()
    assert count >= DIVISIONS * RULES
    assert b'data-step="after"' in page.content
    dataset = f"{count} findings of {DIVISIONS} divisions, {JUDGED} judged, {PROPOSED} proposed, {connection.vendor}"
    searched = f"{desk}?text=afd&state=left"
    return [
        Measured("desk, queries", len(made), MOST_QUERIES, "queries", dataset),
        Measured("desk, one step, queries", len(stepped), MOST_QUERIES, "queries", dataset),
        Measured("desk, lines of the list", page.content.count(b"<li"), MOST_LINES, "lines", dataset),
        Measured("desk, median", median_ms(lambda: client.get(desk), times=15), BOUND_MS, "ms", dataset),
        Measured(
            "desk, one step, median", median_ms(lambda: client.get(one, **part), times=15), BOUND_MS, "ms", dataset
        ),
        Measured("desk, search, median", median_ms(lambda: client.get(searched), times=15), BOUND_MS, "ms", dataset),
    ]


def _large_run(folder: Path) -> Any:
    """The demo's largest package, tried once more: its findings about divisions copied to 200 x 60."""
    from styringsdialog.core.acting import Acting
    from styringsdialog.demo.files import write_files
    from styringsdialog.demo.generate import generate
    from styringsdialog.demo.loading import load
    from styringsdialog.reviews.models import Finding, RuleRun

    write_files(generate(), folder / "demo")
    load(folder / "demo", Acting(None, DAY), with_accounts=False)
    small = max(RuleRun.objects.all(), key=lambda one: Finding.objects.filter(run=one).count())
    known = list(Finding.objects.filter(run=small, subject_kind="division").order_by("rule", "subject_key"))
    made = RuleRun.objects.get(pk=small.pk)
    made.pk = None
    made.save()
    by_rule: dict[str, list[Finding]] = {}
    for finding in known:
        by_rule.setdefault(finding.rule, []).append(finding)
    waiting = cycle([one for one in known if one.outcome in OPEN])
    findings = []
    for number, rule in enumerate(islice(cycle(by_rule), RULES)):
        likes = cycle(by_rule[rule])
        named = rule if number < len(by_rule) else f"{rule}.{number}"
        # Every third is to be judged: far more than real packages have.
        findings += [
            _copied(next(waiting) if division % 3 == 0 else next(likes), made, named, division)
            for division in range(1, DIVISIONS + 1)
        ]
    Finding.objects.bulk_create(findings, batch_size=500)
    made.counts = dict(Counter(finding.outcome for finding in findings))
    made.save()
    _say_things(made)
    return made


def _copied(like: Any, run: Any, rule: str, division: int) -> Any:
    values = {field.attname: getattr(like, field.attname) for field in like._meta.concrete_fields}
    values |= {"id": None, "run_id": run.pk, "rule": rule, "division_id": None}
    values |= {"subject_key": f"{division:05d}", "subject_name": f"Afdeling {division}"}
    return type(like)(**values)


def _say_things(run: Any) -> None:
    """Judgements and proposals on the first points to judge."""
    import uuid

    from styringsdialog.reviews.models import Finding, Judgement, JudgementState, Verdict

    rows = Finding.objects.filter(run=run, outcome__in=OPEN)
    verdicts = cycle(Verdict.values)
    judgements = []
    for place, finding in enumerate(rows.defer("detail")[: JUDGED + PROPOSED]):
        state = JudgementState.CURRENT if place < JUDGED else JudgementState.PROPOSED
        judgements.append(
            Judgement(
                package=run.package,
                municipality=run.municipality,
                rule=finding.rule,
                finding=finding,
                subject_kind=finding.subject_kind,
                subject_key=finding.subject_key,
                verdict=next(verdicts),
                reason="Prøve",
                state=state,
                batch=uuid.uuid4(),
                day=DAY,
            )
        )
    Judgement.objects.bulk_create(judgements, batch_size=500)
