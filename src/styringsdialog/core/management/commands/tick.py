"""Runs the day's work at once; the worker does the same by itself when a day begins."""

import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from styringsdialog.core.daily import run_steps


class Command(BaseCommand):
    """`manage tick [--day 2026-09-01]`."""

    help = "Udfører dagens arbejde: åbner pakker, sender påmindelser, rydder op. Kan køres flere gange."

    def add_arguments(self, parser: CommandParser) -> None:
        """The day; today in Denmark unless said."""
        parser.add_argument("--day", type=datetime.date.fromisoformat, default=None)

    def handle(self, *_args: Any, day: datetime.date | None, **_options: Any) -> None:
        """Exits with an error when a step failed, so that a timer notices."""
        day = day or timezone.localdate()
        ticked = run_steps(day)
        if ticked.failed:
            raise CommandError(f"Dagens arbejde for {day} mislykkedes: {', '.join(ticked.failed)}.")
        self.stdout.write(f"Dagens arbejde for {day} er udført: {len(ticked.done)} trin.")
