"""Sign-in with one click in the demo, and the choice of municipality for those who work for several."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View
from django.views.generic import TemplateView

from styringsdialog.web.entry import CHOSEN
from styringsdialog.web.mixins import SignedIn

from .demo_users import demo_memberships


class DemoSignInView(View):
    """POST signs in as a listed demo user, without a password. Anywhere but in the demo this page does not exist."""

    http_method_names = ["post"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """404 before anything else, so that a real installation answers alike to every method."""
        if not settings.STYRINGSDIALOG_DEMO:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Only users that the sign-in page lists, by their number."""
        chosen = request.POST.get("user", "")
        for membership in demo_memberships(timezone.localdate()):
            if str(membership.user.pk) == chosen:
                login(request, membership.user, backend="django.contrib.auth.backends.ModelBackend")
                return redirect(_next(request))
        raise Http404


def _next(request: HttpRequest) -> str:
    """Where the user was going, if it is a page of ours."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else "/"


class ChooseMunicipalityView(SignedIn, TemplateView):
    """For people with roles in several municipalities: which one they work for just now."""

    template_name = "entrance/choose_municipality.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keeps the choice in the session; a municipality without a membership today is 404."""
        code = request.POST.get("code", "")
        if code not in {place.code for place in request.entry.municipalities}:  # type: ignore[attr-defined]
            raise Http404
        request.session[CHOSEN] = code
        return redirect("overview")
