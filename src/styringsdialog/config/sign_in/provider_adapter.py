"""What happens when somebody comes from an identity provider: claims to roles, an account where there is none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.utils import user_username
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render
from django.utils import timezone

from styringsdialog.config.sign_in.providers import Provider
from styringsdialog.core.acting import Acting
from styringsdialog.register.claim_rules import RoleClaim, roles_from_claims
from styringsdialog.register.claims import apply_claims, places_of
from styringsdialog.users.models import User


class ProviderAdapter(DefaultSocialAccountAdapter):
    """Who has no claim that gives a role gets no account; who had one, loses the roles that came from claims."""

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """Name and address of a new person. The claims themselves are not stored: they may hold anything."""
        provider = provider_of(sociallogin)
        claims = flat_claims(sociallogin.account.extra_data)
        sociallogin.claims = claims
        sociallogin.account.extra_data = {}
        user: User = sociallogin.user
        user.email = _address(claims, provider, data)
        for address in sociallogin.email_addresses:
            address.email = address.email.lower()
        user.name = (_text(claims, provider.attributes.get("name", "name")) or data.get("name") or "")[:150]
        user_username(user, data.get("username") or user.email.partition("@")[0])
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Stops who has no role; else joins the person to the account they have, and sets the roles."""
        provider = provider_of(sociallogin)
        roles = roles_from_claims(sociallogin.claims, provider.rules)
        connecting = sociallogin.state.get("process") == "connect"
        if not sociallogin.is_existing and not connecting:
            self._join(request, sociallogin, provider)
        if sociallogin.is_existing and sociallogin.user.is_active and not connecting:
            _apply(sociallogin.user, roles, provider)
        if not places_of(roles, timezone.localdate()):
            raise ImmediateHttpResponse(_refusal(request, "socialaccount/no_role.html", provider))

    def _join(self, request: HttpRequest, sociallogin: SocialLogin, provider: Provider) -> None:
        address = sociallogin.user.email
        known = User.objects.filter(email__iexact=address).first() if address else None
        if known is None:
            return
        denied = any(one.email == address.lower() and not one.verified for one in sociallogin.email_addresses)
        if not provider.trusts_mail or (provider.kind == "oidc" and denied):
            raise ImmediateHttpResponse(_refusal(request, "socialaccount/known_address.html", provider))
        sociallogin.connect(request, known)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Yes: `pre_social_login` has found a role in the claims, or has stopped them."""
        return True

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """The new person and their roles, both or neither."""
        provider = provider_of(sociallogin)
        with transaction.atomic():
            user: User = super().save_user(request, sociallogin, form)
            _apply(user, roles_from_claims(sociallogin.claims, provider.rules), provider)
        return user


def provider_of(sociallogin: SocialLogin) -> Provider:
    """Our settings of the provider that the person came from."""
    found: Provider = settings.STYRINGSDIALOG_PROVIDERS[sociallogin.account.provider]
    return found


def flat_claims(answer: Mapping[str, Any]) -> dict[str, Any]:
    """OIDC tells in two places; what is signed counts where they differ. SAML tells attributes, each a list."""
    if "userinfo" in answer or "id_token" in answer:
        return {**(answer.get("userinfo") or {}), **(answer.get("id_token") or {})}
    return dict(answer)


def _apply(user: User, roles: set[RoleClaim], provider: Provider) -> None:
    linked = SocialAccount.objects.filter(user=user).exclude(provider=provider.id).values_list("provider", flat=True)
    others = [settings.STYRINGSDIALOG_PROVIDERS[name] for name in linked if name in settings.STYRINGSDIALOG_PROVIDERS]
    kept = {rule.gives for other in others for rule in other.rules} - {rule.gives for rule in provider.rules}
    system = Acting(None, timezone.localdate())
    apply_claims(system, user=user, roles=roles, provider=provider.label, kept=kept)


def _refusal(request: HttpRequest, template: str, provider: Provider) -> Any:
    return render(request, template, {"provider_label": provider.label}, status=403)


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name, "")
    first = value[0] if isinstance(value, list | tuple) and value else value
    return first.strip() if isinstance(first, str) else ""


def _address(claims: Mapping[str, Any], provider: Provider, data: Mapping[str, Any]) -> str:
    """The person's address in small letters, or none where what the provider sent is no address."""
    address = (_text(claims, provider.attributes.get("email", "email")) or data.get("email") or "").lower()
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address
