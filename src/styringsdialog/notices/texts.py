"""Makes the text of a message: the municipality's own template or the code's, with its placeholders filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from styringsdialog.core.errors import UserError
from styringsdialog.wording.messages import spell

from .kinds import KINDS, default_body, default_subject
from .models import Notice, NoticeTemplate

PLACEHOLDER = re.compile(r"\{(\w*)\}")
HIDDEN = "•••"


def texts_of(municipality_code: str, kind: str, language: str) -> tuple[str, str]:
    """Subject and body with placeholders: the municipality's own where it has written them, else the code's."""
    own = NoticeTemplate.objects.filter(municipality_code=municipality_code, kind=kind, language=language).first()
    return (own.subject, own.body) if own else (default_subject(kind, language), default_body(kind, language))


def filled(template: str, params: Mapping[str, Any], language: str) -> str:
    """The template with its placeholders spelled in the language. KeyError for one that has no value.

    Only names between brackets are replaced, never attributes or formats: the text may be written by a user.
    """
    return PLACEHOLDER.sub(lambda found: spell(params[found[1]], "", language), template)


def one_line(text: str) -> str:
    """A text fit for a mail header: a line break in a name must not begin a header of its own."""
    return " ".join(text.split())


def absolute(link: str) -> str:
    """A path of ours as a whole address; a whole address stays as it is."""
    return f"{settings.STYRINGSDIALOG_BASE_LINK.rstrip('/')}{link}" if link.startswith("/") else link


def check_template(kind: str, text: str, *, place: str) -> None:
    """UserError naming place and remedy for a placeholder that the kind does not know, or a bracket left open."""
    allowed = KINDS[kind].placeholders
    for number, line in enumerate(text.splitlines(), 1):
        for found in PLACEHOLDER.finditer(line):
            if found[1] not in allowed:
                raise UserError.of(
                    "notices.unknown_placeholder", place=place, name=found[0], line=number, known=_shown(kind)
                )
        rest = PLACEHOLDER.sub("", line)
        if "{" in rest or "}" in rest:
            raise UserError.of("notices.open_bracket", place=place, line=number, known=_shown(kind))


def _shown(kind: str) -> list[str]:
    return [f"{{{name}}}" for name in KINDS[kind].placeholders]


def shown_body(notice: Notice, *, to_receiver: bool) -> str:
    """The text as others may read it in the log: a link that opens something by itself is only the receiver's."""
    kind = KINDS.get(notice.kind)
    if to_receiver or not notice.link or (kind is not None and not kind.hides_link):
        return notice.body
    return notice.body.replace(absolute(notice.link), HIDDEN).replace(notice.link, HIDDEN)
