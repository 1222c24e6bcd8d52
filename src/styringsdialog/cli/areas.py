"""`styringsdialog areas classify`: a table of housing areas gets the class of each list day and the reasons."""

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

from styringsdialog.exchange.reading.areas import (
    FIRST_YEAR,
    LAST_YEAR,
    AreaRow,
    read_aliases,
    read_areas,
    read_history,
    write_table,
)
from styringsdialog.exchange.reading.problem import UnreadableFile
from styringsdialog.rulebook.loader import law_book
from styringsdialog.rulebook.rules.area_classes import AreaClass, ListHistory, classify, list_date_of

from .writing import one_line, refuse_unwritable, write

RESULTS = (
    "residents",
    "share_outside_work_education_pct",
    "share_nonwestern_pct",
    "convicted_pct",
    "share_basic_education_pct",
    "income_pct_of_region",
    "share_outside_work_education_pct_prevention",
    "share_nonwestern_pct_prevention",
    "convicted_pct_prevention",
    "share_basic_education_pct_prevention",
    "income_pct_of_region_prevention",
    "lists_running",
)
ADDED = (
    "list_date",
    "computed_designation",
    "computed_label",
    "missing",
    "contradicts_list",
    *(
        f"{name}_{part}"
        for name in RESULTS
        for part in ("limit", "outcome", "distance")
        if (name, part) != ("lists_running", "distance")
    ),
)
OUTCOME_WORDS = {True: "met", False: "not_met", None: "unknown"}


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Mounts `areas classify` in the command line."""
    areas = subparsers.add_parser("areas", help="boligområder: klasse på listerne siden 2010")
    classify_parser = areas.add_subparsers(dest="areas_command", required=True).add_parser(
        "classify", help="føj klasse, grænser og afstande til en tabel over boligområder (CSV)"
    )
    classify_parser.add_argument("file", metavar="FILE.csv", help="kolonner som i de offentliggjorte tabeller")
    classify_parser.add_argument("--list-date", metavar="DAG", help="listens dag for rækker uden year, fx 2019-12-01")
    classify_parser.add_argument("--history", metavar="LISTER.csv", help="offentliggjorte lister: hvem stod på hvilken")
    classify_parser.add_argument("--aliases", metavar="NAVNE.csv", help="navne der betyder det samme område")
    classify_parser.add_argument("-o", "--output", metavar="UD.csv", help="skriv hertil i stedet for på skærmen")
    classify_parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 when the table was written; 2 with one Danish sentence when a file or an option cannot be read.

    CannotWrite where the result cannot be written."""
    refuse_unwritable(
        (Path(args.output) if args.output else None,),
        [Path(name) for name in (args.file, args.history, args.aliases) if name],
    )
    try:
        _classify_file(args)
    except UnreadableFile as fault:
        sys.stderr.write(f"{fault}\n")
        return 2
    return 0


def _content(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as fault:
        raise UnreadableFile("areas.no_file", file=path) from fault


def _history(args: argparse.Namespace) -> ListHistory:
    aliases = read_aliases(_content(args.aliases), args.aliases) if args.aliases else ()
    return read_history(_content(args.history), args.history, aliases) if args.history else ListHistory((), aliases)


def _option_date(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as fault:
        raise UnreadableFile("areas.bad_list_date", value=text[:40]) from fault
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UnreadableFile("areas.no_list_then", value=text[:40], first=FIRST_YEAR, last=LAST_YEAR)
    return day


def _list_date(area: AreaRow, option: date | None) -> date:
    if area.year is not None:
        return list_date_of(area.year, law_book())
    if option is None:
        raise area.row.fault("no_list_date", "year")
    return option


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def _cells(found: AreaClass) -> dict[str, str]:
    cells = {
        "list_date": found.list_date.isoformat(),
        "computed_designation": found.designation.value,
        "computed_label": found.label,
        "missing": "; ".join(found.missing),
        "contradicts_list": "yes" if found.contradicts_list else "",
    }
    for result in found.criteria:
        cells[f"{result.column}_limit"] = _number(result.limit)
        cells[f"{result.column}_outcome"] = OUTCOME_WORDS[result.outcome]
        cells[f"{result.column}_distance"] = _number(result.distance)
    return cells


def _classify_file(args: argparse.Namespace) -> None:
    table, areas = read_areas(_content(args.file), args.file)
    history, option = _history(args), _option_date(args.list_date)
    rows: Iterable[dict[str, str]] = [
        {**area.row.cells, **_cells(classify(area.facts, law_book(), _list_date(area, option), history))}
        for area in areas
    ]
    _tell_twice(areas)
    columns = [column for column in table.columns if column not in ADDED] + list(ADDED)
    if args.output is None:
        write_table(columns, rows, sys.stdout.write)
        return
    write_table(columns, rows, lambda text: write(Path(args.output), text.encode("utf-8")))


def _tell_twice(areas: Iterable[AreaRow]) -> None:
    """An area twice on one list is classified twice; the user is told, since only one of the rows can be right."""
    seen: dict[tuple[str, ...], int] = {}
    for area in areas:
        name = tuple(area.row.text(column).casefold() for column in ("year", "list_type", "municipality", "area"))
        first = seen.setdefault(name, area.row.line)
        if first != area.row.line:
            fault = UnreadableFile("areas.twice", line=area.row.line, first=first, value=area.row.text("area")[:80])
            print(one_line(str(fault)), file=sys.stderr)
