"""The cells of a workbook as the parser gives them; whatever it stumbles over is a file that cannot be read."""

from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from .problem import UnreadableFile

Rows = list[list[Any]]


def rows_by_sheet(data: bytes) -> dict[str, Rows]:
    """Name of each sheet -> its rows from A1. UnreadableFile where the parser gives up, in whichever way."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile("unreadable.damaged") from error
    except OverflowError as error:
        raise UnreadableFile("unreadable.impossible_date") from error
    except BaseException as fault:
        # The parser is written in Rust: a number that cannot be the date it is shown as makes it panic, and a panic
        # is no Exception. Everything else that is none (a stop, an interrupt) goes on.
        if type(fault).__name__ != "PanicException":
            raise
        raise UnreadableFile("unreadable.impossible_date") from fault
