"""What a bench answers: a figure, its bound, and what it was measured on."""

import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Measured:
    """One promise: `value` must not be above `bound`. `dataset` names what it was measured on, with its size."""

    what: str
    value: float
    bound: float
    unit: str
    dataset: str

    @property
    def holds(self) -> bool:
        return self.value <= self.bound

    def line(self) -> str:
        mark = "ok  " if self.holds else "OVER"
        return f"{mark} {self.what}: {self.value:.4g} {self.unit} (bound {self.bound:g}) [{self.dataset}]"

    def as_dict(self) -> dict[str, object]:
        return asdict(self) | {"holds": self.holds}


def median_ms(work: Callable[[], object], times: int = 15, warm: int = 2) -> float:
    """Median wall time of `work` in milliseconds, after `warm` calls that do not count."""
    for _ in range(warm):
        work()
    took = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took)


def machine() -> str:
    """Processor count and Python, so that a figure is never read without them."""
    import os

    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
