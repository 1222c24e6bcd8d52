"""`styringsdialog package template`: the workbook an organisation fills in, with what is known already in it."""

import argparse
import os
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from .writing import refuse_unwritable, write

if TYPE_CHECKING:
    from styringsdialog.rulebook.facts import PackageFacts


def add_parser(words: argparse._SubParsersAction) -> None:
    topic = words.add_parser("package", help="dokumentationspakken som regneark")
    below = topic.add_subparsers(dest="subcommand", required=True, metavar="HVAD")
    command = below.add_parser("template", help="skriv regnearket til et styringsår, udfyldt med det kendte")
    command.add_argument("--organisation", required=True, metavar="LBFNR", help="organisationens LBF-nummer")
    command.add_argument("--year", type=int, required=True, metavar="ÅR", help="styringsåret, fx 2026")
    command.add_argument(
        "--from",
        type=Path,
        dest="previous",
        metavar="FIL.xlsx",
        help="tag det kendte fra sidste års regneark i stedet for databasen",
    )
    command.add_argument("-o", "--output", type=Path, required=True, metavar="FIL.xlsx")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """0 when written; 2 with one sentence when the organisation or the year's edition is not known."""
    from styringsdialog.exchange.workbook_writing import write_workbook
    from styringsdialog.rulebook.edition import edition_years

    from . import refuse

    refuse_unwritable((options.output,), (options.previous,))
    options.organisation = options.organisation.strip().zfill(4)  # a spreadsheet may have taken its zeros away
    if options.year not in edition_years():
        years = ", ".join(str(year) for year in edition_years())
        return refuse(f"Der er ingen udgave for styringsår {options.year}. Vælg et af: {years}.")
    package = from_file(options) if options.previous else from_database(options)
    if package is None:
        return 2
    target = BytesIO()
    write_workbook(package, options.year, target, results=False)
    write(options.output, target.getvalue())
    print(f"Skabelonen til styringsår {options.year} er skrevet i {options.output}")
    return 0


def from_file(options: argparse.Namespace) -> "PackageFacts | None":
    """Last year's workbook moved one year on; refused when it is another organisation's."""
    from styringsdialog.exchange.template import register_from, template_for
    from styringsdialog.rulebook.edition import edition

    from . import refuse
    from .review import read_or_refuse

    reading = read_or_refuse(options.previous, None)
    if reading is None or reading.package is None:
        return None
    previous = reading.package
    owner = previous.organisation.lbf_number
    if owner != options.organisation:
        refuse(f"{options.previous.name} er fra organisation {owner}, ikke {options.organisation}. Vælg en anden fil.")
        return None
    register = register_from(previous)
    if register.edition != options.year:
        refuse(f"{options.previous.name} er fra styringsår {previous.edition}. Angiv --year {previous.edition + 1}.")
        return None
    return template_for(previous, register, edition(options.year))


def from_database(options: argparse.Namespace) -> "PackageFacts | None":
    """What the register and last year's package know."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "styringsdialog.config.settings.local")
    import django

    django.setup()
    from django.db import DatabaseError

    from styringsdialog.processes.templates import UnknownOrganisation, template_facts

    from . import refuse

    try:
        return template_facts(lbf_number=options.organisation, dialogue_year=options.year)
    except UnknownOrganisation:
        refuse(f"Der er ingen organisation med LBF-nummer {options.organisation} i registret.")
        return None
    except DatabaseError:
        refuse("Databasen er ikke gjort klar. Kør «styringsdialog manage migrate», eller angiv --from FIL.xlsx.")
        return None
