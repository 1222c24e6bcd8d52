"""One number for each click, job or command, so that everything it changed can be read together.

The number lies in a context variable of our own, set and taken back by token: auditlog's own contexts lose the actor
when they are nested. No Django here, so that the command line can open a deed before anything is loaded.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Deed:
    """The number, and the person at the keyboard (a `User`; None for the system)."""

    id: uuid.UUID
    person: Any = None


_CURRENT: ContextVar[Deed | None] = ContextVar("deed", default=None)


@contextmanager
def deed(person: Any = None) -> Iterator[Deed]:
    """Everything within is one deed. A deed within a deed has its own number; afterwards the outer one goes on."""
    opened = Deed(uuid.uuid4(), person)
    token = _CURRENT.set(opened)
    try:
        yield opened
    finally:
        _CURRENT.reset(token)


def current() -> Deed | None:
    """The deed that is going on, if somebody opened one."""
    return _CURRENT.get()
