"""The parts of our Word documents: text, headings, tables with marked headers, pictures with alternative text."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from styringsdialog.documents.brief import BriefContent
from styringsdialog.documents.table import Table

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

FONT = "Calibri"  # on the reader's machine; the document is to be edited there
WIDTH_CM = 16.2
LONGEST_PROPERTY = 255  # what the format allows
GREY, INK, TEAL = RGBColor(0x5C, 0x5C, 0x5C), RGBColor(0x1A, 0x1A, 0x1A), RGBColor(0x00, 0x5D, 0x73)
LOCALES = {"da": "da-DK", "en": "en-GB"}
SIZES = {"Heading 1": 24, "Heading 2": 15, "Heading 3": 12}


def legible(text: str) -> str:
    """Without the control characters that a Word file may not hold."""
    return "".join(char if char >= " " or char in "\t\n" else " " for char in text if char not in "\ufffe\uffff")


def new_document(content: BriefContent) -> "Document":
    """An empty A4 document with our styles, language, title and numbered pages."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin = section.bottom_margin = Cm(2.2)
    _styles(document, LOCALES[content.language])
    properties = document.core_properties
    properties.title = legible(content.title)[:LONGEST_PROPERTY]
    properties.author = legible(content.municipality)[:LONGEST_PROPERTY]
    properties.language, properties.comments = LOCALES[content.language], ""
    made = datetime(content.day.year, content.day.month, content.day.day)  # noqa: DTZ001 - a day, not an instant
    properties.created = properties.modified = made
    _footer(section.footer.paragraphs[0], content)
    return document


def _styles(document: "Document", locale: str) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = FONT, Pt(10.5), INK
    normal.paragraph_format.space_after = Pt(6)
    for name, size in SIZES.items():
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold, style.font.color.rgb = FONT, Pt(size), True, INK
        style.element.rPr.rFonts.attrib.clear()
        for face in ("ascii", "hAnsi", "cs"):
            style.element.rPr.rFonts.set(qn(f"w:{face}"), FONT)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(size), Pt(size / 2.5)
        style.paragraph_format.keep_with_next = True
    for place in document.styles.element.iter(qn("w:lang")):
        place.set(qn("w:val"), locale)


def _footer(line: "Paragraph", content: BriefContent) -> None:
    words = content.words
    title = f"{words['fictional_short']} · {content.title}" if content.fictional else content.title
    run(line, f"{title}   ·   {words['page']} ", grey=True, size=8)
    _field(line, "PAGE")
    run(line, f" {words['page_of']} ", grey=True, size=8)
    _field(line, "NUMPAGES")


def _field(line: "Paragraph", name: str) -> None:
    """A field that Word fills in, such as the page number; each part in a run of its own, or its size is lost."""
    for kind in ("begin", "code", "separate", "text", "end"):
        if kind in ("code", "text"):
            part = OxmlElement("w:instrText" if kind == "code" else "w:t")
            part.set(qn("xml:space"), "preserve")
            part.text = name if kind == "code" else "1"
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        run(line, "", grey=True, size=8)._r.append(part)  # noqa: SLF001 - python-docx has no other way to a field


def run(line: "Paragraph", text: str, *, bold: bool = False, grey: bool = False, size: float | None = None) -> "Run":
    """Text in a paragraph."""
    made = line.add_run(legible(text))
    made.bold = bold or None
    if grey:
        made.font.color.rgb = GREY
    if size:
        made.font.size = Pt(size)
    return made


def heading(document: "Document", text: str, level: int) -> None:
    document.add_heading(legible(text), level)


def paragraph(
    document: "Document", text: str, *, bold: bool = False, grey: bool = False, keep: bool = False
) -> "Paragraph":
    """A paragraph of one kind of text; `keep` holds it to the next."""
    line = document.add_paragraph()
    run(line, text, bold=bold, grey=grey, size=9.5 if grey else None)
    line.paragraph_format.keep_with_next = keep
    return line


def labelled(document: "Document", label: str, text: str, *, apart: bool = True) -> None:
    """A bold label, and the text on the next line or after a full stop."""
    line = document.add_paragraph()
    run(line, label if apart else f"{label}. ", bold=True)
    if apart:
        line.add_run().add_break()
    run(line, text)


def table(document: "Document", content: Table, header: Sequence[str] = ()) -> None:
    """A table whose first row is marked as header and repeated on each page; rows do not break."""
    made = document.add_table(rows=1, cols=len(content.header))
    made.style, made.alignment, made.autofit = "Table Grid", WD_TABLE_ALIGNMENT.LEFT, False
    _light_borders(made)
    scale = WIDTH_CM / sum(content.widths)
    first = made.rows[0]
    _flag(first, "w:tblHeader")
    for text, cell, side in zip(header or content.header, first.cells, content.align, strict=True):
        _fill(cell, text, side, bold=True)
    for index, row in enumerate(content.rows):
        new = made.add_row()
        _flag(new, "w:cantSplit")
        link = content.links[index] if content.links else ""
        for column, (text, cell) in enumerate(zip(row, new.cells, strict=True)):
            _fill(cell, text, content.align[column], link=link if column == 0 else "")
    for column, width in zip(made.columns, content.widths, strict=True):
        column.width = Cm(width * scale)
        for cell in column.cells:
            cell.width = Cm(width * scale)
    _describe(made, content.caption)
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _light_borders(made: Any) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        horizontal = side in ("bottom", "insideH")
        line.set(qn("w:val"), "single" if horizontal else "nil")
        if horizontal:
            line.set(qn("w:sz"), "4")
            line.set(qn("w:color"), "D5D9DB")
        borders.append(line)
    made._tbl.tblPr.append(borders)  # noqa: SLF001


def _describe(made: Any, caption: str) -> None:
    """The table's title for readers aloud."""
    told = OxmlElement("w:tblCaption")
    told.set(qn("w:val"), legible(caption))
    made._tbl.tblPr.append(told)  # noqa: SLF001


def _flag(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001


def _fill(cell: Any, text: str, side: str, *, bold: bool = False, link: str = "") -> None:
    line = cell.paragraphs[0]
    line.paragraph_format.space_after = Pt(2)
    if side == "r":
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if link:
        hyperlink(line, text, link, size=9)
    else:
        run(line, text, bold=bold, size=9)


def hyperlink(line: "Paragraph", text: str, address: str, *, size: float) -> None:
    """A link in a paragraph."""
    part = OxmlElement("w:hyperlink")
    part.set(qn("r:id"), line.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    made = run(line, text, size=size)
    made.font.color.rgb, made.font.underline = TEAL, True
    part.append(made._r)  # noqa: SLF001
    line._p.append(part)  # noqa: SLF001


def picture(document: "Document", png: bytes, description: str) -> None:
    """A picture over the whole line, with its alternative text."""
    line = document.add_paragraph()
    line.paragraph_format.keep_with_next = True
    shape = line.add_run().add_picture(io.BytesIO(png), width=Cm(WIDTH_CM))
    shape._inline.docPr.set("descr", legible(description))  # noqa: SLF001


def source_line(document: "Document", label: str, sources: Sequence[tuple[str, str, str]]) -> None:
    """Small print: each source as a link where it has an address, and how far it can be trusted."""
    line = document.add_paragraph()
    run(line, f"{label}: ", bold=True, grey=True, size=8.5)
    for index, (place, address, doubt) in enumerate(sources):
        before = "; " if index else ""
        if address:
            run(line, before, grey=True, size=8.5)
            hyperlink(line, place, address, size=8.5)
        else:
            run(line, before + place, grey=True, size=8.5)
        run(line, doubt, grey=True, size=8.5)
