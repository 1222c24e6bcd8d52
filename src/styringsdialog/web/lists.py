"""List pages: filtered, searched and sorted by address, a page at a time, and the same rows as an Excel file."""

from __future__ import annotations

import io
from typing import Any

import django_filters
import django_tables2 as tables
import xlsxwriter
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from django_tables2.config import RequestConfig

from .mixins import SignedIn

PER_PAGE = 50
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Table(tables.Table):
    """A table in the look of the design system, that stacks on a phone. `is_part`: of a page about something else."""

    is_part = False

    class Meta:
        template_name = "ui/table.html"
        attrs = {"class": "table table--borderless table--compact table-sm-responsive-headers"}
        empty_text = _("Ingen rækker svarer til det, du har valgt.")


class NumberColumn(tables.Column):
    """Right-aligned from a tablet up; a dash where nothing is stated."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("attrs", {"th": {"class": "number"}, "td": {"class": "number"}})
        super().__init__(*args, default="–", **kwargs)


class TextFilter(django_filters.CharFilter):
    """Search that knows Danish letters on every database: `åby` finds `ÅBY`.

    The rows a user sees in one list are some hundreds, so the words are compared here and not in the database.
    """

    def __init__(self, *fields: str, **kwargs: Any) -> None:
        self.fields = fields
        kwargs.setdefault("label", _("Søg"))
        super().__init__(**kwargs)

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """Rows in which each word of the search stands somewhere in the fields."""
        words = value.casefold().split()
        if not words:
            return qs
        found = [
            key
            for key, *texts in qs.order_by().values_list("pk", *self.fields)
            if _holds(" ".join(str(text or "") for text in texts), words)
        ]
        return qs.filter(pk__in=found)


def _holds(text: str, words: list[str]) -> bool:
    plain = text.casefold()
    return all(word in plain for word in words)


class ListPage(SignedIn, TemplateView):
    """A list: `rows()` gives what the user may see, `table_class` and `filter_class` how it is shown and narrowed."""

    table_class: type[Table]
    filter_class: type[django_filters.FilterSet] | None = None
    file_name = "liste"

    def rows(self) -> QuerySet:
        """The rows before the filter."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or with `?excel` the same rows as a file."""
        found = self.filter_class(request.GET, queryset=self.rows(), request=request) if self.filter_class else None
        table = self.table_class(found.qs if found else self.rows(), request=request)
        RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(table)
        if "excel" in request.GET:
            return excel_answer(table, self.file_name)
        return self.render_to_response(self.get_context_data(table=table, filter=found, **kwargs))


def excel_answer(table: tables.Table, name: str) -> HttpResponse:
    """The table's rows as a workbook. Text stays text: a name that starts with = must not become a formula."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        for number, row in enumerate(table.as_values()):
            for column, value in enumerate(row):
                kept = value if isinstance(value, int | float) else str("" if value is None else value)
                sheet.write(number, column, kept, *([bold] if number == 0 else []))
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    answer = HttpResponse(stream.getvalue(), content_type=EXCEL)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer
