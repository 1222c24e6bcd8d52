"""What next year's workbook is prefilled with: what is known, never a result of the year from last year."""

from datetime import date
from io import BytesIO

import openpyxl

from styringsdialog.exchange.reading.package import read_package
from styringsdialog.exchange.template import of_the_year, register_from, template_for
from styringsdialog.rulebook.edition import edition
from styringsdialog.rulebook.facts import Line, PackageFacts, known
from tests.exchange.packages import plain, sample, written


def next_year() -> PackageFacts:
    before = sample(2025)
    return template_for(before, register_from(before), edition(2026))


def test_the_fiscal_year_moves_on_by_one():
    template = next_year()
    assert template.edition == 2026
    assert template.organisation.period_start == date(2025, 1, 1)
    assert template.organisation.period_end == date(2025, 12, 31)
    assert [d.lbf_number for d in template.divisions] == ["08501", "012"]


def test_last_years_result_becomes_last_year_and_never_the_result():
    """Account 106 of the sample: last year 100, result 120, budget 110, next year's budget 130."""
    statement = next_year().divisions[0].statement
    assert statement.lines["106"] == Line(last_year=120, budget=130)
    assert statement.lines["201"] == Line(last_year=6)
    assert [unknown.line for unknown in statement.unknown] == [Line(last_year=8)]
    assert all(line.result is None and line.next_budget is None for line in statement.lines.values())


def test_closing_balances_become_opening_balances():
    """401 closed at 1,050 and 407 at 5."""
    provisions = next_year().divisions[0].provisions
    assert [(m.account, m.opening, m.added, m.closing) for m in provisions] == [
        ("401", 1050, None, None),
        ("407", 5, None, None),
    ]


def test_no_result_of_the_year_is_carried_over():
    template = next_year()
    for subject, sheet in [(template.organisation, "organisation"), (template.divisions[0], "divisions")]:
        names = of_the_year(edition(2026).sheets[sheet])
        assert len(names) > 5
        assert [name for name in names if known(subject, name) is not None] == []
        assert subject.report == ()


def test_what_lasts_is_carried_over():
    division = next_year().divisions[0]
    assert (division.build_year, division.building_form, division.has_board) == (1971, "etage", False)
    assert [work.year for work in division.plan] == []  # the sample's works are of 2025 itself
    assert division.history[-1].accounting_year == 2024
    assert division.history[-1].figures["rent_per_m2_kr"] == sample(2025).divisions[0].rent_per_m2_kr


def test_the_template_reads_back_as_it_was_made_and_shows_last_years_answers():
    template = next_year()
    data = written(template, results=False)
    reading = read_package(data)
    assert reading.errors == ()
    # `previous` is the system's own knowledge and is not in the file.
    assert plain(reading.package) == plain(PackageFacts(2026, template.organisation, template.divisions))

    import io

    import openpyxl

    page = openpyxl.load_workbook(io.BytesIO(data))["Styringsrapport"]
    assert [page["D4"].value, page["F4"].value] == [None, "I nogen grad. + vi følger det"]


def test_results_can_be_left_out_of_any_package():
    package = read_package(written(sample(), results=False)).package
    assert package.divisions[0].statement.lines["106"] == Line(last_year=100, budget=110)
    assert package.organisation.report == ()
    assert known(package.organisation, "dispositionsfond_liquid_kr") is None
    assert package.organisation.wishes == sample().organisation.wishes


def test_the_self_monitoring_sheet_shows_danish_only_and_keeps_its_names_hidden():
    """The names («letting») are what is read; the title stands in column A, so that one must be seen."""
    page = openpyxl.load_workbook(BytesIO(written(sample())))["Egenkontrol"]
    headings = {cell.value: cell for cell in page[3] if cell.value}
    hidden = [heading for heading, cell in headings.items() if page.column_dimensions[cell.column_letter].hidden]
    assert hidden == ["Id"]
    assert page["A1"].value == "Egenkontrol"
    assert page["A3"].value == "Emne"
    assert page.cell(4, headings["Id"].column).value == "financial_management"
    shown = {str(cell.value) for cell in page[7] if cell.value and cell.column != headings["Id"].column}
    assert shown == {"Udlejning og ventelister", "Ja", "Delvist", "Nej", "@næste år"}


def test_a_workbook_with_the_names_first_and_shown_reads_as_before():
    """As workbooks sent out before were laid out."""
    book = openpyxl.load_workbook(BytesIO(written(sample())))
    page = book["Egenkontrol"]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=3, max_row=11, max_col=6)]
    for number, row in enumerate(rows, 3):
        for place, value in enumerate([row[5], *row[:5]], 1):
            page.cell(number, place).value = value
            page.cell(number, place).data_type = "s" if isinstance(value, str) else "n"
    target = BytesIO()
    book.save(target)
    reading = read_package(target.getvalue())
    assert reading.errors == ()
    assert reading.package.organisation.self_monitoring == sample().organisation.self_monitoring
