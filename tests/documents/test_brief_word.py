"""The brief as Word: headings, marked table headers, alternative texts, language, and text as it was typed."""

import io

import docx
import pytest
from docx.oxml.ns import qn

from styringsdialog.documents.brief import brief_content
from styringsdialog.documents.brief_word import brief_docx
from styringsdialog.rulebook.finding import Outcome

from .package import DAY, finding, package, package_with_own_words

HOSTILE = '#panic $x$ *fed* =cmd <script>alert(1)</script> & "x"'
FINDINGS = (finding("X-01", Outcome.POSSIBLE_BREACH), finding("X-02"), finding("X-03", Outcome.CANNOT_JUDGE))


def word(fonts, name="Boligselskabet Fjordglimt", **more):
    told = {"chosen": None, "day": DAY, "municipality": "Egekær Kommune", "fictional": True} | more
    content = brief_content(package(name), FINDINGS, **told)
    return docx.Document(io.BytesIO(brief_docx(content, fonts)))


@pytest.fixture(scope="module")
def document(fonts):
    return word(fonts)


def headings(document):
    return [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]


def test_headings_are_real_and_in_order(document):
    found = headings(document)
    assert found[0] == ("Heading 1", "Boligselskabet Fjordglimt")
    second = [text for style, text in found if style == "Heading 2"]
    assert second == [
        "Det vigtigste",
        "Samlet billede",
        "Punkter til mødet",
        "Kan ikke vurderes",
        "Nøgletal gennem fem år",
        "Kilder",
        "Sådan læses oplægget",
    ]
    assert ("Heading 3", "1. Kan ikke vurderes: antal lejemålsenheder mangler") in found


def test_every_table_has_a_marked_header_and_a_caption(document):
    assert len(document.tables) == 1 + 2 * 2 + 1 + 1 + 8 + 1
    for table in document.tables:
        flags = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        assert flags == [True] + [False] * (len(flags) - 1)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def test_pictures_have_alternative_text(document):
    described = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(described) == 2
    assert all(text.startswith("Linjediagram. ") and "2025 4.630" in text for text in described)


def test_language_title_and_page_numbers(document):
    assert document.core_properties.title == "Oplæg til styringsdialog 2026: Boligselskabet Fjordglimt"
    assert document.core_properties.language == "da-DK"
    assert document.core_properties.created.date() == DAY
    assert {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))} == {"da-DK"}
    footer = document.sections[0].footer
    assert "Fiktive data" in footer.paragraphs[0].text
    assert [part.text for part in footer._element.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


def test_it_says_what_the_pdf_says(document):
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Gennemgangen peger på ét muligt regelbrud og ét forhold at se på." in text
    assert "Spørg organisationen\nKan I oplyse antal lejemålsenheder?" in text
    assert "(læst i omtale, LBF Orienterer, slået op 22. november 2026)" in text
    assert [cell.text for cell in document.tables[0].rows[0].cells][:2] == ["Målområde", "▲ Muligt regelbrud"]


def test_sources_are_links(document):
    targets = {rel.target_ref for rel in document.part.rels.values() if rel.reltype.endswith("/hyperlink")}
    assert targets == {"https://example.org/bek"}


def test_what_was_typed_is_text(fonts):
    document = word(fonts, HOSTILE, explanations={0: HOSTILE})
    assert headings(document)[0] == ("Heading 1", HOSTILE)
    assert any(HOSTILE in paragraph.text for paragraph in document.paragraphs[5:])


@pytest.mark.parametrize("name", ["a\x00b\x1b", "", "x" * 4000, "漢字 🏠\ufffe"])
def test_no_name_stops_the_document(name, fonts):
    assert word(fonts, name).core_properties.author == "Egekær Kommune"


def test_english(fonts):
    document = word(fonts, language="en")
    assert document.core_properties.language == "en-GB"
    assert ("Heading 2", "Points for the meeting") in headings(document)


def test_wishes_and_self_monitoring_stand_in_the_document(fonts):
    told = brief_content(package_with_own_words(), FINDINGS, day=DAY, municipality="Egekær Kommune")
    document = docx.Document(io.BytesIO(brief_docx(told, fonts)))
    second = [text for style, text in headings(document) if style == "Heading 2"]
    assert second[3:5] == ["Organisationens ønsker og behov", "Egenkontrol"]
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert {"Vi vil plante træer.", "Afd. 2 Lærkevej", "Delvist"} <= cells
