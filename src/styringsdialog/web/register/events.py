"""Pages of register events: the list, one event, taking one back, and recording one in a few steps."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from styringsdialog.core.acting import Acting
from styringsdialog.core.errors import UserError
from styringsdialog.core.visibility import visible_to
from styringsdialog.register.history import withdraw_event
from styringsdialog.register.models import Division, RegisterEvent
from styringsdialog.register.policies import can_maintain_register
from styringsdialog.web.menu import sees_register
from styringsdialog.web.mixins import Crumb, SignedIn, crumb, said

from .event_forms import EventForm, kept_divisions, kept_organisations
from .event_kinds import GROUPS, KINDS, OF_MODEL
from .events_told import Line, told
from .forms import ActingForm, LongText
from .place_event_forms import kept_places
from .preview import Preview, tried
from .saving import SavingPage
from .then import AsOf

LATEST = 100


def events_seen(acting: Acting) -> QuerySet[RegisterEvent]:
    """The events that the actor sees, newest first."""
    return visible_to(acting, RegisterEvent).order_by("-day", "-pk")


def keeps_register(acting: Acting) -> bool:
    """Whether the actor keeps the register of the municipality they work for."""
    return acting.municipality is not None and can_maintain_register(acting, acting.municipality)


def register_crumbs(acting: Acting) -> list[Crumb]:
    """The register's start, for those whose menu has it."""
    return [crumb(_("Register"), "register")] if sees_register(acting) else []


class EventListView(AsOf, TemplateView):
    """What has happened and what is to come."""

    template_name = "register/events.html"

    def crumbs(self) -> list[Crumb]:
        """The register."""
        return register_crumbs(self.acting)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """To come first, then what has been; withdrawn ones stay with their reason."""
        lines = told(self.request, events_seen(self.acting)[: LATEST + 1], self.acting.day)
        shown = lines[:LATEST]
        return super().get_context_data(
            coming=[line for line in reversed(shown) if line.is_future and not line.is_withdrawn],
            past=[line for line in shown if not line.is_future or line.is_withdrawn],
            has_more=len(lines) > LATEST,
            may_record=keeps_register(self.acting),
            **kwargs,
        )


class EventView(AsOf, TemplateView):
    """One event: what, when, on what ground, who recorded it."""

    template_name = "register/event.html"

    def crumbs(self) -> list[Crumb]:
        """The register and its events."""
        return [*register_crumbs(self.acting), crumb(_("Hændelser"), "event_list")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The event `pk` as a line, with everything recorded of it."""
        rows = events_seen(self.acting).select_related("municipality", "created_by")
        event = self.visible(RegisterEvent, rows=rows, pk=kwargs["pk"])
        may = can_maintain_register(self.acting, event.municipality) and event.withdrawn_at is None
        line = told(self.request, rows.filter(pk=event.pk), self.acting.day)[0]
        return super().get_context_data(line=line, event=event, may_withdraw=may, **kwargs)


class WithdrawForm(ActingForm):
    """Why."""

    reason = LongText(label=_("Hvorfor skal hændelsen trækkes tilbage?"), required=True, max_length=250)


class EventWithdrawView(SavingPage):
    """Take an event back that was recorded by mistake."""

    template_name = "register/withdraw.html"
    form_class = WithdrawForm
    heading = _("Træk hændelsen tilbage")
    button = _("Træk tilbage")
    done = _("Hændelsen er trukket tilbage, og registret er, som om den ikke var sket.")
    event: RegisterEvent

    def prepare(self) -> None:
        """The event, and whether it may be taken back by this person."""
        rows = events_seen(self.acting).select_related("municipality")
        self.event = self.visible(RegisterEvent, rows=rows, pk=self.kwargs["pk"])
        self.permit(can_maintain_register(self.acting, self.event.municipality))

    def crumbs(self) -> list[Crumb]:
        """The event."""
        return [*register_crumbs(self.acting), crumb(_("Hændelser"), "event_list")]

    def back(self) -> str:
        """The event."""
        return reverse("event", args=[self.event.pk])

    def save(self, form: WithdrawForm) -> str:
        """Back to the event, which says that it is withdrawn."""
        withdraw_event(self.acting, event=self.event, reason=form.cleaned_data["reason"])
        return self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the event in words."""
        return super().get_context_data(line=self._line(), **kwargs)

    def _line(self) -> Line:
        return told(self.request, RegisterEvent.objects.filter(pk=self.event.pk), self.acting.day)[0]


class KeeperPage(SignedIn, TemplateView):
    """A page for those who keep the register: 404 where the menu has none, 403 where one may only look."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Asked before anything else."""
        if request.user.is_authenticated:
            if not sees_register(self.acting):
                raise Http404
            self.permit(keeps_register(self.acting))
        return super().dispatch(request, *args, **kwargs)

    def crumbs(self) -> list[Crumb]:
        """The register and its events."""
        return [*register_crumbs(self.acting), crumb(_("Hændelser"), "event_list")]


class EventKindsView(KeeperPage):
    """Step one: what happened?"""

    template_name = "register/event_kinds.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Every kind in groups; of a thing named in the address, only those that can happen to it."""
        named = next((key for key in OF_MODEL if self.request.GET.get(key, "").isdigit()), "")
        if not named:
            return super().get_context_data(groups=[(title, kinds, "") for title, kinds in GROUPS], **kwargs)
        model, kinds = OF_MODEL[named]
        thing = self.visible(model, pk=int(self.request.GET[named]))
        query = f"?om={thing.pk}"
        return super().get_context_data(groups=[("", kinds, query)], thing=thing, **kwargs)


class EventNewView(KeeperPage):
    """Steps two to four: whom, how, and what will change; then it is recorded."""

    template_name = "register/event_form.html"

    @cached_property
    def kind(self) -> type[EventForm]:
        """The kind in the address; 404 for others."""
        found = KINDS.get(self.kwargs["kind"])
        if found is None:
            raise Http404
        return found

    @cached_property
    def subject(self) -> Any:
        """The thing it happens to, named by `om`; None where it has to be chosen first."""
        model = self.kind.subject_model
        key = self.request.GET.get("om", "")
        if model is None or not key.isdigit():
            return None
        rows = visible_to(self.acting, model)
        if model is Division:
            rows = rows.select_related("organisation", "location_municipality")
        return self.visible(model, rows=rows, pk=int(key))

    @property
    def must_choose(self) -> bool:
        """Whether step two is still to come."""
        return self.kind.subject_model is not None and self.subject is None

    def crumbs(self) -> list[Crumb]:
        """The kinds."""
        return [*super().crumbs(), crumb(_("Registrér en hændelse"), "event_new")]

    def choices(self) -> QuerySet[Any]:
        """The things it may happen to."""
        model = self.kind.subject_model
        if model is Division:
            return kept_divisions(self.acting)
        return (
            kept_places(self.acting, model) if model not in (None, _organisation()) else kept_organisations(self.acting)
        )

    def form(self) -> EventForm:
        """As sent, else empty; a thing that one came from is ticked where the kind has no subject."""
        data = self.request.POST if self.request.method == "POST" else None
        came_from = self.request.GET.get("om", "")
        initial = {"ceasing": [came_from]} if self.kind.subject_model is None and came_from.isdigit() else None
        return self.kind(self.acting, self.subject, data, initial=initial)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Title, form or choice, and the step one is at."""
        step = kwargs.setdefault("step", "choose" if self.must_choose else "fill")
        if self.must_choose:
            kwargs["choices"] = self.choices()
        else:
            kwargs.setdefault("form", self.form())
        kwargs["kind"] = self.kind  # the class; the address gives its key
        return super().get_context_data(subject=self.subject, steps=_steps(step), **kwargs)

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:
        """Show what will change; confirmed, record it. «Ret» shows the form again."""
        form = self.form()
        if self.must_choose or "again" in request.POST or not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            if "confirmed" in request.POST:
                event = form.record()
                messages.success(request, gettext("Hændelsen er registreret."))
                return redirect("event", pk=event.pk)
            preview = self.tried(form)
        except UserError as refusal:
            form.add_error(None, said(refusal))
            return self.render_to_response(self.get_context_data(form=form))
        return self.render_to_response(
            self.get_context_data(form=form, preview=preview, sent=_sent(request), step="look")
        )

    def tried(self, form: EventForm) -> Preview:
        """What would change."""

        def tell(event: RegisterEvent) -> Any:
            stands = RegisterEvent.objects.filter(pk=event.pk)
            return told(self.request, stands, self.acting.day)[0].sentence

        return tried(form, tell)


def _organisation() -> Any:
    return OF_MODEL["organisation"][0]


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """What the form sent, to be sent again unchanged when it is confirmed."""
    own = ("csrfmiddlewaretoken", "confirmed", "again")
    return [(name, value) for name, values in request.POST.lists() if name not in own for value in values]


def _steps(now: str) -> list[tuple[Any, str]]:
    """Each step with `done`, `now` or nothing."""
    names = (("kind", _("Art")), ("choose", _("Hvem")), ("fill", _("Oplysninger")), ("look", _("Se efter")))
    at = [key for key, _text in names].index(now)
    return [
        (text, "done" if number < at else "now" if number == at else "") for number, (_key, text) in enumerate(names)
    ]
