"""Root urls. Pages are `web`'s; sign-in, second factor and password pages are allauth's. There is no admin site."""

from django.urls import include, path

from styringsdialog.config.language import set_language
from styringsdialog.config.sign_in.oidc import callback

urlpatterns = [
    # Before allauth's own at the same address: ours checks the signature whatever way the token came.
    path("konto/oidc/<provider_id>/login/callback/", callback),
    path("konto/", include("allauth.urls")),
    path("sprog/setlang/", set_language, name="set_language"),
    path("", include("styringsdialog.web.urls")),
]
