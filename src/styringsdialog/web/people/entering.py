"""The page an invitation's link opens: choose a password, or sign in and take the role."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from styringsdialog.core.errors import UserError
from styringsdialog.register.inviting import accept_as_existing, accept_as_new, invitation_of, invited_user
from styringsdialog.register.models import Invitation
from styringsdialog.web.mixins import said
from styringsdialog.web.templatetags.styring import language

from .forms import PasswordForm

BACKEND = "django.contrib.auth.backends.ModelBackend"


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class EnterView(FormView):
    """No sign-in needed: who has the link has the mailbox. The address is never told to the next page."""

    template_name = "people/enter.html"
    form_class = PasswordForm
    invitation: Invitation

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A link that opens nothing says why and what to do."""
        try:
            self.invitation = invitation_of(kwargs["secret"], timezone.localdate())
        except UserError as refusal:
            shown = {"refusal": refusal}
            answer: HttpResponseBase = self.response_class(request, ["people/enter.html"], shown, status=410)
        else:
            answer = super().dispatch(request, *args, **kwargs)
        answer.headers["Referrer-Policy"] = "no-referrer"
        return answer

    def get_initial(self) -> dict[str, Any]:
        return {"name": self.invitation.name}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which of the three it is: a new person, one who must sign in, one who is signed in."""
        known = invited_user(self.invitation)
        back = self.request.path
        user = self.request.user
        return super().get_context_data(
            invitation=self.invitation,
            known=known,
            is_here=user.is_authenticated,
            is_theirs=known is not None and user == known,
            sign_in=f"{reverse('account_login')}?{urlencode({'next': back})}",
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Signed in: take the role. Otherwise the form of a new person."""
        if not request.user.is_authenticated:
            return super().post(request, *args, **kwargs)
        try:
            accept_as_existing(request.acting, secret=kwargs["secret"])  # type: ignore[attr-defined]
        except UserError as refusal:
            messages.error(request, said(refusal))
            return redirect(request.path)
        messages.success(request, gettext("Rollen er din."))
        return redirect("overview")

    def form_valid(self, form: PasswordForm) -> HttpResponse:
        """Make the account, sign in, begin."""
        given = form.cleaned_data
        try:
            membership = accept_as_new(
                self.kwargs["secret"],
                day=timezone.localdate(),
                password=given["password"],
                name=given["name"],
                language=language(),
            )
        except UserError as refusal:
            form.add_error("password", said(refusal))
            return self.form_invalid(form)
        login(self.request, membership.user, backend=BACKEND)
        messages.success(self.request, gettext("Velkommen. Her er det, du har adgang til."))
        return redirect("overview")
