"""Background work: the only door to the task queue, and the way back for a task whose worker died.

A job is a function marked `@job()` whose arguments are JSON; it must bear being run twice, since a worker
can be killed after the work and before the receipt. `enqueue` inside a transaction is part of it.
"""

import datetime
import functools
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django_tasks import TaskResult, TaskResultStatus
from django_tasks import task as queued
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

__all__ = ["LOST_AFTER", "MOST_ATTEMPTS", "Requeued", "around_every_job", "enqueue", "job", "requeue_lost_tasks"]

# Longer than any job of ours takes: sooner, and a slow job would be run beside itself.
LOST_AFTER = datetime.timedelta(minutes=30)
# A task that killed its worker three times would kill the fourth, too.
MOST_ATTEMPTS = 3


@dataclass(frozen=True)
class Requeued:
    """How many lost tasks were put back in the queue, and how many were given up."""

    again: int = 0
    given_up: int = 0


_AROUND: list[Callable[[], AbstractContextManager[Any]]] = []


def around_every_job(context: Callable[[], AbstractContextManager[Any]]) -> None:
    """Run each job within `context()`; called in `AppConfig.ready()`."""
    if context not in _AROUND:
        _AROUND.append(context)


def job(**options: Any) -> Callable[[Callable[..., Any]], Task[..., Any]]:
    """Mark a function as a job; `options` are those of the queue."""

    def mark(work: Callable[..., Any]) -> Task[..., Any]:
        @functools.wraps(work)
        def run(*args: Any, **kwargs: Any) -> Any:
            with ExitStack() as stack:
                for context in _AROUND:
                    stack.enter_context(context())
                return work(*args, **kwargs)

        marked: Task[..., Any] = queued(**options)(run)
        return marked

    return mark


def enqueue(work: Task[..., Any], **arguments: Any) -> TaskResult[Any]:
    """Puts a job in the queue; it runs after the surrounding transaction is committed, or not at all."""
    return work.enqueue(**arguments)


def requeue_lost_tasks(
    now: datetime.datetime, *, lost_after: datetime.timedelta = LOST_AFTER, worker_prefix: str = ""
) -> Requeued:
    """Puts tasks back whose worker is gone: those running for longer than `lost_after`.

    With `worker_prefix` only tasks whose last worker's id begins so; whoever knows that these workers are
    dead gives a `lost_after` of zero. Any number of processes may do this at once: each row is changed only
    if it is still as it was read, so a task is put back once.
    """
    again = given_up = 0
    running: QuerySet[DBTaskResult] = DBTaskResult.objects.running().filter(started_at__lte=now - lost_after)
    for task in running.only("id", "started_at", "worker_ids"):
        if not _last_worker(task).startswith(worker_prefix):
            continue
        unchanged = DBTaskResult.objects.running().filter(pk=task.pk, started_at=task.started_at)
        if len(task.worker_ids) >= MOST_ATTEMPTS:
            given_up += unchanged.update(
                status=TaskResultStatus.FAILED,
                finished_at=now,
                exception_class_path="styringsdialog.core.jobs.WorkerLost",
                traceback=f"Opgaven blev afbrudt {len(task.worker_ids)} gange og er opgivet.",
            )
        else:
            again += unchanged.update(status=TaskResultStatus.READY, started_at=None)
    return Requeued(again=again, given_up=given_up)


class WorkerLost(Exception):
    """The worker of a task died each time the task was tried."""


def _last_worker(task: DBTaskResult) -> str:
    return str(task.worker_ids[-1]) if task.worker_ids else ""
