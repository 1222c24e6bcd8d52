"""Who may write texts, read the log and try again. Roles stand above this app, in `register`, which answers here."""

from __future__ import annotations

from collections.abc import Callable

from styringsdialog.core.acting import Acting

Question = Callable[[Acting, str], bool]
_ANSWERS: dict[str, Question] = {}


def answers(name: str) -> Callable[[Question], Question]:
    """Register the answer to a question of this file; called by the app that knows roles."""

    def register(question: Question) -> Question:
        _ANSWERS[name] = question
        return question

    return register


def can_edit_templates(acting: Acting, municipality_code: str) -> bool:
    """May the actor write the municipality's own texts? No, where nobody has answered."""
    return _asked("can_edit_templates", acting, municipality_code)


def can_read_notices(acting: Acting, municipality_code: str) -> bool:
    """May the actor read the municipality's log of messages, and try one again?"""
    return _asked("can_read_notices", acting, municipality_code)


def _asked(name: str, acting: Acting, municipality_code: str) -> bool:
    return name in _ANSWERS and _ANSWERS[name](acting, municipality_code)
