"""Where an object that the trail tells of can be opened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.urls import reverse

_PAGES: dict[str, Callable[[Any], str]] = {
    "register.housingorganisation": lambda one: reverse("organisation", args=[one.lbf_number]),
    "register.division": lambda one: reverse("division", args=[one.organisation.lbf_number, one.lbf_number]),
    "register.housingarea": lambda one: reverse("area", args=[one.pk]),
    "submissions.documentationpackage": lambda one: reverse("package", args=[one.pk]),
    "submissions.upload": lambda one: reverse("upload", args=[one.pk]),
    "reviews.rulerun": lambda one: reverse("points", args=[one.package_id]),
    "reviews.dialoguebrief": lambda one: reverse("brief", args=[one.pk]),
}


def page_of(thing: models.Model) -> str:
    """The address of the object's own page; empty where it has none."""
    page = _PAGES.get(thing._meta.label_lower)
    return page(thing) if page is not None else ""
