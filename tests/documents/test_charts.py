"""Charts: one specification with words, shapes and numbers, valid Vega-Lite, drawn the same in every medium."""

import json
import warnings

import pytest

from styringsdialog.documents.chart_pictures import chart_png, chart_svg
from styringsdialog.documents.charts import chart_table, has_trend, last_years, trend_spec

from .package import finding, trend


def layers(spec):
    """Every single layer, flattened."""
    for layer in spec["layer"]:
        yield from layer.get("layer", [layer])


def test_description_says_every_number():
    spec = trend_spec(finding())
    assert spec["description"].startswith("Linjediagram. X-01: 2021 5.880 (grænse 5.780), ")
    assert spec["description"].endswith("og 2025 4.630 (grænse 6.190).")
    assert "2025 4,630 (limit 6,190)" in trend_spec(finding(), "en")["description"]


def test_a_missing_year_is_a_gap_and_never_zero():
    gap = finding(trend=trend([10, None, 12], [None] * 3))
    assert chart_table(gap) == [("2023", "10", "–"), ("2024", "–", "–"), ("2025", "12", "–")]
    assert "2024 ikke oplyst" in trend_spec(gap)["description"]
    assert trend_spec(gap)["data"]["values"][1]["value"] is None


def test_a_year_left_out_of_the_trend_is_shown_as_unknown():
    first, _, last = trend([1, 2, 3], [None] * 3)
    assert [(point.year, point.value is None) for point in last_years([first, last])] == [
        (2023, False),
        (2024, True),
        (2025, False),
    ]


def test_only_the_last_five_years_are_drawn():
    years = [row[0] for row in chart_table(finding(trend=trend(list(range(8)), [None] * 8)))]
    assert years == ["2021", "2022", "2023", "2024", "2025"]


def test_a_path_that_looks_ahead_is_drawn_whole():
    ahead = finding(trend=trend(list(range(12)), [0] * 12, last=2036))
    assert [row[0] for row in chart_table(ahead)] == [str(year) for year in range(2025, 2037)]
    assert len(trend_spec(ahead)["data"]["values"]) == 12


def test_shares_keep_a_decimal_and_kroner_do_not():
    from decimal import Decimal

    from styringsdialog.rulebook.finding import YearPoint

    shares = (YearPoint(2024, Decimal("10.44")), YearPoint(2025, Decimal("17.78")))
    assert [row[1] for row in chart_table(finding(trend=shares))] == ["10,4", "17,8"]
    kroner = (YearPoint(2024, Decimal("4630.07")), YearPoint(2025, Decimal(5000)))
    assert [row[1] for row in chart_table(finding(trend=kroner))] == ["4.630", "5.000"]


def test_lines_differ_by_more_than_colour():
    lines = [layer["mark"] for layer in layers(trend_spec(finding())) if layer["mark"]["type"] == "line"]
    assert len(lines) == 2
    limit, own = lines
    assert limit["strokeDash"]
    assert "strokeDash" not in own
    assert {limit["point"]["shape"], own["point"]["shape"]} == {"square", "circle"}


def test_without_a_limit_there_is_no_limit_line():
    spec = trend_spec(finding(trend=trend([1, 2], [None, None])))
    assert sum(layer["mark"]["type"] == "line" for layer in layers(spec)) == 1


@pytest.mark.parametrize(("values", "drawn"), [([1, 2], True), ([None, 2], False), ([], False)])
def test_a_chart_needs_two_known_years(values, drawn):
    assert has_trend(finding(trend=trend(values, [None] * len(values)))) is drawn


def test_the_specification_is_valid_vega_lite_and_json():
    import altair

    spec = trend_spec(finding())
    json.dumps(spec)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        altair.LayerChart.from_dict(spec)


def test_the_web_gets_a_width_that_fills_its_container():
    assert trend_spec(finding())["width"] == "container"


def test_the_picture_has_years_last_value_limit_and_danish_numbers(fonts):
    svg = chart_svg(trend_spec(finding()), fonts)
    for text in ("2021", "2025", "4.630", "Grænse", "6.000", "IBM Plex Sans"):
        assert text in svg, text
    english = chart_svg(trend_spec(finding(), "en"), fonts)
    assert "4,630" in english
    assert "6,000" in english
    assert "Limit" in english


def test_the_picture_is_drawn_once_a_specification(fonts):
    spec = trend_spec(finding())
    assert chart_svg(spec, fonts) is chart_svg(json.loads(json.dumps(spec)), fonts)


def test_hostile_labels_are_text_in_the_picture(fonts):
    spec = trend_spec(finding("<script>alert(1)</script>"))
    assert "<script>" not in chart_svg(spec, fonts)


def test_word_gets_a_png(fonts):
    assert chart_png(trend_spec(finding()), fonts)[:8] == b"\x89PNG\r\n\x1a\n"
