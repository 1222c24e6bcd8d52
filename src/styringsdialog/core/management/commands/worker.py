"""The worker: carries out queued tasks, fetches back lost ones, and starts the day's work when a day begins."""

import logging
import threading
from typing import Any

from django.db import close_old_connections, connection
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Command as QueueWorker
from django_tasks_db.models import DBTaskResult

from styringsdialog.core.daily import run_rounds, tick
from styringsdialog.core.jobs import enqueue, requeue_lost_tasks

logger = logging.getLogger(__name__)

SECONDS_BETWEEN_ROUNDS = 60


class Command(QueueWorker):
    """`manage worker`: takes the options of `db_worker`, and never reloads."""

    help = "Udfører opgaver i baggrunden og dagens arbejde."

    def handle(self, **options: Any) -> None:
        """Runs until told to stop. The keeper is a thread, since the queue's own loop has no place for it."""
        keeper = threading.Thread(target=_keep_house, name="keeper", daemon=True)
        keeper.start()
        super().handle(**{**options, "reload": False})


def _keep_house() -> None:
    pause = threading.Event()
    while True:
        try:
            close_old_connections()
            look_after_tasks()
        except Exception:
            # A database that is away for a moment must not end the rounds.
            logger.exception("The worker's round failed; trying again")
        finally:
            connection.close()
        pause.wait(SECONDS_BETWEEN_ROUNDS)


def look_after_tasks() -> None:
    """One round: lost tasks go back in the queue; the day's work is queued unless it was.

    Two workers may both queue it in the same second; the steps bear being run twice.
    """
    now = timezone.now()
    requeue_lost_tasks(now)
    day = timezone.localdate(now).isoformat()
    queued = DBTaskResult.objects.filter(task_path=tick.module_path, args_kwargs={"args": [], "kwargs": {"day": day}})
    if not queued.exists():
        enqueue(tick, day=day)
    run_rounds(now)
