"""What views share: only for those signed in, objects through `visible_to`, a trail of what was refused."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, NoReturn, TypeVar

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic.base import ContextMixin, View

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import UserError
from styringsdialog.core.visibility import visible_to
from styringsdialog.trail.services import record, record_reading

Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Crumb:
    """One step of the path above the heading."""

    text: str | Promise
    href: str


def crumb(text: str | Promise, name: str, *args: Any) -> Crumb:
    """A step to the page `name`."""
    return Crumb(text, reverse(name, args=args))


class SignedIn(LoginRequiredMixin, ContextMixin, View):
    """A page for those signed in. `self.acting` is who they are; `crumbs` is the path after «Forside»."""

    request: HttpRequest

    @property
    def acting(self) -> Acting:
        """Made by the entry middleware."""
        return self.request.acting  # type: ignore[attr-defined,no-any-return]

    def crumbs(self) -> list[Crumb]:
        """Steps after the first."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the path."""
        path = [crumb(_("Forside"), "overview"), *self.crumbs()]
        return super().get_context_data(crumbs=path, **kwargs)

    def visible(self, model: type[Row], *, rows: models.QuerySet[Row] | None = None, **lookup: Any) -> Row:
        """The one object of `model` that the user may see; anything else is 404 and leaves a trail entry."""
        seen = visible_to(self.acting, model) if rows is None else rows
        found = seen.filter(**lookup).first()
        if found is None:
            refuse(self.acting, model, lookup)
        return found

    def permit(self, allowed: bool) -> None:
        """403 where the user sees the thing but may not do this to it."""
        if not allowed:
            raise PermissionDenied

    def note_reading(self, thing: models.Model, access_class: str) -> None:
        """Write down that the user reads something internal or personal; nothing is noted for the other classes."""
        record_reading(self.acting, thing, access_class)


def said(refusal: UserError) -> str:
    """A refusal whole: what is wrong, and what to do."""
    return f"{refusal.text} {refusal.remedy}".strip()


def refuse(acting: Acting, model: type[models.Model], lookup: dict[str, Any]) -> NoReturn:
    """404 for what is not there and for what is not the user's alike; only the latter is written down."""
    there = model.objects.filter(**lookup).first()  # type: ignore[attr-defined]
    if there is not None:
        # In the trail of the municipality whose object it is: one's own would tell its readers what it is called.
        record(replace(acting, municipality=None, memory={}), "access.refused", there)
    raise Http404
