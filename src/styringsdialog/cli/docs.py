"""`styringsdialog docs`: writes the generated documents, or with --check tells which are out of date."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

DOCS = Path(__file__).resolve().parents[3] / "docs"


def add_parser(words: argparse._SubParsersAction) -> None:
    command = words.add_parser("docs", help="skriv de dannede dokumenter (docs/rules.md, docs/permissions.md)")
    command.add_argument("--check", action="store_true", help="skriv intet; fejl, hvis et dokument er forældet")
    command.set_defaults(run=run)


def generated() -> dict[str, Callable[[], str]]:
    """File name under docs/ -> what makes its text."""
    from styringsdialog.rulebook.describe import rules_markdown

    from .data_model import data_model_markdown
    from .permissions import permissions_markdown

    return {"rules.md": rules_markdown, "data-model.md": data_model_markdown, "permissions.md": permissions_markdown}


def run(options: argparse.Namespace) -> int:
    """Write, or compare and answer 1 with the names of the documents that are out of date."""
    stale = []
    for name, make in generated().items():
        path, text = DOCS / name, make()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not options.check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"docs/{name} er skrevet")
    if options.check and stale:
        print(f"Forældet: {', '.join(stale)}. Kør «make docs».", file=sys.stderr)
        return 1
    return 0
