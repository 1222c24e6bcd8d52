"""The list of requests for access to documents."""

from __future__ import annotations

from datetime import date

import django_filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from styringsdialog.files.models import AccessRequest, RequestState
from styringsdialog.web.lists import Table, TextFilter
from styringsdialog.web.templatetags.styring import day


class AccessRequestTable(Table):
    """One line a request."""

    object_title = tables.Column(linkify=("access_request", {"pk": tables.A("pk")}), verbose_name=_("Sag"))
    requester_kind = tables.Column(verbose_name=_("Hvem spørger"))
    received_on = tables.Column(verbose_name=_("Modtaget"), attrs={"td": {"class": "not-wrapped"}})
    deadline_on = tables.Column(verbose_name=_("Besvares senest"), attrs={"td": {"class": "not-wrapped"}})
    state = tables.Column(verbose_name=_("Tilstand"))

    class Meta(Table.Meta):
        model = AccessRequest
        fields = ("object_title", "requester_kind", "received_on", "deadline_on", "state")

    def render_received_on(self, value: date) -> str:
        """In words."""
        return day(value)

    def render_deadline_on(self, value: date) -> str:
        """In words."""
        return day(value)


class AccessRequestFilter(django_filters.FilterSet):
    """Search and state."""

    text = TextFilter("object_title", "reference")
    state = django_filters.ChoiceFilter(choices=RequestState.choices, label=_("Tilstand"), empty_label=_("Alle"))

    class Meta:
        model = AccessRequest
        fields = ("text", "state")
