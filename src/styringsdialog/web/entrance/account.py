"""«Min konto»: who one is, how one signs in, where one is signed in, and which roles one holds."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import messages
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from styringsdialog.core.visibility import visible_to
from styringsdialog.register.models import Membership
from styringsdialog.register.own_account import update_own_account
from styringsdialog.users.models import User
from styringsdialog.web.mixins import SignedIn
from styringsdialog.web.plain_text import PlainText


class AboutYouForm(forms.Form):
    """What a person may change about themselves."""

    name = PlainText(label=gettext_lazy("Navn"), max_length=150)
    language = forms.ChoiceField(label=gettext_lazy("Sprog"), choices=User._meta.get_field("language").choices or [])


class AccountView(SignedIn, TemplateView):
    """Shows everything about one's own sign-in, and keeps name and language."""

    template_name = "entrance/account.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        """Keeps name and language; a language once chosen holds on every device."""
        form = AboutYouForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        update_own_account(self.acting, **form.cleaned_data)
        messages.success(request, _("Dine oplysninger er gemt."))
        return redirect("account")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Five questions to the database, however many roles, keys and sessions there are."""
        user = self.acting.person
        assert isinstance(user, User)  # noqa: S101 - the page is for those signed in
        kwargs.setdefault("form", AboutYouForm(initial={"name": user.get_full_name(), "language": user.language}))
        held = visible_to(self.acting, Membership).filter(user=user)
        return super().get_context_data(
            memberships=held.select_related("municipality", "organisation", "unit").order_by("-valid_from", "pk"),
            sessions=live_sessions(user),
            factors=factors_of(user),
            providers=get_adapter().list_providers(self.request),
            linked=set(SocialAccount.objects.filter(user=user).values_list("provider", flat=True)),
            **kwargs,
        )


def live_sessions(user: User) -> QuerySet[UserSession]:
    """Where the person is signed in just now, newest first. allauth's own list asks for each session by itself."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    found: QuerySet[UserSession] = UserSession.objects.filter(user=user, session_key__in=alive).order_by("-created_at")
    return found


def factors_of(user: User) -> dict[str, Any]:
    """What stands beside the password: `totp`, the number of `passkeys`, and `codes_left`."""
    found = list(Authenticator.objects.filter(user=user))
    codes = [one for one in found if one.type == Authenticator.Type.RECOVERY_CODES]
    return {
        "totp": any(one.type == Authenticator.Type.TOTP for one in found),
        "passkeys": sum(one.type == Authenticator.Type.WEBAUTHN for one in found),
        "codes_left": len(codes[0].wrap().get_unused_codes()) if codes else 0,
    }
