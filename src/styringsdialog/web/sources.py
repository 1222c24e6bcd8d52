"""The sources behind a point or an area: a line an act and section, and the figures used."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass, replace

from styringsdialog.documents.finding_text import SourceLine, source_lines
from styringsdialog.rulebook.finding import Finding

FEW = 4  # figures that can stand open on the page
PARAGRAPH = re.compile(r"^§ \d+(?: [a-z])?(?!\S)")


@dataclass(frozen=True)
class Sources:
    """`texts` and `values` for the open part; `all` each by itself, with where and when it was read."""

    texts: list[SourceLine]
    values: list[SourceLine]
    all: list[SourceLine]

    @property
    def is_long(self) -> bool:
        """Whether the figures are better folded away."""
        return len(self.values) > FEW

    @property
    def has_more(self) -> bool:
        """Whether the folded part says anything that the open part does not."""
        return self.is_long or any(line.read_in or line.formula for line in self.all)


def sources_of(finding: Finding, language: str) -> Sources:
    """The texts of one paragraph that are known equally well become one line, «§ 61 a» for its many parts."""
    lines = source_lines(finding, language)
    groups: dict[Hashable, list[tuple[SourceLine, str]]] = {}
    for source, line in zip(finding.rule_sources, lines, strict=False):
        section = source.section.rstrip(",")
        found = PARAGRAPH.match(section.replace(",", " "))
        paragraph = found[0].strip() if found and " og §" not in section else section
        key = (source.act, source.number, paragraph, source.status, source.link)
        groups.setdefault(key, []).append((line, line.place.removesuffix(source.section) + paragraph))
    texts = [group[0][0] if len(group) == 1 else replace(group[0][0], place=group[0][1]) for group in groups.values()]
    return Sources(texts, [line for line in lines if line.kind == "value"], lines)
