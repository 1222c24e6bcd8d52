"""Sets a document as tagged PDF (PDF/UA-1) by typst. Only in a worker or a command: the engine does not fork."""

import json
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Literal

STANDARD: Literal["ua-1"] = "ua-1"


class DocumentNotMade(RuntimeError):
    """The PDF would not have been accessible or would have been set in another font."""


def set_pdf(template: str, data: dict[str, Any], fonts: Path) -> bytes:
    """The PDF of `template` (in documents/templates) with `data`, which typst never reads as markup.

    `fonts` holds IBM Plex Sans as .ttf. DocumentNotMade names what the engine complained of.
    """
    import typst  # half of what the text review of the command line may cost

    if not any(fonts.glob("*.ttf")):
        raise DocumentNotMade(f"Skrifttyperne mangler i {fonts}. Kør «make run» eller «make install» en gang.")
    with as_file(files("styringsdialog.documents") / "templates") as folder:
        try:
            pdf, warnings = typst.compile_with_warnings(
                str(folder / template),
                root=str(folder),
                font_paths=[str(fonts)],
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=[STANDARD],
                sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            )
        except typst.TypstError as error:
            raise DocumentNotMade(f"PDF-filen kunne ikke dannes: {error}") from error
    if warnings:
        raise DocumentNotMade("; ".join(str(warning.message) for warning in warnings))
    if not isinstance(pdf, bytes):
        raise DocumentNotMade("The engine gave no document.")
    return pdf
