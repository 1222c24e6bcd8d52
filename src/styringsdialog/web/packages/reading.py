"""The organisation's own words in a package, with the labels of its edition."""

from __future__ import annotations

from dataclasses import dataclass

from styringsdialog.rulebook.edition import Edition, UnknownEdition, edition, newest_edition
from styringsdialog.submissions.models import DocumentationPackage, OrganisationWish, SelfMonitoring


@dataclass(frozen=True)
class MonitoringLine:
    """One theme of the self-monitoring, and whether it was carried out."""

    theme: str
    carried_out: str


@dataclass(frozen=True)
class WishLine:
    """One wish or need."""

    text: str
    kind: str
    theme: str
    division: str


def edition_of(package: DocumentationPackage) -> Edition:
    """The package's own edition; the newest for a year that has none."""
    try:
        return edition(package.edition)
    except UnknownEdition:
        return newest_edition()


def _label(of: Edition, scale: str, value: str, language: str) -> str:
    return of.scales.get(scale, {}).get(value, {}).get(language, value)


def monitoring_lines(package: DocumentationPackage, language: str) -> list[MonitoringLine]:
    """In the order of the file."""
    of = edition_of(package)
    return [
        MonitoringLine(
            of.self_monitoring.get(row.theme, {}).get(language, row.theme),
            _label(of, "partly", row.carried_out, language) or "–",
        )
        for row in SelfMonitoring.objects.filter(package=package)
    ]


def wish_lines(package: DocumentationPackage, language: str) -> list[WishLine]:
    """In the order of the file."""
    of = edition_of(package)
    return [
        WishLine(
            row.text,
            _label(of, "wish_kind", row.kind, language),
            _label(of, "wish_theme", row.theme, language),
            row.division,
        )
        for row in OrganisationWish.objects.filter(package=package)
    ]
