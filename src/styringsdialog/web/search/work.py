"""Finds packages, points, letters with their questions, and documents."""

from __future__ import annotations

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from styringsdialog.core.acting import Acting
from styringsdialog.core.visibility import visible_to
from styringsdialog.documents.finding_text import finding_title
from styringsdialog.files.models import Attachment
from styringsdialog.reviews.models import Finding, Question, QuestionLetter, RuleRun
from styringsdialog.reviews.queries import LISTED
from styringsdialog.reviews.stored import listed_finding
from styringsdialog.rulebook.finding import Outcome
from styringsdialog.submissions.models import DocumentationPackage

from .hits import Group, Hit, group, hit

TOLD = (Outcome.POSSIBLE_BREACH, Outcome.ATTENTION, Outcome.CANNOT_JUDGE)  # what is in order is not searched


def packages(acting: Acting, words: list[str]) -> Group:
    """Packages by organisation, LBF number and dialogue year; one query."""
    rows = visible_to(acting, DocumentationPackage).select_related("organisation")
    hits = (
        hit(
            words,
            f"{row.organisation.name}, {row.dialogue_year}",
            row.get_report_kind_display(),
            reverse("package", args=[row.pk]),
            row.organisation.lbf_number,
        )
        for row in rows.order_by("-dialogue_year", "pk")
    )
    return group("packages", _("Pakker"), hits, by_name=False)


def points(acting: Acting, words: list[str], language: str) -> Group:
    """Points of the newest run on each package, in the words of their titles; one query."""
    newest = visible_to(acting, RuleRun).order_by().values("package", "municipality").annotate(last=Max("pk"))
    rows = visible_to(acting, Finding).filter(run__in=newest.values("last"), outcome__in=TOLD)
    columns = ("run__package", "run__package__organisation__name", "run__package__dialogue_year")
    hits: list[Hit | None] = []
    for package, owner, year, pk, *listed in rows.order_by("-run", "rank", "pk").values_list(*columns, *LISTED):
        finding = listed_finding(*listed)
        hits.append(
            hit(
                words,
                finding_title(finding, language),
                ", ".join(dict.fromkeys((finding.subject.name, owner, str(year)))),
                reverse("point", args=[package, pk]),
                finding.rule,
                finding.subject.key,
            )
        )
    return group("points", _("Punkter"), hits, by_name=False)


def letters(acting: Acting, words: list[str]) -> Group:
    """Letters by whom they went to, and by what they ask; two queries."""
    asked: dict[int, list[str]] = {}
    for letter, text in visible_to(acting, Question).order_by("position").values_list("letter", "text"):
        asked.setdefault(letter, []).append(text)
    rows = visible_to(acting, QuestionLetter).select_related("package__organisation").order_by("-pk")
    hits: list[Hit | None] = []
    for row in rows:
        package = row.package
        texts = asked.get(row.pk, [])
        found = hit(words, f"{package.organisation.name}, {package.dialogue_year}", row.get_state_display(),
                    reverse("letter", args=[row.pk]), row.recipient_name, *texts)  # fmt: skip
        if found is not None:
            asks = next((text for text in texts if hit(words, text, "", "")), "")
            hits.append(
                Hit(found.title, ": ".join(one for one in (found.detail, asks[:120]) if one), found.href, found.score)
            )
    return group("letters", _("Spørgebreve"), hits, by_name=False)


def documents(acting: Acting, words: list[str]) -> Group:
    """Documents on cases by title, remark and whom they came from; one query. Their contents are not searched."""
    hits = (
        hit(words, row.title, row.from_whom, reverse("attachment", args=[row.pk]), row.description)
        for row in visible_to(acting, Attachment).order_by("-received_on", "-pk")
    )
    return group("documents", _("Bilag"), hits, by_name=False)
