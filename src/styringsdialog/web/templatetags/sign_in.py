"""What «Min konto» writes: a browser by its name, and the last day of a role."""

from __future__ import annotations

from datetime import date, timedelta

from django import template
from django.utils.translation import gettext

register = template.Library()

# The first that fits: each of these also says the names of those below it.
_BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


@register.filter
def browser(user_agent: str) -> str:
    """`Firefox, Windows`: as much as a person needs to know their own devices again."""
    program = next((name for sign, name in _BROWSERS if sign in user_agent), gettext("Anden browser"))
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), "")
    return f"{program}, {system}" if system else program


@register.filter
def day_before(day: date) -> date:
    """The last day of an interval that is kept with its end left out."""
    return day - timedelta(days=1)
