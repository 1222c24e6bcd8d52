"""Requests for access to documents: the list, opening one on a case, deciding, and the bundle."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from styringsdialog.core.access import AccessClass
from styringsdialog.core.errors import UserError
from styringsdialog.core.stored_values import from_json
from styringsdialog.core.visibility import visible_to
from styringsdialog.files.cases import found_case
from styringsdialog.files.models import AccessRequest, AccessRequestItem, Decision, RequestState
from styringsdialog.processes.access_requests import (
    DEADLINE,
    OPEN,
    collect_papers,
    decide_access,
    mark_sent,
    open_access_request,
    order_bundle,
    redact_item,
)
from styringsdialog.register.file_policies import can_decide_access, can_open_access_request
from styringsdialog.register.roles import STAFF, reach_of
from styringsdialog.rulebook.loader import law_book
from styringsdialog.web.lists import ListPage
from styringsdialog.web.mixins import Crumb, SignedIn, crumb, said
from styringsdialog.web.templatetags.styring import language
from styringsdialog.wording.messages import sentence

from .access_tables import AccessRequestFilter, AccessRequestTable
from .forms import AccessRequestForm, RedactedForm
from .links import address_of
from .views import CasePage


class AccessRequestListView(ListPage):
    """The requests of the municipality, the one that is due first on top. Only for those who answer them."""

    template_name = "cases/access_list.html"
    table_class = AccessRequestTable
    filter_class = AccessRequestFilter
    file_name = "aktindsigt"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """403 for everybody but coordinator and case worker."""
        self.permit(bool(reach_of(self.acting).municipalities(*STAFF)))
        return super().get(request, *args, **kwargs)

    def rows(self) -> QuerySet:
        """As the user sees them."""
        return visible_to(self.acting, AccessRequest).order_by("deadline_on", "-pk")


class AccessRequestNewView(CasePage, FormView):
    """Open a request on a case."""

    template_name = "cases/access_new.html"
    form_class = AccessRequestForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """The case first; 403 where the user sees it but does not answer requests about it."""
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.fetch_case(kwargs["kind"], kwargs["pk"])
        self.permit(can_open_access_request(self.acting, self.thing))
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """Received today, unless one says otherwise."""
        return {"received_on": self.acting.day}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the case."""
        return super().get_context_data(thing=self.thing, back=address_of(self.thing), **kwargs)

    def form_valid(self, form: AccessRequestForm) -> HttpResponse:
        """Open it with all documents of the case."""
        try:
            made = open_access_request(self.acting, thing=self.thing, **form.cleaned_data)
        except UserError as refusal:
            form.add_error(None, said(refusal))
            return self.form_invalid(form)
        return redirect("access_request", pk=made.pk)


class RequestPage(SignedIn):
    """What the pages of one request share."""

    request_row: AccessRequest

    def fetch(self, pk: int) -> AccessRequest:
        """The request, if the user sees it."""
        rows = visible_to(self.acting, AccessRequest).select_related("bundle", "created_by")
        self.request_row = self.visible(AccessRequest, rows=rows, pk=pk)
        return self.request_row

    def crumbs(self) -> list[Crumb]:
        """The list."""
        return [crumb(_("Aktindsigt"), "access_request_list")]


class AccessRequestView(RequestPage, TemplateView):
    """One request: documents with decisions, and the bundle. POST decides on all of them at once."""

    typed: dict[int, tuple[str, str]] | None = None  # what was sent but could not be kept: shown beside what stands now

    def get_template_names(self) -> list[str]:
        """The whole page, or the state of the bundle alone for htmx."""
        return ["cases/access_state.html" if self.request.htmx else "cases/access_request.html"]  # type: ignore[attr-defined]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Documents, decisions, deadline and its source."""
        row = self.fetch(kwargs["pk"])
        items = visible_to(self.acting, AccessRequestItem).filter(request=row)
        lines = list(items.select_related("file__redacted_copy", "redacted").order_by("position"))
        for item in lines:
            item.typed = (self.typed or {}).get(item.pk)
        thing = found_case(row.object_type, row.object_pk)
        failure = (
            sentence(row.error["message"], from_json(row.error["params"]), language=language()) if row.error else ""
        )
        return super().get_context_data(
            request_row=row,
            items=lines,
            case=thing,
            case_address=address_of(thing) if thing is not None else "",
            undecided=sum(1 for item in lines if not item.decision),
            decisions=Decision.choices,
            access_classes=AccessClass.choices,
            is_open=row.state in OPEN,
            is_late=row.state != RequestState.SENT and self.acting.day > row.deadline_on,
            source=None if row.is_own_deadline else law_book()[DEADLINE].rule_text,
            failure=failure,
            redacted_form=RedactedForm(),
            **kwargs,
        )

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep the decisions; where somebody decided in between, both versions are shown."""
        row = self.fetch(pk)
        self.permit(can_decide_access(self.acting, row))
        decisions = _decisions(row, request)
        try:
            decide_access(self.acting, request=row, decisions=decisions, version=int(request.POST.get("version") or 0))
        except (UserError, ValueError) as refusal:
            self.typed = decisions
            messages.error(request, said(refusal) if isinstance(refusal, UserError) else _("Siden er ikke gyldig."))
            return self.render_to_response(self.get_context_data(pk=pk))
        messages.success(request, _("Afgørelserne er gemt."))
        return redirect("access_request", pk=pk)


def _decisions(row: AccessRequest, request: HttpRequest) -> dict[int, tuple[str, str]]:
    """What was sent for each document; «give the rest» gives whatever is not decided."""
    found = {}
    for pk in row.items.values_list("pk", flat=True):
        decision = request.POST.get(f"decision-{pk}", "")
        if "give_rest" in request.POST and not decision:
            decision = Decision.GIVE
        if decision in Decision.values:
            found[pk] = (str(decision), request.POST.get(f"reason-{pk}", ""))
    return found


class RequestDeedView(RequestPage, TemplateView):
    """A deed on a request: its documents collected anew, the bundle ordered, or noted as sent."""

    http_method_names = ["post"]
    deed = ""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Back to the request; a refusal is told there."""
        row = self.fetch(pk)
        self.permit(can_decide_access(self.acting, row))
        try:
            if self.deed == "collect":
                added = collect_papers(self.acting, request=row)
                messages.success(request, _("%(count)s nye dokumenter er føjet til.") % {"count": added})
            elif self.deed == "order":
                order_bundle(self.acting, request=row)
            else:
                mark_sent(self.acting, request=row)
                messages.success(request, _("Det er skrevet ned, at pakken er sendt."))
        except UserError as refusal:
            messages.error(request, said(refusal))
        return redirect("access_request", pk=pk)


class ItemRedactView(SignedIn, TemplateView):
    """Hand in a copy of one document with parts left out."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Back to the request."""
        rows = visible_to(self.acting, AccessRequestItem).select_related("request")
        item = self.visible(AccessRequestItem, rows=rows, pk=pk)
        self.permit(can_decide_access(self.acting, item.request))
        form = RedactedForm(request.POST, request.FILES)
        if not form.is_valid():
            messages.error(request, _("Vælg den fil, der skal bruges i stedet."))
            return redirect("access_request", pk=item.request_id)
        file = form.cleaned_data["file"]
        try:
            redact_item(self.acting, item=item, file=file, name=file.name)
        except UserError as refusal:
            messages.error(request, said(refusal))
        else:
            messages.success(request, _("Kopien er modtaget og bliver undersøgt som andre filer."))
        return redirect("access_request", pk=item.request_id)
