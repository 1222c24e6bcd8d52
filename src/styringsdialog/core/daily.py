"""What happens once a day: apps register a step each, and the worker runs them all.

A step is idempotent: it looks at what is there and does what is missing, so that a second run on the same
day, by another worker or by hand, changes nothing.
"""

import datetime
import logging
from collections.abc import Callable
from dataclasses import dataclass

from styringsdialog.core.jobs import job

logger = logging.getLogger(__name__)

Step = Callable[[datetime.date], object]


@dataclass(frozen=True)
class Ticked:
    """The names of the steps that were carried out, and of those that failed."""

    done: tuple[str, ...]
    failed: tuple[str, ...]


_steps: dict[str, Step] = {}

Round = Callable[[datetime.datetime], object]
_rounds: dict[str, Round] = {}


def register_round(name: str, look: Round) -> None:
    """Adds what the worker looks after about once a minute: quick, idempotent, work itself goes in the queue."""
    _rounds[name] = look


def run_rounds(now: datetime.datetime) -> None:
    """Every round once; one that fails is logged and does not stop the others."""
    for name, look in sorted(_rounds.items()):
        try:
            look(now)
        except Exception:
            logger.exception("The worker's round %s failed", name)


def register_step(name: str, step: Step) -> None:
    """Adds a step; called in `AppConfig.ready()`. The same name twice with another step is refused."""
    if _steps.get(name, step) is not step:
        raise ValueError(f"Two daily steps are called {name!r}")
    _steps[name] = step


def run_steps(day: datetime.date, steps: dict[str, Step] | None = None) -> Ticked:
    """Runs every step for `day`; one that fails is logged and does not stop the others."""
    done, failed = [], []
    for name, step in sorted((_steps if steps is None else steps).items()):
        try:
            step(day)
        except Exception:
            logger.exception("The daily step %s failed for %s", name, day)
            failed.append(name)
        else:
            done.append(name)
    return Ticked(done=tuple(done), failed=tuple(failed))


@job()
def tick(day: str) -> dict[str, list[str]]:
    """The day's work as a job; `day` as YYYY-MM-DD, since arguments of a job are JSON."""
    ticked = run_steps(datetime.date.fromisoformat(day))
    if ticked.failed:
        raise RuntimeError(f"Dagens arbejde for {day} mislykkedes: {', '.join(ticked.failed)}")
    return {"done": list(ticked.done)}
