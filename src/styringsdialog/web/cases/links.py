"""Where the page of a case lies, so that whatever hangs on it can lead back to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.urls import NoReverseMatch, reverse

_PAGES: dict[str, tuple[str, Callable[[Any], list[Any]]]] = {
    "register.housingorganisation": ("organisation", lambda owner: [owner.lbf_number]),
    "register.division": ("division", lambda division: [division.organisation.lbf_number, division.lbf_number]),
    "register.housingarea": ("area", lambda area: [area.pk]),
    "register.municipalunit": ("unit", lambda unit: [unit.pk]),
    "submissions.documentationpackage": ("package", lambda package: [package.pk]),
    "reviews.dialoguebrief": ("brief", lambda brief: [brief.pk]),
    "reviews.questionletter": ("letter", lambda letter: [letter.pk]),
}


def page_of_case(label: str, name: str, arguments: Callable[[Any], list[Any]]) -> None:
    """Say where the page of a kind of case lies: address name and arguments. For kinds that are not in the table."""
    _PAGES[label] = (name, arguments)


def address_of(thing: models.Model) -> str:
    """The address of the case's page; the front page for a kind that has none yet."""
    name, arguments = _PAGES.get(thing._meta.label_lower, ("overview", lambda _: []))
    try:
        return reverse(name, args=arguments(thing))
    except NoReverseMatch:
        return reverse("overview")
