"""Danish unless the user chose English: a browser's own language is no choice."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin


class ChosenLanguageMiddleware(MiddlewareMixin):
    """Reads the language cookie that Django's `set_language` view writes, and nothing else."""

    def process_request(self, request: HttpRequest) -> None:
        """Switches the language of this request."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = dict(settings.LANGUAGES)
        translation.activate(chosen if chosen in known else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language() or settings.LANGUAGE_CODE

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Tells browsers and programs the language they got."""
        response.headers.setdefault("Content-Language", translation.get_language())
        return response
