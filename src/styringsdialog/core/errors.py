"""Errors that a case worker can act on: what is wrong, where, and what to do."""


class UserError(Exception):
    """A refusal with a sentence for the user. `text` is whole and translated; `place` and `remedy` may be empty."""

    def __init__(self, text: str, *, place: str = "", remedy: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.place = place
        self.remedy = remedy


class StaleVersion(UserError):
    """Somebody else saved in between; both versions are kept and shown."""
