"""Addresses of briefs."""

from django.urls import path

from . import views

urlpatterns = [
    path("pakker/<int:pk>/dialogoplaeg/", views.OrderBriefView.as_view(), name="brief_order"),
    path("dialogoplaeg/<int:pk>/", views.BriefView.as_view(), name="brief"),
]
