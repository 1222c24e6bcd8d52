"""The list of letters, and one letter: a draft to write on, or what was sent with its answers."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView

from styringsdialog.core.visibility import visible_to
from styringsdialog.register.models import Role
from styringsdialog.register.roles import OWN_PEOPLE, STAFF, reach_of
from styringsdialog.reviews.letter_policies import can_answer_letter, can_draft_in, can_draft_letter, can_edit_letter
from styringsdialog.reviews.models import LetterState, QuestionLetter
from styringsdialog.reviews.queries import RUN_READERS
from styringsdialog.submissions.models import DocumentationPackage
from styringsdialog.web.lists import ListPage
from styringsdialog.web.mixins import SignedIn
from styringsdialog.web.templatetags.styring import language
from styringsdialog.web.trail.reading import history_of

from .drafting import draft_context
from .page import LetterPage, letter_context, with_answers
from .tables import LetterFilter, LetterTable


class LetterListView(ListPage):
    """Every letter that the user sees."""

    template_name = "letters/list.html"
    table_class = LetterTable
    filter_class = LetterFilter
    file_name = "spoergebreve"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """404 for those whose roles see no letters."""
        reach = reach_of(self.acting)
        if not reach.municipalities(*RUN_READERS) and not reach.organisations(*OWN_PEOPLE, Role.AUDITOR):
            raise Http404
        return super().get(request, *args, **kwargs)

    def rows(self) -> QuerySet:
        """With the number of questions, and of those answered."""
        given = Q(questions__answers__is_draft=False)
        rows = visible_to(self.acting, QuestionLetter).select_related("package__organisation")
        return rows.annotate(
            question_count=Count("questions", distinct=True),
            answered_count=Count("questions", filter=given, distinct=True),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether letters are written here, or received."""
        return super().get_context_data(is_staff=bool(reach_of(self.acting).municipalities(*STAFF)), **kwargs)


class LetterView(LetterPage, TemplateView):
    """One letter."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A draft is read by the municipality as its preview where the user may not write on it."""
        self.fetch(kwargs["pk"])
        if self.letter.state == LetterState.DRAFT and not can_draft_in(self.acting, self.letter):
            return redirect("letter_preview", pk=self.letter.pk)
        return super().get(request, *args, **kwargs)

    def get_template_names(self) -> list[str]:
        """The form, or what was sent."""
        return ["letters/draft.html" if self.letter.state == LetterState.DRAFT else "letters/letter.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Questions with answers, and what the user may do."""
        shown = letter_context(self)
        if self.letter.state == LetterState.DRAFT:
            return super().get_context_data(**shown, **draft_context(self), **kwargs)
        may_edit = can_edit_letter(self.acting, self.letter)
        is_open = self.letter.state == LetterState.SENT
        asked = with_answers(self)
        return super().get_context_data(
            **shown,
            asked=asked,
            answered=sum(1 for one in asked if one.answers),
            may_edit=may_edit and self.letter.state != LetterState.WITHDRAWN,
            may_withdraw=may_edit and is_open,
            may_remind=may_edit and is_open and bool(self.letter.token_digest),
            may_answer=can_answer_letter(self.acting, self.letter),
            history=history_of(self.acting, self.letter, language()),
            **kwargs,
        )


class PackageLettersView(SignedIn):
    """The questions about a package: its only draft, else the list."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        """To whichever it is."""
        rows = visible_to(self.acting, DocumentationPackage).select_related("organisation")
        package = self.visible(DocumentationPackage, rows=rows, pk=pk)
        self.permit(can_draft_letter(self.acting, package) or can_read_letters(self, package))
        drafts = visible_to(self.acting, QuestionLetter).filter(package=package, state=LetterState.DRAFT)
        keys = list(drafts.values_list("pk", flat=True)[:2])
        if len(keys) == 1:
            return redirect("letter", pk=keys[0])
        return redirect(f"{reverse('letter_list')}?text={package.organisation.name}")


def can_read_letters(page: SignedIn, package: DocumentationPackage) -> bool:
    """Whether the user sees any letter about the package."""
    return visible_to(page.acting, QuestionLetter).filter(package=package).exists()
