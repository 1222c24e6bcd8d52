"""Numbers, kroner, shares and dates as Danes write them, and the English form behind the switch."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

MONTHS = {
    "da": "januar februar marts april maj juni juli august september oktober november december".split(),
    "en": "January February March April May June July August September October November December".split(),
}
COUNTED = {  # one and many, by the name of the format code
    "accounts": {"da": ("konto", "konti"), "en": ("account", "accounts")},
    "amounts": {"da": ("beløb", "beløb"), "en": ("amount", "amounts")},
    "answers": {"da": ("svar", "svar"), "en": ("answer", "answers")},
    "checks": {"da": ("kontrol", "kontroller"), "en": ("check", "checks")},
    "days": {"da": ("dag", "dage"), "en": ("day", "days")},
    "divisions": {"da": ("afdeling", "afdelinger"), "en": ("division", "divisions")},
    "errors": {"da": ("fejl", "fejl"), "en": ("error", "errors")},
    "matters": {"da": ("forhold", "forhold"), "en": ("matter", "matters")},
    "months": {"da": ("måned", "måneder"), "en": ("month", "months")},
    "others": {"da": ("anden", "andre"), "en": ("other", "others")},
    "places": {"da": ("sted", "steder"), "en": ("place", "places")},
    "points": {"da": ("punkt", "punkter"), "en": ("point", "points")},
    "residents": {"da": ("beboer", "beboere"), "en": ("resident", "residents")},
    "rooms": {"da": ("enkeltværelse", "enkeltværelser"), "en": ("single room", "single rooms")},
    "rows": {"da": ("ny oplysning", "nye oplysninger"), "en": ("new row", "new rows")},
    "units": {"da": ("lejemålsenhed", "lejemålsenheder"), "en": ("tenancy unit", "tenancy units")},
    "years": {"da": ("år", "år"), "en": ("year", "years")},
}
MINUS = "−"  # a real minus sign: a hyphen is read aloud as a dash


def number(value: int | Decimal | float, decimals: int | None = None, language: str = "da") -> str:
    """`1.234,5` in Danish, `1,234.5` in English. `decimals=None` shows what there is, without trailing zeros."""
    exact = Decimal(str(value))
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    elif exact == exact.to_integral_value():
        exact = exact.to_integral_value()
    else:
        exact = exact.normalize()
    text = f"{abs(exact):,f}"
    if language == "da":
        text = text.translate(str.maketrans(",.", ".,"))
    return (MINUS if exact < 0 else "") + text


def kroner(value: int | Decimal, language: str = "da") -> str:
    """Whole kroner: `4.681.000 kr.` / `DKK 4,681,000`."""
    text = number(value, 0, language)
    return f"{text} kr." if language == "da" else f"DKK {text}"


def percent(value: int | Decimal | float, decimals: int | None = None, language: str = "da") -> str:
    """`12,5 %` / `12.5%`; the value is already in percent."""
    text = number(value, decimals, language)
    return f"{text} %" if language == "da" else f"{text}%"


def counted(noun: str, value: int | Decimal, language: str = "da") -> str:
    """`1 dag`, `3 dage` / `1 day`, `3 days`. KeyError for a noun that `COUNTED` has not."""
    one, many = COUNTED[noun][language]
    return f"{number(value, None, language)} {one if value == 1 else many}"


def day(value: date, language: str = "da") -> str:
    """`4. juni 2026` / `4 June 2026`."""
    month = MONTHS[language][value.month - 1]
    return f"{value.day}. {month} {value.year}" if language == "da" else f"{value.day} {month} {value.year}"


def short_day(value: date, language: str = "da") -> str:
    """`04-06-2026` / `2026-06-04`."""
    return value.strftime("%d-%m-%Y") if language == "da" else value.isoformat()


def listing(words: list[str], language: str = "da") -> str:
    """`a, b og c` / `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    joint = " og " if language == "da" else " and "
    return ", ".join(words[:-1]) + joint + words[-1]
