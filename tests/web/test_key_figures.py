"""The division's page and the brief give the same key figures."""

from styringsdialog.documents.key_figure_tables import division_tables
from styringsdialog.submissions.facts import package_facts
from styringsdialog.web.organisations.key_figures import division_key_figures


def test_an_earlier_year_without_sizes_has_this_years_on_the_page_as_in_the_brief(world, signed_in):
    page = division_key_figures(world.package, "08501", "da")
    shown = {row[0]: row[1:] for row in page.rows}
    facts = package_facts(world.package)
    at = [one.lbf_number for one in facts.divisions].index("08501")
    tables, _ = division_tables(facts, "da")
    brief = {table.caption: table.rows[at][1:] for table in tables}
    assert shown == {name: brief[name] for name in shown}
    # 401 of 2024, 900 kr., by this year's 5 dwellings
    row = next(row for row in page.rows if row[page.header.index("2024")] == "180")
    assert "bolig" in row[0]
    text = signed_in(world.users["case_worker"]).get("/organisationer/0123/afdelinger/08501/").content.decode()
    assert "er dette års brugt" in text
