"""OpenID Connect as strict as the standard allows: the ID token's signature is checked however it came."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse
from jwt import PyJWTError


class StrictAdapter(OpenIDConnectOAuth2Adapter):
    """allauth trusts a token that came over TLS from the provider. Behind a municipality's proxies we do not."""

    def complete_login(self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any) -> Any:
        """OAuth2Error without an ID token: the answer of the user page alone proves nothing."""
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("no id_token in the answer")
        return super().complete_login(request, app, token, **kwargs)

    def _fetch_user_info(self, access_token: str) -> dict[str, Any]:
        self.told: dict[str, Any] = super()._fetch_user_info(access_token)
        return self.told

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        try:
            signed: dict[str, Any] = jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        except (KeyError, ValueError, PyJWTError) as fault:
            # A token without a key's name (unsigned, for one), or one that cannot be read at all.
            raise OAuth2Error("the ID token cannot be read") from fault
        # OpenID Connect Core 1.0, 5.3.2: an answer about somebody else must not be used.
        if self.told.get("sub") != signed.get("sub"):
            raise OAuth2Error("the user page and the ID token are about different people")
        return signed


def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Where the provider sends the browser back to; takes the place of allauth's own view."""
    try:
        answer: HttpResponse = OAuth2CallbackView.adapter_view(StrictAdapter(request, provider_id))(request)
    except SocialApp.DoesNotExist as fault:
        raise Http404 from fault
    return answer
