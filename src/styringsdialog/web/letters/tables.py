"""The list of letters."""

from __future__ import annotations

from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from styringsdialog.reviews.models import Addressee, LetterState, QuestionLetter
from styringsdialog.web.lists import NumberColumn, Table, TextFilter
from styringsdialog.web.templatetags.styring import day


class LetterTable(Table):
    """One line a letter, those that wait first."""

    organisation = tables.Column(
        accessor="package__organisation__name",
        verbose_name=_("Organisation"),
        linkify=("letter", {"pk": tables.A("pk")}),
        order_by="package__organisation__name",
    )
    addressee = tables.Column(verbose_name=_("Til"))
    dialogue_year = tables.Column(accessor="package__dialogue_year", verbose_name=_("Styringsår"))
    questions = NumberColumn(accessor="question_count", verbose_name=_("Spørgsmål"))
    answered = NumberColumn(accessor="answered_count", verbose_name=_("Besvaret"))
    sent_on = tables.Column(verbose_name=_("Sendt"), default="–")
    due_on = tables.Column(verbose_name=_("Svar ønskes senest"), default="–")
    state = tables.Column(verbose_name=_("Tilstand"))

    class Meta(Table.Meta):
        model = QuestionLetter
        fields = ("organisation", "addressee", "dialogue_year", "questions", "answered", "sent_on", "due_on", "state")

    def render_sent_on(self, value: Any) -> str:
        return day(value)

    def render_due_on(self, value: Any) -> str:
        return day(value)

    def render_state(self, value: Any, record: QuestionLetter) -> Any:
        """Overdue is said beside the state."""
        today = self.request.acting.day
        if record.state == LetterState.SENT and record.due_on is not None and record.due_on < today:
            return format_html("{}, <strong>{}</strong>", value, gettext("fristen er overskredet"))
        return value

    def value_state(self, value: Any, record: QuestionLetter) -> str:
        """The same words in the Excel file, without markup."""
        return str(record.get_state_display())


class LetterFilter(django_filters.FilterSet):
    """Search, state, addressee."""

    text = TextFilter("package__organisation__name", "recipient_name")
    state = django_filters.ChoiceFilter(
        label=_("Tilstand"),
        choices=[("open", _("Åbne")), ("overdue", _("Fristen er overskredet")), *LetterState.choices],
        empty_label=_("Alle"),
        method="narrow",
    )
    addressee = django_filters.ChoiceFilter(label=_("Til"), choices=Addressee.choices, empty_label=_("Alle"))

    class Meta:
        model = QuestionLetter
        fields = ("text", "state", "addressee")

    def narrow(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Open ones are drafts and those that wait for an answer."""
        if value == "open":
            return rows.filter(state__in=(LetterState.DRAFT, LetterState.SENT))
        if value == "overdue":
            return rows.filter(state=LetterState.SENT, due_on__lt=self.request.acting.day)
        return rows.filter(state=value)
