"""Keeps a few processes alive, and stops them in good order."""

import ctypes
import logging
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

logger = logging.getLogger(__name__)

SECONDS_TO_STOP = 30.0
SECONDS_BETWEEN_LOOKS = 0.2
# A process that dies this often within a minute will not get better by itself.
MOST_DEATHS = 5
_MINUTE = 60.0
_PARENT_DEATH_SIGNAL = 1


@dataclass
class Child:
    """A process to keep: how it is started, and what to do when it died unasked."""

    name: str
    command: Callable[[], Sequence[str]]
    after_death: Callable[[], object] = lambda: None
    process: subprocess.Popen[bytes] | None = None
    deaths: list[float] = field(default_factory=list)
    start_at: float = 0.0

    def start(self) -> None:
        """Starts it in a session of its own, so that Ctrl+C reaches it once, from us, and not twice."""
        self.process = subprocess.Popen(  # noqa: S603 - our own command lines
            list(self.command()),
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509
        )

    @property
    def is_running(self) -> bool:
        """Whether the process is there."""
        return self.process is not None and self.process.poll() is None


class Supervisor:
    """Runs children until a signal comes, or until one of them cannot be kept alive."""

    def __init__(self, children: Sequence[Child]) -> None:
        self.children = children
        self._stopping = False

    def run(self, *, ready: Callable[[], bool], told: str) -> int:
        """Starts all, prints `told` once `ready()`, restarts what dies; 0 after a signal, 1 after giving up."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        for child in self.children:
            child.start()
        is_told = False
        try:
            while not self._stopping:
                if not is_told and ready():
                    print(told, flush=True)
                    is_told = True
                if not all(self._look_after(child) for child in self.children):
                    return 1
                time.sleep(SECONDS_BETWEEN_LOOKS)
            return 0
        finally:
            self._stop_all()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopping = True

    def _look_after(self, child: Child) -> bool:
        """Restarts a dead child after a growing pause; False when it died too often."""
        now = time.monotonic()
        if child.is_running or self._stopping:
            return True
        if child.process is not None:
            status = child.process.returncode
            child.process = None
            child.deaths = [at for at in child.deaths if at > now - _MINUTE] + [now]
            if len(child.deaths) >= MOST_DEATHS:
                logger.error("%s stopped %d times within a minute: giving up", child.name, MOST_DEATHS)
                return False
            pause = 2.0 ** (len(child.deaths) - 1)
            logger.warning("%s stopped (status %s); starting again in %.0f s", child.name, status, pause)
            child.start_at = now + pause
            child.after_death()
        if now >= child.start_at:
            child.start()
        return True

    def _stop_all(self) -> None:
        running = [child.process for child in self.children if child.process and child.is_running]
        for process in running:
            process.terminate()
        last = time.monotonic() + SECONDS_TO_STOP
        for process in running:
            try:
                process.wait(max(0.0, last - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _die_with_parent() -> None:
    """Asks Linux to stop the child when we are killed without warning; elsewhere nothing is asked."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGTERM)
