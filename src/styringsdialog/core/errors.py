"""Errors that a case worker can act on: what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from django.utils.translation import get_language

from styringsdialog.wording.messages import has, sentence


class UserError(Exception):
    """A refusal with a sentence for the user. `text` is whole and translated; `place` and `remedy` may be empty.

    `message` and `params` are set when the sentence comes from the catalogue, so that it can be kept and told
    again in another language.
    """

    def __init__(self, text: str, *, place: str = "", remedy: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.place = place
        self.remedy = remedy
        self.message = ""
        self.params: Mapping[str, Any] = {}

    @classmethod
    def of(cls, message: str, /, *, place: str = "", **params: Any) -> Self:
        """The refusal of a message id: part `text` says what is wrong, part `ask` what to do."""
        language = spoken()
        remedy = sentence(message, params, "ask", language) if has(message, "ask") else ""
        error = cls(sentence(message, params, "text", language), place=place, remedy=remedy)
        error.message, error.params = message, params
        return error


class StaleVersion(UserError):
    """Somebody else saved in between; both versions are kept and shown."""


class NotAllowed(UserError):
    """The actor may see the thing, but not do this to it."""


def spoken() -> str:
    """The language of the current thread, `da` or `en`: Danish where nothing is chosen."""
    return "en" if (get_language() or "da").startswith("en") else "da"
