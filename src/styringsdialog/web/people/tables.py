"""The lists of roles and invitations."""

from __future__ import annotations

from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.models import holds_on
from styringsdialog.register.models import Membership, Role
from styringsdialog.web.lists import Table, TextFilter
from styringsdialog.web.templatetags.styring import day, last_day


class MembershipTable(Table):
    """One line a role."""

    user = tables.Column(linkify=("person", {"pk": tables.A("user_id")}), verbose_name=_("Navn"), order_by="user__name")
    role = tables.Column(verbose_name=_("Rolle"))
    place = tables.Column(verbose_name=_("Hvor"), orderable=False, empty_values=())
    valid_from = tables.Column(verbose_name=_("Fra"))
    valid_until = tables.Column(verbose_name=_("Til og med"), default=_("indtil videre"))

    class Meta(Table.Meta):
        model = Membership
        fields = ("user", "role", "place", "valid_from", "valid_until")

    def render_place(self, record: Membership) -> Any:
        """The organisation, the unit or the municipality."""
        return record.organisation or record.unit or record.municipality

    def render_valid_from(self, value: Any) -> str:
        return day(value)

    def render_valid_until(self, value: Any) -> str:
        """The last day on which it holds."""
        return last_day(value)


class MembershipFilter(django_filters.FilterSet):
    """Search, role, and whether those that have ended are shown."""

    text = TextFilter("user__name", "user__email", "organisation__name", "unit__name")
    role = django_filters.ChoiceFilter(choices=Role.choices, label=_("Rolle"), empty_label=_("Alle"))
    when = django_filters.ChoiceFilter(
        label=_("Hvornår"),
        choices=[("all", _("Også tidligere og kommende"))],
        empty_label=_("Gælder i dag"),
        method="narrow",
    )

    class Meta:
        model = Membership
        fields = ("text", "role", "when")

    def narrow(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Nothing to take away: today's are chosen in `qs`."""
        return rows

    @property
    def qs(self) -> QuerySet:
        """Today's roles unless all are asked for."""
        found = super().qs
        if self.form.cleaned_data.get("when") == "all":
            return found
        return found.filter(holds_on(self.request.acting.day), user__is_active=True)
