"""`styringsdialog demo`: writes the fictional municipality as files, or loads it the way a user would."""

import argparse
import os
from pathlib import Path

from .writing import CannotWrite, not_written


def add_parser(words: argparse._SubParsersAction) -> None:
    topic = words.add_parser("demo", help="den fiktive kommune")
    below = topic.add_subparsers(dest="subcommand", required=True, metavar="HVAD")
    write = below.add_parser("write", help="skriv demokommunens filer i en mappe")
    write.add_argument("folder", type=Path, metavar="MAPPE")
    write.set_defaults(run=write_files)
    load = below.add_parser("load", help="læg demokommunen i databasen")
    load.add_argument("--if-empty", action="store_true", help="kun hvis databasen er tom")
    load.set_defaults(run=load_database)


def write_files(options: argparse.Namespace) -> int:
    from styringsdialog.demo.files import write_files as write
    from styringsdialog.demo.generate import generate

    try:
        options.folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise CannotWrite(f"{options.folder} er en fil. Angiv en mappe.") from None
    except OSError as fault:
        raise not_written(options.folder, fault) from fault
    try:
        write(generate(), options.folder)
    except OSError as fault:
        raise not_written(options.folder, fault) from fault
    print(f"Demokommunens filer ligger i {options.folder}")
    return 0


def load_database(options: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "styringsdialog.config.settings.local")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import DatabaseError

    from . import refuse

    try:
        call_command("demo_load", if_empty=options.if_empty)
    except DatabaseError:
        return refuse("Databasen er ikke gjort klar. Kør «styringsdialog manage migrate», og prøv igen.")
    return 0
