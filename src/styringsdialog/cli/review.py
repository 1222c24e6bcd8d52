"""`styringsdialog review FILE.xlsx`: a package tried against the law, without web or database."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .arguments import day
from .writing import one_line, refuse_unwritable, write

if TYPE_CHECKING:
    from styringsdialog.exchange.reading.problem import Reading
    from styringsdialog.rulebook.facts import PackageFacts
    from styringsdialog.rulebook.finding import Finding

MOST_NOTICES = 10


def add_parser(words: argparse._SubParsersAction) -> None:
    command = words.add_parser("review", help="gennemgå en dokumentationspakke i vores regneark")
    command.add_argument("file", type=Path, metavar="FIL.xlsx")
    command.add_argument(
        "--day", type=day, required=True, metavar="DAG", help="den dag, pakken vurderes pr., fx 2026-09-01"
    )
    command.add_argument("--previous", type=Path, metavar="FIL.xlsx", help="sidste års pakke, til sammenligning")
    command.add_argument("--format", choices=("text", "json"), default="text", help="tekst til at læse, eller JSON")
    command.add_argument("--language", choices=("da", "en"), default="da", help="dansk eller engelsk")
    command.add_argument("--pdf", type=Path, metavar="OPLÆG.pdf", help="skriv også dialogoplægget som PDF")
    command.add_argument("--docx", type=Path, metavar="OPLÆG.docx", help="skriv også dialogoplægget som Word")
    command.add_argument("--marked", type=Path, metavar="FIL.xlsx", help="hvor en fil med fejl skrives med mærker")
    command.add_argument("--municipality", default="", metavar="NAVN", help="kommunens navn på dialogoplægget")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """0 when the file was read; 2 with one sentence when it was not, or not whole. Then nothing is written."""
    from styringsdialog.documents.plain import review_json, review_text
    from styringsdialog.rulebook.engine import review

    from . import refuse

    refuse_unwritable((options.pdf, options.docx, options.marked), (options.file, options.previous))
    reading = read_or_refuse(options.file, options.marked)
    if reading is None or reading.package is None:
        return 2
    package = with_previous(reading.package, options) if options.previous else reading.package
    if package is None:
        return 2
    findings = review(package, options.day)
    if (options.pdf or options.docx) and (problem := write_brief(options, package, findings)):
        return refuse(problem)
    if options.format == "json":
        print(json.dumps(review_json(findings, options.language), ensure_ascii=False, indent=1))
    else:
        print(review_text(package, findings, options.language))
    tell_notices(reading, options.language)
    return 0


def with_previous(package: "PackageFacts", options: argparse.Namespace) -> "PackageFacts | None":
    """The package beside last year's; None after one sentence where the other is not the same organisation's."""
    from dataclasses import replace

    from . import refuse

    reading = read_or_refuse(options.previous, None)
    if reading is None or reading.package is None:
        return None
    previous, name = reading.package, options.previous.name
    ours, theirs = package.organisation, previous.organisation
    if theirs.lbf_number != ours.lbf_number:
        refuse(
            f"{name} er fra organisation {theirs.lbf_number} {theirs.name}, men {options.file.name} er fra "
            f"{ours.lbf_number} {ours.name}. Angiv samme organisations pakke fra styringsår {package.edition - 1}."
        )
        return None
    if previous.edition != package.edition - 1:
        refuse(
            f"{name} er fra styringsår {previous.edition}, men {options.file.name} er fra {package.edition} og kan kun "
            f"sammenlignes med året før. Angiv pakken fra styringsår {package.edition - 1}."
        )
        return None
    return replace(package, previous=previous)


def tell_notices(reading: "Reading", language: str) -> None:
    """What was read but ought to be known, such as an account outside the chart; beside the review, not in it."""
    told = reading.notices
    for problem in told[:MOST_NOTICES]:
        sentence = f"{problem.place(language)}: {problem.text(language)} {problem.remedy_text(language)}"
        print(one_line(sentence), file=sys.stderr)
    if len(told) > MOST_NOTICES:
        more = len(told) - MOST_NOTICES
        print(f"… og {more} bemærkninger mere." if language == "da" else f"… and {more} more.", file=sys.stderr)


def read_or_refuse(path: Path, marked: Path | None) -> "Reading | None":
    """The reading of a workbook with its package, or None after one sentence on stderr that names place and remedy."""
    from styringsdialog.exchange.reading.package import read_package
    from styringsdialog.exchange.reading.problem import UnreadableFile

    from . import refuse

    if path.is_dir():
        refuse(f"{path} er en mappe. Angiv stien til et regneark (.xlsx).")
        return None
    if not path.is_file():
        refuse(f"{path} findes ikke. Angiv stien til et regneark (.xlsx).")
        return None
    try:
        reading = read_package(path, name=path.name)
    except UnreadableFile as error:
        refuse(f"{path.name}: {error.text()}")
        return None
    except OSError:
        refuse(f"{path} kan ikke læses. Få adgang til filen, eller angiv en anden.")
        return None
    if reading.package is None:
        refuse(problem_sentence(path, reading, marked))
        return None
    return reading


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

    write(marked, marked_workbook(path.read_bytes(), reading.problems))
    return f"{sentence} Se mærkerne i {marked}."


def write_brief(options: argparse.Namespace, package: "PackageFacts", findings: "tuple[Finding, ...]") -> str:
    """The brief beside the text: PDF, Word or both, made whole before any is written. Why it was not, or ""."""
    from styringsdialog.documents.brief import brief_content
    from styringsdialog.documents.brief_pdf import BriefNotMade, brief_pdf

    content = brief_content(
        package, findings, day=options.day, municipality=options.municipality, language=options.language
    )
    made: dict[Path, bytes] = {}
    try:
        if options.pdf:
            made[options.pdf] = brief_pdf(content, fonts_folder())
        if options.docx:
            from styringsdialog.documents.brief_word import brief_docx

            made[options.docx] = brief_docx(content, fonts_folder())
    except BriefNotMade as fault:
        return f"Dialogoplægget blev ikke skrevet. {fault}"
    for target, document in made.items():
        write(target, document)
        print(f"Dialogoplægget er skrevet i {target}", file=sys.stderr)
    return ""


def fonts_folder() -> Path:
    """Where set-up laid the fonts: the same place as the settings name, read without Django."""
    built = os.environ.get("STYRINGSDIALOG_BUILD")
    return (Path(built) if built else Path(__file__).resolve().parents[3] / "var" / "build") / "fonts"
