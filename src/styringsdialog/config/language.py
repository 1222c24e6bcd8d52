"""Danish unless the user chose English: a browser's own language is no choice."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin
from django.views import i18n

from styringsdialog.users.models import User


class ChosenLanguageMiddleware(MiddlewareMixin):
    """The signed-in person's own language; for visitors, the cookie that `set_language` writes.

    The person is looked up in each request anyway, so their language costs no query.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Switches the language of this request."""
        user = request.user
        chosen = user.language if user.is_authenticated else request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = dict(settings.LANGUAGES)
        translation.activate(chosen if chosen in known else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Tells browsers and programs the language they got."""
        response.headers.setdefault("Content-Language", translation.get_language())
        return response


def set_language(request: HttpRequest) -> HttpResponse:
    """Django's own view, and the choice kept on the person: it holds on the next device. A taste, so no trail."""
    chosen = request.POST.get("language", "")
    if request.user.is_authenticated and chosen in dict(settings.LANGUAGES):
        User.objects.filter(pk=request.user.pk).update(language=chosen)
    answer: HttpResponse = i18n.set_language(request)
    return answer
