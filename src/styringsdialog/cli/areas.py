"""`styringsdialog areas classify FILE.csv`: the class of each area on each list, with what decided it."""

import argparse
from pathlib import Path

from .arguments import day


def add_parser(words: argparse._SubParsersAction) -> None:
    topic = words.add_parser("areas", help="boligområdernes klasser efter listedato")
    below = topic.add_subparsers(dest="subcommand", required=True, metavar="HVAD")
    command = below.add_parser("classify", help="beregn klassen for hver række i en CSV-fil")
    command.add_argument("file", type=Path, metavar="FIL.csv")
    command.add_argument("--list-date", type=day, help="listedato for rækker uden «year», fx 2019-12-01")
    command.add_argument("--history", type=Path, metavar="CSV", help="offentliggjorte lister (membership.csv)")
    command.add_argument("--aliases", type=Path, metavar="CSV", help="navne, der betegner samme område")
    command.add_argument("-o", "--output", type=Path, metavar="UD.csv", help="skriv hertil i stedet for skærmen")
    command.set_defaults(run=run)
