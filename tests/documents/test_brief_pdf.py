"""The brief as PDF: tagged, titled, in order, legible whatever was typed, and made without a warning."""

import ctypes
import re
import subprocess
from dataclasses import replace
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as raw
import pytest

from styringsdialog.documents.brief import brief_content
from styringsdialog.documents.brief_pdf import BriefNotMade, brief_pdf
from styringsdialog.documents.typeface import characters, printable
from styringsdialog.rulebook.facts import Wish, changed
from styringsdialog.rulebook.finding import Outcome

from .package import DAY, finding, package, package_with_own_words

HOSTILE = "#panic(\"x\") $x^2$ *fed* =cmd|'/C calc'!A0 <script>alert(1)</script> @ref <label> // \\ ` ~"
FINDINGS = (
    finding("X-01", Outcome.POSSIBLE_BREACH),
    finding("X-02"),
    finding("X-03", Outcome.CANNOT_JUDGE),
    finding("X-04", Outcome.OK),
)


def content(name="Boligselskabet Fjordglimt", **more):
    told = {"chosen": None, "day": DAY, "municipality": "Egekær Kommune", "fictional": True} | more
    return brief_content(package(name), FINDINGS, **told)


def text_of(pdf):
    """The pages' text as one line; a hyphen at the end of a line joins."""
    document = pypdfium2.PdfDocument(pdf)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    return " ".join(re.sub("[\u00ad\ufffe\x02](\r?\n)?", "", text).split())


@pytest.fixture(scope="module")
def pdf(fonts):
    return brief_pdf(content(), fonts)


@pytest.fixture(scope="module")
def structure(pdf, tmp_path_factory):
    """The tagged structure as poppler reads it."""
    return _pdfinfo(pdf, tmp_path_factory.mktemp("pdf"), "-struct-text")


def _pdfinfo(pdf, folder, *options):
    file = folder / "brief.pdf"
    file.write_bytes(pdf)
    found = subprocess.run(["pdfinfo", "-enc", "UTF-8", *options, str(file)], capture_output=True, check=True)
    return found.stdout.decode("utf-8", errors="replace")  # it writes attributes in other encodings


def test_tagged_titled_in_danish_and_a4(pdf, tmp_path):
    told = _pdfinfo(pdf, tmp_path)
    assert re.search(r"Tagged:\s+yes", told)
    assert re.search(r"Title:\s+Oplæg til styringsdialog 2026: Boligselskabet Fjordglimt", told)
    assert "A4" in told
    assert b"/Lang" in pdf
    assert b"pdfuaid:part" in pdf


def test_the_sentences_stand_in_order(pdf):
    text = text_of(pdf)
    parts = [
        "Egekær Kommune · Styringsdialog 2026",
        "Fiktive data: kommune, boligorganisation og tal er opdigtede.",
        "Gennemgangen peger på ét muligt regelbrud og ét forhold at se på.",
        "Det vigtigste",
        "Samlet billede",
        "Punkter til mødet",
        "1. Kan ikke vurderes: antal lejemålsenheder mangler",
        "Forholdet kan ikke vurderes, fordi pakken ikke oplyser antal lejemålsenheder.",
        "Spørg organisationen",
        "Hjemmel: Bekendtgørelse om drift af almene boliger m.v.",
        "læst i omtale, LBF Orienterer, slået op 22. november 2026",
        "Her mangler en oplysning eller en sats.",
        "Nøgletal gennem fem år",
        "Husleje, kr. pr. m² om året",
        "Kilder",
        "Sådan læses oplægget",
    ]
    at = -1
    for part in parts:
        found = text.find(part, at + 1)
        assert found > at, f"{part} is missing or out of order"
        at = found


def test_every_page_is_numbered_and_marked_as_fictional(pdf):
    pages = [" ".join(p.get_textpage().get_text_bounded().split()) for p in pypdfium2.PdfDocument(pdf)]
    for number, page in enumerate(pages, start=1):
        assert f"Side {number} af {len(pages)}" in page
        assert "Fiktive data" in page


def test_real_data_is_not_marked_as_fictional(fonts):
    assert "Fiktive" not in text_of(brief_pdf(content(fictional=False), fonts))


def test_every_table_has_a_header_row(structure):
    tables = re.split(r"^ *Table\b", structure, flags=re.MULTILINE)[1:]
    # counts, two points with chart and figures, what cannot be judged, organisation, eight of divisions, sources
    assert len(tables) == 1 + 2 * 2 + 1 + 1 + 8 + 1
    for table in tables:
        assert re.search(r"^ *THead\b", table, flags=re.MULTILINE)
        assert re.search(r"^ *TH\b", table, flags=re.MULTILINE)


def test_headings_are_not_skipped_and_the_first_is_the_organisation(structure):
    levels = [int(level) for level in re.findall(r"^ *H(\d)\b", structure, flags=re.MULTILINE)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_charts_have_alternative_text_with_the_numbers(pdf):
    told = [alt for page in pypdfium2.PdfDocument(pdf) for alt in alternative_texts(page)]
    assert len(told) == 2
    assert all(alt.startswith("Linjediagram. ") and "2025 4.630 (grænse 6.190)" in alt for alt in told)


def alternative_texts(page):
    """Alternative text of every figure in the tagged structure of a page."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    todo = [raw.FPDF_StructTree_GetChildAtIndex(tree, i) for i in range(raw.FPDF_StructTree_CountChildren(tree))]
    while todo:
        element = todo.pop()
        size = raw.FPDF_StructElement_GetAltText(element, None, 0)
        if size:
            buffer = ctypes.create_string_buffer(size)
            raw.FPDF_StructElement_GetAltText(element, buffer, size)
            yield buffer.raw.decode("utf-16-le").rstrip("\0")
        children = range(raw.FPDF_StructElement_CountChildren(element))
        todo += filter(None, (raw.FPDF_StructElement_GetChildAtIndex(element, i) for i in children))


def test_english(fonts):
    text = text_of(brief_pdf(content(language="en"), fonts))
    assert "Points for the meeting" in text
    assert "Page 1 of" in text
    assert "Punkter" not in text


def test_what_was_typed_is_shown_and_never_read_as_markup(fonts):
    text = text_of(brief_pdf(content(HOSTILE, explanations={0: HOSTILE}), fonts))
    assert text.count(HOSTILE) >= 2


@pytest.mark.parametrize(
    "name", ["Bolig 漢字 🏠", "a\x00b\x07c\x1b[31m", "", " ", "x" * 4000, "\u202eabc\ufeff\ue000\ufffe"]
)
def test_no_name_stops_the_brief(name, fonts):
    assert brief_pdf(content(name), fonts).startswith(b"%PDF")


def test_the_typeface_has_danish_and_signs_and_lacks_chinese(fonts):
    shown = characters(fonts)
    assert all(ord(sign) in shown for sign in "ÆØÅæøåé§²–−·↗↘→")
    assert ord("漢") not in shown
    assert printable("A\u030a漢\x00\u202e", fonts) == "Å? "


def test_a_long_explanation_comes_out_whole(fonts):
    long = " ".join(f"ord{n}" for n in range(3000))
    text = text_of(brief_pdf(content(explanations={0: long}), fonts))
    assert "ord0 " in text
    assert "ord2999" in text


def test_the_same_content_gives_the_same_file(fonts, pdf):
    assert brief_pdf(content(), fonts) == pdf


def test_without_fonts_it_says_so(tmp_path):
    with pytest.raises(BriefNotMade, match="Skrifttyperne mangler"):
        brief_pdf(content(), tmp_path)


def test_an_empty_review_is_still_a_brief(fonts):
    empty = brief_content(package(), (), chosen=None, day=DAY, municipality="Egekær Kommune")
    assert "Der er ikke valgt punkter til mødet." in text_of(brief_pdf(empty, fonts))


def test_wishes_and_self_monitoring_stand_in_the_document(fonts):
    told = brief_content(package_with_own_words(), FINDINGS, day=DAY, municipality="Egekær Kommune")
    text = text_of(brief_pdf(told, fonts))
    for part in (
        "Organisationens ønsker og behov",
        "Vi vil plante træer.",
        "Afd. 2 Lærkevej",
        "Egenkontrol",
        "Delvist",
    ):
        assert part in text, part


def test_a_heading_never_stands_alone_at_the_foot_of_a_page(fonts):
    """Whatever stands before: the lists' headings share a page with the first row of their table."""
    for points in range(1, 7):
        many = [finding(f"X-{n:02}", trend=()) for n in range(8)]
        told = brief_content(
            package_with_own_words(), many, chosen=range(points), day=DAY, municipality="Egekær Kommune"
        )
        document = pypdfium2.PdfDocument(brief_pdf(told, fonts))
        pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
        for heading, column in (("Øvrige forhold at se på", "Forhold Mærke Hos"), ("behov Som", "Art Tema Hvad Hos")):
            assert [column in page for page in pages] == [heading in page for page in pages]


def test_a_wish_longer_than_a_page_comes_out_whole(fonts):
    told = package_with_own_words()
    long = Wish("wish", "", "Et langt ønske. " * 500 + "Slut på ønsket.")
    told = replace(told, organisation=changed(told.organisation, wishes=(long,)))
    content = brief_content(told, FINDINGS, day=DAY, municipality="Egekær Kommune")
    assert "Slut på ønsket." in text_of(brief_pdf(content, fonts))
