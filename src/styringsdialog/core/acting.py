"""Who acts, on which day, for which municipality: made once at the entry and passed down."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from styringsdialog.users.models import User


@dataclass(frozen=True)
class Acting:
    """The actor of a call. `user` is None for the system itself (worker, command); `municipality` may be None
    for people of an organisation. Nothing below the entry reads the clock or the session."""

    user: User | None
    day: date
    municipality: Any = None  # register.Municipality; core may not import register
    # What was already looked up for this actor on this day (roles): asked for once in a request, not on each page part.
    memory: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_system(self) -> bool:
        return self.user is None

    @property
    def person(self) -> User | None:
        """The user as a value of a foreign key: None for the system and for nobody signed in."""
        return self.user if self.user is not None and self.user.is_authenticated else None
