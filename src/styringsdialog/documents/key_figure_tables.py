"""Key figures of a package over five years, as tables: the organisation's in one, the divisions' one a figure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from styringsdialog.analysis.keyfigures import DIVISION, ORGANISATION, Amount, Change, Series, change, series
from styringsdialog.documents.finding_text import say, subject_label
from styringsdialog.documents.table import Table
from styringsdialog.rulebook.engine import subject_of
from styringsdialog.rulebook.facts import DWELLINGS, DivisionFacts, OrganisationFacts, PackageFacts, known
from styringsdialog.wording import numbers

UNKNOWN = "–"
ORGANISATION_FIGURES = ("tenancy_units", "dispositionsfond_liquid_kr", "arbejdskapital_liquid_kr")
DIVISION_FIGURES = (
    "tenancy_units",
    "dwelling_m2",
    "rent_per_m2_kr",
    "external_move_outs",
    "vacant_dwellings",
    "efficiency_score",
)
MOST_PCT = 999  # beyond this a percentage from a tiny first year only confuses
SIZES = ("dwellings", "dwelling_m2", "tenancy_units")
ARROWS = {"up": "↗", "down": "↘", "level": "→"}


def year_values(facts: OrganisationFacts | DivisionFacts) -> dict[str, Amount]:
    """This year's figures by name and account number; what is not stated is left out."""
    names = ORGANISATION_FIGURES if isinstance(facts, OrganisationFacts) else DIVISION_FIGURES
    values: dict[str, Amount] = {name: value for name in names if (value := known(facts, name)) is not None}
    values |= _column(facts, "result")
    if isinstance(facts, DivisionFacts):
        closing: dict[str, Amount] = {m.account: m.closing for m in facts.provisions if m.closing is not None}
        values = closing | values
    dwellings = sum(row.count for row in facts.tenancies if row.kind in DWELLINGS)
    if dwellings:
        values["dwellings"] = dwellings
    return values


def _column(facts: OrganisationFacts | DivisionFacts, column: str) -> dict[str, Amount]:
    lines = facts.statement.lines.items()
    return {account: value for account, line in lines if (value := getattr(line, column)) is not None}


def values_by_year(
    facts: OrganisationFacts | DivisionFacts, previous: OrganisationFacts | DivisionFacts | None
) -> Mapping[int, Mapping[str, Amount]]:
    """Every year known: the statement's column for last year, then last year's package, then the history given."""
    this = facts.period_end.year
    years: dict[int, dict[str, Amount]] = {this - 1: _column(facts, "last_year")}
    if previous is not None:
        years.setdefault(previous.period_end.year, {}).update(year_values(previous))
    for past in facts.history:
        years.setdefault(past.accounting_year, {}).update(past.figures)
    years[this] = year_values(facts)
    return years


def with_sizes(years: Mapping[int, Mapping[str, Amount]], this: int) -> dict[int, Mapping[str, Amount]]:
    """Earlier years with this year's homes, m2 and units where they were not stated: a division's size seldom changes.

    The note under the heading says so.
    """
    sizes = {name: years[this][name] for name in SIZES if name in years[this]}
    return {year: sizes | dict(values) for year, values in years.items()}


def _value(value: Decimal | None, decimals: int, language: str) -> str:
    return UNKNOWN if value is None else numbers.number(value, decimals, language)


def change_text(found: Change | None, unit: str, language: str = "da") -> str:
    """`↗ stiger 12 %`, of a share `↗ stiger 7,5 pct.point`; a dash with fewer than two known years."""
    if found is None:
        return UNKNOWN
    words = f"{ARROWS[found.way]} {say(f'brief.change.{found.way}', language)}"
    if found.way == "level":
        return words
    if unit in ("pct", "score"):
        return f"{words} {say(f'brief.change.points_{unit}', language, step=abs(found.step))}"
    if found.pct is None or abs(found.pct) > MOST_PCT:
        return words
    return f"{words} {numbers.percent(abs(found.pct), 0, language)}"


def _row(label: str, one: Series, language: str) -> tuple[str, ...]:
    cells = (_value(value, one.figure.decimals, language) for value in one.values)
    return (label, *cells, change_text(change(one.values), one.figure.unit, language))


def _table(caption: str, first: str, years: Sequence[int], rows: list[tuple[str, ...]], language: str) -> Table:
    header = (first, *(str(year) for year in years), say("brief.change", language))
    align = "l" + "r" * len(years) + "l"
    return Table(caption, header, tuple(rows), align, (5.6, *(1.6,) * len(years), 3.3))


def organisation_table(package: PackageFacts, language: str = "da") -> Table:
    """The organisation's key figures, a row a figure."""
    facts, before = package.organisation, package.previous
    years = values_by_year(facts, before.organisation if before else None)
    found = series(ORGANISATION, years, facts.accounting_year)
    rows = [_row(say(f"key_figure.{one.figure.name}", language), one, language) for one in found]
    caption = say("brief.key_figures_organisation", language)
    return _table(caption, say("brief.key_figure", language), found[0].years, rows, language)


def division_tables(package: PackageFacts, language: str = "da") -> tuple[list[Table], list[str]]:
    """A table a key figure with a row a division; and the names of the figures that no division has stated."""
    before = {d.lbf_number: d for d in package.previous.divisions} if package.previous else {}
    last = package.organisation.accounting_year
    found = []
    for division in package.divisions:
        years = with_sizes(values_by_year(division, before.get(division.lbf_number)), division.period_end.year)
        found.append((subject_label(subject_of(division), language), series(DIVISION, years, last)))
    tables, unknown = [], []
    for index, figure in enumerate(DIVISION):
        caption = say(f"key_figure.{figure.name}", language)
        if not any(serieses[index].known for _, serieses in found):
            unknown.append(caption)
            continue
        rows = [_row(label, serieses[index], language) for label, serieses in found]
        shown = found[0][1][index].years
        tables.append(_table(caption, say("brief.division", language), shown, rows, language))
    return tables, unknown if found else []
