"""All pages, each kind of work in a file of its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("styringsdialog.web.entrance.urls")),
    path("", include("styringsdialog.web.overview.urls")),
    path("", include("styringsdialog.web.search.urls")),
    path("", include("styringsdialog.web.organisations.urls")),
    path("", include("styringsdialog.web.people.urls")),
    path("", include("styringsdialog.web.areas.urls")),
    path("", include("styringsdialog.web.register.urls")),
    path("", include("styringsdialog.web.units.urls")),
    path("", include("styringsdialog.web.surfaces.urls")),
    path("", include("styringsdialog.web.packages.urls")),
    path("", include("styringsdialog.web.uploads.urls")),
    path("", include("styringsdialog.web.reviews.urls")),
    path("", include("styringsdialog.web.letters.urls")),
    path("", include("styringsdialog.web.briefs.urls")),
    path("", include("styringsdialog.web.cases.urls")),
    path("", include("styringsdialog.web.trail.urls")),
    path("", include("styringsdialog.web.notices.urls")),
    path("", include("styringsdialog.web.law.urls")),
    path("", include("styringsdialog.web.guide.urls")),
    path("", include("styringsdialog.web.stored.urls")),
]
