"""Root urls. Pages are `web`'s; sign-in, second factor and password pages are allauth's. There is no admin site."""

from django.urls import include, path

urlpatterns = [
    path("konto/", include("allauth.urls")),
    path("sprog/", include("django.conf.urls.i18n")),
    path("", include("styringsdialog.web.urls")),
]
