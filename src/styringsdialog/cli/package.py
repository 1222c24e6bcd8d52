"""`styringsdialog package template`: the workbook an organisation fills in, with what is known already in it."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from styringsdialog.rulebook.facts import PackageFacts


def add_parser(words: argparse._SubParsersAction) -> None:
    topic = words.add_parser("package", help="dokumentationspakken som regneark")
    below = topic.add_subparsers(dest="subcommand", required=True, metavar="HVAD")
    command = below.add_parser("template", help="skriv regnearket til et styringsår, udfyldt med det kendte")
    command.add_argument("--organisation", required=True, metavar="LBFNR", help="organisationens LBF-nummer")
    command.add_argument("--year", type=int, required=True, help="styringsåret, fx 2026")
    command.add_argument("--from", type=Path, dest="previous", metavar="FIL.xlsx",
                         help="tag det kendte fra sidste års regneark i stedet for databasen")
    command.add_argument("-o", "--output", type=Path, required=True, metavar="FIL.xlsx")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """0 when written; 2 with one sentence when the organisation or the year's edition is not known."""
    from styringsdialog.exchange.template import write_template
    from styringsdialog.rulebook.edition import UnknownEdition

    from . import refuse

    previous = from_file(options) if options.previous else from_database(options)
    if previous is None:
        return 2
    try:
        write_template(previous, options.year, options.output)
    except UnknownEdition as error:
        return refuse(str(error))
    print(f"Skabelonen til styringsår {options.year} er skrevet i {options.output}")
    return 0
