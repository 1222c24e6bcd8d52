"""The guide's pages as HTML: written in Markdown in docs/brugervejledning, which lies in this package as `texts`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

START = "index"
# In the order in which somebody new needs them; a test holds it equal to the folder.
PAGES = (
    START,
    "kom-i-gang",
    "laeg-en-pakke-ind",
    "laes-punkterne",
    "vurder-punkterne",
    "stil-spoergsmaal",
    "dialogoplaeg",
    "bilag-og-aktindsigt",
    "omraader",
    "register",
    "for-boligorganisationen",
    "spor-og-beskeder",
    "min-konto",
    "regler-og-satser",
)
SCROLLED = (
    '<div class="table--responsive-scroll" tabindex="0" role="group" aria-label="Tabel">'
    '<table class="table table--borderless table--compact table-sm-responsive-headers guide-table">\n'
)


@dataclass(frozen=True)
class GuidePage:
    """One page: its first heading, and the rest as HTML."""

    name: str
    title: str
    body: SafeString

    @property
    def address(self) -> str:
        """Where the page is shown."""
        return address_of(self.name)


def address_of(name: str) -> str:
    """The first page is the help page itself."""
    return reverse("guide") if name == START else reverse("guide_page", args=[name])


def text_of(name: str) -> str:
    """The Markdown of a page."""
    return (files("styringsdialog.web.guide") / "texts" / f"{name}.md").read_text(encoding="utf-8")


@cache
def page_of(name: str) -> GuidePage:
    """Read once in a process. Raw HTML in the text is shown as text, never as markup."""
    if name not in PAGES:
        raise KeyError(name)
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = parser.parse(text_of(name))
    title = tokens[1].content
    body = [_linked(token) for token in tokens[3:]]
    html = parser.renderer.render(body, parser.options, {})
    html = html.replace("<table>\n", SCROLLED).replace("</table>", "</table></div>")
    return GuidePage(name, title, mark_safe(html))  # noqa: S308 - rendered from our own files with HTML off


def all_pages() -> list[GuidePage]:
    """In the order of reading."""
    return [page_of(name) for name in PAGES]


def _linked(token: Token) -> Token:
    """Links to pages of the guide lead to them; links to other documents of the repository become plain text."""
    if token.children:
        token.children = _relinked(token.children)
    return token


def _relinked(children: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    is_dropped = False
    for child in children:
        if child.type == "link_open":
            target = str(child.attrGet("href"))
            page = re.fullmatch(r"([a-z-]+)\.md(#.*)?", target)
            is_dropped = not page and "://" not in target
            if page:
                child.attrSet("href", address_of(page[1]) + (page[2] or ""))
        if not (is_dropped and child.type in ("link_open", "link_close")):
            kept.append(child)
        if child.type == "link_close":
            is_dropped = False
    return kept
