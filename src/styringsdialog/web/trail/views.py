"""The pages of the trail: all of it, what was read, one entry, one object, one person."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from styringsdialog.core.visibility import registered, visible_to
from styringsdialog.register.log_policies import can_read_trail
from styringsdialog.register.log_queries import people_in_trail
from styringsdialog.trail.models import AccessEntry, TrailEntry
from styringsdialog.users.models import User
from styringsdialog.web.lists import excel_answer
from styringsdialog.web.mixins import Crumb, SignedIn, crumb, refuse
from styringsdialog.web.templatetags.styring import language

from .narrowing import NarrowForm
from .places import page_of
from .reading import kind_of, lines_of, model_of
from .values import changes_of, may_read_values

PER_PAGE = 50
# A file that Excel opens at once, and that a web process can hold; the period narrows it to what is wanted.
MOST_IN_EXCEL = 20_000


class LogPage(SignedIn, TemplateView):
    """A log, newest first. It is stepped through from entry to entry and never counted: there may be millions."""

    model: type[TrailEntry] | type[AccessEntry] = TrailEntry
    file_name = "spor"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or with `?excel` what the filter finds as a file."""
        self.permit(can_read_trail(self.acting))
        has_actions = self.model is TrailEntry
        form = NarrowForm(self.acting, language(), request.GET, has_actions=has_actions)
        found = form.narrow(visible_to(self.acting, self.model)).order_by("-pk")
        if "excel" in request.GET:
            return self.excel(found)
        older_than = request.GET.get("foer", "")
        rows = list((found.filter(pk__lt=older_than) if older_than.isdecimal() else found)[: PER_PAGE + 1])
        shown = rows[:PER_PAGE]
        context = self.get_context_data(
            form=form,
            is_narrowed=any(form.data.get(name) for name in form.fields),
            lines=lines_of(shown, language()),
            older=shown[-1].pk if len(rows) > PER_PAGE else None,
            is_older=older_than.isdecimal(),
            **kwargs,
        )
        return self.render_to_response(context)

    def excel(self, found: QuerySet[Any]) -> HttpResponse:
        """Newest first, and a last line where there was more than a file holds."""
        heads = [gettext("Tidspunkt"), gettext("Hvem"), gettext("Hændelse"), gettext("Art"), gettext("Genstand")]
        kept: list[list[str]] = [heads]
        for entry in found[:MOST_IN_EXCEL].iterator():
            at = timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S")
            (line,) = lines_of([entry], language())
            kept.append([at, line.person, line.text, line.kind, line.thing])
        if len(kept) > MOST_IN_EXCEL:
            kept.append([gettext("Filen er fuld. Vælg en kortere periode for at få resten.")])
        return excel_answer(SimpleNamespace(as_values=lambda: kept), self.file_name)  # type: ignore[arg-type]


class TrailView(LogPage):
    """What was done."""

    template_name = "trail/list.html"


class ReadingsView(LogPage):
    """Who read internal and personal material."""

    template_name = "trail/readings.html"
    model = AccessEntry
    file_name = "opslag"

    def crumbs(self) -> list[Crumb]:
        """Below the trail."""
        return [crumb(_("Spor"), "trail")]


class EntryView(SignedIn, TemplateView):
    """One entry: its sentence, what it changed, and what else happened in the same deed."""

    template_name = "trail/entry.html"

    def crumbs(self) -> list[Crumb]:
        """Below the trail."""
        return [crumb(_("Spor"), "trail")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Values only for who may see the object."""
        entry = self.visible(TrailEntry, pk=kwargs["pk"])
        (line,) = lines_of([entry], language())
        beside = visible_to(self.acting, TrailEntry).filter(deed=entry.deed).exclude(pk=entry.pk).order_by("pk")
        reads_values = may_read_values(self.acting, entry)
        return super().get_context_data(
            line=line,
            reads_values=reads_values,
            changes=changes_of(self.acting, entry, language()) if reads_values else [],
            beside=lines_of(beside[:PER_PAGE], language()) if entry.deed else [],
            **kwargs,
        )


class AboutView(SignedIn, TemplateView):
    """Everything about one object, and who read it. Of an object that is gone, what the trail kept."""

    template_name = "trail/about.html"

    def crumbs(self) -> list[Crumb]:
        """Below the trail."""
        return [crumb(_("Spor"), "trail")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """404 where there is no entry that the reader may see. What the entries tell is shown also of an object that
        the reader may not open: they are the same lines as in the whole trail, and lead no further."""
        self.permit(can_read_trail(self.acting))
        model, key = model_of(kwargs["kind"]), kwargs["key"]
        if model is None or model not in registered() or not key.isdecimal():
            raise Http404
        thing = visible_to(self.acting, model).filter(pk=key).first()
        about = {"object_type": model._meta.label_lower, "object_id": key}
        entries = list(visible_to(self.acting, TrailEntry).filter(**about).order_by("-pk")[: PER_PAGE + 1])
        readings = list(visible_to(self.acting, AccessEntry).filter(**about).order_by("-pk")[: PER_PAGE + 1])
        if thing is None and not entries and not readings:
            refuse(self.acting, model, {"pk": key})
        name = str(thing) if thing is not None else (entries or readings)[0].object_text
        return super().get_context_data(
            name=name,
            kind_label=kind_of(about["object_type"]),
            is_gone=thing is None and not model._default_manager.filter(pk=key).exists(),
            page=page_of(thing) if thing is not None else "",
            object_type=about["object_type"],
            lines=lines_of(entries[:PER_PAGE], language()),
            has_more=len(entries) > PER_PAGE,
            readings=lines_of(readings[:PER_PAGE], language()),
            has_more_readings=len(readings) > PER_PAGE,
            **kwargs,
        )


class PersonView(SignedIn, TemplateView):
    """What one person did, and what they read."""

    template_name = "trail/person.html"

    def crumbs(self) -> list[Crumb]:
        """Below the trail."""
        return [crumb(_("Spor"), "trail")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """404 for people who never had a role in the reader's municipality."""
        self.permit(can_read_trail(self.acting))
        person = self.visible(User, rows=people_in_trail(self.acting), pk=kwargs["pk"])
        entries = list(visible_to(self.acting, TrailEntry).filter(actor=person).order_by("-pk")[: PER_PAGE + 1])
        readings = list(visible_to(self.acting, AccessEntry).filter(actor=person).order_by("-pk")[: PER_PAGE + 1])
        return super().get_context_data(
            looked_up=person,
            lines=lines_of(entries[:PER_PAGE], language()),
            has_more=len(entries) > PER_PAGE,
            readings=lines_of(readings[:PER_PAGE], language()),
            has_more_readings=len(readings) > PER_PAGE,
            **kwargs,
        )
