"""The log of messages, one message with another try, and what was sent to oneself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import UserError
from styringsdialog.core.visibility import visible_to
from styringsdialog.notices.kinds import kind_label
from styringsdialog.notices.models import Delivery, Notice, NoticeChoice, NoticeState
from styringsdialog.notices.policies import can_edit_templates, can_read_notices
from styringsdialog.notices.services import choose_delivery, retry_notice
from styringsdialog.notices.texts import shown_body
from styringsdialog.web.lists import ListPage
from styringsdialog.web.mixins import Crumb, SignedIn, crumb, said
from styringsdialog.web.templatetags.styring import language
from styringsdialog.web.trail.reading import about_href
from styringsdialog.wording.messages import has, sentence

from .forms import ChoiceForm
from .tables import MineTable, NoticeFilter, NoticeTable

AGAIN = (NoticeState.FAILED, NoticeState.GIVEN_UP)


def code_of(acting: Acting) -> str:
    """The code of the municipality that the user works for just now; empty for people of an organisation."""
    return str(acting.municipality.code) if acting.municipality is not None else ""


class LogView(ListPage):
    """What the municipality sent, to whom, and what became of it."""

    template_name = "notices/log.html"
    table_class = NoticeTable
    filter_class = NoticeFilter
    file_name = "beskeder"

    def rows(self) -> QuerySet[Notice]:
        """Those of the municipality; one's own from elsewhere are on another page."""
        return visible_to(self.acting, Notice).filter(municipality_code=code_of(self.acting))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """For coordinator and administrator."""
        self.permit(can_read_notices(self.acting, code_of(self.acting)))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How many were given up stands above the list: they need somebody."""
        return super().get_context_data(
            given_up=self.rows().filter(state=NoticeState.GIVEN_UP).count(),
            may_edit=can_edit_templates(self.acting, code_of(self.acting)),
            **kwargs,
        )


class NoticeView(SignedIn, TemplateView):
    """One message as it was sent."""

    template_name = "notices/notice.html"

    def crumbs(self) -> list[Crumb]:
        """Below the log, or below one's own."""
        if can_read_notices(self.acting, code_of(self.acting)):
            return [crumb(_("Beskeder"), "notice_log")]
        return [crumb(_("Mine beskeder"), "notice_mine")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A link that opens something by itself is only shown to the receiver."""
        rows = visible_to(self.acting, Notice).select_related("user").prefetch_related("attachments")
        notice = self.visible(Notice, rows=rows, pk=kwargs["pk"])
        reads_log = can_read_notices(self.acting, notice.municipality_code)
        return super().get_context_data(
            notice=notice,
            kind=kind_label(notice.kind, language()),
            body=shown_body(notice, to_receiver=notice.user == self.acting.person),
            error=error_text(notice),
            may_retry=reads_log and notice.state in AGAIN and bool(notice.to_email),
            history=about_href(notice.object_type, notice.object_id) if reads_log else "",
            **kwargs,
        )


def error_text(notice: Notice) -> str:
    """Why it was not sent and what to do: a sentence of ours, around the mail server's own words where it spoke."""
    if not notice.error:
        return ""
    message, told = (notice.error, {}) if has(notice.error) else ("notices.server_refused", {"words": notice.error})
    return " ".join(sentence(message, told, part, language()) for part in ("text", "ask"))


class RetryView(SignedIn):
    """Try a message again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Back to the message, which tells how it went."""
        notice = self.visible(Notice, pk=pk)
        self.permit(can_read_notices(self.acting, notice.municipality_code))
        try:
            retry_notice(self.acting, notice=notice)
            messages.success(request, _("Beskeden sendes igen."))
        except UserError as refusal:
            messages.error(request, said(refusal))
        return redirect("notice", pk=pk)


class MineView(ListPage):
    """What was sent to oneself, and when one wants to be told."""

    template_name = "notices/mine.html"
    table_class = MineTable
    file_name = "mine-beskeder"

    def rows(self) -> QuerySet[Notice]:
        """One's own."""
        return visible_to(self.acting, Notice).filter(user=self.acting.person)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The choice as it is, or as it was tried."""
        chosen = visible_to(self.acting, NoticeChoice).filter(user=self.acting.person).first()
        delivery = chosen.delivery if chosen else Delivery.AT_ONCE
        kwargs.setdefault("form", ChoiceForm(initial={"delivery": delivery}))
        return super().get_context_data(
            address=self.acting.person.email if self.acting.person else "",
            reads_log=can_read_notices(self.acting, code_of(self.acting)),
            **kwargs,
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keep the choice."""
        form = ChoiceForm(request.POST)
        if form.is_valid():
            choose_delivery(self.acting, delivery=form.cleaned_data["delivery"])
            messages.success(request, _("Dit valg er gemt."))
        else:
            messages.error(request, _("Vælg, hvornår du vil have beskeder."))
        return redirect("notice_mine")
