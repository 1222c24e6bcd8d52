"""A table of text, with a header always: the same in PDF and Word."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """`header` and every row are of one length; `align` has `l` or `r` a column; `widths` are shares of the line.

    `links` gives the address of each row's first cell, or nothing. ValueError if the shapes differ.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: str
    widths: tuple[float, ...]
    links: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        columns = len(self.header)
        if len(self.align) != columns or len(self.widths) != columns:
            raise ValueError(f"{self.caption}: {columns} headings, other numbers of alignments or widths")
        if any(len(row) != columns for row in self.rows):
            raise ValueError(f"{self.caption}: a row has not {columns} cells")
        if self.links and len(self.links) != len(self.rows):
            raise ValueError(f"{self.caption}: not one link a row")
