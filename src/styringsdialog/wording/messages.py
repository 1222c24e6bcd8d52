"""Message ids with parameters -> sentences. The catalogue is YAML: messages/<topic>.yaml, id -> part -> language.

    K-01.not_paying:
      title: {da: "Dispositionsfonden er under målet, og der opkræves ikke bidrag", en: "..."}
      text:  {da: "Den disponible del er {have:kr} pr. lejemålsenhed; målet er {target:kr}.", en: "..."}
      ask:   {da: "Hvornår ventes målet nået?", en: "..."}

Parts: `title` (a line), `text` (sentences with the figures), `ask` (what to ask the organisation; may be absent).
Format codes: kr, gap (kroner without a sign), num (as it is), num0, num1, num2, pct, pct0, pct1, pct2, day, list, label
(a message id -> its title, begun small), each (a list of {"message": id, ...parameters} -> their texts one after the
other), name and names (figure names -> their labels), bare (names, accounts by number only), account (an account number
-> number and name), where (a column -> «i næste års budget»), and a counted noun of `numbers.COUNTED`, such as days
(1 -> «1 dag», 3 -> «3 dage»).
"""

import string
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, partial
from importlib.resources import files
from typing import Any

import yaml

from . import numbers

LANGUAGES = ("da", "en")
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def catalogue() -> dict[str, dict[str, dict[str, str]]]:
    """Every message, read once in a process. ValueError if an id stands in two files."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for entry in sorted((files("styringsdialog.wording") / "messages").iterdir(), key=lambda e: e.name):
        if not entry.name.endswith(".yaml"):
            continue
        messages = yaml.load(entry.read_text(encoding="utf-8"), Loader) or {}  # noqa: S506
        if twice := found.keys() & messages.keys():
            raise ValueError(f"{entry.name}: {sorted(twice)} stands in two files")
        found |= messages
    return found


class _Sentence(string.Formatter):
    """str.format with our codes; a missing parameter raises KeyError rather than leaving a hole in a sentence."""

    def __init__(self, language: str) -> None:
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        return spell(value, format_spec, self.language)


def spell(value: Any, code: str, language: str = "da") -> str:
    """One value in words by format code. ValueError on a code nobody knows."""
    if value is None:
        return "ikke oplyst" if language == "da" else "not stated"
    stem = code.rstrip("012")
    if stem in ("num", "pct") and len(code) <= len(stem) + 1:
        decimals = int(code[-1]) if code != stem else None
        write = numbers.number if stem == "num" else numbers.percent
        return write(value, decimals, language)
    if code not in SPELL:
        raise ValueError(f"unknown format code {code!r}")
    return SPELL[code](value, language)


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]


def _label(message: str, language: str) -> str:
    return _small(catalogue()[message]["title"][language])


def _each(items: Iterable[Mapping[str, Any]], language: str) -> str:
    return " ".join(sentence(item["message"], item, "text", language) for item in items)


def _list(items: Iterable[Any], language: str) -> str:
    return numbers.listing([_plain(item, language) for item in items], language)


def _names(items: Iterable[str], language: str) -> str:
    return numbers.listing([figure_name(item, language) for item in items], language)


def _bare(items: Iterable[str], language: str) -> str:
    return numbers.listing([figure_name(item, language, named=False) for item in items], language)


def _account(number: str, language: str) -> str:
    """`113.9 (offentlige og andre faste udgifter i alt)`; an account outside the chart goes by its number."""
    entry = catalogue().get(f"account.{number}")
    if entry is None:
        return number
    name = _small(entry["title"][language]).replace(" (", ", ").replace(")", "")  # no brackets within brackets
    return f"{number} ({name})"


def _where(column: str, language: str) -> str:
    return catalogue()[f"figure.{column}"]["text"][language]


def _gap(value: int | Decimal, language: str) -> str:
    return numbers.kroner(value if value > 0 else -value, language)


def _plain(value: Any, language: str) -> str:
    if isinstance(value, date):
        return numbers.day(value, language)
    if isinstance(value, Decimal):
        return numbers.number(value, None, language)
    return str(value)


def figure_name(name: str, language: str = "da", *, named: bool = True) -> str:
    """The label of a stable figure name («antal lejemålsenheder»). An account reads as «konto 803 (dispositionsfond)»,
    in a column as «konto 133 (…) i næste års budget»; without `named` by its number only."""
    entry = catalogue().get(f"figure.{name}")
    if entry:
        return entry["title"][language]
    account, _, column = name.partition(":")
    if account[:1].isdigit():
        word = "konto" if language == "da" else "account"
        tail = f" {_where('column.' + column, language)}" if column else ""
        return f"{word} {_account(account, language) if named else account}{tail}"
    return name


def has(message: str, part: str = "text") -> bool:
    return part in catalogue().get(message, {})


def sentence(message: str, params: Mapping[str, Any] | None = None, part: str = "text", language: str = "da") -> str:
    """The sentence of a message. KeyError if id, part, language or a parameter is missing."""
    template = catalogue()[message][part][language]
    text = _Sentence(language).vformat(template, (), dict(params or {}))
    return text.replace("kr..", "kr.")  # an amount at the end of a sentence brings its own full stop


SPELL: dict[str, Callable[[Any, str], str]] = {
    "": _plain,
    "kr": numbers.kroner,
    "gap": _gap,
    "day": numbers.day,
    "list": _list,
    "name": figure_name,
    "names": _names,
    "bare": _bare,
    "account": _account,
    "where": _where,
    "label": _label,
    "each": _each,
}
SPELL.update((noun, partial(numbers.counted, noun)) for noun in numbers.COUNTED)
