"""Addresses of organisations and divisions."""

from django.urls import path

from . import changing, division, views

urlpatterns = [
    path("organisationer/", views.OrganisationListView.as_view(), name="organisation_list"),
    path("organisationer/ny/", changing.OrganisationNewView.as_view(), name="organisation_new"),
    path("organisationer/<str:number>/", views.OrganisationView.as_view(), name="organisation"),
    path("organisationer/<str:number>/ret/", changing.OrganisationEditView.as_view(), name="organisation_edit"),
    path(
        "organisationer/<str:number>/kontakter/ny/",
        changing.OrganisationContactNewView.as_view(),
        name="organisation_contact_new",
    ),
    path("organisationer/<str:number>/afdelinger/ny/", changing.DivisionNewView.as_view(), name="division_new"),
    path("organisationer/<str:number>/afdelinger/<str:key>/", division.DivisionView.as_view(), name="division"),
    path(
        "organisationer/<str:number>/afdelinger/<str:key>/ret/",
        changing.DivisionEditView.as_view(),
        name="division_edit",
    ),
    path("afdelinger/", division.DivisionListView.as_view(), name="division_list"),
]
