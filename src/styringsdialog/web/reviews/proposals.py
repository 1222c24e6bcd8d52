"""Advisers' proposals: the list of those that wait, one decided on the desk, several in one go."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from styringsdialog.core.errors import UserError
from styringsdialog.core.visibility import visible_to
from styringsdialog.documents.finding_text import finding_title
from styringsdialog.processes.judging import adopt_proposal
from styringsdialog.register.roles import reach_of
from styringsdialog.reviews.desk_policies import can_judge
from styringsdialog.reviews.judging import decline
from styringsdialog.reviews.models import Judgement, JudgementState, Verdict
from styringsdialog.reviews.queries import RUN_READERS
from styringsdialog.reviews.stored import listed_finding
from styringsdialog.rulebook.finding import Finding
from styringsdialog.web.lists import PER_PAGE
from styringsdialog.web.mixins import Crumb, SignedIn, crumb, said
from styringsdialog.web.templatetags.styring import language

from .judging import Deed, deed_text

FIELDS = "rule area subject_kind subject_key subject_name outcome severity message params".split()


def light(row: Judgement) -> Finding:
    """What a judgement is about, enough for its title."""
    return listed_finding(*(getattr(row.finding, name) for name in FIELDS))


def waiting(page: SignedIn) -> Any:
    """Proposals that the user sees and that nobody has decided."""
    rows = visible_to(page.acting, Judgement).filter(state=JudgementState.PROPOSED)
    rows = rows.select_related("finding", "package__organisation", "created_by").defer("finding__detail")
    return rows.order_by("package", "rule", "subject_key", "pk")


class ProposalsPage(SignedIn):
    """Only for those who read judgements: for others there is no such page."""

    def fetch(self) -> None:
        """404 where the user's roles read none."""
        if not reach_of(self.acting).municipalities(*RUN_READERS):
            raise Http404


class ProposalListView(ProposalsPage, TemplateView):
    """«Forslag at tage stilling til»."""

    template_name = "reviews/proposals.html"

    def crumbs(self) -> list[Crumb]:
        """The packages."""
        return [crumb(_("Pakker"), "package_list")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The first so many, by package; what is decided makes room for the rest."""
        self.fetch()
        rows = list(waiting(self)[: PER_PAGE + 1])
        packages: dict[int, dict[str, Any]] = {}
        for row in rows[:PER_PAGE]:
            place = packages.setdefault(row.package_id, {"package": row.package, "lines": []})
            finding = light(row)
            place["lines"].append({"proposal": row, "title": finding_title(finding, language()), "finding": finding})
        decides = [can_judge(self.acting, place["package"]) for place in packages.values()]
        for place, may in zip(packages.values(), decides, strict=True):
            place["may_judge"] = may
        return super().get_context_data(
            packages=list(packages.values()),
            has_more=len(rows) > PER_PAGE,
            most=PER_PAGE,
            may_judge=any(decides),
            **kwargs,
        )


class ProposalDecideView(Deed):
    """Follow a proposal, follow it changed, or do not follow it; from the desk."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """To the next point, as after a judgement of one's own."""
        rows = visible_to(self.acting, Judgement).select_related("package", "finding", "municipality")
        proposal = self.visible(Judgement, rows=rows, pk=pk)
        self.fetch(proposal.package_id)
        self.permit(can_judge(self.acting, self.package))
        here = next((row.pk for row in self.rows if row.matter == proposal.matter), None)
        deed = request.POST.get("deed", "")
        try:
            return self.decided(proposal, deed, here)
        except UserError as refusal:
            self.tell(text=said(refusal), is_error=True)
            return self.to_point(here)

    def decided(self, proposal: Judgement, deed: str, here: int | None) -> HttpResponse:
        """What was decided, and the way on."""
        if deed == "decline":
            decline(self.acting, proposal=proposal)
            self.tell(text=gettext("Forslaget er ikke fulgt. Punktet mangler stadig en vurdering."))
            return self.to_point(here)
        changes = {}
        if deed == "change":
            changes = {"verdict": self.verdict(), "reason": self.reason}
        elif deed != "adopt":
            raise Http404
        made = adopt_proposal(self.acting, proposal=proposal, **changes)
        if here is None:
            return self.to_point(None)
        return self.onwards(here, deed_text(Verdict(made.verdict), self.title(here)), made.batch, {here})


class ProposalsDecideView(ProposalsPage):
    """Follow several proposals in one go, or decline them: all or nothing."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        """Back to the list."""
        self.fetch()
        keys = [int(key) for key in request.POST.getlist("marked") if key.isdecimal()]
        deed = request.POST.get("deed", "")
        if deed not in ("adopt", "decline"):
            raise Http404
        found = list(
            waiting(self).select_related("package__organisation", "finding", "municipality").filter(pk__in=keys)
        )
        for row in found:
            self.permit(can_judge(self.acting, row.package))
        if not found:
            messages.error(request, gettext("Ingen forslag er markeret."))
            return redirect("proposal_list")
        try:
            with transaction.atomic():
                for row in found:
                    if deed == "adopt":
                        adopt_proposal(self.acting, proposal=row)
                    else:
                        decline(self.acting, proposal=row)
        except UserError as refusal:
            messages.error(request, said(refusal))
            return redirect("proposal_list")
        followed = ngettext("Ét forslag er fulgt.", "%(count)s forslag er fulgt.", len(found))
        declined = ngettext("Ét forslag er ikke fulgt.", "%(count)s forslag er ikke fulgt.", len(found))
        messages.success(request, (followed if deed == "adopt" else declined) % {"count": len(found)})
        return redirect(reverse("proposal_list"))
