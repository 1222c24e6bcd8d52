"""Figures, dates, marks and icons as every page writes them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from styringsdialog.wording import messages, numbers

register = template.Library()
Number = int | float | Decimal | None
NOTHING = "–"


def language() -> str:
    """The language of the page, `da` or `en`."""
    return "en" if (get_language() or "da").startswith("en") else "da"


@register.filter
def kr(value: Number) -> str:
    """Whole kroner; a dash where nothing is stated."""
    return NOTHING if value is None else numbers.kroner(Decimal(str(value)), language())


@register.filter
def num(value: Number, decimals: int | None = None) -> str:
    """A number as it is, or with so many decimals."""
    return NOTHING if value is None else numbers.number(value, decimals, language())


@register.filter
def pct(value: Number, decimals: int | None = None) -> str:
    """A share that is already in percent."""
    return NOTHING if value is None else numbers.percent(value, decimals, language())


@register.filter
def day(value: date | datetime | None) -> str:
    """`4. juni 2026`; of an instant, the day in Denmark."""
    if value is None:
        return NOTHING
    return numbers.day(timezone.localdate(value) if isinstance(value, datetime) else value, language())


@register.filter
def last_day(value: date | None) -> str:
    """The day before: «til og med» of an interval whose end is not part of it."""
    return day(value - timedelta(days=1)) if value is not None else ""


@register.filter
def instant(value: datetime | None) -> str:
    """`4. juni 2026 kl. 7.10`."""
    if value is None:
        return NOTHING
    here = timezone.localtime(value)
    if language() == "en":
        return f"{numbers.day(here.date(), 'en')}, {here:%H:%M}"
    return f"{numbers.day(here.date())} kl. {here.hour}.{here:%M}"


@register.filter
def label(key: str, topic: str) -> str:
    """The words for a key of a topic: `{{ outcome|label:"outcome" }}`; the key itself where there are none."""
    message = f"{topic}.{key}"
    return messages.sentence(message, part="title", language=language()) if messages.has(message, "title") else key


@register.filter
def lower_first(text: str) -> str:
    """As it stands in the middle of a sentence."""
    return text[:1].lower() + text[1:]


@register.filter
def spelled(value: Any, code: str) -> str:
    """A value by a format code of `wording.messages`."""
    return messages.spell(value, code, language())


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """An icon of the design system; always beside a word, so it is hidden from screen readers."""
    return format_html(
        '<svg class="icon-svg {}" focusable="false" aria-hidden="true"><use href="{}#{}"></use></svg>',
        classes,
        static("dkfds/img/all-svg-icons.svg"),
        name,
    )


# Shape and colour both tell the outcome: triangle, diamond, dotted ring, disc (design sketches).
_SHAPES = {
    "possible_breach": '<path d="M8 1.5 15 14.5H1z"/>',
    "attention": '<path d="M8 .8 15.2 8 8 15.2.8 8z"/>',
    "cannot_judge": '<circle cx="8" cy="8" r="6" fill="none" stroke-width="2" stroke-dasharray="2 2.2"/>',
    "ok": '<circle cx="8" cy="8" r="6.5"/>',
    "not_applicable": '<path d="M3 8h10" fill="none" stroke-width="2"/>',
}


@register.simple_tag
def mark(outcome: str) -> SafeString:
    """The mark of an outcome, to stand before its word."""
    shape = mark_safe(_SHAPES[outcome])  # noqa: S308 - our own constants
    return format_html(
        '<svg class="mark mark-{}" viewBox="0 0 16 16" focusable="false" aria-hidden="true">{}</svg>', outcome, shape
    )


@register.simple_tag
def worded_mark(outcome: str) -> SafeString:
    """Mark and word together."""
    return format_html('<span class="marked">{} {}</span>', mark(outcome), label(outcome, "outcome"))


@register.simple_tag
def counted(count: int, outcome: str) -> SafeString:
    """`▲ 1 muligt regelbrud`."""
    words = label(outcome, "outcome")
    words = words[:1].lower() + words[1:]
    return format_html('<span class="marked">{} {} {}</span>', mark(outcome), num(count), words)


@register.simple_tag
def period(start: date, end: date) -> SafeString | str:
    """An accounting year: `2025`, or `1.7.25–30.6.26` where it is not the calendar year."""
    if (start.month, start.day) == (1, 1) and (end.month, end.day) == (12, 31) and start.year == end.year:
        return str(end.year)
    if language() == "en":
        return format_html('<span class="not-wrapped">{} – {}</span>', start.isoformat(), end.isoformat())
    first, last = (f"{one.day}.{one.month}.{one:%y}" for one in (start, end))
    return format_html('<span class="not-wrapped">{}–{}</span>', first, last)


WORDS = {
    "da": "ingen én to tre fire fem seks syv otte ni ti elleve tolv".split(),
    "en": "no one two three four five six seven eight nine ten eleven twelve".split(),
}


@register.filter
def in_words(count: int) -> str:
    """Numbers up to twelve as words, for headings."""
    words = WORDS[language()]
    return words[count] if 0 <= count < len(words) else num(count)


@register.simple_tag
def yes_no(value: bool | None) -> str:
    """Ja, Nej, or a dash where nothing is stated."""
    return NOTHING if value is None else gettext("Ja") if value else gettext("Nej")


@register.simple_tag(takes_context=True)
def query_with(context: template.Context, **changes: Any) -> str:
    """The page's own query with some values changed; None takes one away. Starts with `?`."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}"


SHOWN = ("possible_breach", "attention", "cannot_judge", "ok")


@register.filter
def shown_counts(counts: dict[str, int]) -> list[tuple[str, int]]:
    """Outcomes that occur, worst first; what does not apply is not worth a mark."""
    return [(outcome, counts[outcome]) for outcome in SHOWN if counts.get(outcome)]
