"""The log of messages as a table, and its filter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import django_filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from styringsdialog.notices.kinds import KINDS, kind_label
from styringsdialog.notices.models import Notice, NoticeState
from styringsdialog.web.lists import Table, TextFilter
from styringsdialog.web.templatetags.styring import instant, language


class NoticeTable(Table):
    """One line a message."""

    subject = tables.Column(linkify=("notice", {"pk": tables.A("pk")}), verbose_name=_("Emne"))
    to_name = tables.Column(verbose_name=_("Modtager"), empty_values=())
    kind = tables.Column(verbose_name=_("Art"))
    state = tables.Column(verbose_name=_("Tilstand"))
    created_at = tables.Column(verbose_name=_("Oprettet"))
    sent_at = tables.Column(verbose_name=_("Sendt"), default="–")

    class Meta(Table.Meta):
        model = Notice
        fields = ("subject", "to_name", "kind", "state", "created_at", "sent_at")
        order_by = "-created_at"

    def render_to_name(self, record: Notice) -> str:
        """Name and address."""
        return f"{record.to_name} ({record.to_email})" if record.to_name and record.to_email else str(_whom(record))

    def render_kind(self, value: str) -> str:
        """In words."""
        return kind_label(value, language())

    def render_created_at(self, value: datetime) -> str:
        """Day and time in Denmark."""
        return instant(value)

    def render_sent_at(self, value: datetime) -> str:
        """Day and time in Denmark."""
        return instant(value)

    value_to_name, value_kind = render_to_name, render_kind
    value_created_at, value_sent_at = render_created_at, render_sent_at


class MineTable(NoticeTable):
    """What was sent to oneself: no receiver."""

    to_name = None  # type: ignore[assignment]

    class Meta(NoticeTable.Meta):
        fields = ("subject", "kind", "state", "created_at", "sent_at")  # type: ignore[assignment]


class NoticeFilter(django_filters.FilterSet):
    """Search, state and kind."""

    text = TextFilter("subject", "to_name", "to_email")
    state = django_filters.ChoiceFilter(choices=NoticeState.choices, label=_("Tilstand"), empty_label=_("Alle"))
    kind = django_filters.ChoiceFilter(label=_("Art"), empty_label=_("Alle"))

    class Meta:
        model = Notice
        fields = ("text", "state", "kind")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["kind"].extra["choices"] = [(kind, kind_label(kind, language())) for kind in KINDS]


def _whom(notice: Notice) -> str:
    return notice.to_name or notice.to_email
