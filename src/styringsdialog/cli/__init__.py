"""The `styringsdialog` command: what can be done from a shell, most of it without web server or database."""

import argparse
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from . import areas, demo, docs, package, review
from .arguments import Parser
from .writing import REASONS, CannotWrite, one_line

COMMANDS = (review, package, areas, demo, docs)


def parser() -> argparse.ArgumentParser:
    """The whole command line; each module of this package adds its own words."""
    top = Parser(
        prog="styringsdialog",
        description="Styringsdialog mellem kommune og almene boligorganisationer.",
        epilog="Desuden: «serve» starter systemet, «manage» giver Djangos egne kommandoer.",
    )
    words = top.add_subparsers(dest="command", required=True, metavar="KOMMANDO")
    for command in COMMANDS:
        command.add_parser(words)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit status is 0 when done and 2 when the user must mend something."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without Danish letters shows «?» rather than nothing
    options = parser().parse_args(arguments)
    try:
        status = int(options.run(options))
        sys.stdout.flush()  # here, so that a full disk is told below and not by the interpreter
    except CannotWrite as fault:
        return refuse(str(fault))
    except BrokenPipeError:  # the reader had enough, as `head` has: not an error of ours
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as fault:
        if fault.errno not in REASONS:
            raise
        return refuse(f"Kommandoen blev ikke gjort færdig: {REASONS[fault.errno]}.")
    return status


def refuse(sentence: str) -> int:
    """Tell in one sentence why nothing was done; the exit status of a refusal."""
    print(one_line(sentence), file=sys.stderr)
    return 2
