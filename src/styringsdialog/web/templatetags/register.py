"""Links that keep the day one looks at, and the plain ways in which the register tells of days and names."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template

from styringsdialog.register.models import BEGINNING, SurfaceTopic
from styringsdialog.web.register.then import address
from styringsdialog.web.templatetags.styring import language

register = template.Library()


@register.simple_tag(takes_context=True)
def at(context: template.Context, name: str, *args: Any) -> str:
    """The address of a page of the register on the day that this page shows."""
    return address(context["request"], name, *args)


@register.filter
def known_day(value: date | None) -> date | None:
    """A day, unless it is the stand-in for «nobody knows when»."""
    return None if value is None or value <= BEGINNING else value


@register.filter
def lasts(row: Any, day: date) -> str:
    """`now`, `past` or `future`: whether a dated row holds on the day."""
    if row.valid_from > day:
        return "future"
    return "past" if row.valid_until is not None and row.valid_until <= day else "now"


@register.filter
def topic_name(topic: SurfaceTopic) -> str:
    """The name in the language of the page, where the municipality has given it one."""
    return topic.name_en or topic.name if language() == "en" else topic.name
