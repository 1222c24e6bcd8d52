"""Puts tasks back in the queue whose worker died."""

import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from styringsdialog.core.jobs import LOST_AFTER, requeue_lost_tasks


class Command(BaseCommand):
    """`manage requeue_lost_tasks [--minutes 30]`."""

    help = "Lægger opgaver tilbage i køen, når den proces, der udførte dem, er død."

    def add_arguments(self, parser: CommandParser) -> None:
        """How long a task may run before it counts as lost."""
        parser.add_argument("--minutes", type=float, default=LOST_AFTER.total_seconds() / 60)

    def handle(self, *_args: Any, minutes: float, **_options: Any) -> None:
        """Tells how many were put back, and how many were given up."""
        found = requeue_lost_tasks(timezone.now(), lost_after=datetime.timedelta(minutes=minutes))
        self.stdout.write(f"Lagt tilbage i køen: {found.again}. Opgivet: {found.given_up}.")
