"""What the parser does not tell of a sheet: formulas without a saved value, error cells, cells shown as per cent."""

import re

_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_FORMULA_CELL = re.compile(rb"<c\b([^>]*)>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_ERROR_CELL = re.compile(rb"""<c\b([^>]*\bt\s*=\s*["']e["'][^>]*)>(.*?)</c>""", re.DOTALL)
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]+\d+)["']""")
_STYLE = re.compile(rb"""\bs\s*=\s*["'](\d+)["']""")
_VALUE = re.compile(rb"<v>([^<]*)</v>")


def _place(attributes: bytes) -> str:
    found = _PLACE.search(attributes)
    return found[1].decode() if found else ""


def broken_cells(xml: bytes) -> tuple[list[str], list[tuple[str, str]]]:
    """Cells whose formula has no saved value, and cells that hold an error, with the error."""
    formulas: list[str] = []
    errors: list[tuple[str, str]] = []
    if b"<f>" in xml or b"<f " in xml or b"<f/>" in xml:
        formulas = [_place(m[1]) for m in _FORMULA_CELL.finditer(xml) if b't="str"' not in m[1] or b"<v" not in m[0]]
    if b't="e"' in xml or b"t='e'" in xml:
        for match in _ERROR_CELL.finditer(xml):
            value = _VALUE.search(match[2])
            errors.append((_place(match[1]), value[1].decode("utf-8", "replace") if value else "#FEJL"))
        places = {place for place, _ in errors}
        formulas = [place for place in formulas if place not in places]
    return formulas, errors


_FORMAT = re.compile(rb"""<numFmt\b[^>]*>""")
_CODE = re.compile(rb"""formatCode\s*=\s*["']([^"']*)["']""")
_ID = re.compile(rb"""numFmtId\s*=\s*["'](\d+)["']""")
_XFS = re.compile(rb"<cellXfs\b.*?</cellXfs>", re.DOTALL)
_XF = re.compile(rb"<xf\b[^>]*>")
BUILT_IN_PERCENT = {b"9", b"10"}


def percent_styles(styles: bytes) -> set[bytes]:
    """Numbers of the cell styles that show 0.025 as 2.5 %."""
    percent = set(BUILT_IN_PERCENT)
    for tag in _FORMAT.findall(styles):
        code, number = _CODE.search(tag), _ID.search(tag)
        if code and number and b"%" in re.sub(rb"&quot;.*?&quot;|\\.", b"", code[1]):
            percent.add(number[1])
    table = _XFS.search(styles)
    found = set()
    for index, tag in enumerate(_XF.findall(table[0]) if table else ()):
        number = _ID.search(tag)
        if number and number[1] in percent:
            found.add(str(index).encode())
    return found


def percent_cells(xml: bytes, styles: set[bytes]) -> frozenset[str]:
    """Numeric cells with one of the styles. A percentage typed as text (`2,5 %`) is not among them."""
    cells = set()
    for match in _CELL.finditer(xml):
        style = _STYLE.search(match[1])
        if style and style[1] in styles and b't="s"' not in match[1] and b't="inlineStr"' not in match[1]:
            cells.add(_place(match[1]))
    return frozenset(cells)
