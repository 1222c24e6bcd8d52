"""Addresses of the trail."""

from django.urls import path

from . import views

urlpatterns = [
    path("spor/", views.TrailView.as_view(), name="trail"),
    path("spor/opslag/", views.ReadingsView.as_view(), name="trail_readings"),
    path("spor/<int:pk>/", views.EntryView.as_view(), name="trail_entry"),
    path("spor/om/<str:kind>/<str:key>/", views.AboutView.as_view(), name="trail_about"),
    path("spor/person/<int:pk>/", views.PersonView.as_view(), name="trail_person"),
]
