"""Tasks whose worker died come back, once; those that kill every worker are given up."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from styringsdialog.core import daily, jobs
from styringsdialog.core.management.commands.worker import look_after_tasks

pytestmark = pytest.mark.django_db

QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
NOON = datetime.datetime(2026, 9, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture
def queue(settings):
    settings.TASKS = QUEUE


def lost_task(*workers: str, started_at: datetime.datetime = NOON) -> DBTaskResult:
    result = jobs.enqueue(daily.tick, day="2026-09-01")
    DBTaskResult.objects.filter(pk=result.id).update(
        status=TaskResultStatus.RUNNING, started_at=started_at, worker_ids=list(workers)
    )
    return DBTaskResult.objects.get(pk=result.id)


def after(minutes: float) -> datetime.datetime:
    return NOON + datetime.timedelta(minutes=minutes)


def test_a_lost_task_comes_back_and_is_carried_out(queue):
    task = lost_task("a")
    assert jobs.requeue_lost_tasks(after(31)) == jobs.Requeued(again=1)
    task.refresh_from_db()
    assert task.status == TaskResultStatus.READY
    assert task.worker_ids == ["a"]
    assert DBTaskResult.objects.ready().filter(pk=task.pk).exists()


def test_a_task_at_work_is_left_alone(queue):
    task = lost_task("a")
    assert jobs.requeue_lost_tasks(after(29)) == jobs.Requeued()
    task.refresh_from_db()
    assert task.status == TaskResultStatus.RUNNING


def test_finished_and_waiting_tasks_are_left_alone(queue):
    for status in (TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED, TaskResultStatus.READY):
        task = lost_task("a")
        DBTaskResult.objects.filter(pk=task.pk).update(status=status)
    assert jobs.requeue_lost_tasks(after(600)) == jobs.Requeued()


def test_the_third_death_is_the_last(queue):
    task = lost_task("a", "b", "c")
    assert jobs.requeue_lost_tasks(after(31)) == jobs.Requeued(given_up=1)
    task.refresh_from_db()
    assert task.status == TaskResultStatus.FAILED
    assert task.finished_at == after(31)
    assert "3 gange" in task.traceback
    assert task.task_result.errors[0].exception_class is jobs.WorkerLost


def test_only_the_dead_workers_tasks_at_once(queue):
    mine, theirs = lost_task("ours-8000-1"), lost_task("ours-8000-1", "other-1")
    found = jobs.requeue_lost_tasks(NOON, lost_after=datetime.timedelta(0), worker_prefix="ours-8000-")
    assert found == jobs.Requeued(again=1)
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.status, theirs.status) == (TaskResultStatus.READY, TaskResultStatus.RUNNING)


def test_two_rounds_at_once_put_a_task_back_once(queue, monkeypatch):
    lost_task("a")
    look = jobs._last_worker
    between = []

    def another_round_comes_first(task):
        monkeypatch.setattr(jobs, "_last_worker", look)
        between.append(jobs.requeue_lost_tasks(after(31)))
        return look(task)

    monkeypatch.setattr(jobs, "_last_worker", another_round_comes_first)
    assert jobs.requeue_lost_tasks(after(31)) == jobs.Requeued()
    assert between == [jobs.Requeued(again=1)]


def test_a_task_claimed_again_meanwhile_is_left_alone(queue, monkeypatch):
    task = lost_task("a")

    def is_claimed(_task):
        DBTaskResult.objects.filter(pk=task.pk).update(started_at=after(30), worker_ids=["a", "b"])
        return ""

    monkeypatch.setattr(jobs, "_last_worker", is_claimed)
    assert jobs.requeue_lost_tasks(after(31)) == jobs.Requeued()


def test_command_tells_what_it_did(queue, capsys):
    lost_task("a", started_at=timezone.now() - datetime.timedelta(minutes=10))
    call_command("requeue_lost_tasks", minutes=5)
    assert "Lagt tilbage i køen: 1" in capsys.readouterr().out


def test_an_enqueued_task_goes_with_its_transaction(queue):
    from django.db import transaction

    def fail_after_enqueue():
        with transaction.atomic():
            jobs.enqueue(daily.tick, day="2026-09-01")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_after_enqueue()
    assert not DBTaskResult.objects.exists()


def test_the_day_is_queued_once_and_lost_tasks_come_back(queue, time_machine):
    time_machine.move_to(after(60), tick=False)
    task = lost_task("a")
    look_after_tasks()
    look_after_tasks()
    task.refresh_from_db()
    assert task.status == TaskResultStatus.READY
    assert DBTaskResult.objects.filter(task_path=daily.tick.module_path).count() == 1


def test_a_new_day_begins_at_danish_midnight(queue, time_machine):
    time_machine.move_to(datetime.datetime(2026, 9, 1, 21, 59, tzinfo=datetime.UTC), tick=False)
    look_after_tasks()
    time_machine.move_to(datetime.datetime(2026, 9, 1, 22, 1, tzinfo=datetime.UTC), tick=False)
    look_after_tasks()
    days = [row.args_kwargs["kwargs"]["day"] for row in DBTaskResult.objects.order_by("enqueued_at")]
    assert days == ["2026-09-01", "2026-09-02"]


@pytest.mark.django_db(transaction=True)
def test_the_worker_carries_out_the_queue(queue):
    result = jobs.enqueue(daily.tick, day="2026-09-01")
    call_command("db_worker", batch=True, startup_delay=False, interval=0, reload=False, verbosity=0)
    assert DBTaskResult.objects.get(pk=result.id).status == TaskResultStatus.SUCCESSFUL


def test_a_failing_step_does_not_stop_the_others():
    seen = []
    steps = {"a": seen.append, "b": lambda day: 1 / 0, "c": seen.append}
    day = datetime.date(2026, 9, 1)
    assert daily.run_steps(day, steps) == daily.Ticked(done=("a", "c"), failed=("b",))
    assert seen == [day, day]


def test_the_same_name_for_another_step_is_refused(monkeypatch):
    monkeypatch.setattr(daily, "_steps", {})
    daily.register_step("a", print)
    daily.register_step("a", print)
    with pytest.raises(ValueError, match="'a'"):
        daily.register_step("a", repr)


def test_tick_command_takes_a_day_and_reports_failure(monkeypatch, capsys):
    seen = []
    monkeypatch.setattr(daily, "_steps", {"a": seen.append})
    call_command("tick", "--day", "2026-09-01")
    assert seen == [datetime.date(2026, 9, 1)]
    assert "1 trin" in capsys.readouterr().out
    monkeypatch.setattr(daily, "_steps", {"b": lambda day: 1 / 0})
    with pytest.raises(CommandError, match="b"):
        call_command("tick", "--day", "2026-09-01")
