"""`styringsdialog review FILE.xlsx`: a package tried against the law, without web or database."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .arguments import day

if TYPE_CHECKING:
    from styringsdialog.exchange.reading.problem import Reading
    from styringsdialog.rulebook.facts import PackageFacts
    from styringsdialog.rulebook.finding import Finding


def add_parser(words: argparse._SubParsersAction) -> None:
    command = words.add_parser("review", help="gennemgå en dokumentationspakke i vores regneark")
    command.add_argument("file", type=Path, metavar="FIL.xlsx")
    command.add_argument("--day", type=day, required=True, help="den dag, pakken vurderes pr., fx 2026-09-01")
    command.add_argument("--previous", type=Path, metavar="FIL.xlsx", help="sidste års pakke, til sammenligning")
    command.add_argument("--format", choices=("text", "json"), default="text")
    command.add_argument("--language", choices=("da", "en"), default="da")
    command.add_argument("--pdf", type=Path, metavar="OPLÆG.pdf", help="skriv også dialogoplægget som PDF")
    command.add_argument("--docx", type=Path, metavar="OPLÆG.docx", help="skriv også dialogoplægget som Word")
    command.add_argument("--marked", type=Path, metavar="FIL.xlsx", help="hvor en fil med fejl skrives med mærker")
    command.add_argument("--municipality", default="", help="kommunens navn på dialogoplægget")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """0 when the file was read; 2 with one sentence when it was not, or not whole."""
    from dataclasses import replace

    from styringsdialog.documents.plain import review_json, review_text
    from styringsdialog.rulebook.engine import review

    package = read_or_refuse(options.file, options.marked)
    if package is None:
        return 2
    if options.previous:
        previous = read_or_refuse(options.previous, None)
        if previous is None:
            return 2
        package = replace(package, previous=previous)
    findings = review(package, options.day)
    if options.format == "json":
        print(json.dumps(review_json(findings, options.language), ensure_ascii=False, indent=1))
    else:
        print(review_text(package, findings, options.language))
    if options.pdf or options.docx:
        write_brief(options, package, findings)
    return 0


def read_or_refuse(path: Path, marked: Path | None) -> "PackageFacts | None":
    """The package of a workbook, or None after one sentence on stderr that names place and remedy."""
    from styringsdialog.exchange.reading.package import read_package
    from styringsdialog.exchange.reading.problem import UnreadableFile

    from . import refuse

    if not path.is_file():
        refuse(f"{path} findes ikke. Angiv stien til et regneark (.xlsx).")
        return None
    try:
        reading = read_package(path, name=path.name)
    except UnreadableFile as error:
        refuse(f"{path.name}: {error.text()}")
        return None
    if reading.package is None:
        refuse(problem_sentence(path, reading, marked))
        return None
    return reading.package


def problem_sentence(path: Path, reading: "Reading", marked: Path | None) -> str:
    """The first problem with its place, how many more there are, and where the marked workbook lies."""
    first, rest = reading.errors[0], len(reading.errors) - 1
    sheet = f"ark «{first.sheet}»" if first.sheet else ""
    place = ", ".join(word for word in (path.name, sheet, first.cell and f"celle {first.cell}") if word)
    more = f" ({rest} fejl mere.)" if rest else ""
    sentence = f"{place}: {first.text()} {first.remedy_text()}{more}"
    if marked is None:
        return f"{sentence} Tilføj --marked FIL.xlsx for at få filen tilbage med mærker."
    from styringsdialog.exchange.marking import marked_workbook

    marked.write_bytes(marked_workbook(path.read_bytes(), reading.problems))
    return f"{sentence} Se mærkerne i {marked}."


def write_brief(options: argparse.Namespace, package: "PackageFacts", findings: "tuple[Finding, ...]") -> None:
    """The brief beside the text: PDF, Word or both."""
    from styringsdialog.documents.brief import brief_content

    content = brief_content(
        package, findings, day=options.day, municipality=options.municipality, language=options.language
    )
    if options.pdf:
        from styringsdialog.documents.brief_pdf import brief_pdf

        options.pdf.write_bytes(brief_pdf(content, fonts_folder()))
        print(f"Dialogoplægget er skrevet i {options.pdf}", file=sys.stderr)
    if options.docx:
        from styringsdialog.documents.brief_word import brief_docx

        options.docx.write_bytes(brief_docx(content, fonts_folder()))
        print(f"Dialogoplægget er skrevet i {options.docx}", file=sys.stderr)


def fonts_folder() -> Path:
    """Where set-up laid the fonts: the same place as the settings name, read without Django."""
    built = os.environ.get("STYRINGSDIALOG_BUILD")
    return (Path(built) if built else Path(__file__).resolve().parents[3] / "var" / "build") / "fonts"
