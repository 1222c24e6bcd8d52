"""Addresses of organisations and divisions."""

from django.urls import path

from . import views

urlpatterns = [
    path("organisationer/", views.OrganisationListView.as_view(), name="organisation_list"),
    path("organisationer/<str:number>/", views.OrganisationView.as_view(), name="organisation"),
    path("organisationer/<str:number>/afdelinger/<str:key>/", views.DivisionView.as_view(), name="division"),
    path("afdelinger/", views.DivisionListView.as_view(), name="division_list"),
]
