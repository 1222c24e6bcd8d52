"""What the views of one package's points share: package, newest run, rows, and what was said about each."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.visibility import visible_to
from styringsdialog.reviews.models import Finding, RuleRun
from styringsdialog.reviews.queries import current_run
from styringsdialog.submissions.models import DocumentationPackage
from styringsdialog.web.mixins import Crumb, SignedIn, crumb, refuse

from .rows import About, Choice, Row, rows_of
from .said import said_of

TOLD = "desk_told"  # session key: what the last deed on a desk came to, told on the next page and then forgotten


class PointsPage(SignedIn):
    """What the views of one package's points share."""

    package: DocumentationPackage
    run: RuleRun
    rows: list[Row]
    about: About
    choice: Choice

    def fetch(self, pk: int, wanted: int | None = None) -> None:
        """Package, newest run, its points (`wanted` among them) and what was said. 404 where there is no run to see."""
        seen = visible_to(self.acting, DocumentationPackage).select_related("organisation", "municipality")
        self.package = self.visible(DocumentationPackage, rows=seen, pk=pk)
        run = current_run(self.acting, self.package)
        if run is None:
            refuse(self.acting, RuleRun, {"package": self.package})
        self.run = run
        self.choice = Choice.of(self.request.GET)
        self.rows = rows_of(self.acting, run, self.choice.outcome, wanted)
        self.about = said_of(self.acting, run, self.rows)

    def finding(self, pk: int) -> Finding:
        """The point of the address, with what a service needs of it. 404 where it is not of this package."""
        rows = visible_to(self.acting, Finding).select_related("run__package__organisation", "run__municipality")
        return self.visible(Finding, rows=rows.defer("run__facts"), pk=pk, run__package=self.package)

    def row(self, pk: int) -> Row:
        """The same as a row of the newest run; 404 where it is of an earlier one."""
        found = next((row for row in self.rows if row.pk == pk), None)
        if found is None:
            raise Http404
        return found

    def crumbs(self) -> list[Crumb]:
        """Organisation and package."""
        owner = self.package.organisation
        return [
            crumb(_("Organisationer"), "organisation_list"),
            crumb(owner.name, "organisation", owner.lbf_number),
            crumb(_("Pakke %(year)s") % {"year": self.package.dialogue_year}, "package", self.package.pk),
        ]

    def tell(self, **told: Any) -> None:
        """Keep what the deed came to for the page that follows."""
        self.request.session[TOLD] = {"package": self.package.pk, **told}

    def told(self) -> dict[str, Any]:
        """What was kept, once; nothing where it is about another package."""
        if TOLD not in self.request.session:
            return {}
        told: dict[str, Any] = self.request.session.pop(TOLD)
        return told if told.get("package") == self.package.pk else {}

    def to_point(self, pk: int | None) -> HttpResponse:
        """To a point, or to the list, with the choice of the list as it was."""
        if pk is None:
            return redirect(f"{reverse('points', args=[self.package.pk])}{self.choice.query}")
        return redirect(f"{reverse('point', args=[self.package.pk, pk])}{self.choice.query}")


def is_part(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page. Going back in the browser always gets the whole."""
    htmx = request.htmx  # type: ignore[attr-defined]
    return bool(htmx and not htmx.history_restore_request)
