"""Deeds at the desk: judge one or several, take it back, propose. Each leads to the page of the next point."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext, ngettext

from styringsdialog.core.errors import UserError
from styringsdialog.core.visibility import visible_to
from styringsdialog.documents.finding_text import finding_title
from styringsdialog.exchange.reading.cpr import mask_cpr
from styringsdialog.processes.judging import judge_point, judge_points
from styringsdialog.reviews.desk_policies import can_judge, can_propose
from styringsdialog.reviews.judging import propose, undo
from styringsdialog.reviews.models import Finding, Judgement, Verdict
from styringsdialog.reviews.queries import point
from styringsdialog.web.mixins import said
from styringsdialog.web.plain_text import refuse_cpr
from styringsdialog.web.templatetags.styring import language

from .desk import DONE, marked_points
from .page import PointsPage
from .rows import NOTHING, Row, next_left

CONFLICT = "desk_conflict"


class Deed(PointsPage):
    """What the deeds share: the verdict as sent, and the way on."""

    http_method_names = ["post"]

    def verdict(self) -> Verdict:
        """404 for a verdict that no button sends."""
        sent = self.request.POST.get("verdict", "")
        if sent not in Verdict.values:
            raise Http404
        return Verdict(sent)

    @property
    def reason(self) -> str:
        """As typed."""
        return self.request.POST.get("reason", "").strip()

    def next(self, after: int, done: set[int]) -> int | None:
        """The next point in the list as narrowed that waits for a word, when those of `done` have got theirs."""
        rows = self.choice.among(self.rows, self.about, language())
        return next_left([row for row in rows if row.pk == after or row.pk not in done], self.about, after)

    def title(self, pk: int | None) -> str:
        """The title of a point."""
        found = point(self.acting, pk) if pk is not None else None
        return finding_title(found.finding, language()) if found else ""

    def refused(self, pk: int | None, refusal: UserError) -> HttpResponse:
        """Back to the point with what was typed; a refusal about the reason stands at its field."""
        at_field = refusal.place == "reason"
        self.tell(
            text=said(refusal),
            is_error=True,
            reason=mask_cpr(self.request.POST.get("reason", "")),
            field_error=said(refusal) if at_field else "",
        )
        return self.to_point(pk)

    def onwards(self, pk: int, text: str, batch: UUID, done: set[int]) -> HttpResponse:
        """To the next point, saying what was done and what comes; to the same one where none is left."""
        follows = self.next(pk, done)
        left = self.left_after(done)
        told = gettext("Alle punkter i listen er vurderet.")
        if follows is not None:
            told = gettext("Næste: %(title)s.") % {"title": self.title(follows).rstrip(".")}
        if left is not None:
            told = f"{told} {left}"
        self.tell(text=text, next=told, batch=str(batch))
        return self.to_point(follows if follows is not None else pk)

    def left_after(self, done: set[int]) -> str | None:
        """`4 punkter mangler.`"""
        left = sum(
            1
            for row in self.rows
            if row.is_open and row.pk not in done and not self.about.get(row.matter, NOTHING).is_judged
        )
        return ngettext("Ét punkt mangler.", "%(count)s punkter mangler.", left) % {"count": left} if left else None


class JudgeView(Deed):
    """Judge one point. Where somebody judged it since the page was shown, both are shown instead."""

    def post(self, request: HttpRequest, pk: int, point: int) -> HttpResponse:
        """To the next point that is not judged."""
        self.fetch(pk, point)
        self.permit(can_judge(self.acting, self.package))
        row, verdict = self.row(point), self.verdict()
        if self.is_conflict(row):
            self.tell(conflict={"verdict": verdict, "reason": self.reason})
            return self.to_point(point)
        try:
            made = judge_point(self.acting, finding=self.finding(point), verdict=verdict, reason=self.reason)
        except UserError as refusal:
            return self.refused(point, refusal)
        text = deed_text(verdict, self.title(point))
        return self.onwards(point, text, made.batch, {point})

    def is_conflict(self, row: Row) -> bool:
        """Does another judgement stand now than the one on the page?"""
        stands = self.about.get(row.matter, NOTHING).judgement
        return str(stands or "") != self.request.POST.get("seen", "") and stands is not None


class JudgeManyView(Deed):
    """Judge the marked points in one go."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """To the next point; a fold that holds other points than it did is not guessed at."""
        self.fetch(pk)
        self.permit(can_judge(self.acting, self.package))
        verdict = self.verdict()
        sent = request.POST.get("from", "")
        known = {row.pk for row in self.rows}
        opened = int(sent) if sent.isdecimal() and int(sent) in known else None
        rows = self.choice.among(self.rows, self.about, language())
        marked = marked_points(self.rows, rows, self.about, request.POST.getlist("marked"))
        if not marked:
            text = gettext("Listen er ændret, siden den blev vist. Markér punkterne igen.")
            self.tell(text=text if marked is None else gettext("Ingen punkter er markeret."), is_error=True)
            return self.to_point(opened)
        try:
            findings = list(visible_to(self.acting, Finding).filter(pk__in=marked, run=self.run).defer("detail"))
            batch = judge_points(self.acting, findings=findings, verdict=verdict, reason=self.reason)
        except UserError as refusal:
            return self.refused(opened, refusal)
        text = ngettext("%(verdict)s: ét punkt.", "%(verdict)s: %(count)s punkter.", len(marked))
        after = opened if opened is not None else marked[-1]
        told = text % {"verdict": DONE[verdict], "count": len(marked)}
        return self.onwards(after, told, batch, set(marked)) if opened in marked else self.stay(after, told, batch)

    def stay(self, pk: int, text: str, batch: UUID) -> HttpResponse:
        """The opened point was not among them: it stays open."""
        self.tell(text=text, batch=str(batch))
        return self.to_point(pk)


class UndoView(Deed):
    """Take the last deed back, whole."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Back to the point, or the first of the points, that it was about."""
        self.fetch(pk)
        self.permit(can_judge(self.acting, self.package) or can_propose(self.acting, self.package))
        try:
            batch = UUID(request.POST.get("batch", ""))
        except ValueError:
            raise Http404 from None
        seen = visible_to(self.acting, Judgement).filter(package=self.package, batch=batch)
        matters = {row.matter for row in seen}
        if not matters:
            raise Http404
        back = next((row.pk for row in self.rows if row.matter in matters), None)
        try:
            count = undo(self.acting, batch=batch)
        except UserError as refusal:
            self.tell(text=said(refusal), is_error=True)
            return self.to_point(back)
        text = ngettext("Fortrudt.", "Fortrudt for %(count)s punkter.", count) % {"count": count}
        self.tell(text=text)
        return self.to_point(back)


class ProposeView(Deed):
    """An adviser's proposal."""

    def post(self, request: HttpRequest, pk: int, point: int) -> HttpResponse:
        """To the next point."""
        self.fetch(pk, point)
        self.permit(can_propose(self.acting, self.package))
        self.row(point)
        verdict = self.verdict()
        try:
            refuse_cpr(reason=self.reason)
            made = propose(self.acting, finding=self.finding(point), verdict=verdict, reason=self.reason)
        except UserError as refusal:
            return self.refused(point, refusal)
        title = {"title": self.title(point).rstrip("."), "verdict": str(verdict.label).lower()}
        text = gettext("Foreslået %(verdict)s: %(title)s.") % title
        mine = {row.pk for row in self.rows if self.has_proposed(row)}
        return self.onwards(point, text, made.batch, mine | {point})

    def has_proposed(self, row: Row) -> bool:
        """Has this adviser a proposal waiting?"""
        return self.request.user.pk in self.about.get(row.matter, NOTHING).proposers


def deed_text(verdict: Verdict, title: str) -> str:
    """`Enig: Dispositionsfonden er under målet.`"""
    return gettext("%(verdict)s: %(title)s.") % {"verdict": DONE[verdict], "title": title.rstrip(".")}
