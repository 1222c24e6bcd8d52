"""What of the desk waits for the user: proposals, answers that came, letters that are overdue or wait for an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import visible_to
from styringsdialog.register.models import Role
from styringsdialog.register.roles import STAFF, reach_of
from styringsdialog.reviews.desk import proposals_waiting
from styringsdialog.reviews.models import Addressee, AnswerWay, LetterState, QuestionLetter
from styringsdialog.web.templatetags.styring import day as spelled_day

NEWS = timedelta(days=14)  # so long an answer counts as news


@dataclass(frozen=True)
class Task:
    """One line: a link that says what to do, and why."""

    href: str
    text: str
    reason: str


def desk_tasks(acting: Acting) -> list[Task]:
    """The most pressing first; two queries for those who answer, four for those who judge, none for others."""
    reach = reach_of(acting)
    found = []
    if reach.municipalities(*STAFF):
        found = [*_overdue(acting), *_answered(acting), *_proposed(acting)]
    if reach.organisations(Role.ORGANISATION_EDITOR, Role.AUDITOR):
        found += _to_answer(acting)
    return found


def _letters(acting: Acting) -> QuerySet[QuestionLetter]:
    return visible_to(acting, QuestionLetter).select_related("package__organisation").order_by("due_on", "pk")


def _overdue(acting: Acting) -> list[Task]:
    places = reach_of(acting).municipalities(*STAFF)
    late = _letters(acting).filter(municipality__in=places, state=LetterState.SENT, due_on__lt=acting.day)
    return [
        Task(
            reverse("letter", args=[letter.pk]),
            gettext("Svaret fra %(name)s mangler") % {"name": whose(letter)},
            gettext("Det var ønsket senest %(day)s.") % {"day": spelled_day(letter.due_on)},
        )
        for letter in late[:3]
    ]


def _answered(acting: Acting) -> list[Task]:
    places = reach_of(acting).municipalities(*STAFF)
    came = Q(questions__answers__is_draft=False) & ~Q(questions__answers__way=AnswerWay.ON_BEHALF)
    rows = _letters(acting).filter(municipality__in=places).exclude(state=LetterState.WITHDRAWN)
    rows = rows.annotate(came_on=Max("questions__answers__received_on", filter=came))
    return [
        Task(
            reverse("letter", args=[letter.pk]),
            gettext("Læs svaret fra %(name)s") % {"name": whose(letter)},
            gettext("Det kom %(day)s.") % {"day": spelled_day(letter.came_on)},
        )
        for letter in rows.filter(came_on__gte=acting.day - NEWS).order_by("-came_on", "pk")[:3]
    ]


def _proposed(acting: Acting) -> list[Task]:
    return [
        Task(
            f"{reverse('points', args=[one.package.pk])}?state=proposed",
            ngettext(
                "Tag stilling til ét forslag om %(name)s", "Tag stilling til %(count)s forslag om %(name)s", one.count
            )
            % {"count": one.count, "name": one.package.organisation.name},
            gettext("En rådgiver har foreslået, hvordan punkterne vurderes."),
        )
        for one in proposals_waiting(acting)[:3]
    ]


def _to_answer(acting: Acting) -> list[Task]:
    reach = reach_of(acting)
    own = Q(package__organisation__in=reach.organisations(Role.ORGANISATION_EDITOR), addressee=Addressee.ORGANISATION)
    audited = Q(package__organisation__in=reach.organisations(Role.AUDITOR), addressee=Addressee.AUDITOR)
    rows = _letters(acting).filter(own | audited, state=LetterState.SENT).annotate(count=Count("questions"))
    return [
        Task(
            reverse("letter_reply", args=[letter.pk]),
            ngettext("Svar på ét spørgsmål fra kommunen", "Svar på %(count)s spørgsmål fra kommunen", letter.count)
            % {"count": letter.count},
            gettext("Svar ønskes senest %(day)s.") % {"day": spelled_day(letter.due_on)}
            if letter.due_on
            else letter.package.organisation.name,
        )
        for letter in rows[:3]
    ]


def whose(letter: QuestionLetter) -> str:
    """The organisation, or its auditor."""
    name = letter.package.organisation.name
    return gettext("revisor for %(name)s") % {"name": name} if letter.addressee == Addressee.AUDITOR else name
