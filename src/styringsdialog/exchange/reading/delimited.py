"""Reads a delimited text file into rows: finds its encoding and its separator."""

import csv
import io

from .bounds import LARGEST_FILE
from .problem import UnreadableFile

SEPARATORS = (";", "\t", ",")
MOST_ROWS = 500_000


def rows_of_text(data: bytes) -> list[list[str]]:
    """Rows of a .csv in UTF-8 (with or without mark), Windows-1252 or Latin-1; separator `;`, tab or `,`."""
    if len(data) > LARGEST_FILE:
        raise UnreadableFile("unreadable.too_large", megabytes=len(data) // 1_000_000, limit=LARGEST_FILE // 1_000_000)
    text = _decoded(data)
    separator = _separator(text)
    try:
        rows = [
            row for _, row in zip(range(MOST_ROWS), csv.reader(io.StringIO(text), delimiter=separator), strict=False)
        ]
    except csv.Error as error:
        raise UnreadableFile("unreadable.not_text") from error
    return [[cell.strip() for cell in row] for row in rows]


def _decoded(data: bytes) -> str:
    if b"\0" in data:
        raise UnreadableFile("unreadable.not_text")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _separator(text: str) -> str:
    """The separator that most of the first lines hold equally often, at least once."""
    lines = [line for line in text.splitlines()[:50] if line.strip()]

    def agreement(separator: str) -> tuple[int, int]:
        counts = [line.count(separator) for line in lines]
        common = max(set(counts), key=counts.count) if counts else 0
        return (counts.count(common) if common else 0, common)

    return max(SEPARATORS, key=agreement)
