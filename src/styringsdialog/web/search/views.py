"""The page that answers a search."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from styringsdialog.exchange.reading.cpr import holds_cpr
from styringsdialog.web.menu import sees_packages
from styringsdialog.web.mixins import Crumb, SignedIn, crumb
from styringsdialog.web.templatetags.styring import language
from styringsdialog.wording.searching import words_of

from . import known, register, work
from .hits import Group, with_hits

LONGEST = 100


class SearchView(SignedIn, TemplateView):
    """`?q=`: everything the user may see whose texts hold every word, in groups."""

    template_name = "search/search.html"

    def crumbs(self) -> list[Crumb]:
        """Below the first page."""
        return [crumb(_("Søg"), "search")]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A CPR number is not searched for, and does not stay in an address that is kept and sent on."""
        if holds_cpr(request.GET.get("q", "")):
            messages.warning(request, gettext("Der stod et CPR-nummer i feltet. Det søges der ikke efter."))
            return redirect("search")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The groups; none for an empty search."""
        text = " ".join(self.request.GET.get("q", "").split())[:LONGEST]
        words = words_of(text)
        groups = with_hits(self._groups(text, words)) if words else []
        return super().get_context_data(
            search_text=text,
            groups=groups,
            hit_count=sum(one.count for one in groups),
            sees_packages=sees_packages(self.acting),
            **kwargs,
        )

    def _groups(self, text: str, words: list[str]) -> list[Group]:
        acting = self.acting
        return [
            *register.named(acting, text, words),
            work.points(acting, words, language()),
            work.letters(acting, words),
            work.packages(acting, words),
            work.documents(acting, words),
            register.people(acting, words),
            known.law(acting, words, language()),
            known.guide(words),
        ]
