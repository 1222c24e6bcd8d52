"""The answer page: whoever has the link answers without a sign-in, and sees nothing else of the system."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from styringsdialog.core.errors import UserError
from styringsdialog.processes.answers import answer_by_link, letter_by_token, save_by_link
from styringsdialog.reviews.models import Answer, QuestionLetter
from styringsdialog.web.mixins import said

from .answering import posted_answers, to_answer

MOST_IN_A_MINUTE = {"GET": 60, "HEAD": 60, "POST": 20}
TOLD = "answer_told"


# Without a referrer the browser sends no origin either, and Django would take its own form for a stranger's. Nothing is
# lost: the link alone gives the right to write here, not a cookie that a stranger's page could make use of.
@method_decorator([csrf_exempt, never_cache], name="dispatch")
class AnswerView(View):
    """Questions with room for answers. The page tells no other page where it was come from."""

    http_method_names = ["get", "head", "post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Limited by address of the sender; without referrer, cache or index."""
        if is_too_often(request):
            answer = render(request, "letters/answer_closed.html", {"text": ""}, status=429)
            answer.headers["Retry-After"] = "60"
        else:
            answer = self.answered(request, kwargs["token"])
        answer.headers["Referrer-Policy"] = "no-referrer"
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    def answered(self, request: HttpRequest, token: str) -> HttpResponse:
        """The page in the language of the letter; a link that leads nowhere says why, and what to do."""
        day = timezone.localdate()
        try:
            letter = letter_by_token(token, day)
        except UserError as refusal:
            status = 404 if refusal.message == "letter.link_unknown" else 410
            return render(request, "letters/answer_closed.html", {"text": said(refusal)}, status=status)
        with translation.override(letter.language):
            if request.method == "POST":
                return self.posted(request, token, letter)
            return self.page(request, letter, told=request.session.pop(TOLD, "") if TOLD in request.session else "")

    def posted(self, request: HttpRequest, token: str, letter: QuestionLetter) -> HttpResponse:
        """Keep a draft, or hand in; then the page again, which says so."""
        day = timezone.localdate()
        texts, files = posted_answers(request, letter)
        given_by = request.POST.get("given_by", "")
        try:
            if request.POST.get("deed") == "save":
                save_by_link(token, day=day, answers=texts, given_by=given_by)
                told = gettext("Kladden er gemt. Den kan åbnes igen med det samme link. Kommunen læser den ikke endnu.")
            else:
                answer_by_link(token, day=day, answers=texts, given_by=given_by, files=files)
                told = gettext("Tak. Svaret er sendt til kommunen.")
        except UserError as refusal:
            return self.page(request, letter, texts=texts, given_by=given_by, refusal=refusal)
        request.session[TOLD] = told
        return redirect("answer", token=token)

    def page(
        self,
        request: HttpRequest,
        letter: QuestionLetter,
        *,
        told: str = "",
        texts: dict[int, str] | None = None,
        given_by: str = "",
        refusal: UserError | None = None,
    ) -> HttpResponse:
        """The questions, what was answered by them before, what was saved."""
        asked = to_answer(letter, texts, refusal)
        given: dict[int, list[Answer]] = {}
        for answer in Answer.objects.filter(question__letter=letter, is_draft=False).select_related("file"):
            given.setdefault(answer.question_id, []).append(answer)
        for one in asked:
            one.answers = given.get(one.question.pk, [])
        context = {
            "letter": letter,
            "organisation": letter.package.organisation,
            "dialogue_year": letter.package.dialogue_year,
            "asked": asked,
            "left": sum(1 for one in asked if not one.answers),
            "told": told,
            "given_by": given_by or letter.recipient_name,
            "refusal": said(refusal) if refusal else "",
            "who_error": said(refusal) if refusal and refusal.place == "given_by" else "",
            "is_fictional": letter.municipality.is_fictional,
        }
        return render(request, "letters/answer.html", context, status=422 if refusal else 200)


def is_too_often(request: HttpRequest) -> bool:
    """More than so many in a minute from one address: nobody tries tokens here, or sends answers without end."""
    method = request.method or "GET"
    most = MOST_IN_A_MINUTE.get(method, 20)
    minute = int(timezone.now().timestamp() // 60)  # in the key, since counting up renews how long it is kept
    key = f"answer:{method}:{minute}:{get_adapter().get_client_ip(request)}"
    cache.add(key, 0, timeout=120)
    try:
        return cache.incr(key) > most
    except ValueError:  # the minute ended between the two
        return False
