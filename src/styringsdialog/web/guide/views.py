"""The help pages: the guide in Danish, and a short version for English readers."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from styringsdialog.web.mixins import Crumb, SignedIn, crumb
from styringsdialog.web.templatetags.styring import language

from .reading import PAGES, START, all_pages, page_of


class GuideView(SignedIn, TemplateView):
    """One page of the guide, the same for every role; the first where none is named."""

    def get_template_names(self) -> list[str]:
        """The first page is the one with an English version."""
        is_short = language() == "en" and self.kwargs.get("name", START) == START
        return ["guide/guide.html" if is_short else "guide/page.html"]

    def crumbs(self) -> list[Crumb]:
        """The first page."""
        return [crumb(_("Hjælp"), "guide")] if "name" in self.kwargs else []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page, and all of them for the list beside it."""
        name = self.kwargs.get("name", START)
        if name not in PAGES:
            raise Http404
        return super().get_context_data(page=page_of(name), pages=all_pages(), is_start=name == START, **kwargs)
