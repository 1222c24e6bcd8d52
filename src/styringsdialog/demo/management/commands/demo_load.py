"""`manage demo_load`: writes the demo municipality's files and loads them the way a user would."""

import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from styringsdialog.core.acting import Acting
from styringsdialog.demo.files import write_files
from styringsdialog.demo.generate import generate
from styringsdialog.demo.loading import load
from styringsdialog.demo.workplace import furnish
from styringsdialog.register.models import Municipality


class Command(BaseCommand):
    """Loads the demo; with `--if-empty` only where no municipality is registered yet."""

    help = "Indlæser den fiktive kommune."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--if-empty", action="store_true", dest="if_empty", help="kun hvis databasen er tom")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and Municipality.objects.exists():
            return
        self.stdout.write("Indlæser den fiktive kommune ...")
        acting = Acting(user=None, day=timezone.localdate())
        with tempfile.TemporaryDirectory() as folder:
            write_files(generate(), Path(folder))
            loaded = load(Path(folder), acting)
        furnish(acting)
        self.stdout.write(f"Indlæst: {loaded.accounts} regnskabsfiler og {loaded.packages} dokumentationspakker.")
