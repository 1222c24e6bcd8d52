"""What the organisation itself brings to the meeting: its wishes and needs, and its self-monitoring, as tables."""

from collections import Counter

from styringsdialog.documents.finding_text import say, subject_label
from styringsdialog.documents.table import Table
from styringsdialog.rulebook.edition import Edition, UnknownEdition, edition, newest_edition
from styringsdialog.rulebook.facts import PackageFacts, SelfMonitoringEntry
from styringsdialog.rulebook.finding import Subject

KINDS = ("wish", "need")
CHOICES = ("yes", "partly", "no")


def wish_phrases(package: PackageFacts, language: str) -> list[str]:
    """`2 ønsker`, `ét behov`: how many of each kind; empty when the organisation states none."""
    number = Counter(wish.kind for wish in package.organisation.wishes)
    return [
        say(f"documents.count.{kind}.{'one' if number[kind] == 1 else 'many'}", language, count=number[kind])
        for kind in KINDS
        if number[kind]
    ]


def wishes(package: PackageFacts, language: str) -> Table | None:
    """Each wish and need in the order of the file; None when there is none."""
    of = _edition(package)
    rows = tuple(
        (
            say(f"brief.wish_kind.{wish.kind}", language) if wish.kind in KINDS else wish.kind,
            of.scales.get("wish_theme", {}).get(wish.theme, {}).get(language, wish.theme) or "–",
            wish.text,
            _whom(package, wish.division, language),
        )
        for wish in package.organisation.wishes
    )
    columns = ("wish_kind", "wish_theme", "wish_text", "whom")
    header = tuple(say(f"brief.{column}", language) for column in columns)
    return Table(say("brief.wishes", language), header, rows, "llll", (1, 2, 4.5, 2.5)) if rows else None


def self_monitoring(package: PackageFacts, language: str) -> Table | None:
    """Each theme and whether it is described, carried out and followed up; None when nothing is stated."""
    entries = package.organisation.self_monitoring
    if not any(any(_choices(entry)) for entry in entries):
        return None
    themes = _edition(package).self_monitoring
    rows = tuple(
        (
            themes.get(entry.theme, {}).get(language, entry.theme),
            *(_choice(value, language) for value in _choices(entry)),
        )
        for entry in entries
    )
    columns = ("monitoring_theme", "described", "carried_out", "followed_up")
    header = tuple(say(f"brief.{column}", language) for column in columns)
    return Table(say("brief.self_monitoring", language), header, rows, "llll", (4, 1.5, 1.5, 1.5))


def _edition(package: PackageFacts) -> Edition:
    try:
        return edition(package.edition)
    except UnknownEdition:
        return newest_edition()


def _choices(entry: SelfMonitoringEntry) -> tuple[str, str, str]:
    return entry.described, entry.carried_out, entry.followed_up


def _choice(value: str, language: str) -> str:
    if not value:
        return say("documents.not_stated", language)
    return say(f"brief.choice.{value}", language) if value in CHOICES else value


def _whom(package: PackageFacts, number: str, language: str) -> str:
    """The division by number and name; the organisation where no division is named, and free text as it stands."""
    if not number:
        return package.organisation.name
    for division in package.divisions:
        if division.lbf_number == number:
            return subject_label(Subject("division", number, division.name), language)
    return number
