"""Key figures over five years for the pages, from the newest package and what it knows of earlier years."""

from __future__ import annotations

from styringsdialog.analysis.keyfigures import DIVISION, change, series
from styringsdialog.documents.finding_text import say
from styringsdialog.documents.key_figure_tables import change_text, organisation_table, values_by_year, with_sizes
from styringsdialog.documents.table import Table
from styringsdialog.submissions.facts import package_facts
from styringsdialog.submissions.models import DocumentationPackage
from styringsdialog.wording import numbers


def organisation_key_figures(package: DocumentationPackage, language: str) -> Table:
    """A row a key figure of the organisation."""
    return organisation_table(package_facts(package), language)


def division_key_figures(package: DocumentationPackage, number: str, language: str) -> Table | None:
    """A row a key figure of one division; those that no year can tell are left out. None if nothing is known.

    An earlier year without sizes has this year's, as in the brief: the two never differ.
    """
    facts = package_facts(package)
    this = next((one for one in facts.divisions if one.lbf_number == number), None)
    if this is None:
        return None
    earlier = facts.previous.divisions if facts.previous else ()
    before = next((one for one in earlier if one.lbf_number == number), None)
    last = this.period_end.year
    found = [one for one in series(DIVISION, with_sizes(values_by_year(this, before), last), last) if one.known]
    if not found:
        return None
    rows = []
    for one in found:
        cells = ("–" if value is None else numbers.number(value, one.figure.decimals, language) for value in one.values)
        way = change_text(change(one.values), one.figure.unit, language)
        rows.append((say(f"key_figure.{one.figure.name}", language), *cells, way))
    years = found[0].years
    header = (say("brief.key_figure", language), *(str(year) for year in years), say("brief.change", language))
    caption = say("brief.key_figures", language)
    return Table(caption, header, tuple(rows), "l" + "r" * len(years) + "l", (1.0,) * (len(years) + 2))
