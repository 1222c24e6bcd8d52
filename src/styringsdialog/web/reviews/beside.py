"""What stands beside a point, fetched when it is opened: the same matter over the years, and its peers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from styringsdialog.core.access import AccessClass
from styringsdialog.core.errors import UserError
from styringsdialog.core.visibility import visible_to
from styringsdialog.documents.finding_text import capital, figure_value, finding_sentence
from styringsdialog.reviews.desk import YearOfMatter, matter_history
from styringsdialog.reviews.desk_policies import can_choose_peers
from styringsdialog.reviews.models import Finding
from styringsdialog.reviews.peers import (
    FIGURES,
    PeerCriteria,
    PeersBeside,
    choose_peers,
    criteria_of,
    peers_beside,
)
from styringsdialog.reviews.stored import listed_finding
from styringsdialog.rulebook.finding import Figure
from styringsdialog.submissions.models import DocumentationPackage
from styringsdialog.web.mixins import Crumb, SignedIn, crumb, said
from styringsdialog.web.templatetags.styring import language
from styringsdialog.wording.messages import figure_name

from .page import is_part
from .peer_charts import figure_label, peer_chart, peer_value

LIGHT = "rule area subject_kind subject_key subject_name outcome severity message params".split()
MOST_FIGURES = 4


class BesidePage(SignedIn, TemplateView):
    """A point's panel: htmx gets the panel alone, and without script it is a page of its own."""

    finding: Finding
    package: DocumentationPackage

    def fetch(self, pk: int, point: int) -> None:
        """Package and point, if the user sees them."""
        rows = visible_to(self.acting, DocumentationPackage).select_related("organisation")
        self.package = self.visible(DocumentationPackage, rows=rows, pk=pk)
        seen = visible_to(self.acting, Finding).select_related("run__package__organisation", "run__municipality")
        self.finding = self.visible(Finding, rows=seen.defer("run__facts"), pk=point, run__package=self.package)
        self.note_reading(self.finding.run, AccessClass.INTERNAL)

    def crumbs(self) -> list[Crumb]:
        """The organisation and the point."""
        owner = self.package.organisation
        return [
            crumb(owner.name, "organisation", owner.lbf_number),
            crumb(_("Punktet"), "point", self.package.pk, self.finding.pk),
        ]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The panel."""
        self.fetch(kwargs["pk"], kwargs["point"])
        answer = super().get(request, *args, **kwargs)
        patch_vary_headers(answer, ["HX-Request"])
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The point, and whether the frame is drawn."""
        return super().get_context_data(
            package=self.package,
            finding=self.finding,
            frame="ui/fragment.html" if is_part(self.request) else "reviews/beside.html",
            **kwargs,
        )


class HistoryView(BesidePage):
    """The same matter in each year: what was found, judged, explained and answered."""

    template_name = "reviews/history.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Newest first; the same queries however many years."""
        years = [_year(one) for one in matter_history(self.acting, self.finding)]
        return super().get_context_data(years=years, **kwargs)


def _year(one: YearOfMatter) -> dict[str, Any]:
    words = language()
    light = listed_finding(*(getattr(one.finding, name) for name in LIGHT))
    shown = list(one.figures.items())[:MOST_FIGURES]
    return {
        "it": one,
        "sentence": finding_sentence(light, words),
        "figures": [
            (capital(figure_name(name, words)), figure_value(Figure(name, value, unit), words))
            for name, (value, unit) in shown
        ],
    }


class PeerForm(forms.Form):
    """By what peers are chosen."""

    figures = forms.MultipleChoiceField(label=_("Ligner hinanden på"), widget=forms.CheckboxSelectMultiple)
    by_size = forms.BooleanField(label=_("Samme størrelse"), required=False)
    same_form = forms.BooleanField(label=_("Samme bebyggelsesform"), required=False)
    same_place = forms.BooleanField(label=_("I samme kommune"), required=False)
    age_within = forms.TypedChoiceField(
        label=_("Bygget inden for"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", _("Uanset alder")), (5, _("5 år")), (10, _("10 år")), (20, _("20 år"))],
    )
    count = forms.TypedChoiceField(label=_("Antal"), coerce=int, choices=[(4, "4"), (8, "8"), (12, "12"), (20, "20")])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = language()
        named = [(name, figure_label(name, words)) for name in FIGURES]
        self.fields["figures"].choices = named  # type: ignore[attr-defined]
        for name in ("age_within", "count"):
            self.fields[name].widget.attrs["class"] = "form-select"
        for name in ("by_size", "same_form", "same_place"):
            self.fields[name].widget.attrs["class"] = "form-checkbox"


class PeersView(BesidePage):
    """The peers chosen for the matter, as they were on the day; and the form to choose them by."""

    template_name = "reviews/peers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The table, a small chart of its first figure, and how they were chosen."""
        found = peers_beside(self.acting, self.finding)
        criteria = criteria_of(found.choice) if found else PeerCriteria()
        start = {name: getattr(criteria, name) for name in PeerForm.base_fields} | {"figures": list(criteria.figures)}
        form = kwargs.pop("form", None) or PeerForm(initial=start)
        shown = _beside(found, self.finding.subject_name) if found else {}
        return super().get_context_data(
            found=found, form=form, may_choose_peers=can_choose_peers(self.acting, self.package), **shown, **kwargs
        )

    def post(self, request: HttpRequest, pk: int, point: int) -> HttpResponse:
        """Choose anew; the choice is stored with the point."""
        self.fetch(pk, point)
        self.permit(can_choose_peers(self.acting, self.package))
        form = PeerForm(request.POST)
        if form.is_valid():
            chosen = {**form.cleaned_data, "figures": tuple(form.cleaned_data["figures"])}
            try:
                choose_peers(self.acting, finding=self.finding, criteria=PeerCriteria(**chosen))
            except UserError as refusal:
                form.add_error(None, said(refusal))
            else:
                if is_part(request):
                    return self.render_to_response(self.get_context_data(is_new=True))
                messages.success(request, gettext("Tvillingerne er valgt og gemt ved punktet."))
                return redirect("point_peers", pk=pk, point=point)
        return self.render_to_response(self.get_context_data(form=form))


LEFT_OUT = {
    "form": _("anden bebyggelsesform"),
    "age": _("anden alder"),
    "region": _("anden kommune"),
    "missing": _("mangler tal"),
}


def _beside(found: PeersBeside, subject: str) -> dict[str, Any]:
    words = language()
    columns = [(name, figure_label(name, words)) for name in found.subject]
    rows = [
        {
            "name": peer["name"],
            "owner": peer["owner"],
            "values": [peer_value(name, peer["values"].get(name), words) for name, _label in columns],
        }
        for peer in found.peers
    ]
    own = [peer_value(name, found.subject.get(name), words) for name, _label in columns]
    first = next((name for name in found.figures if found.subject.get(name) is not None), None)
    return {
        "columns": columns,
        "own": own,
        "rows": rows,
        "left_out": [(LEFT_OUT[reason], count) for reason, count in found.left_out.items() if count],
        "unstated": [figure_label(name, words) for name in found.unstated],
        "chart": peer_chart(found, first, subject, words) if first and rows else None,
        "chart_id": "peers-chart",
        "chart_of": figure_label(first, words) if first else "",
    }
