"""Words that several commands read alike, and how a word that cannot be read is told: in one Danish sentence."""

import argparse
import re
import sys
from datetime import date
from typing import Any, NoReturn

# What argparse says, and how we say it. What it says of our own kinds of word is a whole sentence already.
_SENTENCES = (
    (r"the following arguments are required: (.*)", "Der mangler {0}."),
    (
        r"argument (?:\S+/)?(\S+): invalid choice: '(.*)' \(choose from (.*)\)",
        "«{1}» kan ikke bruges som {0}. Vælg mellem {2}.",
    ),
    (r"argument (?:\S+/)?(\S+): invalid int value: '(.*)'", "«{1}» er ikke et helt tal. Skriv {0} som fx 2026."),
    (r"argument (?:\S+/)?(\S+): expected .*", "Der mangler en værdi efter {0}."),
    (r"unrecognized arguments: (.*)", "«{0}» kendes ikke."),
    (r"argument \S+: («.*)", "{0}"),
)


class Parser(argparse.ArgumentParser):
    """argparse in Danish: a refusal is one sentence and where to read more, and not the whole usage."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**(options | {"add_help": False, "allow_abbrev": False}))
        self._positionals.title, self._optionals.title = "skal angives", "valg"
        self.add_argument("-h", "--help", action="help", help="vis denne hjælp")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "Brug:", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "Brug:", 1)

    def error(self, message: str) -> NoReturn:
        """Exit status 2 after one sentence on stderr."""
        print(f"{in_danish(message)} Se «{self.prog} --help».", file=sys.stderr)
        raise SystemExit(2)


def in_danish(message: str) -> str:
    """One of argparse's own sentences in Danish; one that we do not know stays as it is."""
    for pattern, told in _SENTENCES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return told.format(*(group.replace("'", "") for group in found.groups()))
    return message


def day(text: str) -> date:
    """A day as 2026-09-01. argparse turns the error into one Danish sentence."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"«{text}» er ikke en dato. Skriv den som 2026-09-01.") from None
